import { parseStatements } from '../parse-statements.ts';
import type { Scanner } from '../scanner.ts';
import type { Statement } from '../tree.ts';
import { parseTail } from './parse-tail.ts';

const end = /#(?:end(?![\w@])|\{end\})/y;

/** The statements of a block; whatever ends them is left for the caller. */
export function parseBody(scanner: Scanner): Statement[] {
  return parseStatements(scanner);
}

/** Moves past `#end` and answers what of its line goes with it. */
export function parseBlockEnd(scanner: Scanner): string {
  if (scanner.match(end) === null) throw scanner.unexpected('#end');
  return parseTail(scanner);
}
