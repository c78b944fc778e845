import { LambdaServiceError } from '../../src/model/lambda/invocation.ts';
import type {
  InvocationResult,
  InvokeCall,
  LambdaInvoker,
  StreamingResult,
} from '../../src/model/lambda/invocation.ts';
import { invocationResult } from '../invocation-result.ts';

type Handler = (event: unknown) => unknown;

/** Functions by name, run in place. What they return or throw becomes a payload as in Lambda. */
export class FakeLambda implements LambdaInvoker {
  readonly calls: InvokeCall[] = [];
  readonly #handlers: Record<string, Handler>;

  constructor(handlers: Record<string, Handler>) {
    this.#handlers = handlers;
  }

  /** Events that the function received, oldest first. */
  eventsOf(functionName: string): Record<string, unknown>[] {
    return this.calls
      .filter((call) => call.functionName === functionName)
      .map((call) => call.event as Record<string, unknown>);
  }

  async invoke(call: InvokeCall): Promise<InvocationResult> {
    this.calls.push(structuredClone(call));
    const handler = this.#handlers[call.functionName];
    if (!handler) throw new LambdaServiceError('ResourceNotFoundException', `Function not found: ${call.functionName}`);
    const event: unknown = call.payload === undefined ? structuredClone(call.event) : JSON.parse(call.payload);
    try {
      return invocationResult(JSON.stringify((await handler(event)) ?? null));
    } catch (error) {
      if (error instanceof LambdaServiceError) throw error;
      const { name, message } = error as Error;
      const payload = JSON.stringify({ errorType: name, errorMessage: message, trace: [] });
      return invocationResult(payload, { functionError: 'Unhandled' });
    }
  }

  invokeStreaming(): Promise<StreamingResult> {
    throw new Error('WebSocket APIs do not stream');
  }

  invokeAsync(): Promise<string> {
    throw new Error('WebSocket APIs do not invoke asynchronously');
  }
}
