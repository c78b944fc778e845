import type { LambdaFunction } from '../../model/function.ts';
import type { EnvironmentExit, ExecutionEnvironment } from '../environment/execution-environment.ts';
import type { FromEnvironment, ToEnvironment } from '../environment/protocol.ts';
import { exited, stopped, timedOut } from './failures.ts';
import type { Invocation, InvocationEnd } from './invocation.ts';
import type { PlatformLines } from './platform-lines.ts';
import type { PoolServices, ReadyCode } from './pool-services.ts';
import type { Report } from './report.ts';
import { SlotLog } from './slot-log.ts';

/** What a slot tells its pool. */
export interface SlotOwner {
  /** The function is loaded. */
  loaded(slot: Slot): void;
  /** The environment is free for the next event. */
  free(slot: Slot): void;
  /** The environment failed; what replaces it has the same `/tmp`. Said before it is gone. */
  leaves(slot: Slot): void;
  /** The environment is gone, or of no use any more. */
  gone(slot: Slot): void;
  /** The environment ended for reasons of its own before it saw the event. */
  notBegun(invocation: Invocation): void;
}

/**
 * One execution environment and the event that it works on: init phase, timeout, what each kind of end means for the invocation. The
 * environment is never used again after a timeout or an exit.
 */
export class Slot implements InvocationEnd {
  readonly lambda: LambdaFunction;
  readonly code: ReadyCode;
  readonly lines: PlatformLines;
  readonly temporaryFolder: string;
  /** Milliseconds since the epoch when it became free. */
  idleSince = 0;
  memoryMb = 0;
  /** Whether the function was ever loaded. */
  initialised = false;
  readonly #services: PoolServices;
  readonly #owner: SlotOwner;
  readonly #log: SlotLog;
  #environment: ExecutionEnvironment | undefined;
  #phase: 'init' | 'init-in-invoke' | 'ready' | 'ended' = 'init';
  #current: Invocation | undefined;
  #afterInit: ToEnvironment | undefined;
  #initTick = 0;
  #cancelTimer: (() => void) | undefined;

  constructor(
    lambda: LambdaFunction,
    code: ReadyCode,
    temporaryFolder: string,
    services: PoolServices,
    owner: SlotOwner,
  ) {
    this.lambda = lambda;
    this.code = code;
    this.temporaryFolder = temporaryFolder;
    this.#services = services;
    this.#owner = owner;
    this.#log = new SlotLog(lambda, services);
    this.lines = this.#log.lines;
  }

  get at(): number {
    return this.#services.clock.now();
  }

  get tick(): number {
    return this.#services.tick();
  }

  /** Cold start: loads the function, then runs the event. `suppressed`: the last init failed, so it happens inside the invocation. */
  begin(invocation: Invocation, suppressed: boolean): void {
    this.#current = invocation;
    if (suppressed) return this.#initInsideInvoke(invocation);
    this.#log.initBegan(this.at);
    this.#startEnvironment();
    if (this.#services.timeouts) {
      this.#cancelTimer = this.#services.clock.after(this.#services.initLimitMs, () => this.#initFailed('timeout', ''));
    }
  }

  /** Runs an event in the warm environment. */
  run(invocation: Invocation): void {
    this.#current = invocation;
    invocation.startedAt = this.at;
    invocation.startedTick = this.tick;
    this.#armTimeout(invocation);
    this.#log.began(invocation);
    this.#environment?.send(invocation.message(invocation.startedAt + this.lambda.timeout * 1000));
  }

  /** To an environment that still loads its function it goes afterwards; of several messages only the last is worth having then. */
  send(message: ToEnvironment): void {
    if (this.#phase === 'ready') this.#environment?.send(message);
    else this.#afterInit = message;
  }

  /** Ends the environment; an invocation under way fails as if the process had been told to stop. */
  async end(): Promise<void> {
    const invocation = this.#current;
    const environment = this.#finish();
    if (invocation && !invocation.settled) invocation.fail(this, stopped(invocation.requestId));
    await environment?.end();
    if (environment) await this.#services.temporary.remove(this.temporaryFolder);
  }

  /** An invocation ended: its report, for who wants the lines as they happen. */
  reported(report: Report): void {
    this.#log.reported(report);
  }

  #startEnvironment(): void {
    this.#initTick = this.tick;
    // Bound to this one: what an environment that was given up still says must not be taken for its successor's.
    const environment: ExecutionEnvironment = this.#services.start(this.lambda, this.code, this.temporaryFolder, {
      receive: (message) => {
        if (message.kind === 'log') this.#log.line(message, this.#current);
        else if (this.#environment === environment) this.#receive(message);
      },
      exited: (exit) => {
        if (this.#environment === environment) this.#exited(exit);
      },
    });
    this.#environment = environment;
  }

  #receive(message: Exclude<FromEnvironment, { kind: 'log' }>): void {
    const invocation = this.#current;
    switch (message.kind) {
      case 'ready':
        return this.#initialised();
      case 'init-error':
        return this.#initFailed('error', message.errorType, message.payload);
      case 'result':
        this.memoryMb = Math.max(this.memoryMb, message.memory);
        this.#release();
        return invocation?.succeed(this, message.payload);
      case 'error':
        this.memoryMb = Math.max(this.memoryMb, message.memory);
        if (message.ending) this.#giveUp();
        else this.#release();
        return invocation?.handlerFailed(this, message.payload);
      case 'head':
        return invocation?.streamBegins(message.contentType, (bytes) =>
          this.#environment?.send({ kind: 'taken', bytes }),
        );
      case 'chunk':
        if (invocation && !invocation.streamContinues(message.data, this)) this.#giveUp();
        return undefined;
      case 'end':
        return message.error ? invocation?.handlerFailed(this, message.error.payload) : invocation?.streamEnds(this);
      case 'next':
        this.memoryMb = Math.max(this.memoryMb, message.memory);
        return this.#release();
      case 'idle-exit':
        this.#giveUp();
        if (invocation && !invocation.settled) this.#owner.notBegun(invocation);
        return undefined;
    }
  }

  #initialised(): void {
    const invocation = this.#current;
    const suppressed = this.#phase === 'init-in-invoke';
    this.#phase = 'ready';
    this.initialised = true;
    this.#owner.loaded(this);
    if (this.#afterInit) this.#environment?.send(this.#afterInit);
    if (!invocation) return;
    if (suppressed) {
      this.#environment?.send(invocation.message(invocation.startedAt + this.lambda.timeout * 1000));
      return;
    }
    this.#cancelTimer?.();
    invocation.initMs = this.tick - this.#initTick;
    this.run(invocation);
  }

  /** Lambda repeats a failed init once, as part of the invocation and its timeout (lambda.md 2). */
  #initFailed(status: 'timeout' | 'error', errorType: string, payload?: string): void {
    const invocation = this.#current;
    if (!invocation) return this.#giveUp();
    if (this.#phase === 'init-in-invoke') {
      this.#giveUp();
      if (payload !== undefined) invocation.handlerFailed(this, payload);
      return;
    }
    this.#cancelTimer?.();
    this.#log.initFailed({ at: this.at, durationMs: this.tick - this.#initTick, status, errorType });
    const failed = this.#environment;
    this.#environment = undefined;
    void failed?.end();
    this.#initInsideInvoke(invocation);
  }

  #initInsideInvoke(invocation: Invocation): void {
    this.#phase = 'init-in-invoke';
    invocation.startedAt = this.at;
    invocation.startedTick = this.tick;
    this.#armTimeout(invocation);
    this.#log.began(invocation);
    this.#startEnvironment();
  }

  #exited(exit: EnvironmentExit): void {
    const invocation = this.#current;
    if (this.#phase === 'init' && invocation) {
      return this.#initFailed('error', exited('', exit).errorType);
    }
    this.#giveUp();
    if (invocation && !invocation.settled) invocation.fail(this, exited(invocation.requestId, exit));
  }

  #armTimeout(invocation: Invocation): void {
    if (!this.#services.timeouts) return;
    this.#cancelTimer = this.#services.clock.after(this.lambda.timeout * 1000, () => {
      this.#giveUp();
      if (!invocation.settled) invocation.fail(this, timedOut(invocation.requestId, this.lambda.timeout));
    });
  }

  /** Free for the next event. */
  #release(): void {
    this.#cancelTimer?.();
    this.#current = undefined;
    this.idleSince = this.at;
    this.#owner.free(this);
  }

  /** It failed: AWS starts the runtime anew in the same environment. */
  #giveUp(): void {
    if (this.#phase !== 'ended') this.#owner.leaves(this);
    void this.#finish()?.end();
  }

  #finish(): ExecutionEnvironment | undefined {
    if (this.#phase === 'ended') return undefined;
    this.#phase = 'ended';
    this.#cancelTimer?.();
    const environment = this.#environment;
    this.#environment = undefined;
    this.#current = undefined;
    this.#owner.gone(this);
    return environment;
  }
}
