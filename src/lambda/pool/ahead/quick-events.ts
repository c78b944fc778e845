import type { Clock } from '../../../model/base/clock.ts';
import type { Invocation } from '../invocation.ts';
import type { Slot } from '../slot.ts';
import { UsualDuration } from './usual-duration.ts';

/** Milliseconds that an event may be expected to wait behind others in a busy environment, rather than wake another or start a new one. */
const WAIT_MS = 2;
const MAX_AHEAD = 64;
/** Milliseconds that an event waits behind one that takes longer than usual; at most twice as long. */
export const PATIENCE_MS = 8;

/**
 * Lets quick events of a function follow each other in an environment that is awake: another thread would take longer to wake than they to
 * wait. AWS would give each an environment of its own; so do we as soon as one takes longer.
 */
export class QuickEvents {
  readonly #clock: Clock;
  readonly #slots: ReadonlySet<Slot>;
  readonly #again: (invocations: readonly Invocation[]) => void;
  readonly #usual = new UsualDuration();
  /** The environment that was given an event last. */
  #latest: Slot | undefined;
  #cancel: (() => void) | undefined;

  /** `again` has events that were taken back; they come before those that wait. */
  constructor(clock: Clock, slots: ReadonlySet<Slot>, again: (invocations: readonly Invocation[]) => void) {
    this.#clock = clock;
    this.#slots = slots;
    this.#again = again;
  }

  /** Sends the event after others to a busy environment; false when it would have to wait too long there. */
  follow(invocation: Invocation): boolean {
    const slot = this.#latest;
    const usual = this.#usual.milliseconds;
    const ahead = slot?.ahead;
    if (usual === undefined || ahead?.takesMore !== true) return false;
    if (ahead.length >= MAX_AHEAD || (ahead.length + 1) * usual > WAIT_MS) return false;
    slot?.follow(invocation);
    this.#cancel ??= this.#clock.after(PATIENCE_MS, () => this.#losePatience());
    return true;
  }

  began(slot: Slot): void {
    this.#latest = slot;
  }

  gone(slot: Slot): void {
    if (this.#latest === slot) this.#latest = undefined;
  }

  took(milliseconds: number): void {
    this.#usual.add(milliseconds);
  }

  /** There is new code, which may take longer or shorter. */
  forget(): void {
    this.#latest = undefined;
    this.#usual.forget();
  }

  close(): void {
    this.#cancel?.();
    this.#latest = undefined;
  }

  #losePatience(): void {
    this.#cancel = undefined;
    let waiting = false;
    for (const slot of this.#slots) {
      slot.takeBackIfStuck((stuck) => {
        this.gone(slot);
        this.#usual.add(PATIENCE_MS);
        this.#again(stuck);
      });
      waiting ||= (slot.ahead?.length ?? 0) > 0;
    }
    if (waiting) this.#cancel ??= this.#clock.after(PATIENCE_MS, () => this.#losePatience());
  }
}
