import type { Clock } from '../model/clock.ts';

/** Nobody sees a line come so much later; under load one write carries dozens of lines. */
const BATCH_MS = 10;

/**
 * Writes text at once when nothing was written for a while, and together what comes within the next few milliseconds: each write to a
 * terminal or pipe is a system call that waits, and one for each request would cost as much as its routing, event and response together.
 */
export class BatchedWriter {
  readonly #write: (text: string) => void;
  readonly #clock: Clock;
  #waiting = '';
  #isOpen = false;

  constructor(write: (text: string) => void, clock: Clock) {
    this.#write = write;
    this.#clock = clock;
  }

  add(text: string): void {
    if (this.#isOpen) {
      this.#waiting += text;
      return;
    }
    this.#write(text);
    this.#openBatch();
  }

  /** Writes what waits: before the process ends, and before something else writes to the same terminal. */
  flush(): void {
    if (this.#waiting === '') return;
    const text = this.#waiting;
    this.#waiting = '';
    this.#write(text);
  }

  #openBatch(): void {
    this.#isOpen = true;
    this.#clock.after(BATCH_MS, () => {
      this.#isOpen = false;
      if (this.#waiting === '') return;
      this.flush();
      this.#openBatch();
    });
  }
}
