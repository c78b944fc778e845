import type { Readable } from 'node:stream';

/** A line that does not end is passed on in pieces of this many characters. */
const LONGEST_LINE = 256 * 1024;

/** Calls back with every line of a stream, without its end. */
export function eachLine(stream: Readable, heard: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) heard(line);
    if (rest.length < LONGEST_LINE) return;
    heard(rest);
    rest = '';
  });
  stream.on('end', () => {
    if (rest !== '') heard(rest);
    rest = '';
  });
}
