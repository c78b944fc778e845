// The @connections management API: docs/aws/websocket-api.md#connections-api; plain HTTP on the API's port:
// docs/aws/websocket-api.md#endpoints.
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { ClientResponse } from '../../src/model/http/messages.ts';
import { connectionPath, EmulatedApi, handshakeHeaders, jsonOf, settled } from './emulated-api.ts';
import { proxyTo, sampleApi } from './sample-api.ts';

const identification = [
  ['x-amzn-RequestId', '11111111-2222-4333-8444-555555555555'],
  ['x-amz-apigw-id', expect.stringMatching(/^id\d{13}=$/)],
];

function shown(response: ClientResponse) {
  const errorType = response.headers.find(([name]) => name === 'x-amzn-ErrorType')?.[1];
  return { status: response.statusCode, errorType, body: response.body };
}

test('POST sends the body as one text message and answers 200 without a body', async () => {
  const api = new EmulatedApi(sampleApi({}));
  const client = await api.open();
  const response = await api.post(client, 'héllo {"a":1}');
  expect(response).toEqual({ statusCode: 200, headers: identification, body: null });
  expect(client.received).toEqual(['héllo {"a":1}']);
});

test('POST takes a streamed body of exactly 128 KB', async () => {
  const api = new EmulatedApi(sampleApi({}));
  const client = await api.open();
  const body = Readable.from([Buffer.alloc(100_000, 'a'), Buffer.alloc(31_072, 'b')]);
  expect((await api.plain('POST', connectionPath(client), { body })).statusCode).toBe(200);
  expect(client.received[0]).toHaveLength(131_072);
});

const PAGE = [['Host', 'localhost:3001']] as const;

test.each([
  ['a page of another origin', [['Origin', 'http://localhost:5173']]],
  ['a page of no origin', [['Origin', 'null']]],
  ['a form or an image of another site', [['Sec-Fetch-Site', 'cross-site']]],
  ['a page of another port of this machine', [['Sec-Fetch-Site', 'same-site']]],
] as const)('%s is answered as what is not signed is on AWS', async (_page, headers) => {
  const api = new EmulatedApi(sampleApi({}));
  const client = await api.open();
  for (const method of ['POST', 'GET', 'DELETE']) {
    const response = await api.plain(method, connectionPath(client), {
      headers: [...PAGE, ...headers],
      body: Buffer.from('to you'),
    });
    expect(shown(response)).toEqual({
      status: 403,
      errorType: 'MissingAuthenticationTokenException',
      body: '{"message":"Missing Authentication Token"}',
    });
  }
  expect(client.received).toEqual([]);
});

test('an SDK that runs in a page of another origin signs, and is served', async () => {
  const api = new EmulatedApi(sampleApi({}));
  const client = await api.open();
  const headers = [...PAGE, ['Origin', 'http://localhost:5173'], ['Authorization', 'AWS4-HMAC-SHA256 x']] as const;
  const response = await api.plain('POST', connectionPath(client), { headers, body: Buffer.from('to you') });
  expect(response.statusCode).toBe(200);
  expect(client.received).toEqual(['to you']);
});

test('POST without a body sends an empty message (unproven)', async () => {
  const api = new EmulatedApi(sampleApi({}));
  const client = await api.open();
  expect((await api.plain('POST', connectionPath(client))).statusCode).toBe(200);
  expect(client.received).toEqual(['']);
});

test.each([
  { name: 'a buffer', body: () => Buffer.alloc(131_073) },
  { name: 'a stream', body: () => Readable.from([Buffer.alloc(100_000), Buffer.alloc(31_073)]) },
])('POST of more than 128 KB as $name: 413 (words unproven)', async ({ body }) => {
  const api = new EmulatedApi(sampleApi({}));
  const client = await api.open();
  expect(shown(await api.plain('POST', connectionPath(client), { body: body() }))).toEqual({
    status: 413,
    errorType: 'PayloadTooLargeException',
    body: '{"message":"Request Too Long"}',
  });
  expect(client.received).toEqual([]);
});

test('POST of a client that leaves before the end of its body reaches no connection, and is not a defect', async () => {
  const api = new EmulatedApi(sampleApi({}));
  const client = await api.open();
  const body = new Readable({ read: () => undefined });
  body.push('the beginning');
  const answer = api.plain('POST', connectionPath(client), { body });
  await settled();
  body.destroy(new Error('aborted'));
  expect((await answer).statusCode).toBe(400);
  expect(client.received).toEqual([]);
  expect(api.journal.list().at(-1)).toMatchObject({ method: 'POST', statusCode: 400 });
});

test('POST of many megabytes is cut off', async () => {
  const api = new EmulatedApi(sampleApi({}));
  const client = await api.open();
  const body = Readable.from(Array.from({ length: 20 }, () => Buffer.alloc(1024 * 1024)));
  expect((await api.plain('POST', connectionPath(client), { body })).statusCode).toBe(413);
  expect(body.destroyed).toBe(true);
  expect(body.readableEnded).toBe(false);
});

test('GET answers when the connection began, who it is and when it was last active', async () => {
  const api = new EmulatedApi(sampleApi({}));
  const client = await api.open({ headers: [...handshakeHeaders, ['User-Agent', 'wscat/5']] });
  api.clock.advance(1234);
  await api.post(client, 'x');
  const response = await api.plain('GET', connectionPath(client));
  expect(response.statusCode).toBe(200);
  expect(response.headers).toEqual([...identification, ['Content-Type', 'application/json']]);
  expect(jsonOf(response)).toEqual({
    connectedAt: '2024-02-19T07:11:42.410Z',
    identity: { sourceIp: '203.0.113.9', userAgent: 'wscat/5' },
    lastActiveAt: '2024-02-19T07:11:43.644Z',
  });
});

test('GET leaves out the user agent that the client did not send', async () => {
  const api = new EmulatedApi(sampleApi({}));
  const client = await api.open();
  const response = await api.plain('GET', connectionPath(client));
  expect(jsonOf(response)).toHaveProperty('identity', { sourceIp: '203.0.113.9' });
});

test('DELETE closes the connection and answers 204; afterwards it is gone', async () => {
  const api = new EmulatedApi(sampleApi({}));
  const client = await api.open();
  expect(await api.plain('DELETE', connectionPath(client))).toEqual({
    statusCode: 204,
    headers: identification,
    body: null,
  });
  expect(client.closes).toEqual([{ code: 1000, reason: 'Connection Closed Normally' }]);
  for (const method of ['GET', 'POST', 'DELETE'])
    expect(shown(await api.plain(method, connectionPath(client)))).toEqual({
      status: 410,
      errorType: 'GoneException',
      body: null,
    });
});

test('an id that could be one but is unknown: 410 with an empty body', async () => {
  const api = new EmulatedApi(sampleApi({}));
  expect(shown(await api.plain('POST', '/dev/@connections/L0SM9cOFvHcCIhw%3D'))).toEqual({
    status: 410,
    errorType: 'GoneException',
    body: null,
  });
});

test.each(['not-an-id', 'a', '%E0%A4%A', '====', 'L0SM9cOFvHcCIhw', 'L0SM9cOFvHcCIhw%253D'])(
  'the malformed id %s: 400 (words unproven)',
  async (id) => {
    const response = await new EmulatedApi(sampleApi({})).plain('POST', `/dev/@connections/${id}`);
    expect(shown(response)).toMatchObject({ status: 400, errorType: 'BadRequestException' });
    expect(jsonOf(response)).toEqual({ message: expect.stringMatching(/^Invalid connectionId: /) });
  },
);

test.each([
  { name: 'raw', path: (id: string) => `/dev/@connections/${id}` },
  { name: 'encoded', path: (id: string) => `/dev/@connections/${encodeURIComponent(id)}` },
  { name: 'behind an encoded @', path: (id: string) => `/dev/%40connections/${encodeURIComponent(id)}` },
  { name: 'with a slash at the end (unproven)', path: (id: string) => `/dev/@connections/${id}/` },
])('the id is taken $name', async ({ path }) => {
  const api = new EmulatedApi(sampleApi({}));
  const client = await api.open();
  const response = await api.plain('POST', path(client.connection.id), { body: Buffer.from('x') });
  expect(response.statusCode).toBe(200);
});

test.each(['/prod/@connections/L0SM9cOFvHcCIhw=', '/@connections/L0SM9cOFvHcCIhw='])(
  'a wrong or missing stage (%s): 403',
  async (path) => {
    expect(shown(await new EmulatedApi(sampleApi({})).plain('POST', path))).toEqual({
      status: 403,
      errorType: 'ForbiddenException',
      body: '{"message":"Forbidden"}',
    });
  },
);

test.each([
  { method: 'PUT', path: '/dev/@connections/L0SM9cOFvHcCIhw=' },
  { method: 'PATCH', path: '/dev/@connections/L0SM9cOFvHcCIhw=' },
  { method: 'GET', path: '/dev/@connections' },
  { method: 'POST', path: '/dev/@connections/' },
])('$method $path: 403, as for a missing token (unproven)', async ({ method, path }) => {
  expect(shown(await new EmulatedApi(sampleApi({})).plain(method, path))).toEqual({
    status: 403,
    errorType: 'MissingAuthenticationTokenException',
    body: '{"message":"Missing Authentication Token"}',
  });
});

test('a rate that is used up: 429 LimitExceededException', async () => {
  const api = new EmulatedApi(sampleApi({}), {}, { rate: { take: (id) => id !== '@connections' } });
  const client = await api.open();
  expect(shown(await api.post(client, 'x'))).toMatchObject({ status: 429, errorType: 'LimitExceededException' });
});

test('a client that reads too slowly: 429 LimitExceededException', async () => {
  const api = new EmulatedApi(sampleApi({}));
  const client = await api.open();
  client.backlog = 4 * 1024 * 1024 + 1;
  expect(shown(await api.post(client, 'x'))).toMatchObject({ status: 429, errorType: 'LimitExceededException' });
  client.backlog = 0;
  expect((await api.post(client, 'x')).statusCode).toBe(200);
});

describe('when the connection can be addressed', () => {
  test('not inside $connect: 410', async () => {
    const statuses: number[] = [];
    const api: EmulatedApi = new EmulatedApi(sampleApi({ $connect: { integration: proxyTo('connect') } }), {
      connect: async (event) => {
        const { connectionId } = (event as { requestContext: { connectionId: string } }).requestContext;
        statuses.push((await api.plain('POST', `/dev/@connections/${connectionId}`)).statusCode);
        return { statusCode: 200 };
      },
    });
    const client = await api.open();
    expect(statuses).toEqual([410]);
    expect((await api.post(client, 'now it works')).statusCode).toBe(200);
  });

  test('not inside $disconnect: 410 (unproven)', async () => {
    const statuses: number[] = [];
    const api: EmulatedApi = new EmulatedApi(sampleApi({ $disconnect: { integration: proxyTo('disconnect') } }), {
      disconnect: async (event) => {
        const { connectionId } = (event as { requestContext: { connectionId: string } }).requestContext;
        statuses.push((await api.plain('POST', `/dev/@connections/${connectionId}`)).statusCode);
      },
    });
    const client = await api.open();
    api.frontEnd.closed(client.connection, 1000, '');
    await settled();
    expect(statuses).toEqual([410]);
  });

  test('not through another API that shares the store: 410', async () => {
    const api = new EmulatedApi(sampleApi({}));
    const client = await api.open();
    const other = new EmulatedApi(sampleApi({}, { id: 'zzzzzzzzzz' }), {}, { connections: api.connections });
    expect((await other.plain('POST', connectionPath(client))).statusCode).toBe(410);
  });
});

describe('behind a custom domain', () => {
  const custom = { headers: [['Host', 'chat.example.com'] as const] };
  const mapped = { customDomain: { domainName: 'chat.example.com', basePaths: ['v1'] } };

  test('the mapping key stands where the stage would', async () => {
    const api = new EmulatedApi(sampleApi({}, mapped));
    const client = await api.open({ rawPath: '/v1', ...custom });
    const path = `/v1/@connections/${client.connection.id}`;
    expect((await api.plain('POST', path, custom)).statusCode).toBe(200);
  });

  test('a stage in the path besides: 404 in the words seen in 2020', async () => {
    const api = new EmulatedApi(sampleApi({}, mapped));
    const response = await api.plain('POST', '/v1/prod/@connections/L0SM9cOFvHcCIhw=', custom);
    expect(shown(response)).toEqual({
      status: 404,
      errorType: undefined,
      body: '{"message":"No method found matching route prod/@connections/L0SM9cOFvHcCIhw= for http method POST."}',
    });
  });
});

test.each([
  { method: 'GET', path: '/dev', status: 426 },
  { method: 'GET', path: '/prod', status: 403 },
  { method: 'GET', path: '/', status: 403 },
  { method: 'POST', path: '/dev', status: 403 },
  { method: 'GET', path: '/dev/hello', status: 403 },
])('$method $path without an upgrade: $status (unproven)', async ({ method, path, status }) => {
  expect((await new EmulatedApi(sampleApi({})).plain(method, path)).statusCode).toBe(status);
});

test('calls of the management API are exchanges in the journal', async () => {
  const api = new EmulatedApi(sampleApi({}));
  const client = await api.open();
  await api.post(client, 'x');
  expect(api.journal.list().at(-1)).toMatchObject({
    method: 'POST',
    path: connectionPath(client),
    statusCode: 200,
    apiType: 'websocket',
  });
});
