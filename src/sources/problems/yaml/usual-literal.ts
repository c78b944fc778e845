import { LessUsual } from './less-usual.ts';

const HEADER = /\|-?\n/y;

/**
 * A `|` or `|-` text whose header stands at the offset, below a key or dash of the given indentation. `next` is the offset of the line behind
 * it.
 */
export function readLiteral(
  text: string,
  at: number,
  indent: number,
): { readonly value: string; readonly next: number } {
  HEADER.lastIndex = at;
  const header = HEADER.exec(text)?.[0];
  if (header === undefined) throw new LessUsual();
  let next = at + header.length;
  let own: number | undefined;
  let end = next;
  const lines: string[] = [];
  for (;;) {
    const found = text.indexOf('\n', next);
    if (next >= text.length) break;
    const line = text.slice(next, found === -1 ? text.length : found);
    const first = line.search(/[^ ]/);
    if (first !== -1) {
      own ??= first;
      if (first < own || own <= indent) break;
      // Without a line break at the end of the file the last line is another thing.
      if (found === -1) throw new LessUsual();
      end = found + 1;
    } else if (line.length > (own ?? 0)) throw new LessUsual();
    lines.push(first === -1 ? '' : line.slice(own));
    if (found === -1) break;
    next = found + 1;
  }
  while (lines.at(-1) === '') lines.pop();
  if (lines.length === 0) throw new LessUsual();
  return { value: lines.join('\n') + (header === '|\n' ? '\n' : ''), next: end };
}
