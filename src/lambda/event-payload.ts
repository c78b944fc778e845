import { jacksonMessage, MAX_JACKSON_DEPTH } from '../model/base/jackson-message.ts';
import { isNestedDeeper } from '../model/base/json.ts';
import type { InvokeCall } from '../model/lambda/invocation.ts';
import { LambdaServiceError } from '../model/lambda/invocation.ts';

/**
 * The event of a call, ready to cross to an environment. Throws `LambdaServiceError` for text that is not JSON and for events over the limit.
 * An empty payload is `{}` (docs/aws/lambda.md#invoke-api, observed).
 */
export function eventOf(call: InvokeCall, limit: number, invocationType: string): unknown {
  if (call.payload === undefined) {
    const { event } = call;
    requireDepth(event);
    if (mayExceed(event, limit)) requireSize(Buffer.byteLength(JSON.stringify(event)), limit, invocationType);
    return event;
  }
  if (call.payload === '') return {};
  if (call.payload.length * 3 > limit) requireSize(Buffer.byteLength(call.payload), limit, invocationType);
  const event = parsed(call.payload);
  if (call.payload.length > 2 * MAX_JACKSON_DEPTH) requireDepth(event);
  return event;
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch (error) {
    throw notJson(jacksonMessage(payload), error);
  }
}

/** The service's limit, and ours: deeper values cannot be written as JSON again by every runtime. */
function requireDepth(event: unknown): void {
  if (!isNestedDeeper(event, MAX_JACKSON_DEPTH)) return;
  throw notJson(jacksonMessage('['.repeat(MAX_JACKSON_DEPTH + 1)));
}

function notJson(message: string, cause?: unknown): LambdaServiceError {
  const text = `Could not parse request body into json: ${message}`;
  return new LambdaServiceError('InvalidRequestContentException', text, { cause });
}

function requireSize(bytes: number, limit: number, invocationType: string): void {
  if (bytes <= limit) return;
  throw new LambdaServiceError(
    'RequestTooLargeException',
    `${bytes} byte payload is too large for the ${invocationType} invocation type (limit ${limit} bytes)`,
  );
}

/**
 * Whether an event may be over the limit as JSON, found without making the JSON: everything but long strings is bounded by what a gateway
 * accepts as headers and paths, and a character of a string is at most six bytes of JSON.
 */
function mayExceed(event: unknown, limit: number): boolean {
  if (typeof event === 'string') return event.length * 6 > limit / 2;
  if (typeof event !== 'object' || event === null) return false;
  if (Array.isArray(event)) return event.length > 1000 || event.some((item) => mayExceed(item, limit));
  for (const value of Object.values(event)) {
    if (typeof value === 'string' ? value.length * 6 > limit / 2 : Array.isArray(value) && value.length > 1000)
      return true;
  }
  return false;
}
