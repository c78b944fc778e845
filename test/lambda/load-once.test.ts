// What becomes of a function that is loaded and not invoked.
import { expect, onTestFinished, test } from 'vitest';
import type { EnvironmentEvents } from '../../src/lambda/environment/execution-environment.ts';
import { TemporaryFolders } from '../../src/lambda/environment/temporary-folders.ts';
import { loadOnce } from '../../src/lambda/load-once.ts';
import type { ReadyCode } from '../../src/lambda/pool/pool-services.ts';
import type { LambdaFunction } from '../../src/model/definition/function.ts';
import { FakeClock } from '../fake-clock.ts';

const LAMBDA = { name: 'f' } as LambdaFunction;
const CODE = { kind: 'ready' } as ReadyCode;

/** Loads in an environment that does what a test says. */
function loading(begins: (events: EnvironmentEvents) => void) {
  const clock = new FakeClock();
  let ended = 0;
  const temporary = new TemporaryFolders();
  onTestFinished(() => temporary.dispose());
  const result = loadOnce(LAMBDA, CODE, {
    clock,
    limitMs: 10_000,
    temporary,
    start(_lambda, _code, _folder, events) {
      queueMicrotask(() => begins(events));
      return { send: () => expect.unreachable(), end: () => Promise.resolve(void (ended += 1)) };
    },
  });
  return { clock, result, ended: () => ended };
}

test('one that is ready could be loaded, and its environment ends', async () => {
  const { result, ended, clock } = loading((events) => events.receive({ kind: 'ready' }));
  expect(await result).toBeUndefined();
  expect([ended(), clock.pending]).toEqual([1, 0]);
});

test('what it threw is given with its stack', async () => {
  const thrown = { what: 'Init Error', error: { name: 'TypeError', message: 'no', frames: [] } };
  const { result } = loading((events) => {
    events.receive({ kind: 'log', level: 'ERROR', requestId: undefined, line: '', thrown });
    events.receive({
      kind: 'init-error',
      errorType: 'TypeError',
      payload: '{"errorType":"TypeError","errorMessage":"no"}',
    });
  });
  expect(await result).toEqual({ reason: 'TypeError: no', thrown });
});

test.each([
  [{ code: 3, outOfMemory: false }, 'it ended its process with exit status 3'],
  [{ code: null, signal: 'SIGKILL', outOfMemory: false }, 'it ended its process with SIGKILL'],
  [{ code: 134, outOfMemory: true }, 'it ran out of memory'],
])('an environment that is gone: %j', async (exit, reason) => {
  const { result } = loading((events) => events.exited(exit));
  expect(await result).toEqual({ reason });
});

test('one that never finishes loading is given up when the init phase of Lambda would be over', async () => {
  const { clock, result, ended } = loading(() => undefined);
  clock.advance(9_999);
  expect(ended()).toBe(0);
  clock.advance(1);
  expect(await result).toEqual({ reason: 'it did not finish loading within 10 seconds' });
  expect(ended()).toBe(1);
});
