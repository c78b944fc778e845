import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { expect, test } from 'vitest';
import type { FrontEnd } from '../../src/model/http/front-end.ts';
import { listen } from '../../src/server/http-listener.ts';
import { deferred } from './deferred.ts';

test('a closing listener lets the running request end, and then waits for no client that keeps its connection open', async () => {
  const [begun, answer] = [deferred(), deferred()];
  const frontEnd: FrontEnd = {
    async handle() {
      begun.resolve();
      await answer.promise;
      return { statusCode: 200, headers: [], body: 'done' };
    },
  };
  const fail = (error: unknown): never => {
    throw error;
  };
  const listener = await listen({ host: '127.0.0.1', port: 0, name: 'a', current: () => frontEnd, onDefect: fail });
  const agent = new Agent({ keepAlive: true });
  const body = new Promise<string>((resolve, reject) => {
    const call = request({ port: listener.port, agent }, (response) => {
      response.setEncoding('utf8').on('data', resolve);
    });
    call.on('error', reject).end();
  });
  await begun.promise;
  // Far longer than this test may take.
  const closed = listener.close(600_000);
  answer.resolve();
  expect(await body).toBe('done');
  await closed;
  agent.destroy();
});

test('an address that the machine does not have is said to be that', async () => {
  // 203.0.113.0/24 is for documentation only.
  const options = { host: '203.0.113.77', port: 0, name: 'shop', onDefect: () => undefined };
  const current = (): FrontEnd => ({ handle: () => Promise.reject(new Error('not asked')) });
  await expect(listen({ ...options, current })).rejects.toMatchObject({ code: 'HOST_UNAVAILABLE', fault: 'user' });
});

test('a client that takes too long for its request gets 408', async () => {
  const current = (): FrontEnd => ({ handle: () => Promise.reject(new Error('not asked')) });
  const listener = await listen({ host: '127.0.0.1', port: 0, name: 'a', current, onDefect: () => undefined });
  const client = connect(listener.port, '127.0.0.1');
  const head = new Promise<string>((resolve) => client.setEncoding('utf8').once('data', resolve));
  client.write('GET / HTTP/1.1\r\nHost: x\r\n');
  const [socket] = (await once(listener.server, 'connection')) as [Socket];
  // What Node does when a minute has passed without the rest of the head.
  listener.server.emit('clientError', Object.assign(new Error('slow'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), socket);
  expect(await head).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n[^]*\{"message":"Request Timeout"\}$/);
  client.destroy();
  await listener.close(0);
});

// Found by bench/fuzz.
test('a request line that claims HTTP/2 on a connection of HTTP/1 is a request like any other', async () => {
  const current = (): FrontEnd => ({ handle: () => Promise.resolve({ statusCode: 200, headers: [], body: 'served' }) });
  const defects: unknown[] = [];
  const listener = await listen({
    host: '127.0.0.1',
    port: 0,
    name: 'a',
    current,
    onDefect: (one) => defects.push(one),
  });
  const client = connect(listener.port, '127.0.0.1');
  const answer = new Promise<string>((resolve) => client.setEncoding('utf8').once('data', resolve));
  client.write('GET / HTTP/2.0\r\nHost: x\r\n\r\n');
  expect(await answer).toContain('200 OK');
  expect(defects).toEqual([]);
  client.destroy();
  await listener.close(0);
});

// Found by bench/fuzz.
test('a request behind the last one of its connection, answered while that is being closed, does no harm', async () => {
  const answers = new Map(['/behind', '/late'].map((path) => [path, deferred()]));
  const begun = new Map([...answers.keys()].map((path) => [path, deferred()]));
  const current = (): FrontEnd => ({
    async handle({ rawPath }) {
      begun.get(rawPath)?.resolve();
      await answers.get(rawPath)?.promise;
      return { statusCode: 200, headers: [], body: 'served' };
    },
  });
  const listener = await listen({ host: '127.0.0.1', port: 0, name: 'a', current, onDefect: () => undefined });
  let close = (): void => undefined;
  const written: string[] = [];
  // A connection that takes its time to close.
  const socket = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _encoding, done) => {
      written.push(chunk.toString());
      done();
    },
    destroy: (error, done) => {
      close = () => done(error);
    },
  });
  listener.server.emit('connection', socket);
  // Node refuses a request without a Host itself, and ends the connection.
  socket.push('GET /last HTTP/1.1\r\n\r\nGET /behind HTTP/1.1\r\nHost: x\r\n\r\n');
  await Promise.all([begun.get('/behind')?.promise, once(socket, 'finish')]);
  socket.push('GET /late HTTP/1.1\r\nHost: x\r\n\r\n');
  await begun.get('/late')?.promise;
  socket.destroy();
  answers.get('/late')?.resolve();
  // Node's assertion fails in the tick after the answer: the test's process would end with it.
  await new Promise(setImmediate);
  const closed = once(socket, 'close');
  close();
  await closed;
  expect(written.join('')).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  expect(written.join('')).not.toContain('served');
  await listener.close(0);
});
