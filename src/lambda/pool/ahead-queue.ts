import type { EventsAhead } from '../environment/events-ahead.ts';
import { stopped } from './failures.ts';
import type { Invocation, InvocationEnd } from './invocation.ts';
import type { SlotOwner } from './slot-owner.ts';

/** Events that one environment was sent ahead of their turn, behind the one that it works on. */
export class AheadQueue {
  readonly #events: EventsAhead;
  readonly #invocations: Invocation[] = [];

  constructor(events: EventsAhead) {
    this.#events = events;
  }

  get length(): number {
    return this.#invocations.length;
  }

  add(invocation: Invocation): void {
    // From here on it shows when nothing begins any more.
    if (this.#invocations.length === 0) this.#events.progressed();
    this.#invocations.push(invocation);
  }

  /** The event whose turn it is, now that the one before it has ended. */
  shift(): Invocation | undefined {
    return this.#invocations.shift();
  }

  /** Whether an event here has begun, so that the one before it has ended, and its answer is on the way. */
  get hasBegun(): boolean {
    return this.#begun() > 0;
  }

  /** Those that have not begun, when none has since this was asked last: they will not begin here any more. */
  takeBackIfStuck(): Invocation[] {
    if (this.#invocations.length === 0 || this.#events.progressed()) return [];
    const count = this.#events.notBegun();
    // More than these: the thread has not even begun with the one before them.
    if (count > this.#invocations.length || !this.#events.takeBack(count)) return [];
    return this.#invocations.splice(this.#invocations.length - count);
  }

  /** The environment is gone. */
  giveBack(end: InvocationEnd, owner: SlotOwner): void {
    if (this.#invocations.length === 0) return;
    const begun = this.#invocations.splice(0, this.#begun());
    // They may have done some of their work: nobody may do that again.
    for (const invocation of begun) invocation.fail(end, stopped(invocation.requestId));
    owner.notBegun(this.#invocations.splice(0));
  }

  #begun(): number {
    return Math.max(0, this.#invocations.length - this.#events.notBegun());
  }
}
