// HTTP/2 beside HTTP/1.1 over TLS: RFC 9113; header names as docs/aws/field-notes.md has them from clients.
import { once } from 'node:events';
import { connect, type ClientHttp2Session, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http2';
import { request } from 'node:https';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { FrontEnd } from '../../src/model/http/front-end.ts';
import type { ClientRequest, ClientResponse } from '../../src/model/http/messages.ts';
import { listen, type Listener } from '../../src/server/http-listener.ts';
import { ServerCertificate } from '../../src/server/tls/server-certificate.ts';
import { temporaryFolder } from '../temporary-folder.ts';

interface Served {
  readonly listener: Listener;
  readonly seen: ClientRequest[];
  readonly bodies: Buffer[];
}

async function serve(answer: (request: ClientRequest) => ClientResponse): Promise<Served> {
  const seen: ClientRequest[] = [];
  const bodies: Buffer[] = [];
  const frontEnd: FrontEnd = {
    async handle(client) {
      seen.push(client);
      const { body } = client;
      bodies.push(body instanceof Readable ? await buffer(body).catch(() => Buffer.alloc(0)) : Buffer.alloc(0));
      return answer(client);
    },
  };
  const onDefect = (error: unknown): void => {
    throw error;
  };
  const tls = await ServerCertificate.open(temporaryFolder('http2'), Date.now());
  const listener = await listen({ host: '127.0.0.1', port: 0, name: 'a', current: () => frontEnd, onDefect, tls });
  onTestFinished(() => listener.close(0));
  return { listener, seen, bodies };
}

async function session({ port }: Listener): Promise<ClientHttp2Session> {
  const client = connect(`https://127.0.0.1:${port}`, { rejectUnauthorized: false });
  onTestFinished(() => client.destroy());
  await once(client, 'connect');
  return client;
}

async function ask(
  client: ClientHttp2Session,
  headers: OutgoingHttpHeaders,
  body?: string,
): Promise<{ headers: IncomingHttpHeaders; body: string }> {
  const stream = client.request(headers);
  stream.end(body);
  const [answered] = (await once(stream, 'response')) as [IncomingHttpHeaders];
  return { headers: answered, body: (await buffer(stream)).toString() };
}

const OK: ClientResponse = { statusCode: 200, headers: [['Content-Type', 'text/plain']], body: 'ok' };

test('a client of HTTP/2 gets HTTP/2, with its names in lower case, its authority as Host, its cookies as one', async () => {
  const { listener, seen } = await serve(() => ({
    ...OK,
    headers: [
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
      ['Connection', 'keep-alive'],
      ['X-Name', 'Jürgen'],
    ],
  }));
  const client = await session(listener);
  const answer = await ask(client, { ':path': '/dev/a?b=c', 'X-Token': 'T', cookie: ['one=1', 'two=2'] });
  expect(client.alpnProtocol).toBe('h2');
  expect(answer).toMatchObject({
    headers: { ':status': 200, 'set-cookie': ['a=1', 'b=2'], 'content-length': '2' },
    body: 'ok',
  });
  expect(answer.headers).not.toHaveProperty('connection');
  expect(Buffer.from(String(answer.headers['x-name']), 'latin1').toString()).toBe('Jürgen');
  expect(seen[0]).toMatchObject({
    method: 'GET',
    rawPath: '/dev/a',
    rawQuery: 'b=c',
    headers: [
      ['Host', `127.0.0.1:${listener.port}`],
      ['x-token', 'T'],
      ['cookie', 'one=1; two=2'],
    ],
    body: null,
    httpVersion: '2.0',
  });
});

test('bodies go both ways, trailers of the client are passed over, and streams arrive whole', async () => {
  const { listener, bodies } = await serve(() => ({
    ...OK,
    body: Readable.from([Buffer.from('first, '), Buffer.from('last')]),
  }));
  const client = await session(listener);
  const stream = client.request({ ':method': 'POST', ':path': '/' }, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers({ 'x-checksum': '1' }));
  stream.end('sent');
  expect((await buffer(stream)).toString()).toBe('first, last');
  expect(bodies.map(String)).toEqual(['sent']);
});

test.each([
  ['HEAD', 200, 'ok', '2'],
  ['GET', 204, 'ok', undefined],
  ['GET', 304, null, undefined],
])('%s with %i has no body', async (method, statusCode, body, length) => {
  const { listener } = await serve(() => ({ statusCode, headers: [], body }));
  const answer = await ask(await session(listener), { ':method': method, ':path': '/' });
  expect([answer.headers[':status'], answer.headers['content-length'], answer.body]).toEqual([statusCode, length, '']);
});

test('a hundred streams of one connection run at once', async () => {
  const waiting: (() => void)[] = [];
  const everyone = new Promise<void>((resolve) => waiting.push(resolve));
  let running = 0;
  const frontEnd: FrontEnd = {
    async handle() {
      running += 1;
      if (running === 100) for (const go of waiting) go();
      await everyone;
      return OK;
    },
  };
  const tls = await ServerCertificate.open(temporaryFolder('http2'), Date.now());
  const listener = await listen({
    host: '127.0.0.1',
    port: 0,
    name: 'a',
    current: () => frontEnd,
    onDefect: () => undefined,
    tls,
  });
  onTestFinished(() => listener.close(0));
  const client = await session(listener);
  const answers = await Promise.all(Array.from({ length: 100 }, () => ask(client, { ':path': '/' })));
  expect(answers.every(({ body }) => body === 'ok')).toBe(true);
});

test('a client of HTTP/1.1 keeps HTTP/1.1, and the names as it spells them', async () => {
  const { listener, seen } = await serve(() => OK);
  const outgoing = request({
    host: '127.0.0.1',
    port: listener.port,
    path: '/x',
    headers: { 'X-Token': 'T' },
    rejectUnauthorized: false,
  });
  outgoing.end();
  const [response] = (await once(outgoing, 'response')) as [Readable & { httpVersion: string }];
  expect([response.httpVersion, (await buffer(response)).toString()]).toEqual(['1.1', 'ok']);
  expect(seen[0]?.headers).toContainEqual(['X-Token', 'T']);
  expect(seen[0]?.httpVersion).toBeUndefined();
});

test('closing lets a running request end and refuses new connections', async () => {
  const { listener } = await serve(() => OK);
  const client = await session(listener);
  await ask(client, { ':path': '/' });
  await listener.close(5000);
  expect(client.closed || client.destroyed).toBe(true);
});

test('a request whose body never ends gets 408 after five minutes, and its connection goes on', async () => {
  const { listener } = await serve(() => OK);
  const client = await session(listener);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const slow = client.request({ ':method': 'POST', ':path': '/', 'content-length': '10' });
  slow.on('error', () => undefined).write('12345');
  expect((await ask(client, { ':method': 'POST', ':path': '/' }, 'in time')).headers[':status']).toBe(200);
  const answered = once(slow, 'response');
  vi.advanceTimersByTime(300_000);
  const [headers] = (await answered) as [IncomingHttpHeaders];
  expect(headers[':status']).toBe(408);
  expect((await ask(client, { ':path': '/' })).headers[':status']).toBe(200);
});
