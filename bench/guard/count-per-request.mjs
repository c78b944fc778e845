// Counts what the emulator's main thread makes for one request or message: promises, timers, bytes. None of it depends on how fast the machine is.
// Started with --max-semi-space-size and --min-semi-space-size so large that nothing is collected while bytes are counted. Prints JSON.
import { createHook } from 'node:async_hooks';
import { startEmulator } from '../../dist/index.js';
import { startServer } from '../processes.mjs';
import { benchProject } from '../projects.mjs';
import { send } from './sent-requests.mjs';

const REQUESTS = 500;
const [api = 'shop', path = '/items/42'] = process.argv.slice(2);
const backend = await startServer(['bench/servers/bare-http.mjs']);
const emulator = await startEmulator({
  config: 'emulator.config.yaml',
  cwd: benchProject(backend.url),
  port: 0,
  adminPort: 0,
  watch: false,
});
const url = emulator.url(api) + path;
// The code that answers must be compiled first.
for (let i = 0; i < 4; i += 1) await send(url, REQUESTS);

const before = process.memoryUsage().heapUsed;
await send(url, REQUESTS);
const bytes = (process.memoryUsage().heapUsed - before) / REQUESTS;

const counts = new Map();
const hook = createHook({ init: (_id, type) => counts.set(type, (counts.get(type) ?? 0) + 1) });
const whole = send(url, REQUESTS);
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
await backend.stop();
