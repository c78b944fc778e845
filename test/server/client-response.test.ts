// What reaches the socket of a client: docs/aws/rest-api-observed.md#headers-on-every-response has the head, the rest is HTTP itself (RFC
// 9112).
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import type { FrontEnd } from '../../src/model/http/front-end.ts';
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

/** Sends this text over one connection and resolves with everything that comes back until it is closed. */
async function exchange(
  sent: string,
  bodyFor: (request: ClientRequest) => ClientResponse['body'],
  before: (request: ClientRequest) => Promise<void> = () => Promise.resolve(),
): Promise<string> {
  const frontEnd: FrontEnd = {
    async handle(request) {
      await before(request);
      return { statusCode: 200, headers: [], body: bodyFor(request) };
    },
  };
  const defects: unknown[] = [];
  const onDefect = (error: unknown): void => void defects.push(error);
  const listener = await listen({ host: '127.0.0.1', port: 0, name: 'a', current: () => frontEnd, onDefect });
  onTestFinished(() => listener.close(0));
  const socket = connect(listener.port, '127.0.0.1');
  socket.write(sent);
  const received = await text(socket);
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
