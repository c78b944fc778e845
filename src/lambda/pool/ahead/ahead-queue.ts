import { distance } from '../../environment/connection/begin-gate.ts';
import type { EventsAhead } from '../../host/thread/events-ahead.ts';
import type { Invocation } from '../invocation.ts';

interface Waiting {
  readonly invocation: Invocation;
  readonly ticket: number;
}

/** Events that one environment was sent ahead of their turn, behind the one that it works on. */
export class AheadQueue {
  readonly #events: EventsAhead;
  #waiting: Waiting[] = [];
  /** The one whose turn came last. */
  #latest: Waiting | undefined;
  /** Whether one has come to its turn since this was asked last. */
  #progressed = false;
  #asking = false;

  constructor(events: EventsAhead) {
    this.#events = events;
  }

  get length(): number {
    return this.#waiting.length;
  }

  /** Whether one that waits fits. */
  waits(fits: (invocation: Invocation) => boolean): boolean {
    return this.#waiting.some(({ invocation }) => fits(invocation));
  }

  /** While it is asked what has begun, the answer has to stay true of all that was sent. */
  get takesMore(): boolean {
    return !this.#asking;
  }

  add(invocation: Invocation, ticket: number): void {
    // From here on it shows when nothing ends any more.
    if (this.#waiting.length === 0) this.#progressed = true;
    this.#waiting.push({ invocation, ticket });
  }

  /** The event whose turn it is, now that the one before it has ended. */
  shift(): Invocation | undefined {
    this.#progressed = true;
    this.#latest = this.#waiting.shift();
    return this.#latest?.invocation;
  }

  /**
   * Those that have not begun, when none has come to its turn since this was asked last: they will not begin here any more. The answer takes its
   * time: the one before them may have ended meanwhile, so that the first of these has come to its turn.
   */
  takeBackIfStuck(taken: (invocations: Invocation[]) => void): void {
    const [first] = this.#waiting;
    if (!first || this.#asking) return;
    if (this.#progressed) {
      this.#progressed = false;
      return;
    }
    this.#asking = true;
    this.#events.takeBack(first.ticket, (from, end) => {
      this.#asking = false;
      if (from === undefined) return;
      // Others have been sent since this was asked.
      const isBack = ({ ticket }: Waiting): boolean => distance(from, ticket) >= 0 && distance(ticket, end) > 0;
      const back = [...(this.#latest ? [this.#latest] : []), ...this.#waiting].filter(isBack);
      this.#waiting = this.#waiting.filter((waiting) => !isBack(waiting));
      if (back.length > 0) taken(back.map(({ invocation }) => invocation));
    });
  }

  /** Those that wait when the environment is gone. None has begun: it answers one, and that is heard, before it begins the next. */
  rest(): Invocation[] {
    this.#latest = undefined;
    return this.#waiting.splice(0).map(({ invocation }) => invocation);
  }
}
