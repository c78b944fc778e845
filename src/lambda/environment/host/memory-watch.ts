import { readFileSync, readlinkSync } from 'node:fs';
import { MemoryShares } from './memory-shares.ts';
import type { Reading } from './memory-shares.ts';

/**
 * V8 limits a thread's heap, and nothing limits what buffers take. On Lambda the function would be ended at its memory; here one function must not
 * take all of the machine's. The thread that takes pages is found by its page faults, which Linux counts for each.
 */
const EVERY_MS = 100;
/** The threads are only looked at when the process has grown or shrunk by so much. */
const STEP_MB = 16;
const MB = 1024 * 1024;

export interface WatchedThread {
  readonly memoryMb: number;
  /** The system's number of the thread; 0 when it is not known. */
  readonly systemId: number;
  /** Ends it as having run out of memory. Called once. */
  endForMemory(): void;
}

/** Looks after the memory of this process, as long as it lives. `threads`: those that have not ended. Does nothing where the system does not tell threads apart. */
export function watchMemory(threads: () => readonly WatchedThread[]): void {
  if (process.platform !== 'linux') return;
  const shares = new MemoryShares();
  let readAtMb = 0;
  setInterval(() => {
    const residentMb = process.memoryUsage.rss() / MB;
    if (Math.abs(residentMb - readAtMb) < STEP_MB) return;
    readAtMb = residentMb;
    const watched = threads();
    shares.add(read(residentMb, watched));
    shares.largest(watched)?.endForMemory();
  }, EVERY_MS).unref();
}

/** The system's number of the calling thread; 0 where it does not tell. */
export function ownSystemId(): number {
  if (process.platform !== 'linux') return 0;
  return Number(readlinkSync('/proc/thread-self').split('/').at(-1));
}

function read(residentMb: number, threads: readonly WatchedThread[]): Reading {
  const known = threads.map(({ systemId }) => systemId).filter((systemId) => systemId !== 0);
  return {
    residentMb,
    faults: pageFaults('/proc/self/stat'),
    threads: new Map(known.map((systemId) => [systemId, pageFaults(`/proc/self/task/${systemId}/stat`)])),
  };
}

/** Faults that were served without reading from a disk: the field after state, parent, group, session, terminal, its group, and flags. */
function pageFaults(path: string): number {
  try {
    const stat = readFileSync(path, 'latin1');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[7]);
  } catch {
    return 0;
  }
}
