import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
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
