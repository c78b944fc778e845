// What each layer costs: processor time per request of the main thread and of the others, for a bare server, the same with bare worker
// threads or as a proxy, and the emulator. Processor time suffers less from other work on the machine than the clock does.
//   node bench/floors.mjs [rounds] [--root=OTHER_CHECKOUT …]
import { readFileSync, readdirSync } from 'node:fs';
import { benchProject } from './projects.mjs';
import { repository, startClient, startServer } from './processes.mjs';
import { median } from './statistics.mjs';

const rounds = Number(process.argv[2] ?? 5);
const roots = process.argv.filter((flag) => flag.startsWith('--root=')).map((flag) => flag.slice('--root='.length));
const backend = await startServer(['bench/servers/bare-http.mjs']);
const http = await startClient('http.mjs');
const sockets = await startClient('websocket.mjs');
const cases = [
  { name: 'bare node:http', server: backend, url: `${backend.url}/items/42` },
  await plain('with bare worker threads', 'bench/servers/worker-http.mjs'),
  await plain('with a bare proxy to it', 'bench/servers/proxy-http.mjs', backend.url),
  ...(await emulated('emulator', repository)),
  ...(await Promise.all(roots.map((root) => emulated(root, root)))).flat(),
];
const bareWs = await startServer(['bench/servers/bare-ws.mjs']);
const workerWs = await startServer(['bench/servers/worker-ws.mjs']);
const chat = cases.find(({ name }) => name === 'emulator: HTTP API').server;
const chatUrl = chat.apis.find(({ type }) => type === 'websocket').url;
const alone = { client: sockets, connections: 1 };
cases.push(
  { name: 'bare ws, 1 connection', server: bareWs, url: bareWs.url, ...alone },
  { name: 'ws with a bare worker thread, 1 connection', server: workerWs, url: workerWs.url, ...alone },
  { name: 'emulator: WebSocket API, 1 connection', server: chat, url: chatUrl, ...alone },
);
const results = new Map(cases.map(({ name }) => [name, []]));
for (let round = -1; round < rounds; round += 1) {
  for (const each of cases) {
    const { client = http, connections = 10, url, name } = each;
    const before = threadTimes(each.server.child.pid);
    const result = await client.run({ url, seconds: 2, connections });
    const after = threadTimes(each.server.child.pid);
    if (round < 0) continue;
    const used = (member) => (after[member] - before[member]) / result.requests;
    results.get(name).push({ main: used('main'), others: used('others'), perSecond: result.perSecond });
  }
}
let bare = [];
for (const [name, list] of results) {
  // Everything is compared with the bare server that comes before it.
  if (name.startsWith('bare')) bare = list;
  const of = (member) => median(list.map((each) => each[member]));
  const ratio = median(list.map((each, i) => each.perSecond / bare[i].perSecond));
  console.log(
    `${name.padEnd(46)} main ${of('main').toFixed(1).padStart(7)} µs   others ${of('others').toFixed(1).padStart(7)} µs   ratio ${ratio.toFixed(3)}`,
  );
}
process.exit(0);

async function plain(name, ...args) {
  const server = await startServer(args);
  return { name, server, url: `${server.url}/items/42` };
}

async function emulated(name, root) {
  const cwd = benchProject(backend.url);
  const server = await startServer([`${root}/dist/cli.js`, 'start', '--json', '--port', '0', '--admin-port', '0'], {
    cwd,
  });
  const url = (api) => server.apis.find((each) => each.name === api).url;
  return [
    { name: `${name}: HTTP API`, server, url: `${url('shop')}/items/42` },
    { name: `${name}: REST proxy`, server, url: `${url('backoffice')}/items/42` },
    { name: `${name}: REST MOCK`, server, url: `${url('backoffice')}/mock/42` },
    { name: `${name}: HTTP proxy`, server, url: `${url('shop')}/proxied/items/42` },
  ];
}

/** Microseconds of processor time of the main thread, and of all others. */
function threadTimes(pid) {
  const times = { main: 0, others: 0 };
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    times[Number(thread) === pid ? 'main' : 'others'] += threadTime(pid, thread);
  }
  return times;
}

function threadTime(pid, thread) {
  try {
    // schedstat has nanoseconds; stat only ticks of 10 ms.
    return Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]) / 1000;
  } catch {
    // It ended since the list was read.
    return 0;
  }
}
