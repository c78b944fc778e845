/** Lines of a .env file that Node's reader passes over without a word. */
import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { checkEnvFile } from '../../../src/sources/env-file/check-env-file.ts';
import { Problems } from '../../../src/sources/problems/problems.ts';

function warnings(text: string): string[] {
  const problems = new Problems();
  checkEnvFile(text, '.env', problems);
  return problems.list.map(({ position, message }) => `${position?.line}: ${message}`);
}

test('a file in order has no warnings, whatever quotes and comments it has', () => {
  const text =
    '# comment\n\nA=1\nexport B = two words\nC="a # b"\nD="first\nnot a = line\nlast"\nE=\n  F=\'x\' # why\r\nG.H=1\n';
  expect(warnings(text)).toEqual([]);
  expect(Object.keys(parseEnv(text))).toContain('D');
});

test('lines that set nothing are named with their line', () => {
  expect(warnings('A=1\nB\nC: 3\n=4\n5A=1\n')).toEqual([
    '2: this line of the env file sets no variable',
    '3: this line of the env file sets no variable: ":" stands where "=" belongs',
    '4: this line of the env file sets no variable',
    '5: this line of the env file sets no variable',
  ]);
});

test('an open quote and a name that is set twice are named', () => {
  expect(warnings('A="1\nB=2\n')).toEqual(['1: the quote of A is not closed']);
  expect(warnings('A=1\nB=2\nA=3\n')).toEqual(['3: A is set in line 1 already; the last one counts']);
});
