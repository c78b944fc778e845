// The rules of drills: which exchange they take, in what order, and when they end.
import { expect, test } from 'vitest';
import { Drills, faultSummary, meansRoute } from '../../src/drills/index.ts';
import type { Fault } from '../../src/model/definition/fault.ts';
import { FakeClock } from '../fake-clock.ts';

const nothing = (): Promise<never> => Promise.reject(new Error('nothing is invoked here'));
const place = {
  api: 'shop',
  isWebSocket: false,
  routeKey: 'GET /items',
  method: 'GET',
  functionName: 'items',
  authorization: 'NONE',
  timeoutMs: 29_000,
} as const;

function rules(...faults: readonly Fault[]) {
  const clock = new FakeClock();
  const lambda = { invoke: nothing, invokeStreaming: nothing, invokeAsync: nothing };
  const drills = new Drills({ clock, lambda, endWarm: () => undefined });
  for (const fault of faults) drills.add(fault);
  return { clock, drills, takes: () => drills.take(['throttle'], place)?.id };
}

const decisions = (seed: number): readonly boolean[] => {
  const { takes } = rules({ kind: 'throttle', share: 0.3, seed });
  return Array.from({ length: 1000 }, () => takes() !== undefined);
};

test('the same seed makes the same decisions, another makes others', () => {
  expect(decisions(1)).toEqual(decisions(1));
  expect(decisions(1)).not.toEqual(decisions(2));
});

test.each([1, 2, 77])('the share of the exchanges is touched (seed %s)', (seed) => {
  const touched = decisions(seed).filter(Boolean).length;
  expect(touched).toBeGreaterThan(250);
  expect(touched).toBeLessThan(350);
});

test('a rule ends after its count', () => {
  const { drills, takes } = rules({ kind: 'throttle', count: 2 });
  expect([takes(), takes(), takes()]).toEqual(['fault-1', 'fault-1', undefined]);
  expect([drills.list(), drills.on]).toEqual([[], false]);
});

test('a rule ends after its duration', () => {
  const { clock, drills, takes } = rules({ kind: 'throttle', duration: 30 });
  clock.advance(29_999);
  expect([takes(), drills.list().length]).toEqual(['fault-1', 1]);
  clock.advance(1);
  expect([takes(), drills.list().length, drills.on]).toEqual([undefined, 0, false]);
});

test('the first rule that takes the exchange wins; those after it are not asked', () => {
  const { drills, takes } = rules({ kind: 'throttle', count: 1 }, { kind: 'throttle' });
  expect([takes(), takes()]).toEqual(['fault-1', 'fault-2']);
  expect(drills.list().map(({ matched, touched }) => [matched, touched])).toEqual([[1, 1]]);
});

test('rules of the configuration come first, keep their counts when others change, and stay ended until they change', () => {
  const { drills, takes } = rules({ kind: 'throttle' });
  expect(drills.configure([{ kind: 'throttle', api: 'shop' }])).toBe(true);
  expect(takes()).toBe('config-1');
  drills.configure([{ kind: 'throttle', api: 'shop' }, { kind: 'timeout' }]);
  expect(drills.list().map(({ id, touched }) => [id, touched])).toEqual([
    ['config-1', 1],
    ['config-2', 0],
    ['fault-1', 0],
  ]);
  drills.clear();
  expect(drills.configure([{ kind: 'throttle', api: 'shop' }, { kind: 'timeout' }])).toBe(false);
  expect([drills.list(), drills.on]).toEqual([[], false]);
  drills.configure([{ kind: 'timeout' }]);
  expect(drills.list()).toHaveLength(1);
});

test('a rule is ended by its id', () => {
  const { drills } = rules({ kind: 'throttle' }, { kind: 'timeout' });
  expect([drills.remove('fault-1'), drills.remove('fault-1')]).toEqual([true, false]);
  expect(drills.list().map(({ id }) => id)).toEqual(['fault-2']);
});

test.each([
  ['GET /pets/{id}', 'GET /pets/{id}', 'GET', true],
  ['GET /pets', 'ANY /pets', 'GET', true],
  ['GET /pets', 'ANY /pets', 'POST', false],
  ['ANY /pets', 'POST /pets', 'POST', true],
  ['get /pets', 'GET /pets', 'GET', true],
  ['GET /pets', 'GET /dogs', 'GET', false],
  ['$default', '$default', 'GET', true],
  ['sendMessage', 'send', 'MESSAGE', false],
])('%s means %s for %s: %s', (wanted, routeKey, method, means) => {
  expect(meansRoute(wanted, routeKey, method)).toBe(means);
});

test('jitter moves a latency in both directions, within its bounds', () => {
  const { drills } = rules({ kind: 'latency', milliseconds: 250, jitter: 50, seed: 3 });
  const [rule] = drills.list();
  const delays = Array.from({ length: 200 }, () => rule?.delay(0) ?? 0);
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(200);
  expect(Math.max(...delays)).toBeLessThanOrEqual(300);
  expect(delays.some((delay) => delay < 225) && delays.some((delay) => delay > 275)).toBe(true);
});

test('a rule is told in words', () => {
  expect(
    faultSummary({
      kind: 'latency',
      milliseconds: 800,
      jitter: 50,
      api: 'shop',
      route: 'GET /items',
      share: 0.5,
      count: 3,
    }),
  ).toBe('latency 800 ± 50 ms on shop GET /items: the integration answers later; 50 % of them, at most 3');
});
