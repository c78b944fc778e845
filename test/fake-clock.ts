import type { Clock } from '../src/model/base/clock.ts';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** Time that moves only when a test says so. */
export class FakeClock implements Clock {
  #now: number;
  readonly #timers = new Set<Timer>();
  #waiting: (() => void)[] = [];

  /** Begins at a moment in milliseconds since the epoch. */
  constructor(now = Date.UTC(2024, 5, 17, 14, 48, 13, 506)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, callback: () => void): () => void {
    const timer = { at: this.#now + milliseconds, callback };
    this.#timers.add(timer);
    for (const resolve of this.#waiting.splice(0)) resolve();
    return () => this.#timers.delete(timer);
  }

  /** Timers that are set. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Whether a timer is set that comes due in exactly so long. */
  isSet(milliseconds: number): boolean {
    return [...this.#timers].some((timer) => timer.at === this.#now + milliseconds);
  }

  /** Resolves as soon as somebody waits for time to pass. */
  waitedFor(): Promise<void> {
    if (this.#timers.size > 0) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Moves time on, calling each timer back at its own moment, those that timers set included. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const next = [...this.#timers].filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.callback();
    }
    this.#now = end;
  }
}
