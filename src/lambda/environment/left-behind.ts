import { readdirSync, readFileSync } from 'node:fs';

/**
 * Processes that handlers started and that left the group of their parent (`detached: true`, `setsid`): ending the group does not end them. Linux
 * shows whose children they are, and with what variables a process of the same user was started. Elsewhere nothing is found.
 */

/** A process that starts others while it is being looked for is found in one of the next rounds. */
const ROUNDS = 20;
/** What was killed needs a processor to end, and what starts another program shows no variables until it has started. */
const BETWEEN_ROUNDS_MS = 1;
/** Many ends come together, when the emulator stops. */
const SAME_MOMENT_MS = 20;

/** The process id of their parent on Linux. */
const KERNEL_THREADS = 2;

/** Before a handler can put another in its place. */
const send = process.kill.bind(process);

let table: { readonly at: number; readonly children: ReadonlyMap<number, readonly number[]> } | undefined;

/** The children of a process that runs, their children, and so on. */
export function descendantsOf(pid: number): number[] {
  if (process.platform !== 'linux' || parentOf(pid) === undefined) return [];
  if (table === undefined || performance.now() - table.at > SAME_MOMENT_MS)
    table = { at: performance.now(), children: childrenOfAll() };
  const found = [...(table.children.get(pid) ?? [])];
  // The list grows while it is walked.
  for (const each of found) found.push(...(table.children.get(each) ?? []));
  return found;
}

/**
 * Kills every process that was started with one of these at the beginning of a variable: `TMPDIR=/tmp/gw-emulate-…/`. They are gone when it
 * returns, unless the machine has no processor for them for long.
 */
export function killMarked(marks: readonly string[]): void {
  if (process.platform !== 'linux' || marks.length === 0) return;
  for (let round = 1; round <= ROUNDS; round += 1) {
    const others = processes().filter((pid) => pid !== process.pid);
    const found = others.filter((pid) => isMarked(pid, marks));
    for (const pid of found) kill(pid);
    if (found.length === 0 && !others.some((pid) => isBetweenPrograms(pid))) return;
    pause(BETWEEN_ROUNDS_MS);
  }
}

/** While it puts a program in its place, a process has neither variables nor arguments. Threads of the kernel never have any. */
function isBetweenPrograms(pid: number): boolean {
  try {
    if (readFileSync(`/proc/${pid}/cmdline`).length > 0 || readFileSync(`/proc/${pid}/environ`).length > 0)
      return false;
    const parent = parentOf(pid);
    return parent !== undefined && parent !== 0 && parent !== KERNEL_THREADS;
  } catch {
    return false;
  }
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** A process, or with a negative number its group. */
export function kill(pid: number): void {
  try {
    send(pid, 'SIGKILL');
  } catch {
    // It has ended, or there is no such group.
  }
}

function processes(): number[] {
  return readdirSync('/proc').map(Number).filter(Number.isInteger);
}

function childrenOfAll(): ReadonlyMap<number, readonly number[]> {
  const children = new Map<number, number[]>();
  for (const pid of processes()) {
    const parent = parentOf(pid);
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  return children;
}

/** `undefined` of a process that is gone, or dead and not yet forgotten. */
function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? undefined : Number(parent);
  } catch {
    return undefined;
  }
}

function isMarked(pid: number, marks: readonly string[]): boolean {
  try {
    const variables = `\0${readFileSync(`/proc/${pid}/environ`, 'utf8')}`;
    return marks.some((mark) => variables.includes(`\0${mark}`)) && parentOf(pid) !== undefined;
  } catch {
    // It is another user's, or gone.
    return false;
  }
}
