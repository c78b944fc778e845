import type { Clock } from '../model/base/clock.ts';

export function wait(clock: Clock, milliseconds: number): Promise<void> {
  return milliseconds <= 0 ? Promise.resolve() : new Promise((resolve) => void clock.after(milliseconds, resolve));
}
