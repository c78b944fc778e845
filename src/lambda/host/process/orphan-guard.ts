import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { descendantsOf, kill, killMarked } from '../../environment/left-behind.ts';

/** Process groups that must not outlive the emulator, by the process id of their heads. */
const guarded = new Set<number>();
/** How the variables begin of processes that must not either, and that may have left their group. */
const marks = new Set<string>();
let watchdog: ChildProcess | undefined;

/**
 * Reads `+ID`, `-ID` and `=MARK` until the emulator is gone, then kills the groups that are left and, where the system shows processes as files,
 * what has left them: their heads' children (three generations), and whatever is marked. A shell, because it is small, everywhere, and dies with
 * nobody: not of a closed terminal, not of an emulator that was killed.
 */
const WATCHDOG = `trap '' HUP INT TERM QUIT
while read -r line; do
  id=\${line#?}
  case $line in
    +*) groups="$groups $id" ;;
    =*) marks="$marks\${marks:+
}$id" ;;
    *) left=; for group in $groups; do [ "$group" = "$id" ] || left="$left $group"; done; groups=$left ;;
  esac
done
exec 2>/dev/null
ids() { for file; do file=\${file#/proc/}; echo "\${file%%/*}"; done; }
marked() { [ -z "$marks" ] || ids $(grep -lsF -e "$marks" /proc/[0-9]*/environ); }
heads=$groups
for generation in 1 2 3; do
  heads=$(echo $heads | tr ' ' '|')
  [ -n "$heads" ] || break
  heads=$(ids $(grep -lsE "^PPid:[[:space:]]($heads)$" /proc/[0-9]*/status))
  below="$below $heads"
done
for id in $below $(marked); do kill -9 "$id"; done
for group in $groups; do kill -9 "-$group"; done
for id in $(marked) $(marked); do kill -9 "$id"; done`;

/** Kills processes that were started with a variable that begins like this when the emulator ends, however it comes to that. */
export function guardMarked(mark: string): void {
  marks.add(mark);
  if (watchdog) tellWatchdog(`=${mark}`);
}

/** Kills those that are left. */
export function endMarked(mark: string): void {
  marks.delete(mark);
  killMarked([mark]);
  letGo();
}

/** Kills this process group when the emulator ends, however it comes to that. */
export function guard(pid: number): void {
  if (!process.listeners('exit').includes(killAll)) process.on('exit', killAll);
  guarded.add(pid);
  tellWatchdog(`+${pid}`);
}

export function unguard(pid: number): void {
  if (!guarded.delete(pid)) return;
  tellWatchdog(`-${pid}`);
  letGo();
}

/** Nothing is left that an end of the emulator would leave behind. */
function letGo(): void {
  if (guarded.size > 0 || marks.size > 0) return;
  process.off('exit', killAll);
  watchdog?.stdin?.end();
  watchdog = undefined;
}

/** Kills a group that may be gone already, and what its head started outside of it. */
export function killGroup(pid: number): void {
  const below = descendantsOf(pid);
  kill(process.platform === 'win32' ? pid : -pid);
  for (const each of below) {
    kill(-each);
    kill(each);
  }
}

/** Lets the processes of a group go on that was stopped. Nothing to others. */
export function wakeGroup(pid: number): void {
  if (process.platform === 'win32') return;
  try {
    process.kill(-pid, 'SIGCONT');
  } catch {
    // Nobody of it is left.
  }
}

function killAll(): void {
  for (const pid of guarded) killGroup(pid);
  killMarked([...marks]);
}

/** Without it (no shell, no process to spare) groups still end with every orderly end, and hosts by themselves. */
function tellWatchdog(line: string): void {
  if (process.platform === 'win32') return;
  if (watchdog === undefined) {
    watchdog = startWatchdog();
    for (const mark of marks) watchdog.stdin?.write(`=${mark}\n`);
  }
  watchdog.stdin?.write(`${line}\n`);
}

function startWatchdog(): ChildProcess {
  const child = spawn('/bin/sh', ['-c', WATCHDOG], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
  return child;
}
