// docs/aws/http-api.md#cors: CORS as configured on the API.
import { describe, expect, test } from 'vitest';
import { GatewayError } from '../../src/model/http/gateway-error.ts';
import type { CorsConfiguration, HttpApi } from '../../src/model/definition/http-api.ts';
import type { ClientResponse } from '../../src/model/http/messages.ts';
import { ask, route, world } from './harness.ts';
import type { WorldOptions } from './harness.ts';

const SHOP = 'https://shop.example.com';

const CORS: CorsConfiguration = {
  allowOrigins: [SHOP],
  allowMethods: ['GET', 'POST'],
  allowHeaders: ['content-type', 'authorization'],
  exposeHeaders: ['x-total', 'etag'],
  maxAge: 600,
  allowCredentials: true,
};

interface Case {
  readonly cors?: Partial<CorsConfiguration>;
  readonly routes?: HttpApi['routes'];
  readonly method?: string;
  readonly origin?: string;
  readonly asks?: boolean;
  readonly world?: WorldOptions;
}

async function respond({ cors = {}, routes = [route('GET /a')], method = 'GET', origin = SHOP, asks, ...more }: Case) {
  const made = world({ ...more.world, api: { cors: { ...CORS, ...cors }, routes } });
  const headers: [string, string][] = origin === '' ? [] : [['Origin', origin]];
  if (asks ?? method === 'OPTIONS') headers.push(['Access-Control-Request-Method', 'GET']);
  return { made, response: await made.handle(ask(method, '/a', { headers })) };
}

/** What CORS is about among the headers. */
function corsOf(response: ClientResponse): Record<string, string> {
  return Object.fromEntries(response.headers.filter(([name]) => /^(access-control-|vary)/i.test(name)));
}

const PREFLIGHT = {
  'Access-Control-Allow-Origin': SHOP,
  Vary: 'origin',
  'Access-Control-Allow-Methods': 'GET,POST',
  'Access-Control-Allow-Headers': 'content-type,authorization',
  'Access-Control-Max-Age': '600',
  'Access-Control-Allow-Credentials': 'true',
};

const ACTUAL = {
  'Access-Control-Allow-Origin': SHOP,
  Vary: 'origin',
  'Access-Control-Allow-Credentials': 'true',
  'Access-Control-Expose-Headers': 'x-total,etag',
};

describe('preflight requests', () => {
  test('are answered by the gateway with 204 where no route takes OPTIONS', async () => {
    const { response, made } = await respond({ method: 'OPTIONS' });
    expect([response.statusCode, response.body, corsOf(response)]).toEqual([204, null, PREFLIGHT]);
    expect(response.headers.some(([name]) => name === 'Apigw-Requestid')).toBe(true);
    expect(made.calls).toEqual([]);
  });

  test('are answered where the path has no route at all (unproven)', async () => {
    const { response } = await respond({ method: 'OPTIONS', routes: [route('GET /other')] });
    expect([response.statusCode, corsOf(response)]).toEqual([204, PREFLIGHT]);
  });

  test('of an origin that may not get 204 without CORS headers (unproven)', async () => {
    const { response } = await respond({ method: 'OPTIONS', origin: 'https://evil.example.com' });
    expect([response.statusCode, corsOf(response)]).toEqual([204, {}]);
  });

  test.each(['OPTIONS /a', 'ANY /a', 'ANY /{proxy+}', '$default'])(
    'go to the route %s, and its answer gets CORS headers',
    async (routeKey) => {
      const { response, made } = await respond({ method: 'OPTIONS', routes: [route(routeKey)] });
      expect([response.statusCode, corsOf(response), made.calls.length]).toEqual([200, ACTUAL, 1]);
    },
  );

  test('run the authorizer of the route that takes them (observed)', async () => {
    const { response } = await respond({
      method: 'OPTIONS',
      routes: [route('ANY /a', {}, { authorization: { type: 'JWT', authorizer: 'users', scopes: [] } })],
      world: { authorize: () => Promise.reject(new GatewayError('UNAUTHORIZED', { wwwAuthenticate: 'Bearer' })) },
    });
    expect([response.statusCode, corsOf(response)]).toEqual([401, ACTUAL]);
  });

  test('without Access-Control-Request-Method are no preflight: 404', async () => {
    expect((await respond({ method: 'OPTIONS', asks: false })).response.statusCode).toBe(404);
  });

  test('without Origin are no preflight either', async () => {
    const { response } = await respond({ method: 'OPTIONS', origin: '' });
    expect([response.statusCode, corsOf(response)]).toEqual([404, {}]);
  });

  test('leave out what is not configured, and send wildcards as they are', async () => {
    const cors = { allowOrigins: ['*'], allowMethods: ['*'], allowHeaders: [], allowCredentials: false };
    const { maxAge: _none, ...rest } = { ...CORS, ...cors };
    const made = world({ api: { cors: rest, routes: [] } });
    const headers = [
      ['Origin', SHOP],
      ['Access-Control-Request-Method', 'PUT'],
    ] as const;
    expect(corsOf(await made.handle(ask('OPTIONS', '/a', { headers })))).toEqual({
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Methods': '*',
    });
  });
});

describe('actual requests', () => {
  test.each([
    ['an allowed origin', {}, SHOP, ACTUAL],
    ['no origin', {}, '', {}],
    ['an origin that may not', {}, 'https://evil.example.com', {}],
    ['another scheme', {}, 'http://shop.example.com', {}],
    [
      'any origin',
      { allowOrigins: ['*'], allowCredentials: false, exposeHeaders: [] },
      'http://x',
      { 'Access-Control-Allow-Origin': '*' },
    ],
    ['no origin, though any may', { allowOrigins: ['*'] }, '', {}],
    [
      'https://*',
      { allowOrigins: ['https://*'] },
      'https://any.example',
      { ...ACTUAL, 'Access-Control-Allow-Origin': 'https://any.example' },
    ],
    ['https://* and a plain origin', { allowOrigins: ['https://*'] }, 'http://any.example', {}],
  ])('%s', async (_case, cors, origin, expected) => {
    const { response, made } = await respond({ cors, origin });
    expect([response.statusCode, corsOf(response), made.calls.length]).toEqual([200, expected, 1]);
  });

  test.each([SHOP, 'https://evil.example.com', ''])(
    "the function's own CORS headers are dropped (origin %s)",
    async (origin) => {
      const answer = {
        statusCode: 200,
        headers: { 'access-control-allow-origin': '*', 'Access-Control-Max-Age': '1' },
      };
      const { response } = await respond({ origin, world: { answer } });
      expect(corsOf(response)).toEqual(origin === SHOP ? ACTUAL : {});
    },
  );

  test('errors of the gateway carry CORS headers too', async () => {
    const { response } = await respond({ routes: [] });
    expect([response.statusCode, corsOf(response)]).toEqual([404, ACTUAL]);
  });
});

test('without configuration OPTIONS is a method like any other, and headers pass', async () => {
  const made = world({
    api: { routes: [route('ANY /a')] },
    answer: { statusCode: 200, headers: { 'access-control-allow-origin': 'x' } },
  });
  const response = await made.handle(ask('OPTIONS', '/a', { headers: [['Origin', SHOP]] }));
  expect(corsOf(response)).toEqual({ 'Access-Control-Allow-Origin': 'x' });
});
