import type { Clock } from '../model/base/clock.ts';

/** A line that much later is not noticeable; under load one write carries dozens of lines. */
const BATCH_MS = 20;

/** What is to be written, or how to make it. */
export type Text = string | (() => string);

/**
 * Writes text at once when nothing was written for a while, and together what comes within the next few milliseconds: each write to a
 * terminal or pipe is a system call that waits, and one for each request would cost as much as its routing, event and response together.
 * Text that is still to be made is made when it is written: a row of lines by the same code costs a third of what each costs by itself.
 */
export class BatchedWriter {
  readonly #write: (text: string) => void;
  readonly #clock: Clock;
  #waiting: Text[] = [];
  #isOpen = false;

  constructor(write: (text: string) => void, clock: Clock) {
    this.#write = write;
    this.#clock = clock;
  }

  add(text: Text): void {
    this.#waiting.push(text);
    if (this.#isOpen) return;
    this.flush();
    this.#openBatch();
  }

  /** Writes what waits: before the process ends, and before something else writes to the same terminal. */
  flush(): void {
    if (this.#waiting.length === 0) return;
    const texts = this.#waiting;
    this.#waiting = [];
    this.#write(texts.map((text) => (typeof text === 'string' ? text : text())).join(''));
  }

  #openBatch(): void {
    this.#isOpen = true;
    this.#clock.after(BATCH_MS, () => {
      this.#isOpen = false;
      if (this.#waiting.length === 0) return;
      this.flush();
      this.#openBatch();
    });
  }
}
