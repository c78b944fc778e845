// Sends bytes that no client would send to a running emulator: mangled HTTP and mangled WebSocket frames. Fails when the emulator has a defect,
// or no longer answers. `node bench/fuzz/run.mjs [seconds] [seed]`: 30 s as a check, hours by hand; the seed that is printed repeats a run.
import { once } from 'node:events';
import { connect } from 'node:net';
import { startEmulator } from '../../dist/index.js';
import { mangled } from './mangled.mjs';
import { randomFrom } from './random.mjs';

const AT_ONCE = 20;
const seconds = Number(process.argv[2] ?? 30);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000);
const random = randomFrom(seed);
const defects = [];
const inline = 'exports.handler = async (event) => ({ statusCode: 200, body: event.body ?? "" })';
const emulator = await startEmulator({
  config: {
    functions: { echo: { handler: 'index.handler', inline } },
    apis: {
      web: { type: 'http', routes: { 'ANY /{proxy+}': 'echo' } },
      old: { type: 'rest', routes: { 'ANY /{proxy+}': 'echo' } },
      chat: {
        type: 'websocket',
        routeSelectionExpression: '$request.body.action',
        routes: { $connect: 'echo', $default: { function: 'echo', routeResponse: true } },
      },
    },
  },
  port: 0,
  adminPort: 0,
  watch: false,
  observer: { defect: (error) => defects.push(error) },
});
const [web, old, chat] = ['web', 'old', 'chat'].map((name) => Number(new URL(emulator.url(name)).port));
const targets = [
  { kind: 'HTTP, HTTP API', port: web, make: () => mangled.http(random) },
  { kind: 'HTTP, REST API', port: old, make: () => mangled.http(random) },
  { kind: 'HTTP, admin port', port: Number(new URL(emulator.admin).port), make: () => mangled.http(random) },
  { kind: 'WebSocket frames', port: chat, make: () => mangled.frames(random, new URL(emulator.url('chat')).pathname) },
];

console.log(`seed ${seed}, ${seconds} s`);
const ends = performance.now() + seconds * 1000;
const counts = new Map(targets.map(({ kind }) => [kind, 0]));
while (performance.now() < ends && defects.length === 0) {
  for (const { kind, port, make } of targets) {
    await Promise.all(Array.from({ length: AT_ONCE }, () => send(port, make())));
    counts.set(kind, counts.get(kind) + AT_ONCE);
  }
}
const { status } = await fetch(new URL('/still-there', emulator.url('web')));
await emulator.close();
console.table(Object.fromEntries(counts));
for (const defect of defects) console.error(defect);
if (defects.length > 0 || status !== 200) {
  console.error(`failed with the seed ${seed}: ${defects.length} defects, then status ${status}`);
  process.exitCode = 1;
}

/** Whether and what the emulator answers does not matter; some inputs ask for a connection to stay open. */
async function send(port, chunks) {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined).resume();
  for (const chunk of chunks) socket.write(chunk);
  const timer = setTimeout(() => socket.destroy(), 50);
  await once(socket, 'close');
  clearTimeout(timer);
}
