const guarded = new Set<number>();

/** Kills this process group when the emulator's process exits, however it comes to that. */
export function guard(pid: number): void {
  if (guarded.size === 0) process.on('exit', killAll);
  guarded.add(pid);
}

export function unguard(pid: number): void {
  guarded.delete(pid);
  if (guarded.size === 0) process.off('exit', killAll);
}

function killAll(): void {
  for (const pid of guarded) {
    try {
      process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
    } catch {
      // Gone already.
    }
  }
}
