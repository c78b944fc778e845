import type { EnvironmentExit, ExecutionEnvironment } from '../environment/execution-environment.ts';
import type { FromEnvironment, ToEnvironment } from '../environment/protocol.ts';
import { AheadQueue } from './ahead/ahead-queue.ts';
import { takeBackUnlessBegun } from './ahead/unless-begun.ts';
import { Deadline } from './deadline.ts';
import { exited, stopped, timedOut, type PlatformFailure } from './failures.ts';
import type { Invocation, InvocationEnd } from './invocation.ts';
import type { PoolServices } from './pool-services.ts';
import { SlotLog } from './slot-log.ts';
import type { SlotOwner, SlotParts } from './slot-owner.ts';

/** One execution environment: init phase, timeouts, what each kind of end means for its event. After a timeout or an exit it is not used again. */
export class Slot implements InvocationEnd {
  readonly lambda: SlotParts['lambda'];
  readonly code: SlotParts['code'];
  readonly temporaryFolder: SlotParts['temporaryFolder'];
  readonly share: SlotParts['share'];
  readonly log: SlotLog;
  /** Milliseconds since the epoch when it became free. */
  idleSince = 0;
  memoryMb = 0;
  /** Whether the function was ever loaded. */
  initialised = false;
  readonly #services: PoolServices;
  readonly #owner: SlotOwner<Slot>;
  readonly #deadline: Deadline;
  #environment: ExecutionEnvironment | undefined;
  #phase: 'init' | 'init-in-invoke' | 'ready' | 'ended' = 'init';
  #current: Invocation | undefined;
  /** Sent ahead of their turn, behind the current one. */
  #ahead: AheadQueue | undefined;
  #afterInit: ToEnvironment | undefined;
  #initTick = 0;

  constructor(of: SlotParts, services: PoolServices, owner: SlotOwner<Slot>) {
    this.lambda = of.lambda;
    this.code = of.code;
    this.temporaryFolder = of.temporaryFolder;
    this.share = of.share;
    this.#services = services;
    this.#owner = owner;
    this.log = new SlotLog(of.lambda, services);
    this.#deadline = new Deadline(services);
  }

  get at(): number {
    return this.#services.clock.now();
  }
  get tick(): number {
    return this.#services.tick();
  }
  readonly runs = (): Invocation | undefined => this.#current;

  /** Cold start. `suppressed`: the last init failed, so it happens inside the invocation. */
  begin(invocation: Invocation, suppressed: boolean): void {
    this.#current = invocation;
    if (suppressed) return this.#initInsideInvoke(invocation);
    this.log.initBegan(this.at);
    this.#startEnvironment();
    // The init phase is work of this machine, whatever time the events live in.
    this.#deadline.set(this.#services.clock, this.#services.initLimitMs, () => this.#initFailed('timeout', ''));
  }

  run(invocation: Invocation): void {
    this.#turn(invocation, () => takeBackUnlessBegun(this.#environment, ticket, () => this.#notBegun(invocation)));
    const ticket = this.#send(invocation, invocation.startedAt);
  }

  /** What waits behind the current event; `undefined` when nothing may. */
  get ahead(): AheadQueue | undefined {
    const takes = this.#phase === 'ready' && this.#current !== undefined && this.#services.timeouts;
    return takes ? this.#ahead : undefined;
  }

  /** Sends an event to the environment that works on another one. It begins there as soon as the ones before it have ended. */
  follow(invocation: Invocation): void {
    const ticket = this.#send(invocation, this.at);
    if (ticket !== undefined) this.#ahead?.add(invocation, ticket);
  }

  /** Events that follow one that takes long, once it is certain that they do not begin here. */
  takeBackIfStuck(taken: (invocations: readonly Invocation[]) => void): void {
    this.ahead?.takeBackIfStuck((invocations) => {
      if (this.#current && invocations.includes(this.#current)) this.#release();
      taken(invocations);
    });
  }

  /** To an environment that still loads its function it goes afterwards; of several messages only the last is worth having then. */
  send(message: ToEnvironment): void {
    if (this.#phase === 'ready') this.#environment?.send(message);
    else this.#afterInit = message;
  }

  /** Ends the environment; an invocation under way fails as if the process had been terminated. */
  async end(): Promise<void> {
    const [invocation, environment] = [this.#current, this.#finish()];
    if (invocation && !invocation.settled) invocation.fail(this, stopped(invocation.requestId));
    await environment?.end();
    if (environment) await this.#services.temporary.remove(this.temporaryFolder);
  }

  #startEnvironment(): void {
    this.#initTick = this.tick;
    // What an environment that was given up still says must not be taken for its successor's.
    const environment: ExecutionEnvironment = this.#services.start(this.lambda, this.code, this.temporaryFolder, {
      receive: (message) => {
        if (message.kind === 'log') this.log.line(message, this.#current, this.#phase === 'ready');
        else if (this.#environment === environment) this.#receive(message);
      },
      exited: (exit) => {
        if (this.#environment === environment) this.#exited(exit);
      },
    });
    this.#environment = environment;
    this.#ahead = environment.ahead && new AheadQueue(environment.ahead);
  }

  #receive(message: Exclude<FromEnvironment, { kind: 'log' }>): void {
    const invocation = this.#current;
    if ('memory' in message) this.memoryMb = this.share.holds(message.memory);
    switch (message.kind) {
      case 'ready':
        return this.#initialised();
      case 'init-error':
        return this.#initFailed('error', message.errorType, message.payload);
      case 'result':
      case 'too-large':
      case 'error':
        invocation?.answered(message, this);
        if (message.kind === 'result' && message.took !== undefined) this.#owner.took(message.took);
        return message.kind === 'error' && message.ending ? this.#giveUp() : this.#release();
      case 'head':
        return invocation?.streamBegins(message.contentType, (bytes) =>
          this.#environment?.send({ kind: 'taken', bytes }),
        );
      case 'chunk':
        if (invocation && !invocation.streamContinues(message.data, this)) this.#giveUp();
        return undefined;
      case 'end':
        return invocation?.streamEnds(this, message.error?.payload);
      case 'next':
        return this.#release();
      case 'idle-exit':
        // Otherwise it fails of what follows.
        return invocation?.mayMove() === false ? undefined : this.#notBegun(invocation);
      default: // For what carries the messages.
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
    if (suppressed) return void this.#send(invocation, invocation.startedAt);
    this.#deadline.clear();
    invocation.initMs = this.tick - this.#initTick;
    this.run(invocation);
  }

  /** Lambda repeats a failed init once, as part of the invocation and its timeout (docs/aws/lambda.md#life-cycle). */
  #initFailed(status: 'timeout' | 'error', errorType: string, payload?: string): void {
    const invocation = this.#current;
    if (!invocation) return this.#giveUp();
    if (this.#movesToNewCode(invocation)) return;
    if (this.#phase === 'init-in-invoke') {
      this.#giveUp();
      if (payload !== undefined) invocation.handlerFailed(this, payload);
      return;
    }
    this.#deadline.clear();
    this.log.initFailed({ at: this.at, durationMs: this.tick - this.#initTick, status, errorType });
    void this.#environment?.end();
    this.#environment = undefined;
    this.#initInsideInvoke(invocation);
  }

  /** Files were written while it loaded them: what it has may be half of one, and AWS runs no half of a deployment. */
  #movesToNewCode(invocation: Invocation): boolean {
    const moves = this.#owner.hasNewCode(this) && invocation.mayMove();
    if (moves) this.#notBegun(invocation);
    return moves;
  }

  #initInsideInvoke(invocation: Invocation): void {
    this.#phase = 'init-in-invoke';
    this.#turn(invocation);
    this.#startEnvironment();
  }

  /** From here on the event's time runs. */
  #turn(invocation: Invocation, late?: () => void): void {
    this.#current = invocation;
    invocation.startedAt = this.at;
    invocation.startedTick = this.tick;
    const { timeout } = this.lambda;
    const outOfTime = (): void => this.#failed(invocation, timedOut(invocation.requestId, timeout));
    this.#deadline.set(this.#services.serviceClock, timeout * 1000, outOfTime, late);
    this.log.began(invocation);
  }

  /** Returns the event's number, where events may come ahead of their turn. */
  #send(invocation: Invocation, startsAt: number): number | undefined {
    const ticket = this.#environment?.ahead?.ticket();
    this.#environment?.send(invocation.message(startsAt + this.lambda.timeout * 1000, ticket));
    return ticket;
  }

  #exited(exit: EnvironmentExit): void {
    const invocation = this.#current;
    const failure = exited(invocation?.requestId ?? '', exit);
    if (this.#phase === 'init-in-invoke' && invocation && this.#movesToNewCode(invocation)) return;
    if (this.#phase === 'init' && invocation) this.#initFailed('error', failure.errorType);
    else this.#failed(invocation, failure);
  }

  #failed(invocation: Invocation | undefined, failure: PlatformFailure): void {
    this.#giveUp();
    if (invocation?.settled === false) invocation.fail(this, failure);
  }

  #notBegun(invocation: Invocation | undefined): void {
    this.#giveUp();
    if (invocation && !invocation.settled) this.#owner.notBegun([invocation]);
  }

  #release(): void {
    // Nothing runs: user code that got at the connection said that something has ended.
    if (this.#current === undefined) return;
    this.#deadline.clear();
    const next = this.#ahead?.shift();
    if (next) return this.#turn(next);
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
    this.#deadline.clear();
    const environment = this.#environment;
    this.#environment = undefined;
    this.#current = undefined;
    this.#owner.gone(this);
    const notBegun = this.#ahead?.rest() ?? [];
    if (notBegun.length > 0) this.#owner.notBegun(notBegun);
    return environment;
  }
}
