import type { LambdaFunction } from '../../model/function.ts';
import { LambdaServiceError } from '../../model/invocation.ts';
import type { FunctionCodeState } from '../bundle/built-function.ts';
import type { ToEnvironment } from '../environment/protocol.ts';
import type { Invocation, InvocationEnd } from './invocation.ts';
import type { PoolServices, ReadyCode } from './pool-services.ts';
import { Slot } from './slot.ts';
import type { SlotOwner } from './slot.ts';
import { textLines } from './platform-lines.ts';

/** The environments of one function: one event at a time in each, as many of them as concurrency asks for. */
export class FunctionPool implements SlotOwner {
  readonly #services: PoolServices;
  readonly #slots = new Set<Slot>();
  /** The one used last is used next, so that the others become old and can be retired. */
  readonly #idle: Slot[] = [];
  readonly #waiting: Invocation[] = [];
  #lambda: LambdaFunction;
  #code: FunctionCodeState;
  #initFailing = false;
  #closed = false;

  constructor(lambda: LambdaFunction, code: FunctionCodeState, services: PoolServices) {
    this.#lambda = lambda;
    this.#code = code;
    this.#services = services;
  }

  get lambda(): LambdaFunction {
    return this.#lambda;
  }

  /** Entry outputs that environments still run. */
  codeInUse(): string[] {
    return [...this.#slots].map((slot) => slot.code.file);
  }

  /** Runs it now, or when an environment becomes free. Throws `LambdaServiceError` when the reserved concurrency is used up. */
  submit(invocation: Invocation): void {
    if (this.#closed) throw new LambdaServiceError('ServiceException', 'The emulator is stopping.');
    const idle = this.#idle.pop();
    if (idle) return idle.run(invocation);
    if (this.#code.kind === 'failed') return this.#failAtOnce(invocation, this.#code);
    const reserved = this.#lambda.concurrency;
    if (reserved !== undefined && this.#slots.size >= reserved) {
      throw new LambdaServiceError('TooManyRequestsException', 'Rate Exceeded.');
    }
    if (this.#slots.size >= this.#services.maxEnvironments) {
      this.#waiting.push(invocation);
      return;
    }
    this.#startFor(invocation, this.#code);
  }

  /** From now on events go to new environments; those under way end where they are. */
  replace(lambda: LambdaFunction, code: FunctionCodeState): void {
    this.#lambda = lambda;
    this.#code = code;
    this.#initFailing = false;
    this.#endAll(this.#idle.splice(0));
  }

  /** Ends environments that have been free since before that time. */
  retire(before: number): void {
    const old = this.#idle.filter((slot) => slot.idleSince < before);
    for (const slot of old) this.#idle.splice(this.#idle.indexOf(slot), 1);
    this.#endAll(old);
  }

  /** To every environment; to those that are still starting it goes with their setup. */
  broadcast(message: ToEnvironment): void {
    for (const slot of this.#slots) slot.send(message);
  }

  /** Resolves when every environment is gone. Invocations under way fail. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#idle.length = 0;
    await Promise.all([...this.#slots].map((slot) => slot.end()));
  }

  free(slot: Slot): void {
    if (this.#closed || slot.code !== this.#code || slot.lambda !== this.#lambda) {
      void slot.end();
      return;
    }
    this.#initFailing = false;
    const next = this.#waiting.shift();
    if (next) slot.run(next);
    else this.#idle.push(slot);
  }

  gone(slot: Slot): void {
    this.#slots.delete(slot);
    const index = this.#idle.indexOf(slot);
    if (index !== -1) this.#idle.splice(index, 1);
    if (!slot.initialised) this.#initFailing = true;
    const next = this.#closed ? undefined : this.#waiting.shift();
    if (next) this.submit(next);
  }

  notBegun(invocation: Invocation): void {
    if (this.#code.kind === 'failed') this.#failAtOnce(invocation, this.#code);
    else this.#startFor(invocation, this.#code);
  }

  #startFor(invocation: Invocation, code: ReadyCode): void {
    const slot = new Slot(this.#lambda, code, this.#services, this);
    this.#slots.add(slot);
    slot.begin(invocation, this.#initFailing);
  }

  /** There is no code to load: what loading would say is known. */
  #failAtOnce(invocation: Invocation, code: Extract<FunctionCodeState, { kind: 'failed' }>): void {
    const { clock, tick } = this.#services;
    invocation.startedAt = clock.now();
    invocation.startedTick = tick();
    const end: InvocationEnd = {
      lambda: this.#lambda,
      at: invocation.startedAt,
      tick: invocation.startedTick,
      memoryMb: 0,
      lines: textLines,
      reported: () => undefined,
    };
    invocation.handlerFailed(end, JSON.stringify(code.error));
  }

  #endAll(slots: readonly Slot[]): void {
    for (const slot of slots) void slot.end();
  }
}
