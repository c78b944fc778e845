// Lambda authorizers in front of functions, and how long their answers are good: docs/aws/rest-api-observed.md#authorizers,
// docs/aws/http-api.md#authorizer-caching, docs/aws/websocket-api.md#what-protects-what.
import { describe, expect, test } from 'vitest';
import { policy } from '../authorizers/gate.ts';
import type { Functions } from './house.ts';
import { kinds } from './kinds.ts';

/** Lets everybody in but the holder of the ticket `forged`. */
const functions: Functions = {
  authorize: (event) => policy(JSON.stringify(event).includes('forged') ? 'Deny' : 'Allow', '*'),
};
const routes = ['orders', 'pets'];

describe.each(kinds)('$name with an authorizer', ({ start, without }) => {
  test('asks it before the function runs', async () => {
    const api = start({ routes, functions, authorizerTtl: 0 });
    expect((await api.ask('orders', 'valid')).statusCode).toBe(200);
    expect(api.ran()).toEqual(['authorize', 'orders']);
  });

  test('runs no function for a caller that it denies, and the journal has the reason', async () => {
    const api = start({ routes, functions, authorizerTtl: 0 });
    expect(await api.ask('orders', 'forged')).toMatchObject({ statusCode: 403, reason: expect.stringMatching(/./) });
    expect(api.ran()).toEqual(['authorize']);
  });

  test('refuses a caller without the identity that it wants, and does not ask it', async () => {
    // A REST API that keeps no answers passes such a caller on to the function (docs/aws/rest-api.md#lambda-authorizers), so this one keeps
    // them.
    const api = start({ routes, functions, authorizerTtl: without.authorizerCache === undefined ? 300 : 0 });
    expect((await api.ask('orders')).statusCode).toBe(401);
    expect(api.ran()).toEqual([]);
  });

  test('asks it for every caller anew where the answer is kept for no time', async () => {
    const api = start({ routes, functions, authorizerTtl: 0 });
    await api.ask('orders', 'valid');
    await api.ask('orders', 'valid');
    expect(api.ran()).toEqual(['authorize', 'orders', 'authorize', 'orders']);
  });

  const none = without.authorizerCache;
  describe.skipIf(none !== undefined)(`that keeps its answer for 300 seconds${none ? ` (${none})` : ''}`, () => {
    test('asks it once for one identity, whichever route is meant, until they are over', async () => {
      const api = start({ routes, functions, authorizerTtl: 300 });
      await api.ask('orders', 'valid');
      api.clock.advance(299_999);
      await api.ask('pets', 'valid');
      expect(api.ran()).toEqual(['authorize', 'orders', 'pets']);
      api.clock.advance(1);
      await api.ask('orders', 'valid');
      expect(api.ran().slice(3)).toEqual(['authorize', 'orders']);
    });

    test('asks it for each identity', async () => {
      const api = start({ routes, functions, authorizerTtl: 300 });
      await api.ask('orders', 'valid');
      await api.ask('orders', 'valid too');
      expect(api.ran().filter((name) => name === 'authorize')).toHaveLength(2);
    });

    test('keeps a refusal as well', async () => {
      const api = start({ routes, functions, authorizerTtl: 300 });
      await api.ask('orders', 'forged');
      expect((await api.ask('orders', 'forged')).statusCode).toBe(403);
      expect(api.ran()).toEqual(['authorize']);
    });
  });
});
