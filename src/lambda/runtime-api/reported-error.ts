import type { IncomingMessage } from 'node:http';

/** An error that a runtime reported: the JSON text for the caller, untouched, and its type for the log. */
export interface ReportedError {
  readonly payload: string;
  readonly errorType: string;
}

/** Of `/error` and `/init/error`: the header names the type, the body is the error object. An empty body gets one of the type alone. */
export function reportedError(message: IncomingMessage, body: string): ReportedError {
  const header = message.headers['lambda-runtime-function-error-type'];
  return errorOf(typeof header === 'string' ? header : undefined, body);
}

/** Of the trailers of a streamed response; `undefined` when it ended well. The body is base64 (docs/aws/lambda.md#streaming-response). */
export function trailerError(message: IncomingMessage): ReportedError | undefined {
  const type = message.trailers['lambda-runtime-function-error-type'];
  if (type === undefined) return undefined;
  const body = message.trailers['lambda-runtime-function-error-body'] ?? '';
  return errorOf(type, Buffer.from(body, 'base64').toString());
}

function errorOf(type: string | undefined, body: string): ReportedError {
  const errorType = type ?? typeIn(body) ?? 'Runtime.Unknown';
  return { errorType, payload: body === '' ? JSON.stringify({ errorType, errorMessage: '' }) : body };
}

function typeIn(body: string): string | undefined {
  try {
    const { errorType } = JSON.parse(body) as { errorType?: unknown };
    return typeof errorType === 'string' ? errorType : undefined;
  } catch {
    return undefined;
  }
}
