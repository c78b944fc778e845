import type { Scanner } from '../scanner.ts';

const lineEnd = /[ \t]*(?:\r\n|\n|\r)/y;

/** The blanks and the line break after a directive: a directive at the end of a line takes them with it (docs/aws/vtl.md#white-space). */
export function parseTail(scanner: Scanner): string {
  return scanner.take(lineEnd);
}
