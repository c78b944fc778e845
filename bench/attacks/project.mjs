import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { repository, residentMb, startServer } from '../processes.mjs';

const FLAGS = ['start', '--json', '--port', '0', '--admin-port', '0'];
const FAILURE = /"statusCode":5|"level":"ERROR"|"type":"defect"/;
const MOST_FAILURES = 10;
/** As long as a request that has to wait for an attack may take. */
const PATIENCE_MS = 10_000;

/** A project of these files, path by content, in a temporary folder. */
export function makeProject(files) {
  const folder = mkdtempSync(join(tmpdir(), 'gw-emulate-attack-'));
  const write = (path, content) =>
    writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
  for (const [path, content] of Object.entries(files)) write(path, content);
  return { folder, write, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The real command over a project. */
export async function serve(folder, ...flags) {
  const failures = [];
  const { apis, admin, child, stop } = await startServer([join(repository, 'dist/cli.js'), ...FLAGS, ...flags], {
    cwd: folder,
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (failures.length < MOST_FAILURES && FAILURE.test(line)) failures.push(line.slice(0, 500));
  });
  return {
    child,
    stop,
    admin,
    /** The first lines of its output that say that something failed. */
    failures,
    url: (name) => apis.find((api) => api.name === name).url,
    /** Megabytes of the command with everything that it started. */
    memory() {
      const { own, children } = residentMb(child.pid);
      return Math.round(own + children);
    },
    /** Milliseconds until the admin port says that all is well. Throws where it does not. */
    async health() {
      const began = performance.now();
      const { status } = await fetch(`${admin}/_gw/health`, { signal: AbortSignal.timeout(PATIENCE_MS) });
      if (status !== 200) throw new Error(`the admin port answered ${status}`);
      return Math.round(performance.now() - began);
    },
  };
}

/** Waits until `reached` holds; false after so many milliseconds. */
export async function within(milliseconds, reached) {
  const until = performance.now() + milliseconds;
  while (performance.now() < until) {
    if (await reached()) return true;
    await pause(50);
  }
  return false;
}

/** How far above `before` memory still is, once it has come down to `MOST_KEPT_MB` or a minute is over; with the seconds that took. */
export async function settled(emulator, before) {
  const began = performance.now();
  await within(60_000, () => emulator.memory() - before <= MOST_KEPT_MB);
  return { after: emulator.memory(), seconds: ((performance.now() - began) / 1000).toFixed(0) };
}

/** What an attack may leave behind. */
export const MOST_KEPT_MB = 100;
