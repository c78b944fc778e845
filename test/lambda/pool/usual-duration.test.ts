import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UsualDuration } from '../../../src/lambda/pool/ahead/usual-duration.ts';

function after(durations: readonly number[]): number {
  const usual = new UsualDuration();
  for (const duration of durations) usual.add(duration);
  return usual.milliseconds ?? Number.NaN;
}

test('unknown until ten events have ended, and after new code', () => {
  const usual = new UsualDuration();
  for (let n = 0; n < 10; n += 1) {
    expect(usual.milliseconds).toBeUndefined();
    usual.add(3);
  }
  expect(usual.milliseconds).toBeGreaterThan(0);
  usual.forget();
  expect(usual.milliseconds).toBeUndefined();
});

test('settles a little above where nine of ten events are', () => {
  const even = Array.from({ length: 3000 }, (_, n) => (n * 37) % 100);
  expect(after(even)).toBeGreaterThan(80);
  expect(after(even)).toBeLessThan(130);
});

test('a slow first event is forgotten soon, one held up among many at once', () => {
  const quick = Array.from({ length: 30 }, () => 0.1);
  expect(after([50, ...quick])).toBeLessThan(0.15);
  expect(after([...quick, ...quick, 400])).toBeLessThan(0.2);
});

test('follows a function that became slow within a few dozen events', () => {
  const quick = Array.from({ length: 100 }, () => 0.1);
  expect(after([...quick, ...Array.from({ length: 20 }, () => 10)])).toBeGreaterThan(8);
});

test('is always above nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 10 }), (durations) => {
      expect(after(durations)).toBeGreaterThan(0);
    }),
  );
});
