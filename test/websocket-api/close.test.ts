// How connections end: docs/aws/websocket-api.md#life-cycle, docs/aws/websocket-api.md#how-a-connection-ends,
// docs/aws/websocket-api.md#idle-timer.
import { describe, expect, test } from 'vitest';
import { connectionPath, EmulatedApi, settled } from './emulated-api.ts';
import type { FakeClient } from './emulated-api.ts';
import { proxyTo, sampleApi } from './sample-api.ts';

const routes = { $disconnect: { integration: proxyTo('disconnect') }, $default: { integration: proxyTo('talk') } };
const handlers = { disconnect: () => ({}), talk: () => ({ statusCode: 200 }) };

function emulated(over = {}): EmulatedApi {
  return new EmulatedApi(sampleApi(routes, over), handlers);
}

/** What `$disconnect` was told, one entry for each time that it ran. */
function told(api: EmulatedApi): { code: unknown; reason: unknown }[] {
  return api.lambda.eventsOf('disconnect').map((event) => {
    const context = event['requestContext'] as Record<string, unknown>;
    return { code: context['disconnectStatusCode'], reason: context['disconnectReason'] };
  });
}

test.each([
  { name: 'a close frame without status', code: 1005, given: '', reason: 'Client-side close frame status not set' },
  { name: 'a close frame with status and reason', code: 4001, given: 'bye', reason: 'bye' },
  { name: 'a close frame with status only', code: 1000, given: '', reason: '' },
  { name: 'a page that is left', code: 1001, given: '', reason: '' },
  { name: 'a broken connection (reason unproven)', code: 1006, given: '', reason: 'Connection closed abnormally' },
  { name: 'a protocol error (unproven)', code: 1002, given: 'RSV1 must be clear', reason: 'RSV1 must be clear' },
])('$name reaches $disconnect as $code', async ({ code, given, reason }) => {
  const api = emulated();
  const client = await api.open();
  api.frontEnd.closed(client.connection, code, given);
  await settled();
  expect(told(api)).toEqual([{ code, reason }]);
  expect(client.closes).toEqual([{ code, reason }]);
});

test.each<{ name: string; cause: (api: EmulatedApi, client: FakeClient) => unknown; code: number; reason: string }>([
  {
    name: 'DELETE @connections',
    cause: (api, client) => api.plain('DELETE', connectionPath(client)),
    code: 1000,
    reason: 'Connection Closed Normally',
  },
  { name: 'ten idle minutes', cause: (api) => api.clock.advance(600_000), code: 1001, reason: 'Going away' },
  {
    name: 'a binary frame (reason unproven)',
    cause: (api, client) => api.frontEnd.message(client.connection, { binary: true }),
    code: 1003,
    reason: 'Binary frames are not supported',
  },
  {
    name: 'a frame over 32 KB (reason unproven)',
    cause: (api, client) => api.frontEnd.message(client.connection, { tooLarge: 'frame' }),
    code: 1009,
    reason: 'Frame is too large',
  },
  {
    name: 'a message over 128 KB (reason unproven)',
    cause: (api, client) => api.frontEnd.message(client.connection, { tooLarge: 'message' }),
    code: 1009,
    reason: 'Message is too large',
  },
  {
    name: 'a stop of the emulator (unproven)',
    cause: (api) => api.frontEnd.closeAll(),
    code: 1001,
    reason: 'Going away',
  },
])('$name closes with $code, once', async ({ cause, code, reason }) => {
  const api = emulated();
  const client = await api.open();
  await cause(api, client);
  await settled();
  // The socket's own close comes after the gateway's, and must not count again.
  api.frontEnd.closed(client.connection, 1006, '');
  await settled();
  expect(client.closes).toEqual([{ code, reason }]);
  expect(told(api)).toEqual([{ code, reason }]);
  expect(api.connections.all()).toEqual([]);
  expect(api.clock.pending).toBe(0);
});

test('a failing $disconnect changes nothing', async () => {
  const api = new EmulatedApi(sampleApi(routes), { disconnect: () => Promise.reject(new Error('boom')) });
  const client = await api.open();
  api.frontEnd.closed(client.connection, 1000, '');
  await settled();
  expect(api.warnings).toEqual([]);
  expect(api.journal.list().at(-1)).toMatchObject({ method: 'DISCONNECT', reason: expect.stringContaining('boom') });
});

test('a client that leaves between $connect and the upgrade still causes $disconnect', async () => {
  const api = emulated();
  const handshake = await api.frontEnd.connect({
    method: 'GET',
    rawPath: '/dev',
    rawQuery: '',
    headers: [],
    body: null,
    sourceIp: '203.0.113.9',
  });
  if (!handshake.accepted) throw new Error('refused');
  api.frontEnd.closed(handshake.connection, 1006, '');
  await settled();
  expect(told(api)).toEqual([{ code: 1006, reason: 'Connection closed abnormally' }]);
});

describe('the idle time', () => {
  test('starts again with a message of the client', async () => {
    const api = emulated();
    const client = await api.open();
    api.clock.advance(599_999);
    await api.say(client, 'still here');
    api.clock.advance(599_999);
    expect(client.closes).toEqual([]);
    api.clock.advance(1);
    expect(client.closes).toEqual([{ code: 1001, reason: 'Going away' }]);
  });

  test('starts again with a message to the client', async () => {
    const api = emulated();
    const client = await api.open();
    api.clock.advance(599_999);
    await api.post(client, 'news');
    api.clock.advance(599_999);
    expect(client.closes).toEqual([]);
    api.clock.advance(1);
    expect(client.closes).toHaveLength(1);
  });

  test('is what the API configures', async () => {
    const api = emulated({
      limits: { messageBytes: 131_072, frameBytes: 32_768, idleSeconds: 0.05, maximumSeconds: 7200 },
    });
    const client = await api.open();
    api.clock.advance(49);
    expect(client.closes).toEqual([]);
    api.clock.advance(1);
    expect(client.closes).toHaveLength(1);
  });
});

test('a busy connection ends after two hours (reason unproven)', async () => {
  const api = emulated();
  const client = await api.open();
  for (let minute = 0; minute < 119; minute += 1) {
    api.clock.advance(60_000);
    await api.say(client, 'busy');
  }
  api.clock.advance(59_999);
  expect(client.closes).toEqual([]);
  api.clock.advance(1);
  await settled();
  expect(client.closes).toEqual([{ code: 1001, reason: 'Going away' }]);
  expect(told(api)).toEqual([{ code: 1001, reason: 'Going away' }]);
});

describe('after a reload', () => {
  test('open connections live on, and their events go to the new routes', async () => {
    const api = emulated();
    const client = await api.open();
    api.reload(sampleApi({ ...routes, $default: { integration: proxyTo('echo'), routeResponse: true } }));
    await api.say(client, 'x');
    expect(client.closes).toEqual([]);
    expect(client.received).toEqual([expect.stringContaining('Internal server error')]);
    expect(api.lambda.calls.map((call) => call.functionName)).toEqual(['echo']);
  });

  test('the new idle time holds, counted from the last message', async () => {
    const api = emulated();
    const client = await api.open();
    api.clock.advance(30_000);
    api.reload(
      sampleApi(routes, { limits: { messageBytes: 1, frameBytes: 1, idleSeconds: 60, maximumSeconds: 7200 } }),
    );
    expect(api.clock.pending).toBe(1);
    api.clock.advance(30_000);
    expect(client.closes).toEqual([{ code: 1001, reason: 'Going away' }]);
  });

  test('connections of other APIs in the same store are left alone', async () => {
    const api = emulated();
    const client = await api.open();
    const other = new EmulatedApi(sampleApi({}, { id: 'zzzzzzzzzz' }), {}, { connections: api.connections });
    await other.frontEnd.closeAll();
    expect(client.closes).toEqual([]);
  });
});
