import { Readable } from 'node:stream';
import type { Ids } from '../../model/base/ids.ts';
import type {
  InvocationReport,
  InvocationResult,
  InvokeCall,
  LambdaInvoker,
  StreamingResult,
} from '../../model/lambda/invocation.ts';

/** Answers in a function's place, in the process of the test. What it throws is a failure of the function. */
export type MockHandler = (event: unknown, call: { readonly functionName: string }) => unknown;

/** Lambda with some functions answered by the test; the others run as always. Events and results cross as JSON, as they do on AWS. */
export class MockedFunctions implements LambdaInvoker {
  readonly #lambda: LambdaInvoker;
  readonly #ids: Ids;
  readonly #handlers = new Map<string, MockHandler>();

  constructor(lambda: LambdaInvoker, ids: Ids) {
    this.#lambda = lambda;
    this.#ids = ids;
  }

  /** The last handler given for a function answers. Returns what undoes it. */
  mock(functionName: string, handler: MockHandler): () => void {
    const before = this.#handlers.get(functionName);
    this.#handlers.set(functionName, handler);
    return () => {
      if (this.#handlers.get(functionName) !== handler) return;
      if (before === undefined) this.#handlers.delete(functionName);
      else this.#handlers.set(functionName, before);
    };
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

  async #answer(handler: MockHandler, call: InvokeCall): Promise<InvocationResult> {
    const requestId = call.requestId ?? this.#ids.uuid();
    const began = performance.now();
    const done = { requestId, executedVersion: '$LATEST' };
    try {
      const event: unknown = JSON.parse(call.payload ?? JSON.stringify(call.event ?? null));
      const result = await handler(event, { functionName: call.functionName });
      return { ...done, payload: JSON.stringify(result) ?? 'null', report: reportOf(began, 'success') };
    } catch (error) {
      const payload = JSON.stringify(failureOf(error));
      return { ...done, payload, functionError: 'Unhandled', report: reportOf(began, 'error') };
    }
  }
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
