// The calls that have begun and have not ended, in the order in which they began.
import { expect, test } from 'vitest';
import { type ExchangeUnderWay, CallsUnderWay } from '../../src/observability/under-way.ts';

interface TestCall {
  readonly id: string;
  readonly runningMs: number;
}

const read = ({ id, runningMs }: TestCall): ExchangeUnderWay => ({
  id,
  api: 'shop',
  apiType: 'http',
  startedAt: 0,
  runningMs,
  method: 'GET',
  path: '/',
});

/** Calls that have begun one after the other, each running for ten milliseconds more than the next. */
function begunCalls(calls: CallsUnderWay, ids: string): TestCall[] {
  const begun = Array.from(ids, (id, i): TestCall => ({ id, runningMs: (ids.length - i) * 10 }));
  for (const call of begun) calls.begun(call, read);
  return begun;
}

const idsOf = (calls: CallsUnderWay, leastMs?: number): string =>
  calls
    .list(leastMs)
    .map(({ id }) => id)
    .join('');

test.each([
  { ended: [], left: 'abcd' },
  { ended: [0], left: 'bcd' },
  { ended: [1, 2], left: 'ad' },
  { ended: [2, 1], left: 'ad' },
  { ended: [3], left: 'abc' },
  { ended: [1, 1, 3], left: 'ac' },
  { ended: [3, 0, 1, 2], left: '' },
])('calls that have ended ($ended) leave the others in order, and later ones follow them', ({ ended, left }) => {
  const calls = new CallsUnderWay();
  const begun = begunCalls(calls, 'abcd');
  for (const index of ended) {
    const call = begun[index];
    if (call) calls.ended(call);
  }
  expect(idsOf(calls)).toBe(left);
  calls.begun({ id: 'e', runningMs: 0 }, read);
  expect(idsOf(calls)).toBe(`${left}e`);
});

test('those that have lasted for some time are at the beginning', () => {
  const calls = new CallsUnderWay();
  begunCalls(calls, 'abcd');
  expect(idsOf(calls, 30)).toBe('ab');
});
