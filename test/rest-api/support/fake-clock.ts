import type { Clock } from '../../../src/model/clock.ts';

/** A clock that moves when told. */
export class FakeClock implements Clock {
  #now = Date.UTC(2024, 5, 17, 14, 48, 13, 506);
  #timers: { readonly at: number; readonly callback: () => void }[] = [];
  #waiting: (() => void)[] = [];

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, callback: () => void): () => void {
    const timer = { at: this.#now + milliseconds, callback };
    this.#timers.push(timer);
    for (const resolve of this.#waiting.splice(0)) resolve();
    return () => {
      this.#timers = this.#timers.filter((candidate) => candidate !== timer);
    };
  }

  /** Moves on and calls back what has fallen due. */
  advance(milliseconds: number): void {
    this.#now += milliseconds;
    const due = this.#timers.filter(({ at }) => at <= this.#now);
    this.#timers = this.#timers.filter(({ at }) => at > this.#now);
    for (const { callback } of due) callback();
  }

  /** Resolves as soon as somebody waits for time to pass. */
  waitedFor(): Promise<void> {
    if (this.#timers.length > 0) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Whether anybody waits for time to pass. */
  get isWaitedFor(): boolean {
    return this.#timers.length > 0;
  }
}
