import { GatewayError } from '../http/gateway-error.ts';
import { mostPaths } from './backtracking.ts';
import { StoppedError, stopAfter } from './stop-after.ts';

/** How long one use of a regular expression of the configuration may hold up everything else. */
const REGEX_LIMIT_MS = 100;

/** So many steps of a regular expression take a few milliseconds. */
const HARMLESS_PATHS = 200_000;

/** A regular expression of the configuration or of a template that took too long for a text. AWS's own limit is not known. */
export class RegexStoppedError extends GatewayError {
  constructor(written: string, length: number) {
    super('API_CONFIGURATION_ERROR', {
      reason: `The regular expression ${JSON.stringify(written)} was stopped after ${REGEX_LIMIT_MS} ms on a text of ${length} characters: it tries too many ways to match. Do not repeat a group that repeats, as (a+)+ does.`,
    });
    this.name = 'RegexStoppedError';
  }
}

/**
 * `regex.test`, which ends: a pattern that could take long on this text runs with a time limit, any other directly.
 *
 * @param written the pattern as its author wrote it, for the message.
 * @throws {RegexStoppedError} by the function that is returned.
 */
export function boundedTest(regex: RegExp, written: string): (text: string) => boolean {
  return (text) => boundedUse(regex, written, text, () => regex.test(text));
}

/** Uses `regex` on `text` in any other way with the same bound. `use` must have no effects. @throws {RegexStoppedError} */
export function boundedUse<T>(regex: RegExp, written: string, text: string, use: () => T): T {
  if (isHarmless(regex, text.length)) return use();
  try {
    return stopAfter(REGEX_LIMIT_MS, use);
  } catch (error) {
    if (error instanceof StoppedError) throw new RegexStoppedError(written, text.length);
    throw error;
  }
}

/** The longest text that each pattern was found harmless for: what is no longer needs no second look. */
const harmlessLengths = new WeakMap<RegExp, number>();

function isHarmless(regex: RegExp, length: number): boolean {
  if (length <= (harmlessLengths.get(regex) ?? -1)) return true;
  if (mostPaths(regex, length) > HARMLESS_PATHS) return false;
  harmlessLengths.set(regex, length);
  return true;
}
