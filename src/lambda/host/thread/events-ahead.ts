import { following } from '../../environment/connection/begin-gate.ts';

/** Events that are sent to an environment before it is free for them. */
export interface EventsAhead {
  /** The number that goes with the next event. */
  ticket(): number;
  /**
   * Keeps the events from ticket `first` on, of those sent so far, from ever beginning, unless they have begun. `taken` hears the first that will
   * not begin, and the one behind the last; `undefined` when there is none, or when not even the event before `first` has begun.
   */
  takeBack(first: number, taken: (from: number | undefined, end: number) => void): void;
}

/** Counts events; `ask` brings the question to where it is known what has begun. */
export function eventsAhead(
  ask: (first: number, end: number, taken: (from: number | undefined) => void) => void,
): EventsAhead {
  let next = 0;
  return {
    ticket() {
      const ticket = next;
      next = following(ticket);
      return ticket;
    },
    takeBack(first, taken) {
      const end = next;
      ask(first, end, (from) => taken(from, end));
    },
  };
}
