import type { ChildProcess } from 'node:child_process';

export interface GroupEnd {
  /** Ends the program with all that it has started. */
  readonly kill: () => void;
  /** It has ended by itself. */
  readonly done: () => void;
}

/** Ends a program that leads a process group when the emulator ends or `signal` says so. */
export function groupEnd(child: ChildProcess, signal: AbortSignal | undefined): GroupEnd {
  const kill = (): void => {
    if (child.pid === undefined || child.exitCode !== null) return;
    try {
      process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  };
  process.once('exit', kill);
  signal?.addEventListener('abort', kill, { once: true });
  if (signal?.aborted === true) kill();
  return {
    kill,
    done() {
      process.removeListener('exit', kill);
      signal?.removeEventListener('abort', kill);
    },
  };
}
