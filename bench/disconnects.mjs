// Drops many WebSocket connections at once and counts how often $disconnect runs: node bench/disconnects.mjs [connections, default 10000]
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { repository, startServer } from './processes.mjs';

const count = Number(process.argv[2] ?? 10_000);
/** Connections that are opened at the same time. */
const TOGETHER = 50;
/** An account may open 500 connections a second. */
const EVERY_MS = 125;
const PATIENCE_MS = 120_000;

const project = mkdtempSync(join(tmpdir(), 'gw-emulate-bench-'));
const ran = join(project, 'ran');
writeFileSync(ran, '');
writeFileSync(
  join(project, 'h.mjs'),
  `import { appendFileSync } from 'node:fs';
export const gone = async () => { appendFileSync(${JSON.stringify(ran)}, 'x'); return { statusCode: 200 }; };`,
);
writeFileSync(
  join(project, 'emulator.config.json'),
  JSON.stringify({
    functions: { gone: { handler: 'h.gone', timeout: 60 } },
    apis: {
      chat: {
        type: 'websocket',
        stage: 'dev',
        routeSelectionExpression: '$request.body.action',
        routes: { $disconnect: 'gone' },
      },
    },
  }),
);
const emulator = await startServer(
  [join(repository, 'dist/cli.js'), 'start', '--json', '--port', '0', '--admin-port', '0'],
  { cwd: project },
);
const sockets = [];
while (sockets.length < count) {
  const opened = Array.from({ length: Math.min(TOGETHER, count - sockets.length) }, async () => {
    const socket = new WebSocket(emulator.apis[0].url);
    socket.on('error', () => undefined);
    await once(socket, 'open');
    return socket;
  });
  const [batch] = await Promise.all([Promise.all(opened), pause(EVERY_MS)]);
  sockets.push(...batch);
}
const began = performance.now();
for (const socket of sockets) socket.terminate();
const size = () => statSync(ran).size;
while (size() < count && performance.now() - began < PATIENCE_MS) await pause(20);
const seconds = ((performance.now() - began) / 1000).toFixed(1);
// None may run twice.
await pause(1000);
console.log(`${count} connections dropped at once: $disconnect ran ${size()} times, the last after ${seconds} s`);
await emulator.stop();
rmSync(project, { recursive: true });
