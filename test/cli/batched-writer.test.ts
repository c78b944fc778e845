import { expect, test } from 'vitest';
import { BatchedWriter } from '../../src/cli/batched-writer.ts';
import type { Clock } from '../../src/model/base/clock.ts';

/** Runs what is due when told that time has passed. */
function writer() {
  let due: (() => void) | undefined;
  const clock: Clock = { now: () => 0, after: (_milliseconds, callback) => ((due = callback), () => undefined) };
  const written: string[] = [];
  const batched = new BatchedWriter((text) => written.push(text), clock);
  const pass = (): void => {
    const callback = due;
    due = undefined;
    callback?.();
  };
  return { batched, written, pass, isWaiting: () => due !== undefined };
}

test('a line after a quiet time is written at once', () => {
  const { batched, written } = writer();
  batched.add('one\n');
  expect(written).toEqual(['one\n']);
});

test('lines that follow it closely are written together, in their order', () => {
  const { batched, written, pass } = writer();
  for (const line of ['one\n', 'two\n', 'three\n']) batched.add(line);
  expect(written).toEqual(['one\n']);
  pass();
  expect(written).toEqual(['one\n', 'two\nthree\n']);
});

test('no timer is left once it is quiet again, and the next line is written at once', () => {
  const { batched, written, pass, isWaiting } = writer();
  batched.add('one\n');
  pass();
  expect(isWaiting()).toBe(false);
  batched.add('two\n');
  expect(written).toEqual(['one\n', 'two\n']);
});

test('a flush writes what waits, once', () => {
  const { batched, written, pass } = writer();
  batched.add('one\n');
  batched.add('two\n');
  batched.flush();
  pass();
  expect(written).toEqual(['one\n', 'two\n']);
});

test('what is still to be made is made when it is written, in its place among the others', () => {
  const { batched, written, pass } = writer();
  const made: string[] = [];
  const line = (text: string) => (): string => {
    made.push(text);
    return `${text}\n`;
  };
  batched.add(line('one'));
  expect(made).toEqual(['one']);
  batched.add('two\n');
  batched.add(line('three'));
  expect(made).toEqual(['one']);
  pass();
  expect(made).toEqual(['one', 'three']);
  expect(written).toEqual(['one\n', 'two\nthree\n']);
});
