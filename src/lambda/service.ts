import type { Clock } from '../model/base/clock.ts';
import { functionArn } from '../model/lambda/arn.ts';
import type { LambdaFunction } from '../model/definition/function.ts';
import type {
  FunctionBuild,
  InvocationResult,
  InvokeCall,
  LambdaInvoker,
  StreamingResult,
} from '../model/lambda/invocation.ts';
import { LambdaServiceError } from '../model/lambda/invocation.ts';
import { functionTrace } from '../model/lambda/function-trace.ts';
import type { LoadFailure } from '../model/lambda/load-failure.ts';
import { AsyncEvents } from './asynchronous.ts';
import { failureRecord } from './destination.ts';
import { eventOf } from './event-payload.ts';
import { Functions } from './functions.ts';
import type { Debuggee } from './host/environment-host.ts';
import { MAX_ASYNC_EVENT_BYTES, MAX_EVENT_BYTES } from './limits.ts';
import type { Answer } from './pool/answer.ts';
import { StreamedAnswer, WholeAnswer } from './pool/answer.ts';
import type { EnvironmentFacts } from './pool/environment-facts.ts';
import type { EnvironmentCounts } from './pool/pool-services.ts';
import { Invocation } from './pool/invocation.ts';
import { isSameEvent, type WaitsFor } from './pool/waits-for.ts';
import { whyNotRun } from './why-not-run.ts';
import type { LambdaSettings } from './settings.ts';

/** What a service has to do at a moment. */
export interface Activity {
  readonly starting: number;
  readonly running: number;
}

/** Lambda on this machine: builds the user's functions, keeps their environments, runs their events. */
export class LambdaService implements LambdaInvoker {
  readonly #settings: LambdaSettings;
  readonly #functions: Functions;
  readonly #asyncEvents: AsyncEvents;
  readonly #serviceClock: Clock;
  /** Of functions that there are or were: one text for each, whose hash is known. */
  readonly #arns = new Map<string, string>();
  readonly #awaitingBuild = new Set<InvokeCall>();

  constructor(settings: LambdaSettings) {
    this.#settings = settings;
    this.#functions = new Functions(settings);
    this.#serviceClock = settings.serviceClock ?? settings.clock;
    this.#asyncEvents = new AsyncEvents(this.#serviceClock);
  }

  /**
   * Takes events from now on; each function is built when its first one comes. Resolves at once, or with a debugger when one can connect;
   * rejects when its port is taken.
   */
  start(): Promise<void> {
    return this.#functions.start();
  }

  /** Builds every function. One that does not build does not reject; see `builds`. */
  buildAll(): Promise<void> {
    return this.#functions.buildAll();
  }

  /** Loads a built function as its first event would; resolves with why it cannot be loaded, or with `undefined`. */
  load(functionName: string): Promise<LoadFailure | undefined> {
    return this.#functions.load(functionName);
  }

  /**
   * The definition changed: gives new environments to functions that changed, and to those only; to all of them when the variables that they
   * share changed.
   */
  update(functions: Readonly<Record<string, LambdaFunction>>, variablesChanged = false): void {
    this.#functions.update(functions, variablesChanged);
  }

  /** Builds of before no longer count: every function is built again, at once or when it is needed. */
  rebuild(): void {
    this.#functions.rebuild();
  }

  /** The last build of every function that was built, with its problems. */
  builds(): FunctionBuild[] {
    return this.#functions.builds();
  }

  /** How many environments each function has, and how many of them are busy. */
  environments(): Record<string, EnvironmentCounts> {
    return this.#functions.environments();
  }

  /** The environments of a function, the oldest first. */
  environmentsOf(name: string): EnvironmentFacts[] {
    return this.#functions.environmentsOf(name);
  }

  /** Events that have not begun to run yet, because their function is being built or loaded or because they queue, and those that run. */
  activity(): Activity {
    let starting = this.#awaitingBuild.size;
    let running = 0;
    for (const { busy, loading, waiting } of Object.values(this.environments())) {
      starting += loading + waiting;
      running += busy - loading;
    }
    return { starting, running };
  }

  /** How many environments of a function run or load. */
  busy(functionName: string): number {
    return this.#functions.pool(functionName)?.counts().busy ?? 0;
  }

  /** What keeps a function from running an event that it was given, as the caller has it; `undefined` where it runs. */
  waitsFor(functionName: string, event: unknown): WaitsFor | undefined {
    for (const call of this.#awaitingBuild) {
      if (call.functionName === functionName && isSameEvent(call.event ?? call.payload, event)) return 'build';
    }
    return this.#functions.pool(functionName)?.waitsFor(event);
  }

  /** Ends the environments of a function that wait for an event, so that its next one starts cold. */
  endWarm(functionName: string): void {
    this.#functions.pool(functionName)?.retire(Number.POSITIVE_INFINITY);
  }

  /** Address that a debugger connects to; `undefined` without `inspectPort`. */
  inspectorUrl(): string | undefined {
    return this.#functions.inspectorUrl();
  }

  /** Where debuggers connect; empty without `inspectPort`. */
  debuggers(): Debuggee[] {
    return this.#functions.debuggers();
  }

  invoke(call: InvokeCall): Promise<InvocationResult> {
    return new Promise((resolve, reject) => {
      this.#submit(call, call.requestId ?? this.#settings.ids.uuid(), new WholeAnswer(resolve), reject);
    });
  }

  invokeStreaming(call: InvokeCall): Promise<StreamingResult> {
    return new Promise((resolve, reject) => {
      this.#submit(call, call.requestId ?? this.#settings.ids.uuid(), new StreamedAnswer(resolve), reject);
    });
  }

  async invokeAsync(call: InvokeCall): Promise<string> {
    const lambda = this.#functions.definition(call.functionName) ?? this.#refuse(call.functionName);
    const event = structuredClone(eventOf(call, MAX_ASYNC_EVENT_BYTES, 'Event'));
    const requestId = call.requestId ?? this.#settings.ids.uuid();
    const { payload: _payload, ...rest } = call;
    this.#asyncEvents.accept({
      attempt: () =>
        new Promise((resolve, reject) =>
          this.#submit({ ...rest, event, unattended: true }, requestId, new WholeAnswer(resolve), reject),
        ),
      gaveUp: (condition, attempts, last) => {
        if (lambda.onFailure === undefined) return;
        const arn = functionArn(this.#settings.region, this.#settings.accountId, lambda.name);
        const at = this.#serviceClock.now();
        const record = failureRecord({
          at,
          requestId,
          functionArn: arn,
          condition,
          attempts,
          requestPayload: event,
          last,
        });
        // The destination is another function of the configuration; if it was removed meanwhile the record has nowhere to go.
        this.invokeAsync({ functionName: lambda.onFailure, event: record }).catch(() => undefined);
      },
    });
    return requestId;
  }

  /**
   * Ends every environment and removes the builds. Invocations under way get `graceMs` milliseconds to end, and fail then; asynchronous
   * events that wait for another attempt are forgotten.
   */
  async close(graceMs = 0): Promise<void> {
    this.#asyncEvents.close();
    await this.#functions.close(graceMs);
  }

  /** An event that comes while its function is being built waits for the build. */
  #submit(call: InvokeCall, requestId: string, answer: Answer, refuse: (error: unknown) => void): void {
    const building = this.#functions.building(call.functionName);
    if (building === undefined) return this.#begin(call, requestId, answer);
    this.#awaitingBuild.add(call);
    building
      .finally(() => this.#awaitingBuild.delete(call))
      .then(() => this.#begin(call, requestId, answer))
      .catch(refuse);
    return undefined;
  }

  #begin(call: InvokeCall, requestId: string, answer: Answer): void {
    const pool = this.#functions.pool(call.functionName);
    if (pool === undefined || pool.lambda.code.kind === 'unavailable') this.#refuse(call.functionName);
    const { ids } = this.#settings;
    const arn = this.#arnOf(call);
    pool.submit(
      new Invocation(
        {
          kind: 'invoke',
          requestId,
          event: eventOf(call, MAX_EVENT_BYTES, 'RequestResponse'),
          arn,
          trace: functionTrace(call.traceHeader, arn, ids, this.#serviceClock.now()),
          clientContext: call.clientContext,
          tenantId: call.tenantId,
          tail: call.tail,
        },
        answer,
        call.unattended,
      ),
    );
  }

  #arnOf({ functionName, qualifier }: InvokeCall): string {
    const { region, accountId } = this.#settings;
    if (qualifier !== undefined) return functionArn(region, accountId, functionName, qualifier);
    const known = this.#arns.get(functionName);
    if (known !== undefined) return known;
    const arn = functionArn(region, accountId, functionName);
    this.#arns.set(functionName, arn);
    return arn;
  }

  /** No such function, one that cannot run here, or one that is no more because the emulator stops. */
  #refuse(functionName: string): never {
    const lambda = this.#functions.definition(functionName);
    if (lambda?.code.kind === 'unavailable') {
      throw new LambdaServiceError('FunctionNotRunHere', whyNotRun(lambda, lambda.code.why));
    }
    if (lambda) {
      throw new LambdaServiceError('ServiceException', 'The emulator is stopping.');
    }
    const arn = functionArn(this.#settings.region, this.#settings.accountId, functionName);
    throw new LambdaServiceError('ResourceNotFoundException', `Function not found: ${arn}:$LATEST`);
  }
}
