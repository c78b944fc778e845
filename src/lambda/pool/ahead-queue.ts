import { distance } from '../environment/begin-gate.ts';
import type { EventsAhead } from '../host/events-ahead.ts';
import type { Invocation } from './invocation.ts';

interface Waiting {
  readonly invocation: Invocation;
  readonly ticket: number;
}

/** Events that one environment was sent ahead of their turn, behind the one that it works on. */
export class AheadQueue {
  readonly #events: EventsAhead;
  #waiting: Waiting[] = [];
  /** Whether one has come to its turn since this was asked last. */
  #progressed = false;
  #asking = false;

  constructor(events: EventsAhead) {
    this.#events = events;
  }

  get length(): number {
    return this.#waiting.length;
  }

  add(invocation: Invocation, ticket: number): void {
    // From here on it shows when nothing ends any more.
    if (this.#waiting.length === 0) this.#progressed = true;
    this.#waiting.push({ invocation, ticket });
  }

  /** The event whose turn it is, now that the one before it has ended. */
  shift(): Invocation | undefined {
    this.#progressed = true;
    return this.#waiting.shift()?.invocation;
  }

  /** Those that have not begun, when none has come to its turn since this was asked last: they will not begin here any more. */
  takeBackIfStuck(taken: (invocations: Invocation[]) => void): void {
    const [first] = this.#waiting;
    if (!first || this.#asking) return;
    if (this.#progressed) {
      this.#progressed = false;
      return;
    }
    this.#asking = true;
    this.#events.takeBack(first.ticket, (from) => {
      this.#asking = false;
      if (from === undefined) return;
      const back = this.#waiting.filter(({ ticket }) => distance(from, ticket) >= 0);
      this.#waiting = this.#waiting.filter(({ ticket }) => distance(from, ticket) < 0);
      if (back.length > 0) taken(back.map(({ invocation }) => invocation));
    });
  }

  /** Those that wait when the environment is gone. None has begun: it answers one, and that is heard, before it begins the next. */
  rest(): Invocation[] {
    return this.#waiting.splice(0).map(({ invocation }) => invocation);
  }
}
