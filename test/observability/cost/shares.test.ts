// The bill of a session, split by API and function, and what decides prices in the definition.
import { expect, test } from 'vitest';
import { apportioned, billOf, nothingUsed, priceListOf } from '../../../src/observability/cost/index.ts';
import type { PriceList } from '../../../src/observability/cost/price-list.ts';

const list = priceListOf('us-east-1') as PriceList;

test('shares add up to the total over tiers, caches and the free tier', () => {
  const parts = [
    { of: 'api' as const, name: 'shop', usage: { ...nothingUsed, httpRequests: 250e6, transferOutGb: 40 } },
    { of: 'api' as const, name: 'search', usage: { ...nothingUsed, httpRequests: 182e6 } },
    {
      of: 'api' as const,
      name: 'office',
      usage: { ...nothingUsed, restRequests: 4e6, caches: [{ sizeGb: '1.6', hours: 730 }] },
    },
    {
      of: 'function' as const,
      name: 'list',
      usage: {
        ...nothingUsed,
        lambda: [{ architecture: 'arm64' as const, requests: 5e6, gbSeconds: 1e6, ephemeralGbSeconds: 10 }],
      },
    },
  ];
  const usage = {
    ...nothingUsed,
    httpRequests: 432e6,
    restRequests: 4e6,
    caches: [{ sizeGb: '1.6', hours: 730 }],
    transferOutGb: 40,
    lambda: [{ architecture: 'arm64' as const, requests: 5e6, gbSeconds: 1e6, ephemeralGbSeconds: 10 }],
  };
  for (const freeTier of [false, true]) {
    const bill = billOf(usage, list, freeTier);
    const shares = apportioned(bill, parts, list);
    expect(shares.reduce((sum, { cost }) => sum + cost, 0)).toBeCloseTo(bill.total, 9);
  }
  // AWS's example of 432 million requests costs 418.80: 250 of 432 parts of it.
  const [shop] = apportioned(billOf(usage, list, false), parts, list);
  expect(shop?.cost).toBeCloseTo((418.8 * 250) / 432 + 40 * 0.09, 6);
});
