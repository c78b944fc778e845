// What each layer costs: processor time per request of the server's main thread, of its other threads and of its function host, for a bare
// server, the floors of what the emulator does (the handler in another thread, in another process, behind a proxy), and the emulator.
// Processor time suffers less from other work on the machine than the clock does.
//   node bench/floors.mjs [rounds] [--only=http,rest,mock,proxy,ws] [--seconds=2] [--awake] [--root=OTHER_CHECKOUT …]
import { readFileSync, readdirSync } from 'node:fs';
import { keepAwake } from './awake.mjs';
import { benchProject } from './projects.mjs';
import { hostsOf, processorTime, repository, startClient, startServer } from './processes.mjs';
import { median } from './statistics.mjs';

const flag = (name) =>
  process.argv.filter((each) => each.startsWith(`--${name}=`)).map((each) => each.slice(name.length + 3));
const rounds = Number(process.argv.slice(2).find((each) => /^\d+$/.test(each)) ?? 5);
const seconds = Number(flag('seconds')[0] ?? 2);
const only = flag('only')[0]?.split(',');
const wanted = (...kinds) => only === undefined || kinds.some((kind) => only.includes(kind));

if (process.argv.includes('--awake')) keepAwake();
const backend = await startServer(['bench/servers/bare-http.mjs']);
const http = await startClient('http.mjs');
const sockets = await startClient('websocket.mjs');
const emulators = [];
for (const root of [repository, ...flag('root')]) emulators.push(await emulated(root));

const cases = [{ name: 'bare node:http', server: backend, url: `${backend.url}/items/42` }];
const plain = async (name, ...args) => {
  const server = await startServer(args);
  cases.push({ name, server, url: `${server.url}/items/42` });
};
if (wanted('http', 'rest')) {
  await plain('with bare worker threads', 'bench/servers/worker-http.mjs');
  await plain('with a bare process for the handler', 'bench/servers/process-http.mjs');
}
for (const { name, urlOf, server } of emulators) {
  const row = (kind, label, url) => wanted(kind) && cases.push({ name: `${name}: ${label}`, server, url });
  row('http', 'HTTP API', `${urlOf('shop')}/items/42`);
  row('rest', 'REST proxy', `${urlOf('backoffice')}/items/42`);
  row('mock', 'REST MOCK', `${urlOf('backoffice')}/mock/42`);
}
if (wanted('proxy')) {
  const server = await startServer(['bench/servers/proxy-http.mjs', backend.url]);
  cases.push({ name: 'bare proxy', server, url: `${server.url}/items/42` });
  for (const each of emulators)
    cases.push({
      name: `${each.name}: HTTP proxy`,
      server: each.server,
      url: `${each.urlOf('shop')}/proxied/items/42`,
    });
}
if (wanted('ws')) {
  const servers = [
    { name: 'bare ws', server: await startServer(['bench/servers/bare-ws.mjs']) },
    { name: 'ws with bare worker threads', server: await startServer(['bench/servers/worker-ws.mjs']) },
    { name: 'ws with a bare process', server: await startServer(['bench/servers/process-ws.mjs']) },
    ...emulators.map(({ name, server, urlOf }) => ({ name: `${name}: WebSocket API`, server, url: urlOf('chat') })),
  ];
  for (const connections of [1, 50])
    for (const { name, server, url = server.url } of servers)
      cases.push({ name: `${name}, ${connections}`, server, url, client: sockets, connections });
}

const results = new Map(cases.map(({ name }) => [name, []]));
for (let round = -1; round < rounds; round += 1) {
  for (const each of cases) {
    const { client = http, connections = 10, url, name } = each;
    const { pid } = each.server.child;
    const before = times(pid);
    const result = await client.run({ url, seconds, connections });
    const after = times(pid);
    if (round < 0) continue;
    const used = (member) => (after[member] - before[member]) / result.requests;
    const one = { main: used('main'), others: used('others'), host: used('host'), perSecond: result.perSecond };
    results.get(name).push({ ...one, all: one.main + one.others + one.host, wrong: result.wrong });
  }
}
print();
process.exit(0);

function print() {
  console.log(`${''.padEnd(42)}  µs: main   others   host    all  of bare |  per second  of bare  wrong`);
  let bare = [];
  for (const [name, list] of results) {
    // Everything is compared with the bare server that comes before it.
    if (name.startsWith('bare')) bare = list;
    const of = (member) => median(list.map((each) => each[member]));
    const ratio = (member) => median(list.map((each, i) => each[member] / bare[i][member]));
    const micro = (member) => of(member).toFixed(1).padStart(7);
    const wrong = list.reduce((sum, each) => sum + each.wrong, 0);
    console.log(
      `${name.slice(-42).padEnd(42)} ${micro('main')}  ${micro('others')} ${micro('host')} ${micro('all')} ${ratio('all').toFixed(2).padStart(8)} |` +
        ` ${of('perSecond').toFixed(0).padStart(11)} ${ratio('perSecond').toFixed(3).padStart(8)} ${String(wrong).padStart(6)}`,
    );
  }
}

async function emulated(root) {
  const cwd = benchProject(backend.url, root);
  const server = await startServer([`${root}/dist/cli.js`, 'start', '--json', '--port', '0', '--admin-port', '0'], {
    cwd,
  });
  const urlOf = (api) => server.apis.find((each) => each.name === api).url;
  return { name: root === repository ? 'emulator' : root.split('/').at(-1), server, urlOf };
}

/** Microseconds of processor time of the main thread, of all other threads, and of processes for handlers. */
function times(pid) {
  const used = { main: 0, others: 0, host: 0 };
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    used[Number(thread) === pid ? 'main' : 'others'] += threadTime(pid, thread);
  }
  for (const host of hostsOf(pid)) used.host += processorTime(host);
  return used;
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
