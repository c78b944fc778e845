// Several emulators as one gateway, behind a TCP balancer, on a Valkey or Redis of the run's own: nothing lost, nothing doubled, exact quotas,
// a killed node, a restarted engine, throughput and latency. Loopback only; ends by itself. Needs dist/ (npm run build) and redis-server or
// valkey-server. `--quick` is smaller; sizes: --sockets=3000 --messages=100000 --seconds=10. Exit code 1 where something was lost or doubled.
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { balancer } from './several-machines/balancer.mjs';
import { startEngine } from './several-machines/engine.mjs';
import { exchange } from './several-machines/messages.mjs';
import { RATE, startNode, writeProject } from './several-machines/nodes.mjs';
import { latency, quota, throttle, throughput } from './several-machines/requests.mjs';
import { openSockets } from './several-machines/sockets.mjs';

const TIME_LIMIT_MS = 900_000;
const quick = process.argv.includes('--quick');
const sizes = {
  sockets: flag('sockets', quick ? 300 : 3000),
  messages: flag('messages', quick ? 5000 : 100_000),
  seconds: flag('seconds', quick ? 3 : 10),
};

const deadline = setTimeout(() => {
  console.error(`several-machines: not finished after ${TIME_LIMIT_MS / 1000} s`);
  process.exit(1);
}, TIME_LIMIT_MS);
const folder = mkdtempSync(join(tmpdir(), 'gw-emulate-bench-'));
let failures = 0;

const engine = await startEngine(folder);
const nodes = [];
try {
  console.log(`load before: ${loadavg()[0].toFixed(1)}`);
  writeProject(folder, engine.url);
  for (let index = 0; index < 3; index += 1) nodes.push(await startNode(folder));
  const chat = await balancer(nodes.map((node) => node.port('chat')));
  const shop = await balancer(nodes.map((node) => node.port('shop')));

  report('quota of 1,000 under load', await quota(shop.url, quick ? 1500 : 3000), ({ allowed }) => allowed === 1000);
  const within = ({ error }) => Math.abs(error) <= 0.05;
  report(`throttle of ${RATE} a second`, await throttle(shop.url, RATE, sizes.seconds), within);
  for (let count = 1; count <= 3; count += 1) {
    const door = await balancer(nodes.slice(0, count).map((node) => node.port('shop')));
    report(`requests with a throttle, ${count} node${count > 1 ? 's' : ''}`, await throughput(door.url, sizes.seconds));
    door.close();
  }

  const sockets = await openSockets(chat, sizes.sockets);
  report('sockets by node', sockets.byNode);
  report('latency of a post', await latency(nodes, sockets));
  const clean = ({ lost, doubled, failed }) => lost + doubled + failed === 0;
  report('messages to sockets of other nodes', await exchange(nodes, sockets, sizes.messages), clean);

  // The engine comes back empty and then a node dies while messages are on their way to the sockets of the other two.
  const survivors = sockets.without(2);
  const running = exchange(nodes.slice(0, 2), survivors, Math.ceil(sizes.messages / 5), {
    firstNumber: sizes.messages,
  });
  await engine.restart();
  // Nodes say again what they have. Nothing could end the sockets of a node that died before it had.
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const died = performance.now();
  nodes[2].kill();
  const gone = await sockets.goneAfter(nodes[0], 2);
  const isGone = ({ status, sinceKillMs }) => status === 410 && sinceKillMs < 5000;
  report('a socket of the killed node', { ...gone, sinceKillMs: Math.round(performance.now() - died) }, isGone);
  report('the same while a node is killed and the engine restarted', await running, clean);
  report(
    '$disconnect of the killed node',
    await sockets.disconnected(folder, 2),
    ({ lost, doubled }) => lost + doubled === 0,
  );
  sockets.close();
  chat.close();
  shop.close();
  console.log(`load after: ${loadavg()[0].toFixed(1)}`);
} finally {
  for (const node of nodes) node.kill();
  engine.kill();
  clearTimeout(deadline);
  rmSync(folder, { recursive: true, force: true });
}
process.exit(failures === 0 ? 0 : 1);

function report(what, result, isGood = () => true) {
  const good = isGood(result);
  if (!good) failures += 1;
  console.log(`${good ? 'ok  ' : 'FAIL'} ${what}: ${JSON.stringify(result)}`);
}

function flag(name, fallback) {
  const found = process.argv.find((argument) => argument.startsWith(`--${name}=`));
  return found === undefined ? fallback : Number(found.slice(name.length + 3));
}
