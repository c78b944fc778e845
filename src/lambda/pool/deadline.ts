import type { PoolServices } from './pool-services.ts';

/** The time that an environment has for what it does. No limit while a debugger is attached. */
export class Deadline {
  readonly #services: Pick<PoolServices, 'clock' | 'timeouts'>;
  #cancel: (() => void) | undefined;

  constructor(services: Pick<PoolServices, 'clock' | 'timeouts'>) {
    this.#services = services;
  }

  set(milliseconds: number, outOfTime: () => void): void {
    if (this.#services.timeouts) this.#cancel = this.#services.clock.after(milliseconds, outOfTime);
  }

  clear(): void {
    this.#cancel?.();
  }
}
