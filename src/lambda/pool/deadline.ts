import type { Clock } from '../../model/base/clock.ts';
import type { PoolServices } from './pool-services.ts';

/** The time that an environment has for what it does. No limit while a debugger is attached. */
export class Deadline {
  readonly #services: Pick<PoolServices, 'timeouts'>;
  #cancel: (() => void) | undefined;

  constructor(services: Pick<PoolServices, 'timeouts'>) {
    this.#services = services;
  }

  set(clock: Clock, milliseconds: number, outOfTime: () => void): void {
    if (this.#services.timeouts) this.#cancel = clock.after(milliseconds, outOfTime);
  }

  clear(): void {
    this.#cancel?.();
  }
}
