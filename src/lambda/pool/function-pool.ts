import type { LambdaFunction } from '../../model/definition/function.ts';
import { LambdaServiceError } from '../../model/lambda/invocation.ts';
import type { FunctionCodeState } from '../bundle/built-function.ts';
import type { ToEnvironment } from '../environment/protocol.ts';
import { CodeRenewal } from './code-renewal.ts';
import { stopped } from './failures.ts';
import { failAtOnce } from './fail-at-once.ts';
import type { Invocation } from './invocation.ts';
import { MAX_CONCURRENT } from '../limits.ts';
import { type EnvironmentFacts, environmentsOf, eventsUnderWay } from './environment-facts.ts';
import { countsOf, type EnvironmentCounts, type PoolServices } from './pool-services.ts';
import { PATIENCE_MS, QuickEvents } from './ahead/quick-events.ts';
import { Slot } from './slot.ts';
import type { SlotOwner } from './slot-owner.ts';
import { waitsFor } from './waits-for.ts';
import type { BudgetedPool } from './warm-budget.ts';

/** The environments of one function: one event at a time in each, as many of them as concurrency asks for. */
export class FunctionPool implements SlotOwner<Slot>, BudgetedPool {
  readonly #services: PoolServices;
  readonly #slots = new Set<Slot>();
  readonly #loading = new Set<Slot>();
  /** The one used last is used next, so that the others become old and can be retired. */
  readonly #idle: Slot[] = [];
  readonly #waiting: Invocation[] = [];
  readonly #quick: QuickEvents;
  /** `/tmp` of environments that failed: it outlives a timeout and a crash (docs/aws/lambda.md#life-cycle, observed). */
  readonly #leftFolders: string[] = [];
  #lambda: LambdaFunction;
  #code: FunctionCodeState;
  #cancelStart: (() => void) | undefined;
  #initFailing = false;
  readonly #renewal = new CodeRenewal(() => this.#renewed());
  #closed = false;
  /** Called when an environment became free or is gone. */
  #quieter: (() => void) | undefined;

  constructor(lambda: LambdaFunction, code: FunctionCodeState, services: PoolServices) {
    this.#lambda = lambda;
    this.#code = code;
    this.#services = services;
    this.#quick = new QuickEvents(services.clock, this.#slots, (invocations) => this.notBegun(invocations));
  }

  get lambda(): LambdaFunction {
    return this.#lambda;
  }

  readonly counts = (): EnvironmentCounts => countsOf(this.#slots, this.#loading, this.#idle, this.#waiting);
  readonly environments = (): EnvironmentFacts[] => environmentsOf(this.#slots, this.#loading, this.#idle);

  readonly waitsFor = (event: unknown): ReturnType<typeof waitsFor> =>
    waitsFor(event, { waiting: this.#waiting, loading: this.#loading, slots: this.#slots });

  /** Entry outputs that environments still run. */
  codeInUse(): string[] {
    return [...this.#slots].map((slot) => slot.code.file);
  }

  /** Runs it now, or when an environment becomes free. Throws `LambdaServiceError` when as many run as may at once. */
  submit(invocation: Invocation): void {
    if (this.#closed) throw new LambdaServiceError('ServiceException', 'The emulator is stopping.');
    if (this.#waiting.length === 0 && this.#mayFollow(invocation)) return;
    const idle = this.#idle.pop();
    if (idle) return this.#run(idle, invocation);
    if (eventsUnderWay(this.#slots, this.#idle, this.#waiting) >= this.#limitFor(invocation)) {
      throw new LambdaServiceError('TooManyRequestsException', 'Rate Exceeded.');
    }
    if (this.#mayStart()) this.#start(invocation);
    else this.#waiting.push(invocation);
  }

  /** From now on events go to new environments; those under way end where they are. */
  replace(lambda: LambdaFunction, code: FunctionCodeState): void {
    this.#lambda = lambda;
    this.#code = code;
    this.#initFailing = false;
    this.#quick.forget();
    this.#removeFolders(this.#leftFolders.splice(0));
    this.#endAll(this.#idle.splice(0));
  }

  /** Ends environments that have been free since before that time. */
  retire(before: number): void {
    const recent = this.#idle.findIndex((slot) => slot.idleSince >= before);
    this.#endAll(this.#idle.splice(0, recent === -1 ? this.#idle.length : recent));
  }

  idleSince(): number | undefined {
    return this.#idle[0]?.idleSince;
  }

  endLongestIdle(): void {
    void this.#idle.shift()?.end();
  }

  /** To every environment. */
  broadcast(message: ToEnvironment): void {
    for (const slot of this.#slots) slot.send(message);
  }

  /** Resolves when no invocation runs or waits. Calls that come meanwhile are taken. */
  async drain(): Promise<void> {
    while (this.#busy()) {
      await new Promise<void>((resolve) => {
        this.#quieter = resolve;
      });
    }
  }

  /** Resolves when every environment is gone. Invocations that run or wait fail. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#idle.length = 0;
    this.#quick.close();
    this.#cancelStart?.();
    for (const invocation of this.#waiting.splice(0))
      this.#failAtOnce(invocation, stopped(invocation.requestId).payload);
    this.#removeFolders(this.#leftFolders.splice(0));
    await Promise.all([...this.#slots].map((slot) => slot.end()));
  }

  loaded(slot: Slot): void {
    this.#loading.delete(slot);
    // It may be free for all that wait before another one is loaded.
    if (!this.#services.timeouts) this.#startWaiting();
    else if (this.#waiting.length > 0) this.#startLater();
  }

  free(slot: Slot): void {
    if (!this.#isCurrent(slot)) {
      void slot.end();
      return;
    }
    this.#initFailing = false;
    const next = this.#waiting.shift();
    if (next) return this.#run(slot, next);
    this.#idle.push(slot);
    this.#services.warm.freed();
    this.#quieter?.();
  }

  leaves(slot: Slot): void {
    if (this.#isCurrent(slot)) this.#leftFolders.push(slot.temporaryFolder);
    else this.#removeFolders([slot.temporaryFolder]);
  }

  gone(slot: Slot): void {
    if (this.#slots.delete(slot)) slot.share.gone();
    this.#loading.delete(slot);
    this.#quick.gone(slot);
    const index = this.#idle.indexOf(slot);
    if (index !== -1) this.#idle.splice(index, 1);
    if (!slot.initialised && slot.code === this.#code) this.#initFailing = true;
    if (!this.#closed) this.#startWaiting();
    this.#quieter?.();
  }

  took(milliseconds: number): void {
    this.#quick.took(milliseconds);
  }

  hasNewCode(slot: Slot): boolean {
    if (this.#renewal.isUnderWay || slot.code !== this.#code) return true;
    return this.#renewal.begin(this.#services.rebuilding(this.#lambda.name));
  }

  /** They come before those that wait. */
  notBegun(invocations: readonly Invocation[]): void {
    if (this.#closed) {
      for (const invocation of invocations) this.#failAtOnce(invocation, stopped(invocation.requestId).payload);
      return;
    }
    this.#waiting.unshift(...invocations);
    while (this.#waiting.length > 0) {
      const idle = this.#idle.pop();
      const next = idle && this.#waiting.shift();
      if (!idle || !next) break;
      this.#run(idle, next);
    }
    this.#startWaiting();
  }

  #run(slot: Slot, invocation: Invocation): void {
    slot.run(invocation);
    this.#quick.began(slot);
    while (this.#waiting[0] && this.#mayFollow(this.#waiting[0])) this.#waiting.shift();
  }

  /** Reserved concurrency is a number of environments. */
  #mayFollow(invocation: Invocation): boolean {
    return this.#lambda.concurrency === undefined && this.#quick.follow(invocation);
  }

  #limitFor({ unattended }: Invocation): number {
    return this.#lambda.concurrency ?? (unattended ? Number.POSITIVE_INFINITY : MAX_CONCURRENT);
  }

  #isCurrent(slot: Slot): boolean {
    return !this.#closed && slot.code === this.#code && slot.lambda === this.#lambda;
  }

  #busy(): boolean {
    return this.#slots.size > this.#idle.length || this.#waiting.length > 0;
  }

  /** Without code no environment is needed: the answer is known. */
  #mayStart(): boolean {
    if (this.#renewal.isUnderWay) return false;
    const { maxEnvironments, maxLoading } = this.#services;
    return this.#code.kind === 'failed' || (this.#slots.size < maxEnvironments && this.#loading.size < maxLoading);
  }

  #startWaiting(): void {
    while (this.#mayStart()) {
      const next = this.#waiting.shift();
      if (!next) return;
      this.#start(next);
    }
  }

  #renewed(): void {
    this.#initFailing = false;
    if (!this.#closed) this.#startWaiting();
  }

  #startLater(): void {
    this.#cancelStart ??= this.#services.clock.after(PATIENCE_MS, () => {
      this.#cancelStart = undefined;
      this.#startWaiting();
    });
  }

  #start(invocation: Invocation): void {
    if (this.#code.kind === 'failed') return this.#failAtOnce(invocation, JSON.stringify(this.#code.error));
    const temporaryFolder = this.#leftFolders.pop() ?? this.#services.temporary.create();
    const share = this.#services.warm.started(this);
    const slot = new Slot({ lambda: this.#lambda, code: this.#code, temporaryFolder, share }, this.#services, this);
    this.#slots.add(slot);
    this.#loading.add(slot);
    slot.begin(invocation, this.#initFailing);
  }

  #failAtOnce(invocation: Invocation, payload: string): void {
    failAtOnce(invocation, payload, this.#lambda, this.#services);
  }

  #removeFolders(folders: readonly string[]): void {
    for (const folder of folders) void this.#services.temporary.remove(folder);
  }

  #endAll(slots: readonly Slot[]): void {
    for (const slot of slots) void slot.end();
  }
}
