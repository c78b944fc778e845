import type { Clock } from '../../model/base/clock.ts';
import type { PoolServices } from './pool-services.ts';

/** An event that has not begun by then in an environment that was free is held up by what an earlier one left behind. */
const BEGIN_MS = 1000;

/** The time that an environment has for what it does. No limit while a debugger is attached. */
export class Deadline {
  readonly #services: Pick<PoolServices, 'timeouts'>;
  #cancel: (() => void) | undefined;

  constructor(services: Pick<PoolServices, 'timeouts'>) {
    this.#services = services;
  }

  /** `late`: called when it is time to see whether the event has begun. */
  set(clock: Clock, milliseconds: number, outOfTime: () => void, late?: () => void): void {
    if (!this.#services.timeouts) return;
    if (late === undefined || milliseconds <= BEGIN_MS) {
      this.#cancel = clock.after(milliseconds, outOfTime);
      return;
    }
    this.#cancel = clock.after(BEGIN_MS, () => {
      this.#cancel = clock.after(milliseconds - BEGIN_MS, outOfTime);
      late();
    });
  }

  clear(): void {
    this.#cancel?.();
  }
}
