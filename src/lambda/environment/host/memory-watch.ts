import { readFileSync, readlinkSync } from 'node:fs';

/**
 * V8 limits a thread's heap, and nothing limits what buffers take. On Lambda the function would be ended at its memory; here one function must not
 * take all of the machine's. The thread that takes pages is found by its page faults, which Linux counts for each.
 */
const EVERY_MS = 100;
/** What a host with its threads takes when no handler takes much: of the process, and of each thread. */
const HOST_MB = 300;
const THREAD_MB = 16;
const PAGE_KB = 4;
const MB = 1024 * 1024;

export interface WatchedThread {
  readonly memoryMb: number;
  /** The system's number of the thread; 0 when it is not known. */
  readonly systemId: number;
  /** Ends it as having run out of memory. */
  endForMemory(): void;
}

/** Looks after the memory of this process, as long as it lives. Does nothing where the system does not tell threads apart. */
export function watchMemory(threads: () => readonly WatchedThread[]): void {
  if (process.platform !== 'linux') return;
  let before = new Map<number, number>();
  setInterval(() => {
    const all = threads();
    const rssMb = residentMb();
    const usual = HOST_MB + THREAD_MB * all.length;
    if (rssMb < usual) return before.clear();
    const now = new Map(all.map((thread) => [thread.systemId, pageFaults(thread.systemId)]));
    const grown = (thread: WatchedThread): number => {
      const then = before.get(thread.systemId);
      return then === undefined ? 0 : ((now.get(thread.systemId) ?? 0) - then) * (PAGE_KB / 1024);
    };
    const largest = all.toSorted((a, b) => grown(b) - grown(a))[0];
    if (largest && grown(largest) > 0 && rssMb > usual + largest.memoryMb) largest.endForMemory();
    before = now;
  }, EVERY_MS).unref();
}

/** 0 where it cannot be told just now: the file that tells cannot be opened when the process has no descriptors left. */
function residentMb(): number {
  try {
    return process.memoryUsage.rss() / MB;
  } catch {
    return 0;
  }
}

/** The system's number of the calling thread; 0 where it does not tell. */
export function ownSystemId(): number {
  if (process.platform !== 'linux') return 0;
  return Number(readlinkSync('/proc/thread-self').split('/').at(-1));
}

function pageFaults(systemId: number): number {
  if (systemId === 0) return 0;
  try {
    const stat = readFileSync(`/proc/self/task/${systemId}/stat`, 'latin1');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[7]);
  } catch {
    return 0;
  }
}
