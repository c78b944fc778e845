import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TokenBuckets } from '../../src/traffic/token-buckets.ts';

function manualClock(start = 1_700_000_000_000) {
  let now = start;
  return { now: () => now, after: () => () => {}, advance: (ms: number) => (now += ms) };
}

test('a burst is spent at once, then tokens come back at the rate', () => {
  const clock = manualClock();
  const buckets = new TokenBuckets(clock);
  const limit = { rate: 2, burst: 3 };
  expect([1, 2, 3, 4].map(() => buckets.take('r', limit))).toEqual([true, true, true, false]);
  clock.advance(500);
  expect([buckets.take('r', limit), buckets.take('r', limit)]).toEqual([true, false]);
});

test('a limit of 0 refuses everything (docs/aws/websocket-api.md#throttling: a stage throttle of 0)', () => {
  const buckets = new TokenBuckets(manualClock());
  expect(buckets.take('a', { rate: 0, burst: 10 })).toBe(false);
  expect(buckets.take('b', { rate: 10, burst: 0 })).toBe(false);
});

test('buckets of two APIs with the same route do not meet', () => {
  const buckets = new TokenBuckets(manualClock());
  const limit = { rate: 1, burst: 1 };
  expect(buckets.forApi('one', 'dev').take('GET /', limit)).toBe(true);
  expect(buckets.forApi('two', 'dev').take('GET /', limit)).toBe(true);
  expect(buckets.forApi('one', 'dev').take('GET /', limit)).toBe(false);
});

test('what the account shares is one bucket, and costs no token of a request', () => {
  const buckets = new TokenBuckets(manualClock());
  const [one, two] = [buckets.forAccount(), buckets.forAccount()];
  const limit = { rate: 1, burst: 6000 };
  let passed = 0;
  while (passed < 7000 && (one.take('connections', limit) || two.take('connections', limit))) passed += 1;
  expect(passed).toBe(6000);
  expect(two.take('connections', undefined)).toBe(true);
  expect(buckets.forApi('one', 'dev').take('GET /', undefined)).toBe(true);
});

// docs/aws/rest-api.md#quotas
test('the account’s limit holds for all APIs together; its burst is 5,000 unless it is set', () => {
  const buckets = new TokenBuckets(manualClock());
  const [one, two] = ['one', 'two'].map((api) => buckets.forApi(api, 'dev', { rate: 10_000 }));
  let passed = 0;
  while (passed < 6000 && one?.take('GET /', undefined) && two?.take('GET /', undefined)) passed += 2;
  expect(passed).toBe(5000);
});

test('without a limit of the account only those of routes hold', () => {
  const rate = new TokenBuckets(manualClock()).forApi('one', 'dev');
  let passed = 0;
  while (passed < 20_000 && rate.take('GET /', undefined)) passed += 1;
  expect(passed).toBe(20_000);
});

test('whatever the pauses, no more pass than the burst and what the rate gave since', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 50 }),
      fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 100 }),
      (rate, burst, pauses) => {
        const clock = manualClock();
        const buckets = new TokenBuckets(clock);
        let passed = 0;
        let elapsed = 0;
        for (const pause of pauses) {
          clock.advance(pause);
          elapsed += pause;
          if (buckets.take('r', { rate, burst })) passed += 1;
        }
        expect(passed).toBeLessThanOrEqual(burst + (elapsed * rate) / 1000 + 1e-6);
      },
    ),
  );
});
