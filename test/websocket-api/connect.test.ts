// Handshake outcomes: docs/aws/websocket-api.md#endpoints, docs/aws/websocket-api.md#life-cycle, docs/aws/websocket-api.md#connect-outcome.
import { describe, expect, test } from 'vitest';
import { LambdaServiceError } from '../../src/model/lambda/invocation.ts';
import { EmulatedApi, handshakeHeaders, settled, upgradeRequest } from './emulated-api.ts';
import { proxyTo, sampleApi } from './sample-api.ts';

function connecting(handler: (event: unknown) => unknown): EmulatedApi {
  return new EmulatedApi(sampleApi({ $connect: { integration: proxyTo('connect') } }), { connect: handler });
}

test('without a $connect route every handshake is accepted', async () => {
  const api = new EmulatedApi(sampleApi({}));
  expect((await api.open()).connection.id).toMatch(/^[\w-]{15}=$/);
});

test('a $connect route without integration accepts', async () => {
  const api = new EmulatedApi(sampleApi({ $connect: {} }));
  expect((await api.open()).connection.state).toBe('open');
});

test.each([
  { returned: { statusCode: 200 } },
  { returned: { statusCode: 201, body: 'dropped' } },
  { returned: { statusCode: '200' } },
  { returned: { statusCode: 299 } },
  { returned: {} },
  { returned: { headers: null } },
])('a connect handler that returns $returned accepts', async ({ returned }) => {
  expect((await connecting(() => returned).open()).connection.state).toBe('open');
});

test.each([
  { status: 400, message: 'Bad Request' },
  { status: 401, message: 'Unauthorized' },
  { status: 403, message: 'Forbidden' },
  { status: 500, message: 'Internal Server Error' },
  { status: 302, message: 'Found' },
])('the status $status of a connect handler refuses the handshake with it', async ({ status, message }) => {
  const refused = await connecting(() => ({ statusCode: status, body: 'not shown' })).refusal();
  expect(refused).toEqual({ status, body: { message } });
});

test.each([
  { name: 'undefined', returned: undefined },
  { name: 'null', returned: null },
  { name: 'a string', returned: 'ok' },
  { name: 'a list', returned: [] },
  { name: 'a number', returned: 200 },
  { name: 'an unknown key', returned: { statusCode: 200, ConnectionId: 'x' } },
  { name: 'cookies', returned: { statusCode: 200, cookies: [] } },
  { name: 'a statusCode that is not an integer', returned: { statusCode: 200.5 } },
  { name: 'a statusCode that is a word', returned: { statusCode: 'test' } },
  { name: 'a body that is an object', returned: { statusCode: 200, body: {} } },
  { name: 'multiValueHeaders without lists', returned: { statusCode: 200, multiValueHeaders: { h: 'x' } } },
])('a connect handler that returns $name is malformed: 502', async ({ returned }) => {
  const refused = await connecting(() => returned).refusal();
  expect(refused).toEqual({ status: 502, body: { message: 'Internal server error' } });
});

test('a $connect handler that throws: 502', async () => {
  const api = connecting(() => {
    throw new Error('database is down');
  });
  expect((await api.refusal()).status).toBe(502);
  expect(api.journal.list()[0]?.reason).toContain('database is down');
});

test('a function that Lambda does not know is a configuration error: 500', async () => {
  const api = new EmulatedApi(sampleApi({ $connect: { integration: proxyTo('missing') } }));
  expect(await api.refusal()).toEqual({ status: 500, body: { message: 'Internal server error' } });
});

test('a throttled function: 502 (unproven)', async () => {
  const api = connecting(() => {
    throw new LambdaServiceError('TooManyRequestsException', 'Rate Exceeded.');
  });
  expect((await api.refusal()).status).toBe(502);
});

test('an integration that outlives its timeout: 504 (unproven)', async () => {
  const api = connecting(() => new Promise(() => {}));
  const refusal = api.refusal();
  await settled();
  api.clock.advance(29_000);
  expect(await refusal).toEqual({ status: 504, body: { message: 'Endpoint request timed out' } });
});

test('a refusal names its request', async () => {
  const api = connecting(() => ({ statusCode: 401 }));
  const handshake = await api.frontEnd.connect(upgradeRequest());
  if (handshake.accepted) throw new Error('accepted');
  expect(handshake.response.headers).toContainEqual(['x-amzn-RequestId', 'id0000000000002=']);
});

test('a refused handshake leaves no connection and causes no $disconnect', async () => {
  const routes = { $connect: { integration: proxyTo('connect') }, $disconnect: { integration: proxyTo('disconnect') } };
  const api = new EmulatedApi(sampleApi(routes), { connect: () => ({ statusCode: 403 }), disconnect: () => ({}) });
  await api.refusal();
  expect(api.connections.all()).toEqual([]);
  expect(api.lambda.eventsOf('disconnect')).toEqual([]);
  expect(api.clock.pending).toBe(0);
});

describe('the path', () => {
  const mapped = { customDomain: { domainName: 'chat.example.com', basePaths: ['', 'v1', 'v1/beta'] } };
  const custom = [['Host', 'chat.example.com'] as const];

  test.each([
    { path: '/dev', accepted: true },
    { path: '/dev/', accepted: true },
    { path: '/d%65v', accepted: true },
    { path: '/', accepted: false },
    { path: '/prod', accepted: false },
    { path: '/DEV', accepted: false },
    { path: '/dev/hello', accepted: false },
    { path: '/dev/@connections', accepted: false },
    { path: '/%zz', accepted: false },
  ])('$path: accepted $accepted', async ({ path, accepted }) => {
    const handshake = await new EmulatedApi(sampleApi({})).frontEnd.connect(upgradeRequest({ rawPath: path }));
    expect(handshake.accepted).toBe(accepted);
    if (!handshake.accepted) expect(handshake.response.statusCode).toBe(403);
  });

  test.each([
    { path: '/', accepted: true },
    { path: '/v1', accepted: true },
    { path: '/v1/beta', accepted: true },
    { path: '/v2', accepted: false },
    { path: '/v1/dev', accepted: false },
  ])('behind a custom domain $path: accepted $accepted', async ({ path, accepted }) => {
    const api = new EmulatedApi(sampleApi({}, mapped));
    const handshake = await api.frontEnd.connect(upgradeRequest({ rawPath: path, headers: custom }));
    expect(handshake.accepted).toBe(accepted);
  });

  test('an API with a custom domain still answers at its execute-api name, by its stage', async () => {
    const api = new EmulatedApi(sampleApi({}, mapped));
    expect((await api.open()).connection.domainName).toBe('a1b2c3d4e5.execute-api.us-east-1.amazonaws.com');
    expect((await api.open({ rawPath: '/', headers: custom })).connection.domainName).toBe('chat.example.com');
  });

  test('a disabled execute-api endpoint refuses with 403', async () => {
    const api = new EmulatedApi(sampleApi({}, { ...mapped, disableExecuteApiEndpoint: true }));
    expect(await api.refusal()).toEqual({ status: 403, body: { message: 'Forbidden' } });
    expect((await api.open({ rawPath: '/', headers: custom })).connection.state).toBe('open');
  });

  test('a URL of more than 4096 characters is refused (status unproven)', async () => {
    const api = new EmulatedApi(sampleApi({}));
    expect((await api.refusal({ rawQuery: 'q'.repeat(4096) })).status).toBe(414);
  });
});

describe('the subprotocol', () => {
  const offered = { headers: [...handshakeHeaders, ['Sec-WebSocket-Protocol', 'graphql-transport-ws'] as const] };

  async function answerTo(returned: unknown): Promise<string | undefined> {
    const handshake = await connecting(() => returned).frontEnd.connect(upgradeRequest(offered));
    return handshake.accepted ? handshake.subprotocol : 'refused';
  }

  test('is not echoed on its own', async () => {
    expect(await answerTo({ statusCode: 200 })).toBeUndefined();
  });

  test.each(['Sec-WebSocket-Protocol', 'sec-websocket-protocol', 'SEC-WEBSOCKET-PROTOCOL'])(
    'is what the handler returns as %s',
    async (name) => {
      expect(
        await answerTo({ statusCode: 200, headers: { [name]: 'graphql-transport-ws', 'Set-Cookie': 'x=1' } }),
      ).toBe('graphql-transport-ws');
    },
  );

  test('is sent as several values when the handler returns several', async () => {
    expect(await answerTo({ statusCode: 200, multiValueHeaders: { 'Sec-WebSocket-Protocol': ['a', 'b'] } })).toBe(
      'a, b',
    );
  });

  test('never carries a line end', async () => {
    expect(await answerTo({ statusCode: 200, headers: { 'Sec-WebSocket-Protocol': 'a\r\nX-Evil: 1' } })).toBe(
      'refused',
    );
  });
});
