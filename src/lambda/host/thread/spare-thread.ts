import type { Clock } from '../../../model/base/clock.ts';
import { lambdaNodeFlags } from '../../environment/node-flags.ts';
import type { FunctionHost } from '../function-host.ts';
import type { HostedThread } from './hosted-thread.ts';

/** The handler that got the last one loads undisturbed meanwhile. */
const REPLACE_AFTER_MS = 150;

/**
 * One thread that has started and waits to learn which function it is. A thread takes longer to start than a small handler to load, so the
 * first request, and the first one after a save, are answered that much sooner.
 */
export class SpareThread {
  readonly #host: FunctionHost;
  readonly #clock: Clock;
  #memoryMb = 0;
  #waiting: HostedThread | undefined;
  #cancel: (() => void) | undefined;
  #closed = false;

  constructor(host: FunctionHost, clock: Clock) {
    this.#host = host;
    this.#clock = clock;
  }

  /** Starts the thread, for a function with so much memory, unless one waits. */
  prepare(memoryMb: number): void {
    if (this.#closed || this.#waiting?.alive === true) return;
    this.#waiting = this.#host.thread({ memoryMb, flags: lambdaNodeFlags(process.versions.node) });
    this.#memoryMb = memoryMb;
  }

  /** The waiting thread, if it has so much memory. Another one is started a little later. */
  take(memoryMb: number): HostedThread | undefined {
    this.#cancel?.();
    this.#cancel = this.#clock.after(REPLACE_AFTER_MS, () => this.prepare(memoryMb));
    const thread = this.#waiting;
    if (thread?.alive !== true) return undefined;
    this.#waiting = undefined;
    if (memoryMb === this.#memoryMb) return thread;
    void thread.end();
    return undefined;
  }

  close(): void {
    this.#closed = true;
    this.#cancel?.();
  }
}
