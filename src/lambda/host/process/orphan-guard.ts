import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

/** Process groups that must not outlive the emulator, by the process id of their heads. */
const guarded = new Set<number>();
let watchdog: ChildProcess | undefined;

/**
 * Reads `+ID` and `-ID` until the emulator is gone, then kills the groups that are left. A shell, because it is small, everywhere, and dies with
 * nobody: not of a closed terminal, not of an emulator that was killed.
 */
const WATCHDOG = `trap '' HUP INT TERM QUIT
while read -r line; do
  id=\${line#?}
  case $line in
    +*) groups="$groups $id" ;;
    *) left=; for group in $groups; do [ "$group" = "$id" ] || left="$left $group"; done; groups=$left ;;
  esac
done
for group in $groups; do kill -9 "-$group"; done 2>/dev/null`;

/** Kills this process group when the emulator ends, however it comes to that. */
export function guard(pid: number): void {
  if (guarded.size === 0) process.on('exit', killAll);
  guarded.add(pid);
  tellWatchdog(`+${pid}`);
}

export function unguard(pid: number): void {
  if (!guarded.delete(pid)) return;
  tellWatchdog(`-${pid}`);
  if (guarded.size > 0) return;
  process.off('exit', killAll);
  watchdog?.stdin?.end();
  watchdog = undefined;
}

/** Kills a group that may be gone already. */
export function killGroup(pid: number): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // All of its processes have ended.
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
}

/** Without it (no shell, no process to spare) groups still end with every orderly end, and hosts by themselves. */
function tellWatchdog(line: string): void {
  if (process.platform === 'win32') return;
  watchdog ??= startWatchdog();
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
