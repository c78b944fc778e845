// Load on a WebSocket API: idle connections and their memory, then chatting ones with their round trips; the same on a bare ws server in
// the same run. Loopback only; ends by itself. `--json` prints one object. Sizes: --idle=10000 --chatting=1000 --messages=50
// A third server is the whole emulator, whose function runs in worker threads: --threads=500 connections, all of which chat. It needs
// dist/ (npm run build).
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TIME_LIMIT_MS = 180_000;
const root = fileURLToPath(new URL('..', import.meta.url));

await run();

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
    for (const kind of ['bare', 'emulator']) results.push(await measure(kind, [bundle], sizes));
    const threads = flag('threads', 500);
    const library = join(root, 'dist', 'index.js');
    if (threads > 0) {
      const all = { idle: threads, chatting: threads, messages: sizes.messages };
      results.push(await measure('functions', [library, folder], all, 400));
    }
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
        export { randomIds } from './src/model/base/ids.ts';
        export { systemClock } from './src/model/base/clock.ts';
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

async function measure(kind, paths, sizes, perSecond = Infinity) {
  const server = started('server.mjs', [kind, ...paths], ['--expose-gc']);
  const { port } = await next(server, 'listening');
  const clients = started('clients.mjs', [String(port)]);
  await next(clients, 'ready');

  const before = await ask(server, { type: 'memory' }, 'memory');
  const opened = await ask(clients, { type: 'open', count: sizes.idle, perSecond }, 'opened');
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

function started(file, args, execArgv = []) {
  return fork(fileURLToPath(new URL(`websocket-load/${file}`, import.meta.url)), args, {
    execArgv,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
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
