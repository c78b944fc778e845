// Load on a WebSocket API: idle connections and their memory, then chatting ones with their round trips; the same on a bare ws server in
// the same run. Loopback only; ends by itself. `--json` prints one object. Sizes: --idle=10000 --chatting=1000 --messages=50
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';

const TIME_LIMIT_MS = 180_000;
const HANDSHAKES_AT_ONCE = 100;
const self = fileURLToPath(import.meta.url);
const root = fileURLToPath(new URL('..', import.meta.url));
const role = process.argv[2];

if (role === 'server') await serve(process.argv[3], process.argv[4]);
else if (role === 'clients') await beClients(Number(process.argv[3]));
else await run();

/** The person's process: starts each server and its clients, asks, prints. */
async function run() {
  const sizes = { idle: flag('idle', 10_000), chatting: flag('chatting', 1000), messages: flag('messages', 50) };
  const deadline = setTimeout(() => {
    console.error(`websocket-load: not finished after ${TIME_LIMIT_MS / 1000} s`);
    process.exit(1);
  }, TIME_LIMIT_MS);
  const folder = mkdtempSync(join(tmpdir(), 'gw-emulate-bench-'));
  try {
    const bundle = await bundled(folder);
    const results = [];
    for (const kind of ['bare', 'emulator']) results.push(await measure(kind, bundle, sizes));
    print(results, sizes);
    if (results.some((result) => result.lost + result.doubled + result.refused > 0)) process.exitCode = 1;
  } finally {
    clearTimeout(deadline);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function bundled(folder) {
  const { build } = await import('esbuild');
  const outfile = join(folder, 'server.mjs');
  await build({
    stdin: {
      resolveDir: root,
      contents: `
        export { attachWebSocketServer } from './src/server/websocket.ts';
        export { compileWebSocketApi, Connections } from './src/websocket-api/index.ts';
        export { Journal } from './src/observability/journal.ts';
        export { randomIds } from './src/model/ids.ts';
        export { systemClock } from './src/model/clock.ts';
        export { WebSocketServer } from 'ws';`,
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outfile,
    logLevel: 'error',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  return outfile;
}

async function measure(kind, bundle, sizes) {
  const server = started(['server', kind, bundle], ['--expose-gc']);
  const { port } = await next(server, 'listening');
  const clients = started(['clients', String(port)]);
  await next(clients, 'ready');

  const before = await ask(server, { type: 'memory' }, 'memory');
  const opened = await ask(clients, { type: 'open', count: sizes.idle }, 'opened');
  const after = await ask(server, { type: 'memory' }, 'memory');
  const chat = await ask(clients, { type: 'chat', count: sizes.chatting, messages: sizes.messages }, 'chatted');
  const handled = await ask(server, { type: 'handled' }, 'handled');
  clients.kill();
  server.kill();
  return {
    kind,
    refused: opened.refused,
    handshakesPerSecond: Math.round((sizes.idle / opened.tookMs) * 1000),
    rssPerConnection: Math.round((after.rss - before.rss) / sizes.idle),
    heapPerConnection: Math.round((after.heapUsed - before.heapUsed) / sizes.idle),
    messagesPerSecond: Math.round((chat.received / chat.tookMs) * 1000),
    p50: chat.p50,
    p99: chat.p99,
    sent: chat.sent,
    handled: handled.count,
    lost: chat.sent - chat.received,
    doubled: chat.doubled,
  };
}

/** The server's process: an emulated API whose handler runs in place, or ws alone. Both answer with what they got. */
async function serve(kind, bundle) {
  const parts = await import(pathToFileURL(bundle).href);
  const server = createServer();
  let count = 0;
  if (kind === 'emulator') {
    attachEmulator(server, parts, () => (count += 1));
  } else {
    const webSockets = new parts.WebSocketServer({ server, perMessageDeflate: false, maxPayload: 131_072 });
    webSockets.on('connection', (socket) =>
      socket.on('message', (data) => {
        count += 1;
        socket.send(data.toString());
      }),
    );
  }
  process.on('message', async ({ type }) => {
    if (type === 'handled') process.send({ type: 'handled', count });
    if (type !== 'memory') return;
    await pause(200);
    globalThis.gc();
    const { rss, heapUsed } = process.memoryUsage();
    process.send({ type: 'memory', rss, heapUsed });
  });
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1024 }, () =>
    process.send({ type: 'listening', port: server.address().port }),
  );
}

function attachEmulator(server, parts, counted) {
  const invoke = (call) => {
    const { eventType } = call.event.requestContext;
    if (eventType === 'MESSAGE') counted();
    return Promise.resolve({
      requestId: 'bench',
      payload: JSON.stringify({ statusCode: 200, body: call.event.body }),
      executedVersion: '$LATEST',
      report: {},
    });
  };
  const open = { authorize: () => Promise.resolve({}) };
  const frontEnd = parts.compileWebSocketApi(sampleApi(), {
    region: 'us-east-1',
    accountId: '123456789012',
    lambda: { invoke },
    authorizers: { compile: () => open },
    rate: { take: () => true },
    keys: { check: () => ({ verdict: 'unknown' }) },
    connections: new parts.Connections(),
    clock: parts.systemClock,
    ids: parts.randomIds,
    journal: new parts.Journal(),
    accessLogs: { open: () => () => {} },
    vpcLinks: {},
    warn: console.error,
  });
  parts.attachWebSocketServer(server, () => frontEnd, { onDefect: console.error });
}

function sampleApi() {
  const integration = {
    type: 'AWS_PROXY',
    lambda: { functionName: 'echo' },
    timeoutInMillis: 29_000,
    requestParameters: {},
    requestTemplates: {},
    passthroughBehavior: 'WHEN_NO_MATCH',
    cacheKeyParameters: [],
    responses: [],
    responseParameters: {},
    responseTransferMode: 'BUFFERED',
  };
  const route = (routeKey, routeResponse) => ({
    routeKey,
    routeResponse,
    integration,
    authorization: { type: 'NONE' },
    apiKeyRequired: false,
    requestModels: {},
    requestParameters: {},
  });
  return {
    type: 'websocket',
    name: 'chat',
    id: 'a1b2c3d4e5',
    port: 0,
    stage: { name: 'dev', variables: {}, deploymentId: 'x' },
    disableExecuteApiEndpoint: false,
    routeSelectionExpression: '$request.body.action',
    apiKeySelectionExpression: '$request.header.x-api-key',
    authorizers: {},
    models: {},
    apiKeys: [],
    usagePlans: [],
    routes: [route('$connect', false), route('$disconnect', false), route('say', true)],
    limits: { messageBytes: 131_072, frameBytes: 32_768, idleSeconds: 600, maximumSeconds: 7200 },
  };
}

/** The clients' process: holds every connection; some of them chat, one message at a time each. */
async function beClients(port) {
  const { WebSocket } = await import('ws');
  const sockets = [];
  const connect = () =>
    new Promise((done) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/dev`, { perMessageDeflate: false });
      socket.once('open', () => done(socket));
      socket.once('error', () => done(undefined));
    });

  async function open(count) {
    const startedAt = performance.now();
    let left = count;
    let refused = 0;
    const worker = async () => {
      while (left > 0) {
        left -= 1;
        const socket = await connect();
        if (socket) sockets.push(socket);
        else refused += 1;
      }
    };
    await Promise.all(Array.from({ length: HANDSHAKES_AT_ONCE }, worker));
    return { type: 'opened', refused, tookMs: performance.now() - startedAt };
  }

  async function chat(count, messages) {
    const startedAt = performance.now();
    const waits = [];
    let received = 0;
    let doubled = 0;
    await Promise.all(
      sockets.slice(0, count).map(
        (socket, person) =>
          new Promise((done) => {
            const seen = new Set();
            let sentAt = 0;
            const say = (n) => {
              sentAt = performance.now();
              socket.send(JSON.stringify({ action: 'say', person, n }));
            };
            socket.on('message', (data) => {
              waits.push(performance.now() - sentAt);
              const reply = JSON.parse(data.toString());
              if (reply.person !== person || seen.has(reply.n)) doubled += 1;
              else received += 1;
              seen.add(reply.n);
              if (seen.size < messages) say(seen.size);
              else done();
            });
            say(0);
          }),
      ),
    );
    const tookMs = performance.now() - startedAt;
    // Whatever comes twice comes now.
    await pause(300);
    waits.sort((a, b) => a - b);
    const at = (part) => Number((waits[Math.floor(waits.length * part)] ?? 0).toFixed(1));
    return { type: 'chatted', tookMs, received, doubled, sent: count * messages, p50: at(0.5), p99: at(0.99) };
  }

  process.on('message', async (order) => {
    if (order.type === 'open') process.send(await open(order.count));
    if (order.type === 'chat') process.send(await chat(order.count, order.messages));
  });
  process.send({ type: 'ready' });
}

function started(args, execArgv = []) {
  return fork(self, args, { execArgv, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}

function ask(child, order, answer) {
  const waiting = next(child, answer);
  child.send(order);
  return waiting;
}

function next(child, type) {
  return new Promise((done, failed) => {
    const onMessage = (message) => {
      if (message.type !== type) return;
      child.off('message', onMessage);
      done(message);
    };
    child.on('message', onMessage);
    child.once('exit', (code) => failed(new Error(`a process of the bench ended with ${code}`)));
  });
}

function flag(name, standard) {
  const given = process.argv.find((argument) => argument.startsWith(`--${name}=`));
  return given === undefined ? standard : Number(given.slice(name.length + 3));
}

function print(results, sizes) {
  if (process.argv.includes('--json'))
    return console.log(JSON.stringify({ type: 'websocket-load', ...sizes, results }));
  console.log(`${sizes.idle} connections, of which ${sizes.chatting} chat, ${sizes.messages} messages each`);
  console.table(Object.fromEntries(results.map(({ kind, ...figures }) => [kind, figures])));
}
