import { BeginGate, following } from './begin-gate.ts';

/** The host's side of events that are sent before the environment is free for them. */
export class EventsAhead {
  readonly #gate = new BeginGate();
  /** Number of the event that is sent next. */
  #ticket = 0;
  #seen = 0;

  /** For the environment's side. */
  get memory(): SharedArrayBuffer {
    return this.#gate.memory;
  }

  /** The number that goes with an event. */
  ticket(): number {
    const ticket = this.#ticket;
    this.#ticket = following(ticket);
    return ticket;
  }

  /** How many of the events that were sent last have not begun. */
  notBegun(): number {
    return (this.#ticket - this.#gate.next()) | 0;
  }

  /** Whether an event has begun since this was asked last. */
  progressed(): boolean {
    const before = this.#seen;
    this.#seen = this.#gate.next();
    return this.#seen !== before;
  }

  /** Keeps the last `count` events that were sent from ever beginning. False when one of them has begun. */
  takeBack(count: number): boolean {
    return this.#gate.takeBack((this.#ticket - count) | 0, this.#ticket);
  }
}
