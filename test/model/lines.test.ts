import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { eachLine } from '../../src/model/base/lines.ts';

function linesOf(...chunks: readonly string[]): Promise<string[]> {
  const stream = new PassThrough();
  const lines: string[] = [];
  eachLine(stream, (line) => lines.push(line));
  for (const chunk of chunks) stream.write(chunk);
  stream.end();
  return new Promise((resolve) => stream.on('close', () => resolve(lines)));
}

test('lines are given without their ends, however the chunks fall, and the last one needs none', async () => {
  expect(await linesOf('one\ntw', 'o\r\n\nlast')).toEqual(['one', 'two', '', 'last']);
});

test('a line that does not end is given in pieces, so that it cannot fill the memory', async () => {
  const lines = await linesOf('x'.repeat(200_000), 'x'.repeat(200_000), 'end\n');
  expect(lines.map(({ length }) => length)).toEqual([400_000, 3]);
});
