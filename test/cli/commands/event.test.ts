/** `gw-emulate event`: what functions receive, made by the front ends themselves, whose own tests hold them to AWS's recordings. */
import { expect, test } from 'vitest';
import { kindsText, runEvent } from '../../../src/cli/commands/event.ts';
import type { SampleWish } from '../../../src/emulator/samples/sample-request.ts';
import { SAMPLE_KINDS } from '../../../src/emulator/samples/sample-kinds.ts';

async function run(command: SampleWish) {
  let out = '';
  let errors = '';
  const exitCode = await runEvent(command, {
    stdout: (text) => (out += text),
    stderr: (text) => (errors += text),
    data: (text) => (out += text),
    paint: (_style, text) => text,
    colours: false,
    environment: {},
    cwd: process.cwd(),
  });
  return { exitCode, errors, event: out === '' ? undefined : (JSON.parse(out) as Record<string, unknown>) };
}

test.each<[string, object]>([
  ['http', { version: '2.0', routeKey: 'GET /hello', rawPath: '/hello', queryStringParameters: { name: 'world' } }],
  ['http-v1', { version: '1.0', resource: '/hello', httpMethod: 'GET', requestContext: { stage: '$default' } }],
  ['rest', { resource: '/hello', path: '/hello', body: null, requestContext: { path: '/dev/hello', stage: 'dev' } }],
  ['websocket-connect', { requestContext: { routeKey: '$connect', eventType: 'CONNECT' } }],
  [
    'websocket-message',
    {
      body: '{"action":"sendMessage","text":"hello"}',
      requestContext: { routeKey: 'sendMessage', eventType: 'MESSAGE' },
    },
  ],
  ['websocket-disconnect', { requestContext: { eventType: 'DISCONNECT', disconnectStatusCode: 1000 } }],
  ['authorizer-token', { type: 'TOKEN', authorizationToken: 'Bearer sample-token' }],
  ['authorizer-request', { type: 'REQUEST', httpMethod: 'GET', headers: { Authorization: 'Bearer sample-token' } }],
  ['authorizer-http', { version: '2.0', type: 'REQUEST', identitySource: ['Bearer sample-token'] }],
  ['authorizer-http-v1', { version: '1.0', type: 'REQUEST', identitySource: 'Bearer sample-token' }],
  ['authorizer-websocket', { type: 'REQUEST', requestContext: { eventType: 'CONNECT' } }],
  ['function-url', { version: '2.0', routeKey: '$default', requestContext: { accountId: 'anonymous' } }],
])('%s', async (kind, expected) => {
  const { exitCode, event, errors } = await run({ kind });
  expect(errors).toBe('');
  expect(event).toMatchObject(expected);
  expect(exitCode).toBe(0);
});

test('every kind is tested above and has a line in the help', () => {
  expect(Object.keys(SAMPLE_KINDS)).toHaveLength(12);
  for (const [name, { says }] of Object.entries(SAMPLE_KINDS))
    expect(kindsText()).toContain(`${name.padEnd(22)}${says}`);
});

test.each(['http', 'http-v1', 'rest'])('%s with a route, headers and a body of one’s own', async (kind) => {
  const { event } = await run({
    kind,
    path: '/orders/7?full=1',
    route: '/orders/{id}',
    headers: ['X-Tenant: blue', 'user-agent: mine'],
    body: '{"a":1}',
  });
  expect(event).toMatchObject({ pathParameters: { id: '7' }, body: '{"a":1}', queryStringParameters: { full: '1' } });
  const headers = Object.fromEntries(
    Object.entries(event?.['headers'] as Record<string, string>).map(([name, value]) => [name.toLowerCase(), value]),
  );
  expect(headers).toMatchObject({ 'x-tenant': 'blue', 'user-agent': 'mine', 'content-type': 'application/json' });
  expect(JSON.stringify(event)).toContain('POST');
});

test('a WebSocket message takes the route that it names, $default otherwise', async () => {
  const message = await run({ kind: 'websocket-message', body: '{"action":"join"}', route: 'join' });
  expect(message.event).toMatchObject({ requestContext: { routeKey: 'join' } });
  const other = await run({ kind: 'websocket-message', body: 'plain' });
  expect(other.event).toMatchObject({ body: 'plain', requestContext: { routeKey: '$default' } });
});

test('a query of a WebSocket handshake is in $connect', async () => {
  const { event } = await run({ kind: 'websocket-connect', path: '?ticket=1' });
  expect(event).toMatchObject({ queryStringParameters: { ticket: '1' } });
});

test('what is wrong is said', async () => {
  expect(await run({ kind: 'htp' })).toMatchObject({
    exitCode: 2,
    errors: expect.stringContaining('"htp" is not a kind of event. Known:') as string,
  });
  expect(await run({ kind: 'http', headers: ['x'] })).toMatchObject({
    exitCode: 2,
    errors: expect.stringContaining('"x" is not a header') as string,
  });
  expect(await run({ kind: 'rest', path: '/a', route: '/b' })).toMatchObject({
    exitCode: 1,
    errors: expect.stringContaining('GET /a does not reach the route GET /b') as string,
  });
});
