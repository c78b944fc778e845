import type { BeginGate } from '../connection/begin-gate.ts';
import type { InvokeMessage } from '../protocol.ts';

/** Taken before any handler can put another in its place. */
const { setImmediate } = globalThis;

/**
 * One event at a time. The host may send events ahead of their turn: each begins in a turn of the event loop of its own after the one
 * before it has ended, unless the host took it back meanwhile.
 */
export class Turns {
  readonly #gate: BeginGate | undefined;
  readonly #invoke: (invocation: InvokeMessage) => void;
  readonly #waiting: InvokeMessage[] = [];
  #busy = false;

  constructor(gate: BeginGate | undefined, invoke: (invocation: InvokeMessage) => void) {
    this.#gate = gate;
    this.#invoke = invoke;
  }

  /** In a turn of its own: a handler's call stack, and its asynchronous context, must not lead back to the connection that the event came by. */
  take(invocation: InvokeMessage): void {
    if (this.#waiting.push(invocation) === 1 && !this.#busy) setImmediate(() => this.#next());
  }

  /** The event under way has ended and its answer has been sent. */
  ended(): void {
    this.#busy = false;
    if (this.#waiting.length > 0) setImmediate(() => this.#next());
  }

  #next(): void {
    const next = this.#waiting.shift();
    if (next && !this.#begin(next)) this.#next();
  }

  #begin(invocation: InvokeMessage): boolean {
    const { ticket } = invocation;
    if (this.#gate && ticket !== undefined && !this.#gate.begin(ticket)) return false;
    this.#busy = true;
    this.#invoke(invocation);
    return true;
  }
}
