import { Readable } from 'node:stream';
import type { Ids } from '../../model/base/ids.ts';
import type {
  InvocationReport,
  InvocationResult,
  InvokeCall,
  LambdaInvoker,
  StreamingResult,
} from '../../model/lambda/invocation.ts';
import type { Model } from '../../model/definition/model.ts';
import { type MockContext, mockContext } from './mock-context.ts';

/**
 * Answers in a function's place, in the process of the test. A handler as Lambda takes it fits, typed with `@types/aws-lambda` or not. What it
 * throws is a failure of the function.
 */
export type MockHandler<Event = unknown> = (event: Event, context: MockContext, callback: MockCallback) => unknown;

/** The third parameter of a handler that returns no promise. */
export type MockCallback = (error?: Error | string | null, result?: unknown) => void;

/** Lambda with some functions answered by the test; the others run as always. Events and results cross as JSON, as they do on AWS. */
export class MockedFunctions implements LambdaInvoker {
  readonly #lambda: LambdaInvoker;
  readonly #ids: Ids;
  readonly #model: () => Model;
  readonly #handlers = new Map<string, MockHandler<never>>();
  #running = 0;

  constructor(lambda: LambdaInvoker, ids: Ids, model: () => Model) {
    this.#lambda = lambda;
    this.#ids = ids;
    this.#model = model;
  }

  /** The last handler given for a function answers. Returns what undoes it. */
  mock(functionName: string, handler: MockHandler<never>): () => void {
    const before = this.#handlers.get(functionName);
    this.#handlers.set(functionName, handler);
    return () => {
      if (this.#handlers.get(functionName) !== handler) return;
      if (before === undefined) this.#handlers.delete(functionName);
      else this.#handlers.set(functionName, before);
    };
  }

  /** Undoes every mock. */
  forget(): void {
    this.#handlers.clear();
  }

  /** Mocks that have not answered yet. */
  get running(): number {
    return this.#running;
  }

  invoke(call: InvokeCall): Promise<InvocationResult> {
    const handler = this.#handlers.get(call.functionName);
    return handler === undefined ? this.#lambda.invoke(call) : this.#answer(handler, call);
  }

  async invokeStreaming(call: InvokeCall): Promise<StreamingResult> {
    const handler = this.#handlers.get(call.functionName);
    if (handler === undefined) return this.#lambda.invokeStreaming(call);
    const result = await this.#answer(handler, call);
    return {
      requestId: result.requestId,
      contentType: 'application/json',
      body: Readable.from([Buffer.from(result.payload)]),
      finished: Promise.resolve(result),
    };
  }

  async invokeAsync(call: InvokeCall): Promise<string> {
    const handler = this.#handlers.get(call.functionName);
    if (handler === undefined) return this.#lambda.invokeAsync(call);
    const requestId = call.requestId ?? this.#ids.uuid();
    // As Lambda does, the caller has its answer before the function has run.
    setImmediate(() => void this.#answer(handler, { ...call, requestId }));
    return requestId;
  }

  async #answer(handler: MockHandler<never>, call: InvokeCall): Promise<InvocationResult> {
    const requestId = call.requestId ?? this.#ids.uuid();
    const began = performance.now();
    const done = { requestId, executedVersion: '$LATEST' };
    this.#running += 1;
    try {
      const event: unknown = JSON.parse(call.payload ?? JSON.stringify(call.event ?? null));
      const context = mockContext(call.functionName, this.#model(), requestId);
      const result = await called(handler as MockHandler, event, context);
      return { ...done, payload: JSON.stringify(result) ?? 'null', report: reportOf(began, 'success') };
    } catch (error) {
      const payload = JSON.stringify(failureOf(error));
      return { ...done, payload, functionError: 'Unhandled', report: reportOf(began, 'error') };
    } finally {
      this.#running -= 1;
    }
  }
}

/** A handler that takes a callback and returns nothing answers through it, as in Lambda. */
function called(handler: MockHandler, event: unknown, context: MockContext): unknown {
  return new Promise((resolve, reject) => {
    const callback: MockCallback = (error, result) => {
      if (error === undefined || error === null) resolve(result);
      else reject(error instanceof Error ? error : new Error(error));
    };
    const returned = handler(event, context, callback);
    if (handler.length < 3 || returned !== undefined) resolve(returned);
  });
}

function failureOf(error: unknown): object {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
}

function reportOf(began: number, status: InvocationReport['status']): InvocationReport {
  const durationMs = performance.now() - began;
  return {
    durationMs,
    billedMs: Math.ceil(durationMs),
    memorySizeMb: 128,
    maxMemoryUsedMb: 0,
    status,
    logLines: () => [],
  };
}
