/** How often the host is asked whether it is there. */
const EVERY_MS = 1000;
/** Questions without an answer after which it is given up: a machine may be busy, a process that is stopped never answers. */
const MISSES = 15;

export interface Patient {
  ask(): void;
  /** It did not answer: somebody may have stopped it. */
  wake(): void;
  /** It has not answered for too long. Called once. */
  giveUp(): void;
}

/**
 * Feels the pulse of the function host. A handler's child can stop it (`kill -STOP $PPID`), and then no function answers, while the connection
 * stays as it is.
 */
export class Pulse {
  readonly #timer: NodeJS.Timeout;
  #unanswered = 0;

  constructor(patient: Patient) {
    this.#timer = setInterval(() => {
      if (this.#unanswered === MISSES) {
        this.stop();
        return patient.giveUp();
      }
      if (this.#unanswered > 0) patient.wake();
      this.#unanswered += 1;
      patient.ask();
    }, EVERY_MS);
    this.#timer.unref();
  }

  answered(): void {
    this.#unanswered = 0;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
