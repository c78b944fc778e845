// Attacks the built command and prints what became of it: node bench/attacks.mjs [--quick] [--only=reloads,kills]. Needs a build and some 12,000
// open files (ulimit -n). Loopback only. The exit code is 1 where something was lost or the emulator did not answer any more.
import { cpus, loadavg } from 'node:os';
import { abortedRequests } from './attacks/aborted-requests.mjs';
import { firstStarts } from './attacks/first-starts.mjs';
import { kills } from './attacks/kills.mjs';
import { reloads } from './attacks/reloads.mjs';
import { slowReaders } from './attacks/slow-readers.mjs';
import { sockets } from './attacks/sockets.mjs';

const quick = process.argv.includes('--quick');
const only = process.argv
  .find((argument) => argument.startsWith('--only='))
  ?.slice('--only='.length)
  .split(',');

/** What each attack does, with how often in a full run and in a quick one. */
const ATTACKS = [
  ['sockets', sockets, 10_000, 500],
  ['slow-readers', slowReaders, 1000, 50],
  ['aborted-requests', abortedRequests, 100_000, 2000],
  ['reloads', reloads, 400, 20],
  ['kills', kills, 20, 3],
  ['first-starts', firstStarts, 200, 5],
];

console.log(
  `Node ${process.versions.node}, ${cpus().length} processors, load ${loadavg()[0].toFixed(1)}, ${new Date().toISOString()}`,
);
const rows = [];
for (const [name, attack, full, few] of ATTACKS) {
  if (only !== undefined && !only.includes(name)) continue;
  try {
    rows.push(...(await attack(quick ? few : full)));
  } catch (error) {
    rows.push({ attack: name, tries: quick ? few : full, ok: false, outcome: error.message, figure: '' });
  }
}
const cells = rows.map(({ attack, tries, ok, outcome, figure }) => [
  attack,
  tries,
  ok ? outcome : `FAILED: ${outcome}`,
  figure,
]);
console.log(
  ['| attack | tries | outcome | figures |', '|---|---|---|---|', ...cells.map((row) => `| ${row.join(' | ')} |`)].join(
    '\n',
  ),
);
console.log(`load ${loadavg()[0].toFixed(1)} at the end`);
process.exitCode = rows.every(({ ok }) => ok) ? 0 : 1;
