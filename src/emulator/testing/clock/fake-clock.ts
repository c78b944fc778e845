import type { Clock } from '../../../model/base/clock.ts';

interface Timer {
  at: number;
  readonly callback: () => void;
}

/** Time that stands still until it is moved. */
export class FakeClock implements Clock {
  #now: number;
  #passed = 0;
  readonly #timers = new Set<Timer>();

  /** Begins at a moment in milliseconds since the epoch. */
  constructor(now: number) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, callback: () => void): () => void {
    const timer = { at: this.#now + Math.max(0, milliseconds), callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Milliseconds that have passed since the clock was made. Going back takes none of them away. */
  get passed(): number {
    return this.#passed;
  }

  /** When the next timer is due; `undefined` without timers. */
  nextDue(): number | undefined {
    let next: number | undefined;
    for (const { at } of this.#timers) if (next === undefined || at < next) next = at;
    return next;
  }

  /** Moves to a moment at which timers are due and calls back those of exactly this moment, in the order in which they were set. */
  fire(at: number): void {
    this.moveTo(Math.max(this.#now, at));
    const due = [...this.#timers].filter((timer) => timer.at <= at);
    // One of them may have cancelled another.
    for (const timer of due) if (this.#timers.delete(timer)) timer.callback();
  }

  /** Moves without calling anything back. Going back takes the timers along: each is as far ahead as it was. */
  moveTo(moment: number): void {
    const by = moment - this.#now;
    if (by < 0) for (const timer of this.#timers) timer.at += by;
    else this.#passed += by;
    this.#now = moment;
  }
}
