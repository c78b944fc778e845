// Where the main thread's time goes under load: a CPU profile by function and by layer.
//   node bench/profile.mjs [http|rest|mock|proxy|ws|start] [seconds]
// `start` is the sample app until it is ready; its times are of one start, not of one request.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SourceMap } from 'node:module';
import { benchProject, sampleProject, temporaryFolder } from './projects.mjs';
import { repository, startClient, startServer } from './processes.mjs';

const [kind = 'http', seconds = '5'] = process.argv.slice(2);
const folder = temporaryFolder('profile');
const backend = await startServer(['bench/servers/bare-http.mjs']);
const flags = ['--cpu-prof', `--cpu-prof-dir=${folder}`, '--cpu-prof-interval=200'];
const emulator = await startServer(
  [...flags, join(repository, 'dist/cli.js'), 'start', '--json', '--port', '0', '--admin-port', '0'],
  { cwd: kind === 'start' ? sampleProject({ services: false }) : benchProject(backend.url) },
);
const url = (name) => emulator.apis.find((api) => api.name === name).url;
const paths = {
  http: () => `${url('shop')}/items/42`,
  rest: () => `${url('backoffice')}/items/42`,
  mock: () => `${url('backoffice')}/mock/42`,
  proxy: () => `${url('shop')}/proxied/items/42`,
  ws: () => url('chat'),
};
const requests = kind === 'start' ? 1 : await load();
await emulator.stop();

const byThread = readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
// The main thread's profile is the longest one.
byThread.sort((a, b) => b.endTime - b.startTime - (a.endTime - a.startTime));
for (const [i, profile] of byThread.slice(0, 3).entries()) {
  console.log(`\n${i === 0 ? 'main thread' : 'an environment'}: ${requests} requests`);
  print(profile);
}
process.exit(0);

async function load() {
  const client = await startClient(kind === 'ws' ? 'websocket.mjs' : 'http.mjs');
  const order = { url: paths[kind](), seconds: Number(seconds), connections: 10 };
  return (await client.run(order)).requests;
}

function print({ nodes, samples, timeDeltas }) {
  const self = new Map(nodes.map(({ id }) => [id, 0]));
  samples.forEach((id, i) => self.set(id, self.get(id) + timeDeltas[i]));
  const functions = new Map();
  const layers = new Map();
  let busy = 0;
  for (const node of nodes) {
    const time = self.get(node.id);
    const { functionName } = node.callFrame;
    if (functionName === '(idle)' || time === 0) continue;
    busy += time;
    const where = place(node.callFrame);
    add(functions, `${functionName || '(anonymous)'}  ${where}`, time);
    add(layers, layer(where, functionName), time);
  }
  printShares('layer', layers, 30, busy);
  printShares('function', functions, 45, busy);
}

function printShares(title, times, count, busy) {
  console.log(`-- by ${title}`);
  const sorted = Array.from(times).sort((a, b) => b[1] - a[1]);
  for (const [name, time] of sorted.slice(0, count)) {
    const share = ((time / busy) * 100).toFixed(1).padStart(5);
    console.log(`${share} %  ${(time / requests).toFixed(2).padStart(7)} µs  ${name}`);
  }
}

function add(map, key, time) {
  map.set(key, (map.get(key) ?? 0) + time);
}

function layer(where, functionName) {
  if (where === '') return functionName;
  if (where.startsWith('node:')) return where.replace(/:\d+$/, '');
  return where
    .split('/')
    .slice(0, where.startsWith('src/') ? 2 : 1)
    .join('/');
}

/** The source of a place in a built file. */
function place({ url: file, lineNumber, columnNumber }) {
  if (file === '') return '';
  if (!file.startsWith('file:')) return `${file}:${lineNumber + 1}`;
  const entry = mapOf(new URL(file).pathname)?.findEntry(lineNumber, columnNumber);
  if (entry?.originalSource === undefined) return `${file}:${lineNumber + 1}`;
  const source = entry.originalSource.replace(/^(?:\.\.\/)+/, '');
  return `${source}:${entry.originalLine + 1}`;
}

function mapOf(file) {
  mapOf.known ??= new Map();
  if (!mapOf.known.has(file)) {
    let map;
    try {
      map = new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')));
    } catch {
      map = undefined;
    }
    mapOf.known.set(file, map);
  }
  return mapOf.known.get(file);
}
