// What the journal says of a finished exchange: the same members for all kinds of API.
import { describe, expect, test } from 'vitest';
import { kinds } from './kinds.ts';

describe.each(kinds)('$name', ({ apiType, start, routeKey, status }) => {
  test('gives the journal who was asked, what ran, and what came of it', async () => {
    const functions = { orders: () => ({ statusCode: 201 }) };
    const api = start({ routes: ['orders'], functions });
    expect(await api.ask('orders')).toMatchObject({
      api: 'shop',
      apiType,
      routeKey: routeKey('orders'),
      target: 'orders',
      statusCode: 201,
      result: { payload: '{"statusCode":201}', requestId: 'lambda-request-id' },
    });
  });

  test('gives the journal the event as the function received it', async () => {
    let received: unknown;
    const functions = { orders: (event: unknown) => ((received = event), { statusCode: 200 }) };
    const { event, id } = await start({ routes: ['orders'], functions }).ask('orders');
    expect(event).toEqual(received);
    expect(received).toMatchObject({ requestContext: { requestId: id } });
  });

  test('records when the exchange began and how long it took', async () => {
    const api = start({
      routes: ['orders'],
      functions: {
        orders: () => {
          api.clock.advance(250);
          return { statusCode: 200 };
        },
      },
    });
    const startedAt = api.clock.now();
    expect(await api.ask('orders')).toMatchObject({ startedAt, durationMs: 250 });
  });

  test('gives every exchange an id of its own', async () => {
    const api = start({ routes: ['orders'] });
    const ids = [await api.ask('orders'), await api.ask('orders'), await api.ask('orders')].map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
  });

  test('gives the journal what a failed function said, and why the caller was refused', async () => {
    const functions = {
      orders: () => {
        throw new Error('out of stock');
      },
    };
    const exchange = await start({ routes: ['orders'], functions }).ask('orders');
    expect(exchange.statusCode).toBe(status.functionFailed);
    expect(exchange.result?.functionError).toBe('Unhandled');
    expect(exchange.reason).toMatch(/out of stock/);
  });

  test('gives the journal an exchange for each question, oldest first', async () => {
    const api = start({ routes: ['orders', 'pets'] });
    await api.ask('pets');
    await api.ask('orders');
    const routes = api.exchanges().flatMap((exchange) => (exchange.method === 'CONNECT' ? [] : [exchange.routeKey]));
    expect(routes).toEqual([routeKey('pets'), routeKey('orders')]);
  });
});
