import { expect, test } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';
import { fakeIo } from './fake-io.ts';

test.each([
  ['strat', "error: unknown command 'strat'\n(Did you mean start?)\nSee gw-emulate --help.\n"],
  ['publish', "error: unknown command 'publish'\nSee gw-emulate --help.\n"],
])('the unknown command %s is wrong usage, and says what was meant', async (word, said) => {
  const { io, err } = fakeIo();
  expect(await createProgram(io).run(['node', 'gw-emulate', word])).toBe(2);
  expect(err()).toBe(said);
});
