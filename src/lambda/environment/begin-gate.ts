/**
 * How many events an environment has begun: one word of memory that the host and the environment share. Events can be sent ahead of their
 * turn because of it: those that were not begun can be taken back, even from a thread that a handler keeps busy. Numbers wrap at 32 bits.
 */
export class BeginGate {
  readonly memory: SharedArrayBuffer;
  readonly #begun: Int32Array;

  constructor(memory = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) {
    this.memory = memory;
    this.#begun = new Int32Array(memory);
  }

  /** The environment is about to begin the event with this number; false when the event was taken back. */
  begin(ticket: number): boolean {
    return Atomics.compareExchange(this.#begun, 0, ticket, following(ticket)) === ticket;
  }

  /** Number of the first event that was not begun. */
  next(): number {
    return Atomics.load(this.#begun, 0);
  }

  /** Takes back all events from number `next`, which has not begun, to before `end`. False when it has begun meanwhile. */
  takeBack(next: number, end: number): boolean {
    return Atomics.compareExchange(this.#begun, 0, next, end) === next;
  }
}

export function following(ticket: number): number {
  return (ticket + 1) | 0;
}
