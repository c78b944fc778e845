import { parseAll } from './parse-all.ts';
import { parseStatements } from './parse-statements.ts';
import { Source } from './source.ts';
import type { Template } from './tree.ts';

/**
 * Parses a template as Velocity 1.7 does.
 *
 * @throws {TemplateError} of problem `syntax`, with the place where the parser could not go on.
 */
export function parseTemplate(source: Source | string): Template {
  return parseAll(typeof source === 'string' ? new Source(source) : source, parseStatements);
}
