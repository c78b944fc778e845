import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { HandlerThreads } from './handler-threads.ts';
import type { ThreadMaker } from './handler-threads.ts';
import { MemoryShares } from './memory-shares.ts';

/**
 * V8 limits a thread's heap, and nothing limits what buffers take. On Lambda the function would be ended at its memory; here one function must not
 * take all of the machine's. The thread that takes pages is found by its page faults, which Linux counts for each.
 */
const EVERY_MS = 100;
/** The threads are only looked at when the process has grown or shrunk by so much. */
const STEP_MB = 16;
const MB = 1024 * 1024;
const THREADS = '/proc/self/task';

/** The system's numbers are 0 where they are not known. */
export interface WatchedThread extends ThreadMaker {
  readonly memoryMb: number;
  /** Ends it as having run out of memory. Called once. */
  endForMemory(): void;
}

/**
 * Looks after the memory of this process, as long as it lives. `threads`: those that have not ended. Does nothing where the system does not tell
 * threads apart.
 */
export function watchMemory(threads: () => readonly WatchedThread[]): void {
  if (process.platform !== 'linux') return;
  const shares = new MemoryShares();
  const started = new HandlerThreads(allThreads());
  let readAtMb = 0;
  const look = (): void => {
    const residentMb = process.memoryUsage.rss() / MB;
    if (Math.abs(residentMb - readAtMb) < STEP_MB) return;
    readAtMb = residentMb;
    const watched = threads().filter(({ systemId }) => systemId !== 0);
    if (watched.some(({ made }) => made > 0)) started.update(allThreads(), watched);
    const faults = ({ systemId }: WatchedThread): number =>
      [systemId, ...started.of(systemId)].reduce((sum, thread) => sum + pageFaults(`${THREADS}/${thread}/stat`), 0);
    shares.add({
      residentMb,
      faults: pageFaults('/proc/self/stat'),
      threads: new Map(watched.map((thread) => [thread.systemId, faults(thread)])),
    });
    shares.largest(watched)?.endForMemory();
  };
  setInterval(() => {
    try {
      look();
    } catch (error) {
      // The files that tell cannot be opened while the process has no descriptors left; that is no reason for it to end.
      if (!['EMFILE', 'ENFILE'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }, EVERY_MS).unref();
}

/** The system's number of the calling thread; 0 where it does not tell. */
export function ownSystemId(): number {
  if (process.platform !== 'linux') return 0;
  return Number(readlinkSync('/proc/thread-self').split('/').at(-1));
}

function allThreads(): number[] {
  return readdirSync(THREADS).map(Number);
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
