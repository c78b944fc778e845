import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import type { ClientRequest } from '../../src/model/http/messages.ts';
import { clientRequestFrom } from '../../src/server/client-request.ts';

/** What a front end is given for these bytes. */
async function requestOf(lines: readonly string[], body = ''): Promise<ClientRequest & { readonly text: string }> {
  let seen: (request: ClientRequest & { readonly text: string }) => void = () => {};
  const received = new Promise<ClientRequest & { readonly text: string }>((done) => (seen = done));
  const server = createServer((message, response) => {
    const request = clientRequestFrom(message, { answer: response });
    void textOf(request).then((text) => {
      seen(Object.assign(request, { text }));
      response.end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
  const request = await received;
  socket.destroy();
  server.close();
  return request;
}

async function textOf({ body }: ClientRequest): Promise<string> {
  let text = '';
  if (body !== null && !Buffer.isBuffer(body)) for await (const chunk of body) text += String(chunk);
  return text;
}

test.each([
  { target: '/', rawPath: '/', rawQuery: '' },
  { target: '/a%20b//c?x=1&x=%zz?y', rawPath: '/a%20b//c', rawQuery: 'x=1&x=%zz?y' },
  { target: '/a?', rawPath: '/a', rawQuery: '' },
  { target: '//host/path', rawPath: '//host/path', rawQuery: '' },
  { target: 'http://api.example/a?b', rawPath: '/a', rawQuery: 'b' },
  { target: 'http://api.example?b', rawPath: '/', rawQuery: 'b' },
  { target: 'http://api.example', rawPath: '/', rawQuery: '' },
])('the target $target is the path $rawPath and the query $rawQuery', async ({ target, rawPath, rawQuery }) => {
  expect(await requestOf([`GET ${target} HTTP/1.1`, 'Host: x'])).toMatchObject({ method: 'GET', rawPath, rawQuery });
});

test('OPTIONS * asks for the root', async () => {
  expect(await requestOf(['OPTIONS * HTTP/1.1', 'Host: x'])).toMatchObject({ method: 'OPTIONS', rawPath: '/' });
});

test('headers keep their order, spelling and repeats', async () => {
  const { headers } = await requestOf([
    'GET / HTTP/1.1',
    'HOST: x',
    'x-B: 1',
    'X-a: 2',
    'X-b: 3',
    'cookie: a',
    'Cookie: b',
  ]);
  expect(headers).toEqual([
    ['HOST', 'x'],
    ['x-B', '1'],
    ['X-a', '2'],
    ['X-b', '3'],
    ['cookie', 'a'],
    ['Cookie', 'b'],
  ]);
});

test('the address is that of the peer, whatever the headers say', async () => {
  const { sourceIp } = await requestOf(['GET / HTTP/1.1', 'Host: x', 'X-Forwarded-For: 203.0.113.9']);
  expect(sourceIp).toBe('127.0.0.1');
});

test.each([
  { name: 'no announcement', lines: [], sent: '', isNull: true },
  { name: 'Content-Length: 0', lines: ['Content-Length: 0'], sent: '', isNull: true },
  { name: 'Content-Length: 5', lines: ['Content-Length: 5'], sent: 'hello', isNull: false },
  { name: 'chunks', lines: ['Transfer-Encoding: chunked'], sent: '5\r\nhello\r\n0\r\n\r\n', isNull: false },
])('with $name the body is null: $isNull', async ({ lines, sent, isNull }) => {
  const { body, text } = await requestOf(['POST / HTTP/1.1', 'Host: x', ...lines], sent);
  expect(body === null).toBe(isNull);
  expect(text).toBe(isNull ? '' : 'hello');
});

test('the signal is aborted when the client leaves before its answer', async () => {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const aborted = new Promise<boolean>((done) =>
    server.on('request', (message, response) => {
      const { signal } = clientRequestFrom(message, { answer: response });
      signal?.addEventListener('abort', () => done(true));
      socket.destroy();
    }),
  );
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  expect(await aborted).toBe(true);
  server.close();
});

test('the signal stays quiet after a whole answer', async () => {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const closed = new Promise<boolean | undefined>((done) =>
    server.on('request', (message, response) => {
      const { signal } = clientRequestFrom(message, { answer: response });
      response.once('close', () => done(signal?.aborted));
      response.end('fine');
    }),
  );
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  expect(await closed).toBe(false);
  socket.destroy();
  server.close();
});
