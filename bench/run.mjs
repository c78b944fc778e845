// The bench: every figure beside what a bare server does in the same run. Prints a table, and writes JSON to bench/results/.
//   npm run bench                 everything, some ten minutes; serverless-offline is installed into a temporary folder for it
//   npm run bench -- --quick      below a minute, for a first impression, without serverless-offline
//   npm run bench -- --nodes      then requests and starts with other versions of Node too: GW_NODE_BINARIES=$(bash .ci/other-nodes)
//   npm run bench -- --awake      with no processor asleep between two answers (bench/awake.mjs)
//   npm run bench -- --only=throughput,routing,record,compare,starts,saves,memory,sizes     --million: a million requests for memory
// Quote ratios: the machine, and what else it does, are in all absolute figures.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { keepAwake } from './awake.mjs';
import { repository } from './processes.mjs';
import { report } from './report.mjs';
import { givenUp } from './suite/given-up.mjs';
import { idleSockets } from './suite/idle-sockets.mjs';
import { manyCalled } from './suite/many-called.mjs';
import { memory } from './suite/memory.mjs';
import { record } from './suite/record.mjs';
import { routing } from './suite/routing.mjs';
import { saves } from './suite/saves.mjs';
import { compareOffline } from './suite/serverless-offline.mjs';
import { sizes } from './suite/sizes.mjs';
import { starts } from './suite/starts.mjs';
import { throughput } from './suite/throughput.mjs';

const quick = process.argv.includes('--quick');
const LIMIT_MS = (process.argv.includes('--million') ? 20 : quick ? 3 : 16) * 60_000;
setTimeout(() => {
  console.error(`bench: not finished after ${LIMIT_MS / 60_000} minutes; given up`);
  process.exit(1);
}, LIMIT_MS).unref();

const root = repository.replace(/\/$/, '');
const only = process.argv
  .find((flag) => flag.startsWith('--only='))
  ?.slice('--only='.length)
  .split(',');
const wanted = (name) => (only === undefined ? name !== 'compare' || !quick : only.includes(name));
const note = (text) => void process.stderr.write(`bench: ${text}\n`);
const began = performance.now();

if (!process.argv.includes('--no-build')) {
  const built = spawnSync(process.execPath, ['build.mjs', '--no-types'], { cwd: root, stdio: 'inherit' });
  if (built.status !== 0) process.exit(1);
}
const awake = process.argv.includes('--awake');
if (awake) keepAwake();
const result = {
  awake,
  at: new Date().toISOString(),
  node: process.versions.node,
  processors: cpus().length,
  load: { before: loadavg()[0] },
};
const sizing = quick ? { rounds: 2, seconds: 1, warmUp: 0.5 } : { rounds: 5, seconds: 2, warmUp: 2 };
if (wanted('throughput')) result.throughput = await throughput({ ...sizing, root, note });
if (wanted('routing') && !(quick && only === undefined)) result.routing = await routing({ ...sizing, root, note });
if (wanted('record') && !(quick && only === undefined))
  result.record = await record({ pairs: quick ? 1 : 3, turns: quick ? 20 : 80, root, note });
if (wanted('compare')) result.compare = await compareOffline({ ...sizing, note });
if (wanted('starts')) result.starts = await starts({ rounds: quick ? 2 : 5, quick, root, note });
if (wanted('saves')) result.saves = await saves({ rounds: quick ? 5 : 15, quick, root, note });
if (wanted('saves') && !quick) result.givenUp = await givenUp({ root, note });
if (wanted('memory')) {
  const requests = process.argv.includes('--million') ? 1_000_000 : quick ? 20_000 : 200_000;
  result.memory = await memory({ requests, root, note });
  if (!quick) result.manyCalled = await manyCalled({ root, note });
  if (!quick) result.idleSockets = idleSockets({ note });
}
if (wanted('sizes')) result.sizes = sizes({ root });
result.load.after = loadavg()[0];
result.tookSeconds = Math.round((performance.now() - began) / 1000);

console.log(report(result));
const folder = join(root, 'bench', 'results');
mkdirSync(folder, { recursive: true });
const file = join(folder, `${result.at.replaceAll(':', '-').slice(0, 19)}.json`);
writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
note(`written to ${file}`);
if (process.argv.includes('--nodes')) benchOtherNodes();
process.exit(0);

/** The whole of it runs with the other Node: the bare servers and who sends requests too. */
function benchOtherNodes() {
  const binaries = process.env['GW_NODE_BINARIES'];
  if (binaries === undefined) {
    note('--nodes needs GW_NODE_BINARIES, a folder with node-22 and node-24');
    return;
  }
  const flags = process.argv.slice(2).filter((flag) => flag === '--quick' || flag === '--awake');
  for (const name of ['node-22', 'node-24']) {
    const node = join(binaries, name, 'bin', 'node');
    spawnSync(node, ['bench/run.mjs', '--no-build', '--only=throughput,starts', ...flags], {
      cwd: root,
      stdio: 'inherit',
    });
  }
}
