// What all processes of the emulator hold after every function was called once: node bench/warm-memory.mjs [functions, default 100]
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { repository, startServer } from './processes.mjs';

const count = Number(process.argv[2] ?? 100);
/** Free environments beyond the budget are kept for a second. */
const SETTLE_MS = 3000;

const project = mkdtempSync(join(tmpdir(), 'gw-emulate-bench-'));
writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
writeFileSync(
  join(project, 'h.ts'),
  'export const handler = async (event: { rawPath: string }) => ({ statusCode: 200, body: event.rawPath });',
);
const names = Array.from({ length: count }, (_, n) => `f${n}`);
writeFileSync(
  join(project, 'emulator.config.json'),
  JSON.stringify({
    functions: Object.fromEntries(names.map((name) => [name, { handler: 'h.handler' }])),
    apis: { web: { type: 'http', routes: Object.fromEntries(names.map((name) => [`GET /${name}`, name])) } },
  }),
);
const emulator = await startServer(
  [join(repository, 'dist/cli.js'), 'start', '--json', '--port', '0', '--admin-port', '0'],
  { cwd: project },
);
for (const name of names) {
  const response = await fetch(`${emulator.apis[0].url}/${name}`);
  if ((await response.text()) !== `/${name}`) throw new Error(`${name} answered ${response.status}`);
}
await pause(SETTLE_MS);
const processes = family(emulator.child.pid).map((pid) => ({ command: commandOf(pid), ...memoryOf(pid) }));
console.table(processes);
const sum = (key) => Math.round(processes.reduce((total, each) => total + each[key], 0));
console.log(`${count} functions called once: ${sum('rssMb')} MB resident, ${sum('pssMb')} MB proportional`);
await emulator.stop();
rmSync(project, { recursive: true });

function family(pid) {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => statusOf(name, 'PPid') === String(pid));
  return [pid, ...children.flatMap((child) => family(Number(child)))];
}

function statusOf(pid, key) {
  try {
    return new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}

function commandOf(pid) {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    .split('\0')
    .map((word) => word.split('/').at(-1))
    .join(' ')
    .slice(0, 40);
}

function memoryOf(pid) {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const megabytes = (key) => Math.round(Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(text)?.[1]) / 102.4) / 10;
  return { rssMb: megabytes('Rss'), pssMb: megabytes('Pss') };
}
