// Starting and asking the processes that are compared. Everything listens on loopback only and is stopped by its own handle.
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('..', import.meta.url));
const READY_MS = 30_000;
const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a node program; resolves with its `ready` line. What it writes is read and dropped, as a terminal would. */
export async function startServer(args, options = {}) {
  const child = startNode(args, options);
  const ready = await readyLine(child, args);
  child.stdout.resume();
  return { ...ready, child, stop: () => stop(child) };
}

/** Starts a node program and does not wait for anything. */
export function startNode(args, { cwd = repository, env = {} } = {}) {
  const child = spawn(process.execPath, args, {
    cwd,
    // Certificates of this machine's own would be read by every Node process that starts, which takes a third of the start of a bare one.
    env: { ...process.env, NODE_ENV: 'production', NODE_EXTRA_CA_CERTS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let errors = '';
  child.stderr.on('data', (chunk) => (errors = (errors + chunk).slice(-4000)));
  child.errors = () => errors;
  return child;
}

export async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const forced = setTimeout(() => child.kill('SIGKILL'), 8000);
  await once(child, 'exit');
  clearTimeout(forced);
}

/** A load generator that takes orders one at a time. */
export async function startClient(file) {
  const child = fork(fileURLToPath(new URL(`clients/${file}`, import.meta.url)));
  running.add(child);
  child.once('exit', () => running.delete(child));
  await once(child, 'message');
  return {
    async run(order) {
      child.send(order);
      const [result] = await once(child, 'message');
      return result;
    },
    stop: () => stop(child),
  };
}

/** Processor time of a process with all its threads, in microseconds; `undefined` where the system does not tell (not Linux). */
export function processorTime(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    // Fields 14 and 15 of proc(5), in ticks of 10 ms.
    return (Number(fields[11]) + Number(fields[12])) * 10_000;
  } catch {
    return undefined;
  }
}

/** The function hosts of an emulator, or the process for the handler of a bare server; empty where the system does not tell. */
export function hostsOf(pid) {
  try {
    return childrenOf(pid).filter((child) => /environment.host\.js|process-(?:http|ws)\.mjs/.test(commandOf(child)));
  } catch {
    return [];
  }
}

/** Processor time of an emulator with its function hosts, in microseconds: `{ own, host }`. */
export function processorTimes(pid) {
  return { own: processorTime(pid), host: hostsOf(pid).reduce((sum, host) => sum + (processorTime(host) ?? 0), 0) };
}

function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** Processor time in nanoseconds of a process's threads that still are, for work of less than a second; `undefined` where the system does not tell. */
export function threadTime(pid) {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    return threads.reduce((sum, id) => sum + spent(`/proc/${pid}/task/${id}/schedstat`), 0);
  } catch {
    return undefined;
  }
}

function spent(file) {
  return Number(readFileSync(file, 'utf8').split(' ')[0]);
}

/**
 * Resident megabytes of a process, of its child processes (function host, esbuild), and of all together with the pages that they share, which
 * are Node itself, counted once; `undefined` where the system does not tell.
 */
export function residentMb(pid) {
  try {
    const [own, ...others] = [pid, ...descendantsOf(pid)].map(residentOf);
    const all = [own, ...others];
    const sum = (member) => all.reduce((total, each) => total + each[member], 0);
    const children = others.reduce((total, each) => total + each.all, 0);
    return { own: own.all, children, once: sum('all') - sum('shared') + Math.max(...all.map(({ shared }) => shared)) };
  } catch {
    return undefined;
  }
}

function residentOf(pid) {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const megabytes = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)[1]) / 1024;
  return { all: megabytes('Rss'), shared: megabytes('Shared_Clean') };
}

function descendantsOf(pid) {
  return childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)]);
}

function childrenOf(pid) {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number),
  );
}

function readyLine(child, args) {
  return new Promise((resolve, reject) => {
    let text = '';
    const late = setTimeout(() => failed(`not ready within ${READY_MS / 1000} s`), READY_MS);
    const failed = (why) => reject(new Error(`${args.join(' ')}: ${why}\n${child.errors()}${text}`));
    const ended = (code) => failed(`ended with ${code}`);
    const heard = (chunk) => {
      text += chunk;
      const line = text.split('\n').find((each) => each.includes('"type":"ready"'));
      if (line === undefined) return;
      clearTimeout(late);
      child.stdout.off('data', heard);
      child.off('exit', ended);
      resolve(JSON.parse(line));
    };
    child.once('exit', ended);
    child.stdout.on('data', heard);
  });
}
