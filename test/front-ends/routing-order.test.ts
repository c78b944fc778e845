// Which route takes a request or message, where all kinds agree: docs/aws/rest-api-observed.md#chosen-method,
// docs/aws/http-api.md#choosing-the-route, docs/aws/websocket-api.md#choosing-a-route.
import { describe, expect, test } from 'vitest';
import { kinds } from './kinds.ts';

describe.each(kinds)('$name', ({ start, routeKey, status }) => {
  test.each([
    ['before', ['everything-else', 'orders', 'pets']],
    ['after', ['pets', 'orders', 'everything-else']],
  ])('runs the route that was asked for, though the one for everything else stands %s it', async (_place, routes) => {
    const api = start({ routes });
    expect((await api.ask('orders')).routeKey).toBe(routeKey('orders'));
    expect((await api.ask('pets')).routeKey).toBe(routeKey('pets'));
    expect(api.ran()).toEqual(['orders', 'pets']);
  });

  test('runs the route for everything else where no other was asked for', async () => {
    const api = start({ routes: ['orders', 'everything-else'] });
    expect((await api.ask('unheard-of')).routeKey).toBe(routeKey('everything-else'));
    expect(api.ran()).toEqual(['everything-else']);
  });

  test('takes the case of a route for part of its name', async () => {
    const api = start({ routes: ['orders', 'everything-else'] });
    expect((await api.ask('Orders')).routeKey).toBe(routeKey('everything-else'));
  });

  test('refuses what has no route, and runs nothing', async () => {
    const api = start({ routes: ['orders'] });
    const exchange = await api.ask('unheard-of');
    expect(exchange.statusCode).toBe(status.noRoute);
    expect(exchange.routeKey).toBeUndefined();
    expect(exchange.reason).toMatch(/./);
    expect(api.ran()).toEqual([]);
  });
});
