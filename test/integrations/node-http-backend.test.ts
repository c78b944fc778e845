import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import type { BackendRequest } from '../../src/integrations/contract.ts';
import { NodeHttpBackend } from '../../src/integrations/node-http-backend.ts';
import { makeCertificate } from '../../src/server/tls/make-certificate.ts';

const servers: Server[] = [];
const backends: NodeHttpBackend[] = [];
afterEach(() => {
  for (const backend of backends.splice(0)) backend.close();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(answer: (message: IncomingMessage, response: ServerResponse) => void): Promise<number> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}

function backend(local: ConstructorParameters<typeof NodeHttpBackend>[0] = () => undefined): NodeHttpBackend {
  const made = new NodeHttpBackend(local);
  backends.push(made);
  return made;
}

function get(url: string, more: Partial<BackendRequest> = {}): BackendRequest {
  return { method: 'GET', url, headers: [], body: null, timeoutMs: 5000, streamResponse: false, ...more };
}

/** Answers with what arrived: method, path, raw headers, body. */
function mirror(message: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  message.on('data', (chunk: Buffer) => chunks.push(chunk));
  message.on('end', () => {
    const { method, url, rawHeaders } = message;
    response.end(JSON.stringify({ method, url, rawHeaders, body: Buffer.concat(chunks).toString() }));
  });
}

async function mirrored(
  request: BackendRequest,
): Promise<{ method: string; url: string; rawHeaders: string[]; body: string }> {
  const { body } = await backend().call(request);
  return JSON.parse((body as Buffer).toString()) as { method: string; url: string; rawHeaders: string[]; body: string };
}

test('header spelling, order and repeats reach the backend, with Host and the length added', async () => {
  const port = await serve(mirror);
  const seen = await mirrored(
    get(`http://127.0.0.1:${port}/a%20b?x=1`, {
      method: 'POST',
      headers: [
        ['X-One', '1'],
        ['x-one', '2'],
      ],
      body: 'hé',
    }),
  );
  expect(seen.url).toBe('/a%20b?x=1');
  expect(seen.rawHeaders).toEqual([
    'X-One',
    '1',
    'x-one',
    '2',
    'Host',
    `127.0.0.1:${port}`,
    'Connection',
    'keep-alive',
    'Content-Length',
    '3',
  ]);
  expect(seen.body).toBe('hé');
});

test('a stream without a known length is sent in chunks', async () => {
  const port = await serve(mirror);
  const seen = await mirrored(get(`http://127.0.0.1:${port}/`, { method: 'PUT', body: Readable.from(['a', 'b']) }));
  expect(seen.body).toBe('ab');
  expect(seen.rawHeaders.join(' ')).toContain('Transfer-Encoding chunked');
});

test('a redirect is handed back and not followed', async () => {
  const port = await serve((_message, response) => response.writeHead(302, { Location: '/elsewhere' }).end());
  const answer = await backend().call(get(`http://127.0.0.1:${port}/`));
  expect(answer.statusCode).toBe(302);
  expect(answer.headers).toContainEqual(['Location', '/elsewhere']);
});

test('a streamed response resolves with its head while the body is still coming', async () => {
  let finish: () => void = () => {};
  const port = await serve((_message, response) => {
    response.write('first');
    finish = () => response.end('last');
  });
  const answer = await backend().call(get(`http://127.0.0.1:${port}/`, { streamResponse: true }));
  finish();
  expect(answer.body).toBeInstanceOf(Readable);
  let text = '';
  for await (const chunk of answer.body as Readable) text += String(chunk);
  expect(text).toBe('firstlast');
});

test.each([
  ['nothing listens', 'http://127.0.0.1:1/', 'unreachable'],
  ['the URL is not a URL', 'not a url', 'invalid-address'],
  ['the scheme is not HTTP', 'ftp://127.0.0.1/', 'invalid-address'],
])('when %s the call fails with its kind', async (_what, url, kind) => {
  await expect(backend().call(get(url))).rejects.toMatchObject({ name: 'BackendError', kind });
});

test('a backend that is silent too long is given up with a timeout', async () => {
  const port = await serve(() => {});
  await expect(backend().call(get(`http://127.0.0.1:${port}/`, { timeoutMs: 60 }))).rejects.toMatchObject({
    kind: 'timeout',
  });
});

test('a response over the payload limit is refused', async () => {
  const port = await serve((_message, response) => response.end(Buffer.alloc(10 * 1024 * 1024 + 1)));
  await expect(backend().call(get(`http://127.0.0.1:${port}/`))).rejects.toMatchObject({ kind: 'too-large' });
});

test('a client that goes away ends the call', async () => {
  const port = await serve(() => {});
  const leaving = new AbortController();
  const call = backend().call(get(`http://127.0.0.1:${port}/`, { signal: leaving.signal }));
  leaving.abort();
  await expect(call).rejects.toMatchObject({ kind: 'aborted' });
});

test('the host name of an API served here is reached locally, with its own Host header', async () => {
  const port = await serve(mirror);
  const name = 'a1b2c3d4e5.execute-api.us-east-1.amazonaws.com';
  const local = backend((hostname) => (hostname === name ? { host: '127.0.0.1', port } : undefined));
  const { body } = await local.call(get(`https://${name}/dev/x`));
  expect(JSON.parse((body as Buffer).toString())).toMatchObject({
    url: '/dev/x',
    rawHeaders: expect.arrayContaining([name]),
  });
});

test.each([
  ['a body', 'sent'],
  ['none', null],
])(
  'a Trailer header arrives beside the length, with %s (docs/aws/rest-api-observed.md#request-headers)',
  async (_, text) => {
    const port = await serve(mirror);
    const body = text === null ? null : Buffer.from(text);
    for (const method of ['POST', 'GET']) {
      const request = get(`http://127.0.0.1:${port}/`, { method, headers: [['Trailer', 'x']], body });
      const seen = await mirrored(request);
      expect(seen.body).toBe(text ?? '');
      expect(seen.rawHeaders).toEqual(
        expect.arrayContaining(['Trailer', 'x', 'Content-Length', String((text ?? '').length)]),
      );
      expect(seen.rawHeaders).not.toContain('Transfer-Encoding');
    }
  },
);

test('a response that is complete when its head is read comes as bytes, even where a stream was asked for', async () => {
  const port = await serve((_message, response) => response.end('all of it'));
  const { body } = await backend().call(get(`http://127.0.0.1:${port}/`, { streamResponse: true }));
  expect(body).toEqual(Buffer.from('all of it'));
});

test('a response with more to come is a stream from its head on', async () => {
  let finish = (): void => undefined;
  const port = await serve((_message, response) => {
    response.write('first, ');
    finish = () => response.end('then the rest');
  });
  const { body } = await backend().call(get(`http://127.0.0.1:${port}/`, { streamResponse: true }));
  expect(body).toBeInstanceOf(Readable);
  finish();
  const chunks: Buffer[] = [];
  for await (const chunk of body as Readable) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).toString()).toBe('first, then the rest');
});

/** A server that writes these bytes to whoever asks, and nothing of its own. */
async function serveBytes(answer: string): Promise<number> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => socket.write(answer));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

test.each([
  ['000', 'HTTP/1.1 000 Nothing\r\nContent-Length: 1\r\n\r\nx'],
  ['101 with an upgrade', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: foo\r\nConnection: Upgrade\r\n\r\n'],
  ['101 without one', 'HTTP/1.1 101 Switching Protocols\r\n\r\n'],
  ['nothing that HTTP knows', 'hello\r\n\r\n'],
])('a backend that answers %s is unreachable at once', async (_what, answer) => {
  const port = await serveBytes(answer);
  for (const streamResponse of [true, false]) {
    const answering = backend().call(get(`http://127.0.0.1:${port}/`, { streamResponse, timeoutMs: 60_000 }));
    await expect(answering).rejects.toMatchObject({ kind: 'unreachable' });
  }
});

test.each([
  ['a length', '204 No Content', 'Content-Length: 5\r\n\r\nhello'],
  ['chunks', '204 No Content', 'Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n'],
  ['a length', '304 Not Modified', 'Content-Length: 5\r\n\r\nhello'],
])('a body with %s after a %s is passed over', async (_what, status, rest) => {
  const port = await serveBytes(`HTTP/1.1 ${status}\r\n${rest}`);
  const one = backend();
  for (let call = 0; call < 2; call += 1) {
    const answer = await one.call(get(`http://127.0.0.1:${port}/`, { streamResponse: true }));
    expect([answer.statusCode, answer.body]).toEqual([Number(status.slice(0, 3)), Buffer.alloc(0)]);
  }
});

test.each([
  ['HTTP/1.0', 'HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok'],
  ['early hints first', 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'],
  ['no reason', 'HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok'],
])('a backend may answer with %s', async (_what, answer) => {
  const port = await serveBytes(answer);
  const { statusCode, body } = await backend().call(get(`http://127.0.0.1:${port}/`));
  expect([statusCode, body]).toEqual([200, Buffer.from('ok')]);
});

test('bodies that come at the same time, read slowly over connections of their own, do not mix', async () => {
  const length = 1_500_000;
  const port = await serve((message, response) => response.end(Buffer.alloc(length, message.url?.slice(1))));
  const http = backend();
  const answers = await Promise.all(
    ['a', 'b', 'c'].map((name) => http.call(get(`http://127.0.0.1:${port}/${name}`, { streamResponse: true }))),
  );
  const texts = answers.map(async ({ body }) => {
    const chunks: Buffer[] = [];
    for await (const chunk of body as Readable) {
      chunks.push(chunk as Buffer);
      await new Promise(setImmediate);
    }
    return Buffer.concat(chunks).toString();
  });
  expect(await Promise.all(texts)).toEqual(['a', 'b', 'c'].map((name) => name.repeat(length)));
});

test('a response without a body leaves its connection usable', async () => {
  const port = await serve((_message, response) => response.writeHead(204).end());
  const one = backend();
  const request = get(`http://127.0.0.1:${port}/`);
  expect((await one.call(request)).body).toEqual(Buffer.alloc(0));
  expect((await one.call(request)).statusCode).toBe(204);
});

test('an untrusted certificate is refused, except where its verification is skipped', async () => {
  const server = createSecureServer(await makeCertificate(new Date(), 1), (_message, response) => response.end('fine'));
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const one = backend();
  expect((await one.call(get(url, { insecureSkipVerification: true }))).body).toEqual(Buffer.from('fine'));
  await expect(one.call(get(url))).rejects.toMatchObject({ kind: 'tls' });
});
