import { parseStatements } from './parse-statements.ts';
import { Scanner } from './scanner.ts';
import { Source } from './source.ts';
import type { Template } from './tree.ts';

/**
 * Parses a template as Velocity 1.7 does.
 *
 * @throws {TemplateError} of problem `syntax`, with the place where the parser could not go on.
 */
export function parseTemplate(source: Source | string): Template {
  const scanner = new Scanner(typeof source === 'string' ? new Source(source) : source);
  const statements = parseStatements(scanner);
  if (!scanner.atEnd) throw scanner.unexpected('text, a reference or a directive that may stand here');
  return { statements, macros: scanner.macros };
}
