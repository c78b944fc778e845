import { readdirSync, readFileSync } from 'node:fs';

/** Whether this system shows its processes as files. */
export const showsProcesses = process.platform === 'linux';

interface Entry {
  readonly pid: number;
  readonly parent: number;
  readonly state: string;
}

/** Process ids of everything that a process started, and what those started. */
export function descendants(pid: number): number[] {
  const all = entries();
  const found: number[] = [];
  const add = (parent: number): void => {
    for (const entry of all) {
      if (entry.parent !== parent) continue;
      found.push(entry.pid);
      add(entry.pid);
    }
  };
  add(pid);
  return found;
}

/** Those that run; what has ended and was not waited for does not. */
export function alive(pids: readonly number[]): number[] {
  const running = new Set(entries().flatMap(({ pid, state }) => (state === 'Z' ? [] : [pid])));
  return pids.filter((pid) => running.has(pid));
}

/** Process id of the function host below a process. */
export function functionHost(pid: number): number | undefined {
  return descendants(pid).find((child) => commandLine(child).includes('environment/host.js'));
}

function entries(): Entry[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = read(`/proc/${name}/stat`);
      const [state = '', parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return stat === '' ? [] : [{ pid: Number(name), parent: Number(parent), state }];
    });
}

function commandLine(pid: number): string {
  return read(`/proc/${pid}/cmdline`);
}

/** Empty for a process that has gone meanwhile. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
