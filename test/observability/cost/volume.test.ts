import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asOtherType, nothingUsed, scaled, volumePerMonth } from '../../../src/observability/cost/index.ts';
import { costOf } from '../../../src/observability/cost/price-list.ts';
import { usEast1 } from '../../../src/observability/cost/price-lists/us-east-1.ts';

test.each([
  ['10M/month', 10e6],
  ['10M', 10e6],
  ['500k/day', 15e6],
  ['2/second', 5_184_000],
  ['1.5B', 1.5e9],
  ['1,000,000', 1e6],
  ['ten', undefined],
  ['10M/year', undefined],
  ['', undefined],
])('a volume of %j is %s requests a month', (text, requests) => {
  expect(volumePerMonth(text)).toBe(requests);
});

test('more never costs less, and tiers make no jump', () => {
  const quantity = fc.double({ min: 0, max: 3e10, noNaN: true });
  fc.assert(
    fc.property(quantity, quantity, (a, b) => {
      const [low, high] = a < b ? [a, b] : [b, a];
      const difference = costOf(high, usEast1.restRequests) - costOf(low, usEast1.restRequests);
      expect(difference).toBeGreaterThanOrEqual(-1e-6);
      expect(difference).toBeLessThanOrEqual(((high - low) / 1e6) * 3.5 + 1e-6);
    }),
  );
});

test('traffic of a REST API as an HTTP API’s, and back', () => {
  const usage = { ...nothingUsed, restRequests: 10, caches: [{ sizeGb: '0.5', hours: 730 }] };
  const http = asOtherType(usage, 'http', 2);
  expect(http).toMatchObject({ httpRequests: 20, restRequests: 0, caches: [] });
  expect(asOtherType(http, 'rest', 2)).toMatchObject({ httpRequests: 0, restRequests: 10 });
  expect(scaled(usage, 3)).toMatchObject({ restRequests: 30, caches: usage.caches });
});
