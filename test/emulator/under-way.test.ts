// What has begun and has not ended, as /_gw/exchanges and the page have it. The handlers wait for a file, so that nothing depends on time.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startEmulator } from '../../src/emulator.ts';
import type { Emulator } from '../../src/emulator/contract.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const CONFIG = `
functions:
  hold: { handler: handlers.hold, timeout: 60, url: true }
  streams: { handler: handlers.streams, timeout: 60 }
apis:
  shop:
    type: http
    routes: { 'GET /hold/{name}': hold, 'POST /hold/{name}': hold }
  backoffice:
    type: rest
    stage: dev
    routes:
      'GET /hold/{name}': hold
      GET /stream: { function: streams, responseTransferMode: STREAM }
  chat:
    type: websocket
    stage: dev
    routeSelectionExpression: $request.body.action
    routes: { $connect: hold, $default: hold }
`;
const HANDLERS = `
import { existsSync } from 'node:fs';
const released = async (name) => {
  while (!existsSync(new URL('released-' + name, import.meta.url))) await new Promise((resolve) => setTimeout(resolve, 5));
};
export const hold = async (event) => {
  const name = event.pathParameters?.name ?? event.queryStringParameters?.name ?? JSON.parse(event.body ?? '{}').name;
  await released(name);
  return { statusCode: 200, body: name };
};
export const streams = awslambda.streamifyResponse(async (_event, stream) => {
  const body = awslambda.HttpResponseStream.from(stream, { statusCode: 200 });
  body.write('first;');
  await released('stream');
  body.end('last');
});
`;

interface UnderWay {
  readonly id: string;
  readonly api: string;
  readonly method: string;
  readonly path: string;
  readonly stage?: string;
  readonly target?: string;
  readonly routeKey?: string;
  readonly runningMs: number;
  readonly waitsFor?: string;
  readonly connectionId?: string;
}

const folder = temporaryFolder('under-way');
let emulator: Emulator;

beforeAll(async () => {
  writeFileSync(join(folder, 'emulator.config.yaml'), CONFIG);
  writeFileSync(join(folder, 'handlers.mjs'), HANDLERS);
  emulator = await startEmulator({ cwd: folder, port: 0, adminPort: 0, watch: false });
});

afterAll(() => emulator?.close());

function release(name: string): void {
  writeFileSync(join(folder, `released-${name}`), '');
}

async function underWay(query = ''): Promise<UnderWay[]> {
  const response = await fetch(`${emulator.admin}/_gw/exchanges${query}`);
  return ((await response.json()) as { underWay: UnderWay[] }).underWay;
}

/** The only call whose path fits, once there is one and it is in that stage. */
async function waitFor(path: string, stage: string | undefined): Promise<UnderWay> {
  let found: UnderWay | undefined;
  await expect
    .poll(
      async () => {
        found = (await underWay()).find((call) => `${call.method} ${call.path}`.includes(path));
        return found === undefined ? 'nothing' : found.stage;
      },
      { timeout: 20_000 },
    )
    .toBe(stage);
  return found as UnderWay;
}

test('a handler that takes its time shows with its route, function and stage, and is an exchange of the same id afterwards', async () => {
  const answered = fetch(`${emulator.url('shop')}/hold/one?x=1`);
  const call = await waitFor('/hold/one', 'integration');
  expect(call).toMatchObject({
    api: 'shop',
    method: 'GET',
    routeKey: 'GET /hold/{name}',
    target: 'hold',
    query: 'x=1',
  });
  expect(call.runningMs).toBeGreaterThanOrEqual(200);
  const early = await fetch(`${emulator.admin}/_gw/exchanges/${encodeURIComponent(call.id)}`);
  expect(early.status).toBe(409);
  expect(await early.text()).toContain('GET /hold/one has been under way for');
  release('one');
  expect(await (await answered).text()).toBe('one');
  expect((await emulator.exchanges({ api: 'shop' })).map(({ id }) => id)).toContain(call.id);
  expect(await underWay()).toEqual([]);
});

test('filters hold for it too: a status is not known, an API and a text are', async () => {
  const answered = fetch(`${emulator.url('backoffice')}/hold/two`);
  await waitFor('/hold/two', 'integration');
  expect(await underWay('?api=backoffice')).toHaveLength(1);
  expect(await underWay('?text=hold/two&function=hold')).toHaveLength(1);
  for (const query of ['?api=shop', '?status=2xx', '?failed=true', '?text=elsewhere', '?connection=none'])
    expect(await underWay(query), query).toEqual([]);
  release('two');
  await (await answered).text();
});

test('an upload that has not come whole is in its first stage, and a client that leaves ends it', async () => {
  const aborter = new AbortController();
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"half":'));
    },
  });
  const sent = fetch(`${emulator.url('shop')}/hold/upload`, {
    method: 'POST',
    body,
    duplex: 'half',
    signal: aborter.signal,
  }).catch(() => 'left');
  await expect
    .poll(async () => (await underWay()).map(({ method, path }) => `${method} ${path}`), { timeout: 20_000 })
    .toEqual(['POST /hold/upload']);
  aborter.abort();
  expect(await sent).toBe('left');
  await expect.poll(underWay).toEqual([]);
});

test('a response that is still being streamed is under way until its end', async () => {
  const response = await fetch(`${emulator.url('backoffice')}/stream`);
  const call = await waitFor('/dev/stream', 'response');
  expect(call).toMatchObject({ api: 'backoffice', target: 'streams' });
  release('stream');
  expect(await response.text()).toBe('first;last');
  await expect.poll(underWay).toEqual([]);
});

test('a handshake and a message are under way, an open connection that says nothing is not', async () => {
  const socket = new WebSocket(`${emulator.url('chat')}?name=handshake`);
  const handshake = await waitFor('CONNECT /dev', 'integration');
  expect(handshake).toMatchObject({ api: 'chat', routeKey: '$connect', target: 'hold', query: 'name=handshake' });
  release('handshake');
  await new Promise((opened, failed) => socket.once('open', opened).once('error', failed));
  await expect.poll(underWay).toEqual([]);
  socket.send(JSON.stringify({ name: 'message' }));
  const message = await waitFor('MESSAGE', 'integration');
  expect(message).toMatchObject({ connectionId: handshake.connectionId, routeKey: '$default', target: 'hold' });
  release('message');
  await expect.poll(underWay).toEqual([]);
  socket.terminate();
});

test('a function URL shows without a stage', async () => {
  const [{ url } = { url: '' }] = emulator.functionUrls;
  const answered = fetch(`${url}?name=url`);
  const call = await waitFor('GET /', undefined);
  expect(call).toMatchObject({ api: 'hold', target: 'hold', query: 'name=url' });
  release('url');
  expect((await answered).status).toBe(200);
  await expect.poll(underWay).toEqual([]);
});
