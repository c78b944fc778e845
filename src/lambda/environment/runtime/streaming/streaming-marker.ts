import { FunctionFailure } from '../../../function-failure.ts';
import { HttpResponseStream } from './http-response-stream.ts';
import type { Handler } from '../load-handler.ts';

const MARKER = Symbol.for('aws.lambda.runtime.handler.streaming');
const HIGH_WATER_MARK = Symbol.for('aws.lambda.runtime.handler.streaming.highWaterMark');

type Marked = Handler & { [MARKER]?: unknown; [HIGH_WATER_MARK]?: unknown };

/**
 * Puts the `awslambda` global in place, unless the function's variables say not to (docs/aws/lambda.md#handler-contract and
 * docs/aws/lambda.md#streaming-handlers).
 */
export function installAwsLambda(extra: Readonly<Record<string, unknown>>): void {
  const setting = process.env['AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA'];
  if (setting === '1' || setting === 'true') return;
  const awslambda = { streamifyResponse, HttpResponseStream, ...extra };
  Object.assign(globalThis, { awslambda });
}

/** Whether the handler writes a stream. Throws `FunctionFailure` for a marker of another kind. */
export function isStreaming(handler: Handler): boolean {
  const marker = (handler as Marked)[MARKER];
  if (marker === undefined || marker === null || marker === false) return false;
  if (marker === 'response') return true;
  throw new FunctionFailure('Runtime.MalformedStreamingHandler', 'Only response streaming is supported.');
}

/** Bytes after which `write` asks to wait, when the handler set a number. */
export function highWaterMarkOf(handler: Handler): number | undefined {
  const bytes = Number((handler as Marked)[HIGH_WATER_MARK] ?? Number.NaN);
  return Number.isNaN(bytes) ? undefined : bytes;
}

function streamifyResponse(handler: Marked, options?: { readonly highWaterMark?: unknown }): Handler {
  handler[MARKER] = 'response';
  if (typeof options?.highWaterMark === 'number') handler[HIGH_WATER_MARK] = Math.trunc(options.highWaterMark);
  return handler;
}
