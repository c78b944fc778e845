import type { Clock } from '../model/base/clock.ts';
import type { InvocationResult } from '../model/lambda/invocation.ts';

/** Lambda tries an asynchronous event three times: at once, after a minute, after two more (docs/aws/lambda.md#errors-and-limits). */
const RETRY_AFTER_MS = [60_000, 120_000];

/** While a function is throttled the event is kept and tried again, at most so long (docs/aws/lambda.md#errors-and-limits). */
const KEEP_EVENT_MS = 6 * 60 * 60 * 1000;
const THROTTLED_RETRY_MS = 5_000;

export interface AsyncEvent {
  /** One attempt. Rejects when Lambda itself refuses. */
  attempt(): Promise<InvocationResult>;
  /** Every attempt failed, or the event became too old. */
  gaveUp(
    condition: 'RetriesExhausted' | 'EventAgeExceeded',
    attempts: number,
    last: InvocationResult | undefined,
  ): void;
}

/** Events that were accepted and are worked on when their time comes. */
export class AsyncEvents {
  readonly #clock: Clock;
  readonly #cancels = new Set<() => void>();
  #closed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  accept(event: AsyncEvent): void {
    void this.#attempt(event, 1, this.#clock.now());
  }

  /** Forgets the events that wait for another attempt. */
  close(): void {
    this.#closed = true;
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
  }

  async #attempt(event: AsyncEvent, number: number, acceptedAt: number): Promise<void> {
    const result = await event.attempt().catch(() => undefined);
    if (this.#closed) return;
    if (result === undefined) return this.#throttled(event, number, acceptedAt);
    if (result.functionError === undefined) return;
    const delay = RETRY_AFTER_MS[number - 1];
    if (delay === undefined) event.gaveUp('RetriesExhausted', number, result);
    else this.#later(delay, () => this.#attempt(event, number + 1, acceptedAt));
  }

  #throttled(event: AsyncEvent, number: number, acceptedAt: number): void {
    if (this.#clock.now() - acceptedAt >= KEEP_EVENT_MS) event.gaveUp('EventAgeExceeded', number - 1, undefined);
    else this.#later(THROTTLED_RETRY_MS, () => this.#attempt(event, number, acceptedAt));
  }

  #later(milliseconds: number, work: () => Promise<void>): void {
    const cancel = this.#clock.after(milliseconds, () => {
      this.#cancels.delete(cancel);
      void work();
    });
    this.#cancels.add(cancel);
  }
}
