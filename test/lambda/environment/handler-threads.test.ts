/** Whose the threads are that handlers start in a function host. */
import { expect, test } from 'vitest';
import { HandlerThreads } from '../../../src/lambda/environment/host/handler-threads.ts';

const [MAIN, POOL, A, B] = [1, 2, 10, 20];

test('a new thread belongs to the environment that has started one since', () => {
  const threads = new HandlerThreads([MAIN, POOL]);
  threads.update(
    [MAIN, POOL, A, B, 11],
    [
      { systemId: A, made: 1 },
      { systemId: B, made: 0 },
    ],
  );
  threads.update(
    [MAIN, POOL, A, B, 11, 21],
    [
      { systemId: A, made: 1 },
      { systemId: B, made: 1 },
    ],
  );
  expect([threads.of(A), threads.of(B)]).toEqual([[11], [21]]);
});

test('what a started thread starts belongs to the same environment', () => {
  const threads = new HandlerThreads([MAIN]);
  threads.update([MAIN, A, 11], [{ systemId: A, made: 1 }]);
  threads.update([MAIN, A, 11, 12], [{ systemId: A, made: 1 }]);
  expect(threads.of(A)).toEqual([11, 12]);
});

test('ended threads are forgotten, and their number may be another’s', () => {
  const threads = new HandlerThreads([MAIN]);
  threads.update(
    [MAIN, A, 11],
    [
      { systemId: A, made: 1 },
      { systemId: B, made: 0 },
    ],
  );
  threads.update(
    [MAIN, A, B],
    [
      { systemId: A, made: 1 },
      { systemId: B, made: 0 },
    ],
  );
  threads.update(
    [MAIN, A, B, 11],
    [
      { systemId: A, made: 1 },
      { systemId: B, made: 1 },
    ],
  );
  expect([threads.of(A), threads.of(B)]).toEqual([[], [11]]);
});

test('without an environment that starts threads none is anybody’s', () => {
  const threads = new HandlerThreads([MAIN]);
  threads.update([MAIN, A, 11], [{ systemId: A, made: 0 }]);
  expect(threads.of(A)).toEqual([]);
});
