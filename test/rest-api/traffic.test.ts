// Authorizers, API keys and throttles as stages: docs/aws/rest-api-observed.md#order, docs/aws/rest-api-observed.md#keys-and-throttling,
// docs/aws/rest-api-observed.md#authorizers; docs/aws/rest-api.md#lambda-authorizers, docs/aws/rest-api.md#authorizer-events,
// docs/aws/rest-api.md#keys-and-plans.
import { describe, expect, test } from 'vitest';
import type { AuthorizationRequest } from '../../src/authorizers/contract.ts';
import { GatewayError } from '../../src/model/http/gateway-error.ts';
import type { RouteAuthorization } from '../../src/model/definition/authorizer.ts';
import type { RestMethod } from '../../src/model/definition/rest-api.ts';
import type { Throttle } from '../../src/model/definition/stage.ts';
import type { KeyVerdict } from '../../src/traffic/contract.ts';
import { method, proxy, restApi } from './support/api.ts';
import { serve } from './support/serve.ts';

const custom: RouteAuthorization = { type: 'CUSTOM', authorizer: 'mine' };
const ok = { functions: { fn: () => ({}) } };
const route = (parts: Partial<RestMethod> = {}, key = 'GET /pets/{id}') => method(key, proxy('fn'), parts);

/** What the authorizer was asked for one request. */
async function asked(
  request: string,
  headers: readonly (readonly [string, string])[] = [],
): Promise<AuthorizationRequest> {
  const requests: AuthorizationRequest[] = [];
  const authorizers = {
    compile: () => ({ authorize: (one: AuthorizationRequest) => Promise.resolve(requests.push(one)).then(() => ({})) }),
  };
  const stage = { name: 'test', variables: { color: 'blue' }, deploymentId: 'd' };
  const methods = [route({ authorization: custom }), route({ authorization: custom }, 'GET /')];
  await serve(restApi(methods, { stage }), { ...ok, authorizers }).send(request, { headers });
  const [first] = requests;
  if (!first) throw new Error('the authorizer was not asked');
  return first;
}

describe('what an authorizer is asked', () => {
  test('the ARN of actual verb and path, without the leading slash; at the root it ends with one', async () => {
    const arn = 'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5/test/GET/';
    expect((await asked('GET /test/pets/7?q=1')).methodArn).toBe(`${arn}pets/7`);
    expect((await asked('GET /test')).methodArn).toBe(arn);
  });

  test.each([
    ['method.request.header.authorization', 'Bearer x'],
    ['method.request.querystring.q', '2'],
    ['stageVariables.color', 'blue'],
    ['context.resourcePath', '/pets/{id}'],
    ['context.identity.sourceIp', '198.51.100.7'],
    ['method.request.header.none', undefined],
    ['method.request.path.id', undefined],
  ])('identity source %s', async (expression, expected) => {
    const request = await asked('GET /test/pets/7?q=1&q=2', [['Authorization', 'Bearer x']]);
    expect(request.identitySource(expression)).toBe(expected);
  });

  test('the resource names the route', async () => {
    expect((await asked('GET /test/pets/7')).routeKey).toBe('GET /pets/{id}');
  });

  test('an ARN over 1600 bytes on an authorized method is a 414 (D)', async () => {
    const long = 'x'.repeat(1600);
    const closed = serve(restApi([route({ authorization: custom })]), ok);
    expect((await closed.send(`GET /test/pets/${long}`)).statusCode).toBe(414);
    expect((await serve(restApi([route()]), ok).send(`GET /test/pets/${long}`)).statusCode).toBe(200);
  });
});

describe('API keys (13)', () => {
  const needsKey = [route({ apiKeyRequired: true })];
  const keys = (verdict: KeyVerdict, seen: unknown[] = []) => ({
    check: (...parts: unknown[]) => {
      seen.push(parts);
      return verdict;
    },
  });

  test.each([
    ['unknown', 403, '{"message":"Forbidden"}', 'ForbiddenException'],
    ['throttled', 429, '{"message":"Too Many Requests"}', 'TooManyRequestsException'],
    ['quota-exceeded', 429, '{"message":"Limit Exceeded"}', 'LimitExceededException'],
  ] as const)('%s', async (verdict, statusCode, body, errorType) => {
    const response = await serve(restApi(needsKey), { ...ok, keys: keys({ verdict }) }).send('GET /test/pets/7');
    expect(response).toMatchObject({ statusCode, body });
    expect(response.header('x-amzn-ErrorType')).toBe(errorType);
  });

  test('the key comes from the header, whatever its casing, for the method by its resource', async () => {
    const seen: unknown[] = [];
    const served = serve(restApi(needsKey), {
      ...ok,
      keys: keys({ verdict: 'allowed', keyId: 'i', keyValue: 'v' }, seen),
    });
    expect((await served.send('GET /test/pets/7', { headers: [['X-API-KEY', 'secret']] })).statusCode).toBe(200);
    expect(seen).toEqual([['secret', '/pets/{id}/GET']]);
  });

  test('with apiKeySource AUTHORIZER the header is ignored', async () => {
    const seen: unknown[] = [];
    const served = serve(restApi(needsKey, { apiKeySource: 'AUTHORIZER' }), {
      ...ok,
      keys: keys({ verdict: 'unknown' }, seen),
      authorizers: { compile: () => ({ authorize: () => Promise.resolve({ usageIdentifierKey: 'theirs' }) }) },
    });
    await served.send('GET /test/pets/7', { headers: [['x-api-key', 'secret']] });
    expect(seen).toEqual([['theirs', '/pets/{id}/GET']]);
  });

  test('a method that needs none asks for none', async () => {
    const seen: unknown[] = [];
    await serve(restApi([route()]), { ...ok, keys: keys({ verdict: 'unknown' }, seen) }).send('GET /test/pets/7');
    expect(seen).toEqual([]);
  });
});

describe('throttling (13)', () => {
  const limits = async (methodSettings: Parameters<typeof restApi>[1] = {}, verb = 'GET') => {
    const taken: [string, Throttle | undefined][] = [];
    const rate = { take: (id: string, limit: Throttle | undefined) => taken.push([id, limit]) > 0 };
    await serve(restApi([route({}, 'ANY /pets')], methodSettings), { ...ok, rate }).send(`${verb} /test/pets`);
    return taken;
  };

  test("the method's own settings, else the stage's default, else the account's", async () => {
    const all = { throttle: { rate: 1 } };
    const own = { throttle: { rate: 2 } };
    const stage = { name: 'test', variables: {}, deploymentId: 'd', throttle: { rate: 3 } };
    expect(await limits({ methodSettings: { '*/*': all, '/pets/GET': own } })).toEqual([['/pets/GET', { rate: 2 }]]);
    expect(await limits({ methodSettings: { '*/*': all, '/pets/GET': own } }, 'PUT')).toEqual([
      ['/pets/PUT', { rate: 1 }],
    ]);
    expect(await limits({ stage })).toEqual([['/pets/GET', { rate: 3 }]]);
    expect(await limits()).toEqual([['/pets/GET', undefined]]);
  });

  test('used up is a 429', async () => {
    const response = await serve(restApi([route()]), { ...ok, rate: { take: () => false } }).send('GET /test/pets/7');
    expect(response).toMatchObject({ statusCode: 429, body: '{"message":"Too Many Requests"}' });
  });
});

test('the order: authorizer, key, throttle, validation (1)', async () => {
  const asked: string[] = [];
  const parts: Partial<RestMethod> = {
    authorization: custom,
    apiKeyRequired: true,
    requestValidator: { validateRequestBody: false, validateRequestParameters: true },
    requestParameters: { 'method.request.querystring.q': true },
  };
  const served = serve(restApi([route(parts)]), {
    authorizers: { compile: () => ({ authorize: () => Promise.resolve(asked.push('authorizer')).then(() => ({})) }) },
    keys: { check: () => (asked.push('key'), { verdict: 'allowed', keyId: 'i', keyValue: 'v' }) },
    rate: { take: () => asked.push('throttle') > 0 },
  });
  expect((await served.send('GET /test/pets/7')).statusCode).toBe(400);
  expect(asked).toEqual(['authorizer', 'key', 'throttle']);
});

test('a refusal of the authorizer ends the call there', async () => {
  const authorize = () => Promise.reject(new GatewayError('UNAUTHORIZED'));
  const served = serve(restApi([route({ authorization: custom, apiKeyRequired: true })]), {
    ...ok,
    authorizers: { compile: () => ({ authorize }) },
  });
  expect((await served.send('GET /test/pets/7')).statusCode).toBe(401);
  expect(served.exchanges[0]).toMatchObject({ statusCode: 401, routeKey: 'GET /pets/{id}' });
});
