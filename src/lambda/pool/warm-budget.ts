import type { Clock } from '../../model/base/clock.ts';

/** A free environment is kept at least so long, however many there are: the next event of a burst may come at once. */
const LEAST_IDLE_MS = 1000;

/** Whose environments count. */
export interface BudgetedPool {
  /** Since when the environment that has been free for the longest is free; `undefined` when none is. */
  idleSince(): number | undefined;
  /** Ends that environment. */
  endLongestIdle(): void;
}

/**
 * How many environments all functions together may keep. One that is in use is never ended; of those that are free the one that was used
 * longest ago goes first. A new one costs some tens of milliseconds, each that is kept about 10 MB.
 */
export class WarmBudget {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #pools: () => Iterable<BudgetedPool>;
  #count = 0;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, most: number, pools: () => Iterable<BudgetedPool>) {
    this.#clock = clock;
    this.#most = most;
    this.#pools = pools;
  }

  /** Another environment starts: one that is free makes room. */
  started(): void {
    this.#count += 1;
    this.#endWhileOver(Number.POSITIVE_INFINITY);
  }

  gone(): void {
    this.#count -= 1;
  }

  /** One became free. */
  freed(): void {
    if (this.#count <= this.#most) return;
    this.#cancel ??= this.#clock.after(LEAST_IDLE_MS, () => {
      this.#cancel = undefined;
      this.#endWhileOver(this.#clock.now() - LEAST_IDLE_MS);
      const someAreFree = [...this.#pools()].some((pool) => pool.idleSince() !== undefined);
      if (someAreFree) this.freed();
    });
  }

  close(): void {
    this.#cancel?.();
  }

  /** Ends environments that have been free since before that time, until there are no more than there may be. */
  #endWhileOver(before: number): void {
    while (this.#count > this.#most) {
      const longest = longestIdle(this.#pools());
      if (!longest || longest.since > before) return;
      longest.pool.endLongestIdle();
    }
  }
}

function longestIdle(pools: Iterable<BudgetedPool>): { pool: BudgetedPool; since: number } | undefined {
  let found: { pool: BudgetedPool; since: number } | undefined;
  for (const pool of pools) {
    const since = pool.idleSince();
    if (since !== undefined && (!found || since < found.since)) found = { pool, since };
  }
  return found;
}
