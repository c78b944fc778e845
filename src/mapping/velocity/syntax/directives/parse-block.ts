import type { Scanner } from '../scanner.ts';
import { positionOf } from '../source.ts';
import type { Statement } from '../tree.ts';
import { parseTail } from './parse-tail.ts';

const end = /#(?:end(?![\w@])|\{end\})/y;

/** The statements of a block; whatever ends them is left for the caller. */
export function parseBody(scanner: Scanner): Statement[] {
  return scanner.parseStatements(scanner);
}

/** Moves past `#end` and answers what of its line goes with it. `opened` is where the block's directive, `name`, begins. */
export function parseBlockEnd(scanner: Scanner, name: string, opened: number): string {
  if (scanner.match(end) !== null) return parseTail(scanner);
  const { line } = positionOf(scanner.text, opened);
  throw scanner.unexpected(`the #end of the #${name} in line ${line}`);
}
