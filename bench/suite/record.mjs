// What the record costs: the same emulator without its admin port, which records nothing, with it, and with the page open. A page is a reader of the events that the
// console follows, over a socket. What decides is processor time for each request. The three are measured in turns of a fraction of a second, and
// each turn is compared with its neighbours, so that what else the machine does falls on all of them.
import { appendFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { startClient, startServer, threadTime } from '../processes.mjs';
import { benchProject } from '../projects.mjs';
import { median } from '../statistics.mjs';
import { ITEM } from './throughput.mjs';

const CONNECTIONS = 10;
const WARM_UP = 8000;
/** Requests before each turn that are not counted: a process that has waited finds its data out of the processor's caches. */
const WAKING = 200;
const CASES = [
  { name: 'HTTP API', api: 'shop', path: '/items/42', amount: 400 },
  { name: 'REST MOCK', api: 'backoffice', path: '/mock/42', amount: 800 },
];

/**
 * Resolves with rows `{ name, microseconds, requests, closed, open, pageBytes }`. `pairs`: of processes, since two processes of the same program
 * differ by some per cent; `turns` of each.
 */
export async function record({ pairs, turns, root, note }) {
  const client = await startClient('amount.mjs');
  const rows = CASES.map((each) => ({ ...each, turns: [] }));
  for (let pair = 1; pair <= pairs; pair += 1) {
    note(`the record, processes ${pair} of ${pairs}`);
    const [off, on] = await Promise.all([start(root, false), start(root, true)]);
    for (const row of rows) {
      for (const server of [off, on]) await load(client, server, row, WARM_UP);
      for (let turn = 0; turn < turns; turn += 1) row.turns.push(await oneTurn(client, off, on, row));
    }
    await Promise.all([off.stop(), on.stop()]);
  }
  await client.stop();
  return rows.map(({ name, turns: all }) => ({ name, ...summary(all) }));
}

async function oneTurn(client, off, on, row) {
  // One after the other: a process that has waited for another is slower than one that goes on.
  const before = await load(client, off, row);
  const closed = await load(client, on, row);
  const after = await load(client, off, row);
  const page = await openPage(on.admin);
  const open = await load(client, on, row);
  const bytes = page.close() / open.seconds;
  const between = (member) => (before[member] + after[member]) / 2;
  return {
    without: { microseconds: between('microseconds'), perSecond: between('perSecond') },
    closed,
    open,
    bytes,
  };
}

async function load(client, server, { api, path, amount }, more = amount) {
  const url = server.apis.find(({ name }) => name === api).url + path;
  await client.run({ url, amount: WAKING, connections: CONNECTIONS, expected: ITEM });
  const before = threadTime(server.child.pid);
  const { perSecond, requests, wrong } = await client.run({
    url,
    amount: more,
    connections: CONNECTIONS,
    expected: ITEM,
  });
  if (wrong > 0) throw new Error(`${wrong} of ${requests} answers were wrong`);
  const microseconds = (threadTime(server.child.pid) - before) / 1000 / requests;
  return { perSecond, microseconds, seconds: requests / perSecond };
}

/** Over all turns: the processor time, and the requests per second, in parts of those without an admin port. */
function summary(turns) {
  const sum = (kind, member) => turns.reduce((total, turn) => total + turn[kind][member], 0);
  const of = (kind) => ({
    processor: sum(kind, 'microseconds') / sum('without', 'microseconds'),
    perSecond: median(turns.map((turn) => turn[kind].perSecond / turn.without.perSecond)),
  });
  return {
    microseconds: sum('without', 'microseconds') / turns.length,
    requests: median(turns.map(({ without }) => without.perSecond)),
    closed: of('closed'),
    open: of('open'),
    /** What opening the page adds, in the same process. */
    opening: sum('open', 'microseconds') / sum('closed', 'microseconds'),
    pageBytes: median(turns.map(({ bytes }) => bytes)),
  };
}

function start(root, hasAdmin) {
  const cwd = benchProject('http://127.0.0.1:9');
  if (!hasAdmin) appendFileSync(join(cwd, 'emulator.config.yaml'), '\nadmin: false\n');
  const ports = ['--port', '0', ...(hasAdmin ? ['--admin-port', '0'] : [])];
  return startServer([`${root}/dist/cli.js`, 'start', '--json', ...ports], { cwd });
}

/** Follows the events as the page does; resolves when the first has come. */
function openPage(admin) {
  return new Promise((resolve, reject) => {
    let bytes = 0;
    const request = get(`${admin}/_gw/events`, (response) => {
      response.on('data', (chunk) => {
        bytes += chunk.length;
        resolve({ close });
      });
      response.on('error', () => undefined);
    });
    request.on('error', reject);
    const close = () => {
      request.destroy();
      return bytes;
    };
  });
}
