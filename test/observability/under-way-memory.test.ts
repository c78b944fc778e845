import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { CallsUnderWay, type ExchangeUnderWay } from '../../src/observability/under-way.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as (options?: { readonly type: 'minor' }) => void;
const read = (): ExchangeUnderWay => {
  throw new Error('nobody asks');
};
const IN_FLIGHT = 10;
const CALLS = 20_000;

test('calls that have ended are given up by the next collections of the young generation', () => {
  const calls = new CallsUnderWay();
  const inFlight: object[] = [];
  collect();
  const before = oldBytes();
  for (let i = 0; i < CALLS; i += 1) {
    const call = { kept: Array.from({ length: 100 }, () => i) };
    inFlight.push(call);
    calls.begun(call, read);
    const ended = inFlight.length > IN_FLIGHT ? inFlight.shift() : undefined;
    if (ended) calls.ended(ended);
    if (i % 500 === 0) collect({ type: 'minor' });
  }
  // Each call holds some 800 bytes: a thousand of them may have been under way when something was collected.
  expect(oldBytes() - before).toBeLessThan(1_000_000);
});

function oldBytes(): number {
  return getHeapSpaceStatistics().reduce(
    (sum, { space_name: name, space_used_size: bytes }) => sum + (name.startsWith('new') ? 0 : bytes),
    0,
  );
}
