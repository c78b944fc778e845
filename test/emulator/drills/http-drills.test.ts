// What the client of an HTTP API and of a REST API sees of each drill. Statuses and bodies: docs/aws/http-api.md#errors,
// docs/aws/rest-api-observed.md#error-catalogue.
import { describe, expect, test } from 'vitest';
import { drilledApp } from './drilled-app.ts';

const OK = '{"items":"abcdefghij"}';

interface Seen {
  readonly status: number;
  readonly body: string;
  readonly errorType?: string;
}

const DRILLS: readonly {
  readonly kind:
    | 'throttle'
    | 'timeout'
    | 'function-error'
    | 'malformed-result'
    | 'authorizer-failure'
    | 'authorizer-deny';
  readonly http: Seen;
  readonly rest: Seen;
  readonly stage: string;
}[] = [
  {
    kind: 'throttle',
    http: { status: 429, body: '{"message":"Too Many Requests"}' },
    rest: { status: 429, body: '{"message":"Too Many Requests"}', errorType: 'TooManyRequestsException' },
    stage: 'throttle',
  },
  {
    kind: 'timeout',
    http: { status: 503, body: '{"message":"Service Unavailable"}' },
    rest: { status: 504, body: '{"message": "Endpoint request timed out"}', errorType: 'InternalServerErrorException' },
    stage: 'integration',
  },
  {
    kind: 'function-error',
    http: { status: 500, body: '{"message":"Internal Server Error"}' },
    rest: { status: 502, body: '{"message": "Internal server error"}', errorType: 'InternalServerErrorException' },
    stage: 'integration',
  },
  {
    kind: 'malformed-result',
    http: { status: 500, body: '{"message":"Internal Server Error"}' },
    rest: { status: 502, body: '{"message": "Internal server error"}', errorType: 'InternalServerErrorException' },
    stage: 'integration',
  },
  {
    kind: 'authorizer-failure',
    http: { status: 500, body: '{"message":"Internal Server Error"}' },
    rest: { status: 500, body: '{"message":null}', errorType: 'AuthorizerConfigurationException' },
    stage: 'authorizer',
  },
  {
    kind: 'authorizer-deny',
    http: { status: 403, body: '{"message":"Forbidden"}' },
    rest: {
      status: 403,
      body: '{"Message":"User is not authorized to access this resource with an explicit deny in an identity-based policy"}',
      errorType: 'AccessDeniedException',
    },
    stage: 'authorizer',
  },
];

describe.each(DRILLS)('$kind', ({ kind, http, rest, stage }) => {
  test.each([
    ['shop', http],
    ['office', rest],
  ])('is answered by %s as AWS answers it, and the exchange says so', async (api, seen) => {
    const emulator = await drilledApp();
    const fault = emulator.faults.add({ kind, api, count: 1 });
    const url = `${emulator.url(api)}/private`;
    const response = await fetch(url, { headers: { token: 'me' } });
    expect(response.status).toBe(seen.status);
    expect(await response.text()).toBe(seen.body);
    if (seen.errorType !== undefined) expect(response.headers.get('x-amzn-errortype')).toBe(seen.errorType);
    const after = await fetch(url, { headers: { token: 'me' } });
    expect(await after.text()).toBe(OK);
    const [touched, untouched] = await emulator.exchanges({ api });
    expect(touched?.faults).toMatchObject([{ id: fault.id, kind, stage }]);
    expect(untouched?.faults).toBeUndefined();
    // The stage that the drill changed says so too, in the words of the refusal or of the drill.
    expect(JSON.stringify(touched?.stages)).toContain(fault.id);
  });
});

test.each(['shop', 'office'])('latency holds the answer of %s back, within the integration', async (api) => {
  const emulator = await drilledApp();
  emulator.faults.add({ kind: 'latency', api, milliseconds: 120 });
  const began = performance.now();
  expect(await (await fetch(`${emulator.url(api)}/items`)).text()).toBe(OK);
  expect(performance.now() - began).toBeGreaterThanOrEqual(115);
  const [exchange] = await emulator.exchanges({ api });
  expect(exchange?.faults).toMatchObject([{ kind: 'latency', effect: 'waited 120 ms' }]);
  const integration = exchange?.stages.find(({ name }) => name === 'integration');
  expect(integration?.durationMs).toBeGreaterThanOrEqual(115);
  expect(integration?.decision).toBe('items; drill fault-1 (latency): waited 120 ms');
});

test('latency beyond the timeout of the integration is a timeout', async () => {
  const emulator = await drilledApp();
  emulator.faults.add({ kind: 'latency', route: 'GET /quick', milliseconds: 60_000 });
  const response = await emulator.inject('shop', { path: '/quick' });
  expect(response).toMatchObject({ statusCode: 503, body: '{"message":"Service Unavailable"}' });
});

test('a cold start gets a new environment, and takes as much longer as wanted', async () => {
  const emulator = await drilledApp();
  await emulator.inject('shop', { path: '/items' });
  await emulator.inject('shop', { path: '/items' });
  emulator.faults.add({ kind: 'cold-start', function: 'items', milliseconds: 50, count: 1 });
  await emulator.inject('shop', { path: '/items' });
  await emulator.inject('shop', { path: '/items' });
  const exchanges = await emulator.exchanges();
  expect(exchanges.map(({ coldStart }) => coldStart)).toEqual([true, false, true, false]);
  expect(exchanges[2]?.report?.initMs).toBeGreaterThanOrEqual(50);
});

test('the error of a failing function has the type and message that were wanted, and does not run the function', async () => {
  const emulator = await drilledApp();
  emulator.mock('items', () => {
    throw new Error('it ran');
  });
  emulator.faults.add({ kind: 'function-error', errorType: 'TypeError', errorMessage: 'no table' });
  await emulator.inject('office', { path: '/items' });
  const [exchange] = await emulator.exchanges();
  expect(exchange?.result).toMatchObject({ errorType: 'TypeError', errorMessage: 'no table' });
  expect(exchange?.functionError).toBe('Unhandled');
});

describe.each(['shop', 'office'])('the connection of a client of %s', (api) => {
  test('is cut before the response', async () => {
    const emulator = await drilledApp();
    emulator.faults.add({ kind: 'drop-before-head', api, count: 1 });
    await expect(fetch(`${emulator.url(api)}/items`)).rejects.toThrow('fetch failed');
    expect(await (await fetch(`${emulator.url(api)}/items`)).text()).toBe(OK);
    const [exchange] = await emulator.exchanges();
    // The function has run: what the client lost is only the answer.
    expect(exchange).toMatchObject({ statusCode: 200, faults: [{ kind: 'drop-before-head', stage: 'response' }] });
  });

  test('is cut in the body, of which half has arrived', async () => {
    const emulator = await drilledApp();
    emulator.faults.add({ kind: 'drop-after-head', api, count: 1 });
    const response = await fetch(`${emulator.url(api)}/items`);
    expect([response.status, response.headers.get('content-length')]).toEqual([200, String(OK.length)]);
    await expect(response.text()).rejects.toThrow('terminated');
    await expect(emulator.waitForExchange({ api })).resolves.toMatchObject({ faults: [{ kind: 'drop-after-head' }] });
  });

  test('gets the whole body, slowly', async () => {
    const emulator = await drilledApp();
    emulator.faults.add({ kind: 'slow-body', api, milliseconds: 100 });
    const response = await fetch(`${emulator.url(api)}/items`);
    const began = performance.now();
    expect(await response.text()).toBe(OK);
    expect(performance.now() - began).toBeGreaterThanOrEqual(60);
    await expect(emulator.waitForExchange({ api })).resolves.toMatchObject({ faults: [{ kind: 'slow-body' }] });
  });
});

test('a request without a socket rejects where its connection would be cut', async () => {
  const emulator = await drilledApp();
  emulator.faults.add({ kind: 'drop-before-head', count: 1 });
  await expect(emulator.inject('shop', { path: '/items' })).rejects.toMatchObject({ code: 'ECONNRESET' });
  emulator.faults.add({ kind: 'drop-after-head', count: 1 });
  await expect(emulator.inject('shop', { path: '/items' })).rejects.toThrow('cut the connection after the head');
});

test('only the API, the route and the function of a rule are touched', async () => {
  const emulator = await drilledApp();
  emulator.faults.add({ kind: 'throttle', api: 'shop', route: 'GET /all/{proxy+}' });
  const statuses = async (...requests: readonly [api: string, method: string, path: string][]) =>
    Promise.all(requests.map(async ([api, method, path]) => (await emulator.inject(api, { method, path })).statusCode));
  expect(
    await statuses(
      ['shop', 'GET', '/all/1'],
      ['shop', 'POST', '/all/1'],
      ['shop', 'GET', '/items'],
      ['office', 'GET', '/items'],
    ),
  ).toEqual([429, 200, 200, 200]);
  emulator.faults.clear();
  emulator.faults.add({ kind: 'throttle', function: 'echo' });
  expect(await statuses(['shop', 'GET', '/items'], ['office', 'GET', '/items'])).toEqual([200, 200]);
});

test.each([
  ['throttle', 429],
  ['timeout', 502],
  ['function-error', 502],
  ['malformed-result', 502],
] as const)('a function URL meets %s with %i', async (kind, status) => {
  const emulator = await drilledApp();
  const url = emulator.functionUrls[0]?.url ?? '';
  emulator.faults.add({ kind, function: 'items', count: 1 });
  emulator.faults.add({ kind, api: 'shop' });
  expect((await fetch(url)).status).toBe(status);
  expect(await (await fetch(url)).text()).toBe(OK);
  const [touched, untouched] = await emulator.exchanges({ api: 'items' });
  expect([touched?.faults?.[0]?.kind, untouched?.faults]).toEqual([kind, undefined]);
});

test('a function that is made to fail counts as an invocation and an error of Lambda', async () => {
  const emulator = await drilledApp();
  emulator.faults.add({ kind: 'function-error' });
  await emulator.inject('shop', { path: '/items' });
  const { metrics } = (await (await fetch(`${emulator.admin}/_gw/metrics?namespace=AWS/Lambda`)).json()) as {
    metrics: { name: string; total: { sum: number } }[];
  };
  const sum = (name: string): number | undefined => metrics.find((metric) => metric.name === name)?.total.sum;
  expect([sum('Invocations'), sum('Errors')]).toEqual([1, 1]);
});
