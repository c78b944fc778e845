// Token buckets of a stage and its routes: docs/aws/rest-api.md#keys-and-plans, docs/aws/http-api.md#throttling,
// docs/aws/websocket-api.md#throttling.
import { describe, expect, test } from 'vitest';
import { policy } from '../authorizers/gate.ts';
import type { FrontEndUnderTest } from './front-end-under-test.ts';
import { kinds } from './kinds.ts';

async function statuses(api: FrontEndUnderTest, names: readonly string[]): Promise<number[]> {
  const found: number[] = [];
  for (const name of names) found.push((await api.ask(name)).statusCode);
  return found;
}

describe.each(kinds)('$name', ({ start, without }) => {
  test('answers as many at once as the burst of a route, then refuses with 429 and runs nothing', async () => {
    const api = start({ routes: ['orders'], throttles: { orders: { rate: 1, burst: 2 } } });
    expect(await statuses(api, ['orders', 'orders', 'orders'])).toEqual([200, 200, 429]);
    expect(api.ran()).toEqual(['orders', 'orders']);
  });

  test('answers again as soon as the rate has given a token back', async () => {
    const api = start({ routes: ['orders'], throttles: { orders: { rate: 2, burst: 1 } } });
    expect(await statuses(api, ['orders', 'orders'])).toEqual([200, 429]);
    api.clock.advance(499);
    expect(await statuses(api, ['orders'])).toEqual([429]);
    api.clock.advance(500);
    expect(await statuses(api, ['orders', 'orders'])).toEqual([200, 429]);
  });

  test('has a bucket for each route', async () => {
    const throttles = { orders: { rate: 1, burst: 1 }, pets: { rate: 1, burst: 1 } };
    const api = start({ routes: ['orders', 'pets'], throttles });
    expect(await statuses(api, ['orders', 'orders', 'pets', 'pets'])).toEqual([200, 429, 200, 429]);
  });

  test("fills a route's own bucket with the limits of the stage where the route has none", async () => {
    const stageThrottle = { rate: 1, burst: 2 };
    const api = start({ routes: ['orders', 'pets'], stageThrottle, throttles: { orders: { rate: 1, burst: 9 } } });
    expect(await statuses(api, ['orders', 'orders', 'orders'])).toEqual([200, 200, 200]);
    expect(await statuses(api, ['pets', 'pets', 'pets'])).toEqual([200, 200, 429]);
  });

  test('has no limit where neither the route nor the stage has one', async () => {
    const api = start({ routes: ['orders'] });
    expect(
      new Set(
        await statuses(
          api,
          Array.from({ length: 300 }, () => 'orders'),
        ),
      ),
    ).toEqual(new Set([200]));
  });

  test('records in the journal for which route there was no token', async () => {
    const api = start({ routes: ['orders'], throttles: { orders: { rate: 0, burst: 0 } } });
    expect((await api.ask('orders')).reason).toMatch(/orders/);
  });

  const earlier = without.throttleAfterAuthorizer;
  test.skipIf(earlier !== undefined)(
    `takes no token for a caller that is denied${earlier ? ` (${earlier})` : ''}`,
    async () => {
      const functions = {
        authorize: (event: unknown) => policy(JSON.stringify(event).includes('forged') ? 'Deny' : 'Allow', '*'),
      };
      const throttles = { orders: { rate: 1, burst: 1 } };
      const api = start({ routes: ['orders'], functions, throttles, authorizerTtl: 0 });
      expect((await api.ask('orders', 'forged')).statusCode).toBe(403);
      expect((await api.ask('orders', 'valid')).statusCode).toBe(200);
      expect((await api.ask('orders', 'valid')).statusCode).toBe(429);
    },
  );
});
