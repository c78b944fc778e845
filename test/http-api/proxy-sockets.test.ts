// A proxy integration between real sockets: listener, front end, HTTP backend. Sizes are such that holding a body would show.
import { Agent, createServer, request as httpRequest } from 'node:http';
import type { IncomingMessage, RequestOptions, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterEach, expect, test } from 'vitest';
import type { FrontEnd } from '../../src/model/http/front-end.ts';
import { NodeHttpBackend } from '../../src/integrations/node-http-backend.ts';
import { listen } from '../../src/server/http-listener.ts';
import { httpProxy, world } from './harness.ts';

const MEGABYTE = 1024 * 1024;
const CHUNK = Buffer.alloc(MEGABYTE, 0x61);
const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A backend, and in front of it an HTTP API whose default route is a proxy to it. */
async function proxied(handler: (request: IncomingMessage, response: ServerResponse) => void): Promise<number> {
  const server: Server = createServer(handler);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  closers.push(() => new Promise((done) => server.close(done).closeAllConnections()));
  const backend = new NodeHttpBackend(() => undefined);
  closers.push(() => Promise.resolve(backend.close()));
  const { port } = server.address() as AddressInfo;
  const made = world({
    api: {
      routes: [
        { routeKey: '$default', authorization: { type: 'NONE' }, integration: httpProxy(`http://127.0.0.1:${port}`) },
      ],
    },
    http: (request) => backend.call(request),
  });
  return serving(made);
}

async function serving(frontEnd: FrontEnd): Promise<number> {
  const listener = await listen({
    host: '127.0.0.1',
    port: 0,
    name: 'shop',
    current: () => frontEnd,
    onDefect: (error) => {
      throw error;
    },
  });
  closers.push(() => listener.close(0));
  return listener.port;
}

function held(): number {
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / MEGABYTE;
}

test('downloading 200 MB holds no more than a few of them', async () => {
  const port = await proxied((_request, response) => {
    void pipeline(Readable.from(Array.from({ length: 200 }, () => CHUNK)), response);
  });
  const response = await fetch(`http://127.0.0.1:${port}/big`);
  const before = held();
  let most = 0;
  let size = 0;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    most = Math.max(most, held() - before);
  }
  expect(size).toBe(200 * MEGABYTE);
  expect(most).toBeLessThan(80);
});

test('uploading 10 MB again and again arrives whole, chunked or not', async () => {
  const port = await proxied((request, response) => {
    let size = 0;
    request.on('data', (chunk: Buffer) => (size += chunk.length));
    request.on('end', () => response.end(String(size)));
  });
  for (let turn = 0; turn < 20; turn += 1) {
    const chunks = Array.from({ length: 10 }, () => CHUNK);
    const body = turn % 2 === 0 ? Buffer.concat(chunks) : Readable.from(chunks);
    expect(await post(port, body)).toEqual({ status: 200, text: String(10 * MEGABYTE) });
  }
});

test('an upload that passes 10 MB without saying so is 413', async () => {
  const port = await proxied((request) => void request.resume());
  const answer = await post(port, Readable.from(Array.from({ length: 11 }, () => CHUNK)));
  expect(answer).toEqual({ status: 413, text: '{"message":"Request Entity Too Large"}' });
});

test.each([{}, { 'Transfer-Encoding': 'chunked' }])(
  'over 10 MB for a function, with %j: the client hears of it and may go on',
  async (headers) => {
    const port = await serving(world());
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    closers.push(() => Promise.resolve(agent.destroy()));
    expect((await send(port, 'POST', Buffer.alloc(40 * MEGABYTE), { agent, headers })).status).toBe(413);
    expect((await send(port, 'GET', null, { agent })).status).toBe(200);
  },
);

test('an upload that the backend does not wait for leaves the connection usable', async () => {
  const port = await proxied((request, response) => {
    if (request.method === 'GET') response.end('fine');
    else response.writeHead(401).end('no');
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  closers.push(() => Promise.resolve(agent.destroy()));
  expect(await send(port, 'POST', Buffer.alloc(8 * MEGABYTE), { agent })).toEqual({ status: 401, text: 'no' });
  expect(await send(port, 'GET', null, { agent })).toEqual({ status: 200, text: 'fine' });
});

test('a backend that refuses during an upload is 503, and the connection stays usable', async () => {
  const port = await proxied((request) => request.socket.destroy());
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  closers.push(() => Promise.resolve(agent.destroy()));
  for (let turn = 0; turn < 2; turn += 1) {
    expect((await send(port, 'POST', Buffer.alloc(8 * MEGABYTE), { agent })).status).toBe(503);
  }
});

interface Answer {
  readonly status: number | undefined;
  readonly text: string;
}

function post(port: number, body: Buffer | Readable): Promise<Answer> {
  return send(port, 'POST', body);
}

function send(
  port: number,
  method: string,
  body: Buffer | Readable | null,
  more: RequestOptions = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({ host: '127.0.0.1', port, method, path: '/', ...more }, (response) => {
      response.toArray().then((chunks) => {
        resolve({ status: response.statusCode, text: Buffer.concat(chunks as Buffer[]).toString() });
      }, reject);
    });
    outgoing.on('error', reject);
    if (body instanceof Readable) body.pipe(outgoing);
    else outgoing.end(body ?? undefined);
  });
}
