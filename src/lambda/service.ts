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
import { AsyncEvents } from './asynchronous.ts';
import { failureRecord } from './destination.ts';
import { eventOf } from './event-payload.ts';
import { Functions } from './functions.ts';
import { MAX_ASYNC_EVENT_BYTES, MAX_EVENT_BYTES } from './limits.ts';
import type { Answer } from './pool/answer.ts';
import { StreamedAnswer, WholeAnswer } from './pool/answer.ts';
import type { FunctionPool } from './pool/function-pool.ts';
import type { EnvironmentCounts } from './pool/pool-services.ts';
import { Invocation } from './pool/invocation.ts';
import type { LambdaSettings } from './settings.ts';

/** Lambda on this machine: builds the user's functions, keeps their environments, runs their events. */
export class LambdaService implements LambdaInvoker {
  readonly #settings: LambdaSettings;
  readonly #functions: Functions;
  readonly #asyncEvents: AsyncEvents;

  constructor(settings: LambdaSettings) {
    this.#settings = settings;
    this.#functions = new Functions(settings);
    this.#asyncEvents = new AsyncEvents(settings.clock);
  }

  /** Builds every function and, with `watch`, watches their sources. A function that does not build does not reject. */
  start(): Promise<void> {
    return this.#functions.start();
  }

  /**
   * The definition changed: builds what is new, and gives new environments to functions that changed, and to those only; to all of them
   * when the variables that they share changed.
   */
  update(functions: Readonly<Record<string, LambdaFunction>>, variablesChanged = false): Promise<void> {
    return this.#functions.update(functions, variablesChanged);
  }

  /** The last build of every function, with its problems. */
  builds(): FunctionBuild[] {
    return this.#functions.builds();
  }

  /** How many environments each function has, and how many of them are busy. */
  environments(): Record<string, EnvironmentCounts> {
    return this.#functions.environments();
  }

  /** How many environments of a function run or load. */
  busy(functionName: string): number {
    return this.#functions.pool(functionName)?.counts().busy ?? 0;
  }

  /** Address that a debugger connects to; `undefined` without `inspectPort`. */
  inspectorUrl(): string | undefined {
    return this.#functions.inspectorUrl();
  }

  invoke(call: InvokeCall): Promise<InvocationResult> {
    return new Promise((resolve) => {
      this.#submit(call, call.requestId ?? this.#settings.ids.uuid(), new WholeAnswer(resolve));
    });
  }

  invokeStreaming(call: InvokeCall): Promise<StreamingResult> {
    return new Promise((resolve) => {
      this.#submit(call, call.requestId ?? this.#settings.ids.uuid(), new StreamedAnswer(resolve));
    });
  }

  async invokeAsync(call: InvokeCall): Promise<string> {
    const { lambda } = this.#poolOf(call.functionName);
    const event = structuredClone(eventOf(call, MAX_ASYNC_EVENT_BYTES, 'Event'));
    const requestId = call.requestId ?? this.#settings.ids.uuid();
    const { payload: _payload, ...rest } = call;
    this.#asyncEvents.accept({
      attempt: () => new Promise((resolve) => this.#submit({ ...rest, event }, requestId, new WholeAnswer(resolve))),
      gaveUp: (condition, attempts, last) => {
        if (lambda.onFailure === undefined) return;
        const arn = functionArn(this.#settings.region, this.#settings.accountId, lambda.name);
        const at = this.#settings.clock.now();
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

  #submit(call: InvokeCall, requestId: string, answer: Answer): void {
    const pool = this.#poolOf(call.functionName);
    pool.submit(
      new Invocation(
        {
          kind: 'invoke',
          requestId,
          event: eventOf(call, MAX_EVENT_BYTES, 'RequestResponse'),
          arn: functionArn(this.#settings.region, this.#settings.accountId, call.functionName, call.qualifier),
          trace: call.traceHeader ?? this.#traceHeader(),
          clientContext: call.clientContext,
          tenantId: call.tenantId,
        },
        answer,
      ),
    );
  }

  #poolOf(functionName: string): FunctionPool {
    const pool = this.#functions.pool(functionName);
    if (pool) return pool;
    const arn = functionArn(this.#settings.region, this.#settings.accountId, functionName);
    throw new LambdaServiceError('ResourceNotFoundException', `Function not found: ${arn}:$LATEST`);
  }

  #traceHeader(): string {
    const { clock, ids } = this.#settings;
    return `Root=${ids.traceRoot(clock.now())};Parent=${ids.segment()};Sampled=0`;
  }
}
