/** Words: events that have begun; the system's number of the thread; threads that the handler has started. */
const WORDS = 3;

/**
 * What the host knows of an environment whatever its handler does, above all how many events it has begun: memory that the host's main thread and
 * the environment share. Events can be sent ahead of their turn because of it: those that were not begun can be taken back, even from a thread
 * that a handler keeps busy. Numbers wrap at 32 bits.
 */
export class BeginGate {
  readonly memory: SharedArrayBuffer;
  readonly #words: Int32Array;

  constructor(memory = new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT)) {
    this.memory = memory;
    this.#words = new Int32Array(memory);
  }

  /** The system's number of the environment's thread; 0 until it is known. */
  get systemId(): number {
    return Atomics.load(this.#words, 1);
  }

  set systemId(id: number) {
    Atomics.store(this.#words, 1, id);
  }

  /** Threads that the handler has started, of which some may have ended. */
  get made(): number {
    return Atomics.load(this.#words, 2);
  }

  makesThread(): void {
    Atomics.add(this.#words, 2, 1);
  }

  /** The environment is about to begin the event with this number; false when the event was taken back. */
  begin(ticket: number): boolean {
    return Atomics.compareExchange(this.#words, 0, ticket, following(ticket)) === ticket;
  }

  /**
   * Takes back the events from number `first` to before `end` that have not begun; returns the first of them. `undefined` when there is none, or
   * when not even the one before `first` has begun.
   */
  takeBack(first: number, end: number): number | undefined {
    for (;;) {
      const next = Atomics.load(this.#words, 0);
      if (distance(first, next) < 0 || distance(next, end) <= 0) return undefined;
      if (Atomics.compareExchange(this.#words, 0, next, end) === next) return next;
    }
  }
}

export function following(ticket: number): number {
  return (ticket + 1) | 0;
}

/** How far `to` is behind `from`; negative when it comes before. */
export function distance(from: number, to: number): number {
  return (to - from) | 0;
}
