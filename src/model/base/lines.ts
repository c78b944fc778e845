import type { Readable } from 'node:stream';

/** A line that does not end is passed on in pieces of this many characters. */
const LONGEST_LINE = 256 * 1024;
/** After so many lines whatever else waits has its turn: a child that writes without end must not keep the emulator from answering. */
const IN_ONE_TURN = 500;

/** Calls back with every line of a stream, without its end. */
export function eachLine(stream: Readable, heard: (line: string) => void): void {
  let rest = '';
  const hear = (lines: readonly string[], from: number): void => {
    const end = Math.min(lines.length, from + IN_ONE_TURN);
    for (let at = from; at < end; at += 1) heard(lines[at] ?? '');
    if (lines.length < IN_ONE_TURN) return;
    stream.pause();
    setImmediate(() => (end < lines.length ? hear(lines, end) : stream.resume()));
  };
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split(/\r?\n/);
    rest = lines.pop() ?? '';
    hear(lines, 0);
    if (rest.length < LONGEST_LINE) return;
    heard(rest);
    rest = '';
  });
  stream.on('end', () => {
    if (rest !== '') heard(rest);
    rest = '';
  });
}
