import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AdminListener } from '../../src/server/admin-listener.ts';
import { listenAdmin } from '../../src/server/admin-listener.ts';

let admin: AdminListener;
const taken: string[] = [];

beforeAll(async () => {
  admin = await listenAdmin({
    host: '127.0.0.1',
    port: 0,
    healthy: () => true,
    onDefect: (error) => {
      throw error;
    },
    handlers: [
      (message, response) => {
        taken.push(message.url ?? '');
        response.end('taken');
        return true;
      },
    ],
  });
});

afterAll(() => admin.close(0));

interface Answer {
  readonly status: number | undefined;
  readonly cors: string[];
}

function ask(method: string, path: string, headers: Record<string, string>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request({ port: admin.port, method, path, headers, agent: false }, (response) => {
      response.resume();
      const cors = Object.keys(response.headers).filter((name) => name.startsWith('access-control-'));
      response.on('end', () => resolve({ status: response.statusCode, cors }));
    });
    call.on('error', reject).end(method === 'POST' ? '{}' : undefined);
  });
}

// The Invoke API, the local issuer, the management of function URLs and the console: everything that lives on the port.
const paths = [
  ['POST', '/2015-03-31/functions/count/invocations'],
  ['POST', '/2021-11-15/functions/count/response-streaming-invocations'],
  ['GET', '/.well-known/openid-configuration'],
  ['GET', '/2021-10-31/functions/count/url'],
  ['GET', '/_gw/exchanges'],
  ['GET', '/_gw/health'],
  ['OPTIONS', '/2015-03-31/functions/count/invocations'],
] as const;

const foreign: [string, Record<string, string>][] = [
  ['the origin of another site', { origin: 'http://evil.example' }],
  ['an origin on this machine, but another port', { origin: 'http://localhost:3000' }],
  ['the origin of a sandboxed frame or a file', { origin: 'null' }],
  ['a browser that says cross-site', { 'sec-fetch-site': 'cross-site' }],
  ['a browser that says same-site', { 'sec-fetch-site': 'same-site' }],
  ['a browser that says so in capitals, or twice', { 'sec-fetch-site': 'CROSS-SITE, same-origin' }],
  ['a name that was rebound to this machine', { host: 'evil.example' }],
  ['a name that only begins like one of this machine', { host: 'localhost.evil.example' }],
  ['another address of this machine', { host: '0.0.0.0' }],
];

describe.each(paths)('%s %s', (method, path) => {
  test.each(foreign)('does nothing for %s', async (_who, headers) => {
    taken.length = 0;
    expect(await ask(method, path, headers)).toEqual({ status: 403, cors: [] });
    expect(taken).toEqual([]);
  });

  test('answers a program, and a page of its own', async () => {
    const origin = `http://localhost:${admin.port}`;
    const page = { host: `localhost:${admin.port}`, origin, 'sec-fetch-site': 'same-origin' };
    expect(await ask(method, path, {})).toEqual({ status: 200, cors: [] });
    expect(await ask(method, path, page)).toEqual({ status: 200, cors: [] });
  });
});

test.each(['http://evil.example/_gw/health', 'http://localhost/_gw/health', '*'])(
  'the target %s is refused, whatever the Host header says',
  async (target) => {
    const socket = connect(admin.port, '127.0.0.1');
    socket.end(`GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 403 /);
  },
);

test('a request with two host names is refused: which one was meant is not certain', async () => {
  const socket = connect(admin.port, '127.0.0.1');
  socket.end('GET /_gw/health HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n');
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 403 /);
});
