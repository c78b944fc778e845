// What reaches the socket of a client: docs/aws/rest-api-observed.md#headers-on-every-response has the head, the rest is HTTP itself (RFC
// 9112).
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import type { FrontEnd } from '../../src/model/http/front-end.ts';
import { headerText } from '../../src/model/http/headers/header-text.ts';
import { firstHeader } from '../../src/model/http/messages.ts';
import type { ClientRequest, ClientResponse } from '../../src/model/http/messages.ts';
import { listen } from '../../src/server/http-listener.ts';

const LAST = 'GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';

test('requests that a client sends without waiting are answered in their order, each with its own body', async () => {
  const first = 'GET /first HTTP/1.1\r\nHost: a\r\n\r\n';
  const answers = await exchange(first + first.replace('first', 'second') + LAST, ({ rawPath }) => rawPath);
  expect(bodies(answers)).toEqual(['/first', '/second', '/last']);
});

test('an answer to HEAD has the length of the body and not the body', async () => {
  const answers = await exchange(`HEAD /head HTTP/1.1\r\nHost: a\r\n\r\n${LAST}`, ({ rawPath }) => rawPath);
  expect(answers).toMatch(/^HTTP\/1\.1 200 OK\r\n.*Content-Length: 5\r\n/s);
  expect(bodies(answers)).toEqual(['', '/last']);
});

test.each([
  { what: 'text beyond ASCII', body: 'Zürich €', length: 11 },
  { what: 'bytes', body: Buffer.from('bytes'), length: 5 },
  { what: 'empty text', body: '', length: 0 },
  { what: 'no body', body: null, length: 0 },
])('$what arrives whole, with its length in bytes', async ({ body, length }) => {
  const answers = await exchange(LAST, () => body);
  expect(answers).toContain(`\r\nContent-Length: ${length}\r\n`);
  expect(bodies(answers)).toEqual([body === null ? '' : body.toString()]);
});

test.each([
  { what: 'nobody read', read: () => Promise.resolve() },
  { what: 'was read in part', read: readOneChunk },
])('a request body that $what does not hold up the next request of its connection', async ({ read }) => {
  // More than a socket and a stream keep for themselves.
  const upload = 'x'.repeat(1_000_000);
  const head = `POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: ${upload.length}\r\n\r\n`;
  const answers = await exchange(head + upload + LAST, ({ rawPath }) => rawPath, read);
  expect(bodies(answers)).toEqual(['/upload', '/last']);
});

test.each<{ what: string; body: () => ClientResponse['body'] }>([
  { what: 'text', body: () => 'é' },
  { what: 'long text', body: () => 'x'.repeat(20_000) },
  { what: 'bytes', body: () => Buffer.from('é') },
  { what: 'long bytes', body: () => Buffer.alloc(20_000) },
  { what: 'nothing', body: () => null },
  { what: 'a stream', body: () => Readable.from([Buffer.from('é')]) },
])('a header beyond ASCII is the same bytes beside $what, and the body is whole', async ({ body }) => {
  const headers = [
    ['X-Name', 'Jürgen 日本'] as const,
    ['X-Raw', headerText(Buffer.from([0xfc]).toString('latin1'))] as const,
  ];
  const answers = await exchangeBytes(LAST, () => ({ statusCode: 200, headers, body: body() }));
  expect(answers.includes(Buffer.from('X-Name: Jürgen 日本\r\n'))).toBe(true);
  expect(answers.includes(Buffer.from([...Buffer.from('X-Raw: '), 0xfc, 0x0d]))).toBe(true);
  const sent = body();
  if (typeof sent === 'string' || Buffer.isBuffer(sent))
    expect(answers.subarray(-Buffer.byteLength(sent))).toEqual(Buffer.from(sent));
});

test('a client’s header beyond ASCII is text, or the same bytes again', async () => {
  const head = Buffer.concat([
    Buffer.from('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Name: Jürgen\r\nX-Raw: '),
    Buffer.from([0xfc]),
    Buffer.from('\r\n\r\n'),
  ]);
  let seen: ClientRequest | undefined;
  const answers = await exchangeBytes(head, (request) => {
    seen = request;
    return { statusCode: 200, headers: request.headers.filter(([name]) => name.startsWith('X-')), body: '' };
  });
  expect(seen && firstHeader(seen.headers, 'x-name')).toBe('Jürgen');
  expect(answers.includes(Buffer.from([...Buffer.from('X-Raw: '), 0xfc, 0x0d]))).toBe(true);
});

/** Sends this text over one connection and resolves with everything that comes back until it is closed. */
async function exchange(
  sent: string,
  bodyFor: (request: ClientRequest) => ClientResponse['body'],
  before: (request: ClientRequest) => Promise<void> = () => Promise.resolve(),
): Promise<string> {
  const received = await exchangeBytes(sent, async (request) => {
    await before(request);
    return { statusCode: 200, headers: [], body: bodyFor(request) };
  });
  return received.toString();
}

async function exchangeBytes(
  sent: string | Buffer,
  answer: (request: ClientRequest) => ClientResponse | Promise<ClientResponse>,
): Promise<Buffer> {
  const frontEnd: FrontEnd = { handle: (request) => Promise.resolve(answer(request)) };
  const defects: unknown[] = [];
  const onDefect = (error: unknown): void => void defects.push(error);
  const listener = await listen({ host: '127.0.0.1', port: 0, name: 'a', current: () => frontEnd, onDefect });
  onTestFinished(() => listener.close(0));
  const socket = connect(listener.port, '127.0.0.1');
  socket.write(sent);
  const received = await buffer(socket);
  expect(defects).toEqual([]);
  return received;
}

async function readOneChunk({ body }: ClientRequest): Promise<void> {
  if (body === null || Buffer.isBuffer(body)) return;
  for await (const _ of body.iterator({ destroyOnReturn: false })) return;
}

function bodies(answers: string): string[] {
  return answers
    .split('HTTP/1.1 200 OK\r\n')
    .slice(1)
    .map((answer) => answer.slice(answer.indexOf('\r\n\r\n') + 4));
}
