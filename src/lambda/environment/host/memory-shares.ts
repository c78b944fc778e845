/** What a thread may hold beyond its function's memory: its young generation, compiled code, the runtime. */
const THREAD_MB = 100;

/** One reading of the process's memory. */
export interface Reading {
  /** Megabytes that the process holds. */
  readonly residentMb: number;
  /** Pages that were given to the process since it started, to whichever thread. */
  readonly faults: number;
  /** The same for each watched thread, by the system's number of it. */
  readonly threads: ReadonlyMap<number, number>;
}

/**
 * Estimates how much of a process's memory each of its threads holds. Between two readings, what the process grew by belongs to those that were
 * given pages, each by its part of them: one that only reuses memory, or forks, is given pages too, and the process does not grow. What the process
 * shrank by is taken from threads that have ended, then from all alike.
 */
export class MemoryShares {
  #before: Reading | undefined;
  #held = new Map<number, number>();
  /** Held by threads that have ended: much of it stays with the process, to be used again. */
  #leftMb = 0;

  add(now: Reading): void {
    const before = this.#before;
    this.#before = now;
    if (before === undefined) return;
    for (const [thread, mb] of this.#held)
      if (!now.threads.has(thread)) {
        this.#held.delete(thread);
        this.#leftMb += mb;
      }
    const grownMb = now.residentMb - before.residentMb;
    if (grownMb > 0) this.#give(grownMb, before, now);
    else this.#take(-grownMb);
  }

  /** The thread that holds most beyond what it may hold. `memoryMb`: of the function. */
  largest<T extends { readonly systemId: number; readonly memoryMb: number }>(threads: readonly T[]): T | undefined {
    const excess = ({ systemId, memoryMb }: T): number => (this.#held.get(systemId) ?? 0) - memoryMb - THREAD_MB;
    const worst = threads.toSorted((a, b) => excess(b) - excess(a))[0];
    return worst !== undefined && excess(worst) > 0 ? worst : undefined;
  }

  /** Megabytes that it is taken to hold. */
  of(thread: number): number {
    return this.#held.get(thread) ?? 0;
  }

  #give(grownMb: number, before: Reading, now: Reading): void {
    const all = now.faults - before.faults;
    if (all <= 0) return;
    for (const [thread, faults] of now.threads) {
      const own = faults - (before.threads.get(thread) ?? 0);
      if (own > 0) this.#held.set(thread, this.of(thread) + grownMb * Math.min(1, own / all));
    }
  }

  #take(shrunkMb: number): void {
    const fromLeft = Math.min(this.#leftMb, shrunkMb);
    this.#leftMb -= fromLeft;
    const rest = shrunkMb - fromLeft;
    const total = [...this.#held.values()].reduce((sum, mb) => sum + mb, 0);
    if (rest === 0 || total === 0) return;
    const kept = Math.max(0, 1 - rest / total);
    for (const [thread, mb] of this.#held) this.#held.set(thread, mb * kept);
  }
}
