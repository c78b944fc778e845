// Counts the bytes of a request that outlive collections of the young generation: what the journal holds, and what is kept for no reason until the
// whole heap is collected. Copying them is most of what garbage collection costs. Prints JSON.
import { PerformanceObserver, constants } from 'node:perf_hooks';
import { getHeapSpaceStatistics } from 'node:v8';
import { startEmulator } from '../../dist/index.js';
import { startServer } from '../processes.mjs';
import { benchProject } from '../projects.mjs';
import { send } from './sent-requests.mjs';

const REQUESTS = 3000;
const AT_A_TIME = 10;
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
await send(url, REQUESTS, AT_A_TIME);
// A collection of the whole heap would take away what was kept for no reason.
const collections = new PerformanceObserver((list) => {
  for (const { detail } of list.getEntries()) if (detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR) majors += 1;
});
let majors = 0;
globalThis.gc();
collections.observe({ entryTypes: ['gc'] });
const before = oldBytes();
await send(url, REQUESTS, AT_A_TIME);
const kept = (oldBytes() - before) / REQUESTS;
await new Promise(setImmediate);
console.log(JSON.stringify({ kept: Math.round(kept), majors }));
await emulator.close();
await backend.stop();

function oldBytes() {
  const old = getHeapSpaceStatistics().filter(({ space_name: name }) => name.startsWith('old'));
  return old.reduce((sum, { space_used_size: used }) => sum + used, 0);
}
