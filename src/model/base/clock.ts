/** Time, passed in so that tests decide it. */
export interface Clock {
  /** Milliseconds since the epoch, an integer. */
  now(): number;
  /** Calls back once after so many milliseconds; the returned function cancels. */
  after(milliseconds: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** For debugging: time advances but timers never fire, so a handler can pause at a breakpoint. */
export const patientClock: Clock = {
  now: () => systemClock.now(),
  after: () => () => undefined,
};
