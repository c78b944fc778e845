import type { Readable } from 'node:stream';
import type { Problem } from '../base/position.ts';
import type { ThrownError } from './thrown-error.ts';

/** Lambda as its callers see it: Invoke and InvokeWithResponseStream, without HTTP. */
export interface LambdaInvoker {
  /**
   * Invokes synchronously and resolves when the function has answered, failed or timed out. A failing function is a result with
   * `functionError`, not an exception. Rejects with `LambdaServiceError` where Lambda itself refuses.
   */
  invoke(call: InvokeCall): Promise<InvocationResult>;
  /** Resolves when the response's head is known (first byte, end or failure), while the body still arrives. */
  invokeStreaming(call: InvokeCall): Promise<StreamingResult>;
  /** Accepts the event and returns its request id at once; retries and on-failure function follow Lambda's rules. */
  invokeAsync(call: InvokeCall): Promise<string>;
}

export interface InvokeCall {
  readonly functionName: string;
  readonly qualifier?: string;
  /**
   * The event: a plain JSON object without `undefined` members (crosses to the environment once, by structured clone), or raw JSON
   * text as `payload`. Exactly one of the two.
   */
  readonly event?: unknown;
  readonly payload?: string;
  /** `context.awsRequestId`; one is made when absent. */
  readonly requestId?: string;
  /** `X-Amzn-Trace-Id` value; one is made when absent. */
  readonly traceHeader?: string;
  /** Already parsed client context of the Invoke API. */
  readonly clientContext?: unknown;
  /** Tenant of a tenant-isolated function. */
  readonly tenantId?: string;
  /** The answer comes with the end of the log, and with what the next turn of the event loop logs. */
  readonly tail?: boolean;
  /** The caller does not wait for the answer: the event is queued, whatever the length of the queue. Reserved concurrency refuses it all the same. */
  readonly unattended?: boolean;
}

export interface InvocationResult {
  /** `context.awsRequestId`. */
  readonly requestId: string;
  /** The JSON text that the runtime returned, byte for byte; on failure the error object's JSON text. */
  readonly payload: string;
  /** Set when the function failed in any way (threw, timed out, crashed, too large). */
  readonly functionError?: 'Unhandled';
  readonly executedVersion: string;
  readonly report: InvocationReport;
}

/** What a REPORT line says, and the log lines before it. */
export interface InvocationReport {
  readonly durationMs: number;
  readonly billedMs: number;
  /** Present on a cold start. */
  readonly initMs?: number;
  readonly memorySizeMb: number;
  readonly maxMemoryUsedMb: number;
  readonly status: 'success' | 'error' | 'timeout';
  /** Finished lines in the format of the function's settings, START, END and REPORT included; formatted only when asked for. */
  logLines(): readonly string[];
}

export interface StreamingResult {
  readonly requestId: string;
  /** `Content-Type` the function set; `application/vnd.awslambda.http-integration-response` announces a metadata prelude. */
  readonly contentType: string;
  /** Raw bytes, prelude included. Destroyed with an error when the function fails midway. */
  readonly body: Readable;
  /** Settles when the invocation is over. */
  readonly finished: Promise<InvocationResult>;
}

export type LambdaServiceErrorCode =
  | 'ResourceNotFoundException'
  /** Not Lambda's: the function's code is not here, or nothing here can run it. */
  | 'FunctionNotRunHere'
  | 'TooManyRequestsException'
  | 'RequestTooLargeException'
  | 'InvalidRequestContentException'
  | 'ServiceException';

/** Lambda refused to run the function (Invoke would answer 4xx or 5xx). */
export class LambdaServiceError extends Error {
  constructor(
    readonly code: LambdaServiceErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = code;
  }
}

/** One function's build. `problems` has no error when it succeeded. */
export interface FunctionBuild {
  readonly functionName: string;
  readonly problems: readonly Problem[];
  /** Milliseconds. */
  readonly tookMs: number;
  /** What answers events now: what this build made, the last good one before it, or nothing that works. */
  readonly serves: 'this' | 'last good' | 'nothing';
}

/** One line that a handler wrote, as it happened; for the terminal. */
export interface LogRecord {
  readonly functionName: string;
  readonly requestId: string | undefined;
  readonly level: 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'FATAL' | 'PLATFORM' | 'RAW';
  /** Finished line without its line end. */
  readonly line: string;
  /** Of a line by which the runtime reports an error: the error itself. */
  readonly thrown?: ThrownError;
  /** What gw-emulate says of what the function did. Lambda writes no such line: it is in no log and no report. */
  readonly advice?: true;
}
