// The stage's cache: docs/aws/rest-api.md#caching (documented; which statuses are kept is unproven).
import { describe, expect, test } from 'vitest';
import type { Integration } from '../../src/model/definition/integration.ts';
import type { HeaderList } from '../../src/model/http/messages.ts';
import type { MethodSettings, RestApi } from '../../src/model/definition/rest-api.ts';
import { method, proxy, restApi } from './support/api.ts';
import { serve } from './support/serve.ts';
import type { Fakes } from './support/serve.ts';

const INVALIDATES: HeaderList = [['Cache-Control', 'max-age=0']];

function cached(
  settings: MethodSettings = {},
  integration: Partial<Integration> = {},
  api: Partial<RestApi> = {},
  fakes: Fakes = {},
) {
  let count = 0;
  return serve(
    restApi([method('ANY /pets', proxy('fn', integration))], {
      cacheCluster: true,
      methodSettings: { '*/*': { cachingEnabled: true, ...settings } },
      ...api,
    }),
    { functions: { fn: () => ({ body: String((count += 1)), headers: { 'X-N': String(count) } }) }, ...fakes },
  );
}

test('a second GET is served from the cache until the TTL has passed, 300 s unless set', async () => {
  const served = cached();
  expect((await served.send('GET /test/pets')).body).toBe('1');
  served.clock.advance(299_999);
  const again = await served.send('GET /test/pets');
  expect(again.body).toBe('1');
  expect(again.header('X-N')).toBe('1');
  served.clock.advance(1);
  expect((await served.send('GET /test/pets')).body).toBe('2');
});

test('no header says that an answer came from the cache, its request id is its own', async () => {
  const served = cached();
  const first = await served.send('GET /test/pets');
  const second = await served.send('GET /test/pets');
  expect(second.headers.map(([name]) => name)).toEqual(first.headers.map(([name]) => name));
  expect(second.header('x-amzn-RequestId')).not.toBe(first.header('x-amzn-RequestId'));
});

test.each([
  ['without a cache cluster', {}, { cacheCluster: false }],
  ['without cachingEnabled', { cachingEnabled: false }, {}],
  ['with a TTL of 0', { cacheTtlInSeconds: 0 }, {}],
])('%s nothing is cached', async (_, settings, api) => {
  const served = cached(settings, {}, api);
  await served.send('GET /test/pets');
  expect((await served.send('GET /test/pets')).body).toBe('2');
});

test('the default setting caches only GET, a setting of its own any verb', async () => {
  const byDefault = cached();
  await byDefault.send('POST /test/pets');
  expect((await byDefault.send('POST /test/pets')).body).toBe('2');
  const own = cached({}, {}, { methodSettings: { '/pets/POST': { cachingEnabled: true } } });
  await own.send('POST /test/pets');
  expect((await own.send('POST /test/pets')).body).toBe('1');
});

test('only the key parameters tell answers apart; a missing value is a value', async () => {
  const served = cached({}, { cacheKeyParameters: ['method.request.querystring.type'] });
  expect((await served.send('GET /test/pets?type=a&x=1')).body).toBe('1');
  expect((await served.send('GET /test/pets?type=a&x=2')).body).toBe('1');
  expect((await served.send('GET /test/pets?type=b')).body).toBe('2');
  expect((await served.send('GET /test/pets')).body).toBe('3');
  expect((await served.send('GET /test/pets')).body).toBe('3');
});

test('a namespace is shared by the resources that name it', async () => {
  let count = 0;
  const methods = ['GET /a', 'GET /b'].map((key) => method(key, proxy('fn', { cacheNamespace: 'shared' })));
  const methodSettings = { '*/*': { cachingEnabled: true } };
  const served = serve(restApi(methods, { cacheCluster: true, methodSettings }), {
    functions: { fn: () => ({ body: String((count += 1)) }) },
  });
  await served.send('GET /test/a');
  expect((await served.send('GET /test/b')).body).toBe('1');
});

// docs/aws/rest-api.md#caching
test.each([301, 404, 429, 500])('an answer of the endpoint with status %i is kept', async (statusCode) => {
  let count = 0;
  const fn = () => ({ statusCode, body: String((count += 1)) });
  const served = cached({}, {}, {}, { functions: { fn } });
  await served.send('GET /test/pets');
  expect(await served.send('GET /test/pets')).toMatchObject({ statusCode, body: '1' });
});

test('what the gateway fails on its own, and entries over 1 MB, are not kept (unproven)', async () => {
  let count = 0;
  const answers = ['malformed', { body: 'x'.repeat(1_048_577) }, { body: 'small' }, { body: 'late' }];
  const served = cached({}, {}, {}, { functions: { fn: () => answers[count++] } });
  expect((await served.send('GET /test/pets')).statusCode).toBe(502);
  await served.send('GET /test/pets');
  expect((await served.send('GET /test/pets')).body).toBe('small');
  expect((await served.send('GET /test/pets')).body).toBe('small');
});

describe('invalidation by Cache-Control: max-age=0', () => {
  test('replaces the entry where no authorization is required', async () => {
    const served = cached({ requireAuthorizationForCacheControl: false });
    await served.send('GET /test/pets');
    expect((await served.send('GET /test/pets', { headers: INVALIDATES })).body).toBe('2');
    expect((await served.send('GET /test/pets')).body).toBe('2');
  });

  test('replaces the entry for a caller who may', async () => {
    const served = cached({}, {}, {}, { mayInvalidateCache: () => true });
    await served.send('GET /test/pets');
    expect((await served.send('GET /test/pets', { headers: INVALIDATES })).body).toBe('2');
  });

  test.each([
    ['FAIL_WITH_403', 403, undefined],
    [
      'SUCCEED_WITH_RESPONSE_HEADER',
      200,
      '199 Cache-control headers were ignored because the caller was unauthorized.',
    ],
    ['SUCCEED_WITHOUT_RESPONSE_HEADER', 200, undefined],
  ] as const)('others: %s', async (unauthorizedCacheControlHeaderStrategy, statusCode, warning) => {
    const served = cached({ unauthorizedCacheControlHeaderStrategy });
    await served.send('GET /test/pets');
    const response = await served.send('GET /test/pets', { headers: INVALIDATES });
    expect(response.statusCode).toBe(statusCode);
    expect(response.header('Warning')).toBe(warning);
    if (statusCode === 200) expect(response.body).toBe('1');
  });

  test('other directives are ignored', async () => {
    const served = cached({ requireAuthorizationForCacheControl: false });
    await served.send('GET /test/pets');
    const headers: HeaderList = [['Cache-Control', 'no-cache, no-store']];
    expect((await served.send('GET /test/pets', { headers })).body).toBe('1');
  });
});

test('flushCache empties it', async () => {
  const served = cached();
  await served.send('GET /test/pets');
  await served.frontEnd.flushCache();
  expect((await served.send('GET /test/pets')).body).toBe('2');
});

// docs/aws/rest-api.md#canary
describe('canary traffic', () => {
  const canary = (useStageCache: boolean) => ({ percentTraffic: 50, stageVariableOverrides: {}, useStageCache });

  test.each([
    [true, '1'],
    [false, '2'],
  ])('useStageCache %s', async (useStageCache, expected) => {
    const rolls = [0.9, 0.1];
    const served = cached({}, {}, { canary: canary(useStageCache) }, { random: () => rolls.shift() ?? 0 });
    await served.send('GET /test/pets');
    expect((await served.send('GET /test/pets')).body).toBe(expected);
  });
});
