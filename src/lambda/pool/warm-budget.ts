import type { Clock } from '../../model/base/clock.ts';

/** A free environment is kept at least so long, however many there are: the next event of a burst may come at once. */
const LEAST_IDLE_MS = 1000;
/** So many are kept, whatever memory they hold. */
const LEAST_WARM = 4;
/** What an environment holds before it has said so: Node's thread and the runtime in it. */
const LEAST_MB = 10;

/** What all functions together may keep. */
export interface WarmLimits {
  /** Environments. */
  readonly most: number;
  /** Megabytes that environments hold; those of functions that come again do not count. No limit by default. */
  readonly mostMb?: number;
}

/** Whose environments count. */
export interface BudgetedPool {
  /** Since when the environment that has been free for the longest is free; `undefined` when none is. */
  idleSince(): number | undefined;
  /** Ends that environment. */
  endLongestIdle(): void;
}

/** What one environment takes of the budget. */
export interface WarmShare {
  /** Notes what it was seen to hold; returns the most so far. */
  holds(megabytes: number): number;
  gone(): void;
}

/**
 * How many environments all functions together may keep. One that is in use is never ended; of those that are free the one that was used
 * longest ago goes first. Of a project with a thousand functions most are called once in a while: what their environments hold is limited too, but
 * a function that has to start again because of that counts only for the number from then on.
 */
export class WarmBudget {
  readonly #clock: Clock;
  readonly #limits: WarmLimits;
  readonly #pools: () => Iterable<BudgetedPool>;
  /** Pools of which an environment was ended for others; those that start another one count no more for the memory. */
  readonly #madeRoom = new WeakSet<BudgetedPool>();
  #count = 0;
  #heldMb = 0;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, limits: WarmLimits, pools: () => Iterable<BudgetedPool>) {
    this.#clock = clock;
    this.#limits = limits;
    this.#pools = pools;
  }

  /** Another environment of this pool starts: one that is free makes room. */
  started(pool: BudgetedPool): WarmShare {
    const recurs = this.#madeRoom.has(pool);
    let mostMb = 0;
    let countedMb = recurs ? 0 : LEAST_MB;
    this.#count += 1;
    this.#heldMb += countedMb;
    this.#endWhileOver(Number.POSITIVE_INFINITY);
    return {
      holds: (megabytes) => {
        mostMb = Math.max(mostMb, megabytes);
        const moreMb = recurs ? 0 : Math.max(0, mostMb - countedMb);
        countedMb += moreMb;
        this.#heldMb += moreMb;
        return mostMb;
      },
      gone: () => {
        this.#count -= 1;
        this.#heldMb -= countedMb;
      },
    };
  }

  /** One became free. */
  freed(): void {
    if (this.#over() === undefined) return;
    this.#cancel ??= this.#clock.after(LEAST_IDLE_MS, () => {
      this.#cancel = undefined;
      const someMayEnd = this.#endWhileOver(this.#clock.now() - LEAST_IDLE_MS);
      if (someMayEnd) this.freed();
    });
  }

  close(): void {
    this.#cancel?.();
  }

  #over(): 'number' | 'memory' | undefined {
    const { most, mostMb = Number.POSITIVE_INFINITY } = this.#limits;
    if (this.#count > most) return 'number';
    return this.#heldMb > mostMb && this.#count > LEAST_WARM ? 'memory' : undefined;
  }

  /**
   * Ends environments that have been free since before that time, until there are no more than there may be. Returns whether there are too many, and
   * one of them is free.
   */
  #endWhileOver(before: number): boolean {
    for (let over = this.#over(); over !== undefined; over = this.#over()) {
      const longest = this.#longestIdle(over);
      if (!longest) return false;
      if (longest.since > before) return true;
      this.#madeRoom.add(longest.pool);
      longest.pool.endLongestIdle();
    }
    return false;
  }

  #longestIdle(over: 'number' | 'memory'): { pool: BudgetedPool; since: number } | undefined {
    let found: { pool: BudgetedPool; since: number } | undefined;
    for (const pool of this.#pools()) {
      // What does not count gives nothing back.
      if (over === 'memory' && this.#madeRoom.has(pool)) continue;
      const since = pool.idleSince();
      if (since !== undefined && (!found || since < found.since)) found = { pool, since };
    }
    return found;
  }
}
