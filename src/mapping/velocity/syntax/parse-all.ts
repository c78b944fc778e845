import { Scanner } from './scanner.ts';
import type { ParseStatements } from './scanner.ts';
import type { Source } from './source.ts';
import type { Template } from './tree.ts';

/** Parses the whole of a text, of a template or of a string in it, with the parser of statements that is given. */
export function parseAll(source: Source, parseStatements: ParseStatements): Template {
  const scanner = new Scanner(source, parseStatements);
  const statements = parseStatements(scanner);
  if (!scanner.atEnd) throw scanner.unexpected('text, a reference or a directive that may stand here');
  return { statements, macros: scanner.macros };
}
