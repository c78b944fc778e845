import { fail } from '../../../model/base/errors.ts';
import type { FakeClock } from './fake-clock.ts';
import { quiet, type UnderWay } from './quiet.ts';

/** The emulator's time. Only a fake clock can be moved. */
export interface TestClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /**
   * Moves time on. Everything that becomes due on the way happens at its own moment and in order: timeouts, idle limits, retries of
   * asynchronous events. Resolves when that has settled, functions that it invoked included. Rejects with `CLOCK_NOT_FAKE`.
   */
  advance(milliseconds: number): Promise<void>;
  /** Moves to a moment: forward as `advance` does, back without anything happening. Rejects with `CLOCK_NOT_FAKE`. */
  set(moment: Date | number | string): Promise<void>;
}

/** Real milliseconds after which a handler that runs when time is to move is taken to wait for that. */
const PATIENCE_MS = 250;
/** The same for what began because time moved: it may need a cold start's worth of work that nothing reports. */
const PATIENCE_BETWEEN_MS = 1000;
/** Real milliseconds that the last of it gets to end. */
const LAST_PATIENCE_MS = 5000;
/** Timers that set each other for the same moment would never let time go on. */
const MAX_FIRINGS_AT_ONE_MOMENT = 1000;

export function testClock(clock: FakeClock, underWay: () => UnderWay): TestClock {
  let moving: Promise<void> = Promise.resolve();
  const inTurn = (move: () => Promise<void>): Promise<void> => {
    const moved = moving.then(move);
    moving = moved.catch(() => undefined);
    return moved;
  };
  return {
    now: () => clock.now(),
    advance(milliseconds) {
      if (!Number.isFinite(milliseconds) || milliseconds < 0) return Promise.reject(notMilliseconds(milliseconds));
      return inTurn(() => moveOn(clock, () => clock.now() + milliseconds, underWay));
    },
    set(moment) {
      const wanted = moment instanceof Date ? moment.getTime() : new Date(moment).getTime();
      if (Number.isNaN(wanted)) return Promise.reject(new TypeError(`"${String(moment)}" is not a date`));
      return inTurn(async () => {
        if (wanted < clock.now()) clock.moveTo(wanted);
        else await moveOn(clock, () => wanted, underWay);
      });
    },
  };
}

/** The system's time: it can be read. */
export function systemTestClock(now: () => number): TestClock {
  const refuse = (): Promise<never> => Promise.reject(fail('CLOCK_NOT_FAKE'));
  return { now, advance: refuse, set: refuse };
}

async function moveOn(clock: FakeClock, target: () => number, underWay: () => UnderWay): Promise<void> {
  const end = target();
  const nothingDue = (): boolean => (clock.nextDue() ?? Infinity) > end;
  // What was asked for a moment ago first sets its own timers.
  await quiet(underWay, PATIENCE_MS, nothingDue);
  const before = underWay().running;
  let fired = 0;
  for (let due = clock.nextDue(); due !== undefined && due <= end; due = clock.nextDue()) {
    fired = due === clock.now() ? fired + 1 : 1;
    if (fired > MAX_FIRINGS_AT_ONE_MOMENT) throw fail('CLOCK_STUCK');
    clock.fire(due);
    await quiet(underWay, PATIENCE_BETWEEN_MS, ({ running }) => running <= before);
  }
  clock.moveTo(end);
  if (fired > 0) await quiet(underWay, LAST_PATIENCE_MS, ({ running }) => running <= before);
}

function notMilliseconds(value: unknown): Error {
  return new TypeError(`clock.advance takes milliseconds, 0 or more, and got ${String(value)}`);
}
