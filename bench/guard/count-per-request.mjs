// Counts what the emulator's main thread makes for one request or message: promises, timers, bytes. None of it depends on how fast the machine is.
// Started with --max-semi-space-size and --min-semi-space-size so large that nothing is collected while bytes are counted. Prints JSON.
import { createHook } from 'node:async_hooks';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { startEmulator } from '../../dist/index.js';
import { repository } from '../processes.mjs';
import { benchProject } from '../projects.mjs';

const REQUESTS = 500;
const [api = 'shop', path = '/items/42'] = process.argv.slice(2);
const emulator = await startEmulator({
  config: 'emulator.config.yaml',
  cwd: benchProject('http://127.0.0.1:9'),
  port: 0,
  adminPort: 0,
  watch: false,
});
const url = emulator.url(api) + path;
// The code that answers must be compiled first.
for (let i = 0; i < 4; i += 1) await send(REQUESTS);

const before = process.memoryUsage().heapUsed;
await send(REQUESTS);
const bytes = (process.memoryUsage().heapUsed - before) / REQUESTS;

const counts = new Map();
const hook = createHook({ init: (_id, type) => counts.set(type, (counts.get(type) ?? 0) + 1) });
const whole = send(REQUESTS);
hook.enable();
await whole;
hook.disable();
const each = (type) => Math.round((counts.get(type) ?? 0) / REQUESTS);
console.log(
  JSON.stringify({
    bytes: Math.round(bytes),
    promises: each('PROMISE'),
    timers: each('Timeout'),
    immediates: each('Immediate'),
  }),
);
await emulator.close();

/** Sends requests or messages one after the other, from a process of their own. */
async function send(count) {
  const script = url.startsWith('ws') ? messages(count) : requests(count);
  const [code] = await once(spawn(process.execPath, ['-e', script], { cwd: repository, stdio: 'inherit' }), 'exit');
  if (code !== 0) throw new Error(`${url} did not answer as it should`);
}

function requests(count) {
  return `
    const { Agent, get } = require('node:http');
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    let left = ${count};
    (function next() {
      if (left-- === 0) return agent.destroy();
      get(${JSON.stringify(url)}, { agent }, (response) => {
        if (response.statusCode !== 200) process.exit(1);
        response.resume().on('end', next);
      });
    })();`;
}

function messages(count) {
  return `
    const { WebSocket } = require('ws');
    const message = '{"action":"echo","text":"as it was sent"}';
    const socket = new WebSocket(${JSON.stringify(url)}, { perMessageDeflate: false });
    let left = ${count};
    const next = () => (left-- === 0 ? socket.terminate() : socket.send(message));
    socket.on('open', next);
    socket.on('message', (data) => (String(data) === message ? next() : process.exit(1)));
    socket.on('error', () => process.exit(1));`;
}
