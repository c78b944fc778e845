import { javaMatches } from '../java-regex.ts';

/**
 * Parses a key that a selected value is compared with: `/2\d\d/` is a pattern that has to match all of it, any other key must be the same
 * text (docs/aws/websocket-api.md#selection-expressions, docs/aws/websocket-api.md#response-side; that the whole text has to match is
 * inferred from REST APIs). `$default` is left to the caller.
 *
 * @throws {JavaRegexError}
 */
export function parseSelectionKey(key: string): (value: string) => boolean {
  const pattern = /^\/([^]*)\/$/.exec(key)?.[1];
  return pattern === undefined ? (value) => value === key : javaMatches(pattern);
}
