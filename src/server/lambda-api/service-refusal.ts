import type { LambdaServiceError, LambdaServiceErrorCode } from '../../model/lambda/invocation.ts';

/** The Lambda service says no: status, error type and body as on AWS (docs/aws/lambda.md#invoke-api). */
export class Refusal extends Error {
  constructor(
    readonly statusCode: number,
    readonly type: string,
    /** `message` or, with some errors, `Message`: as their models spell it. */
    readonly body: Readonly<Record<string, string>>,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(body['message'] ?? body['Message'] ?? type);
    this.name = type;
  }
}

/** Parameters that are not what the model asks for. */
export function invalidParameter(message: string): Refusal {
  return new Refusal(400, 'InvalidParameterValueException', { Type: 'User', message });
}

/** A value that the API's model excludes before the service itself sees it. */
export function failsValidation(value: string, member: string, constraint: string): Refusal {
  const message = `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${constraint}`;
  return new Refusal(400, 'ValidationException', { message });
}

/** What is invoked has a version in its name. */
export function functionNotFound(arn: string): Refusal {
  return notFound(`Function not found: ${arn}${/:function:[^:]+$/.test(arn) ? ':$LATEST' : ''}`);
}

/** What is only read about has one where the caller names it (seen in many reports of GetFunction's error). */
export function functionNotKnown(arn: string): Refusal {
  return notFound(`Function not found: ${arn}`);
}

export function tooLarge(bytes: number, invocationType: string, limit: number): Refusal {
  const message = `${bytes} byte payload is too large for the ${invocationType} invocation type (limit ${limit} bytes)`;
  return new Refusal(413, TOO_LARGE, { message, Type: 'User' });
}

/** The code that SDKs report, which is not the name in the service's model (docs/aws/lambda.md#invoke-api). */
const TOO_LARGE = 'RequestEntityTooLargeException';

/** The client left before its event was whole. */
export function brokenOff(cause: unknown): Refusal {
  const message = `Could not read the request: ${cause instanceof Error ? cause.message : String(cause)}`;
  return new Refusal(400, 'InvalidRequestContentException', { message, Type: 'User' });
}

/** How the API words a refusal of the invoker. */
export function refusalOf(error: LambdaServiceError): Refusal {
  return RENDERED[error.code](error.message);
}

const RENDERED: Readonly<Record<LambdaServiceErrorCode, (message: string) => Refusal>> = {
  ResourceNotFoundException: notFound,
  FunctionNotRunHere: (message) => new Refusal(501, 'FunctionNotRunHere', { message, Type: 'User' }),
  InvalidRequestContentException: (message) =>
    new Refusal(400, 'InvalidRequestContentException', { message, Type: 'User' }),
  RequestTooLargeException: (message) => new Refusal(413, TOO_LARGE, { message, Type: 'User' }),
  TooManyRequestsException: (message) =>
    new Refusal(
      429,
      'TooManyRequestsException',
      { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded', Type: 'User', message },
      // Seconds; the value is unproven.
      { 'Retry-After': '1' },
    ),
  ServiceException: (message) => new Refusal(500, 'ServiceException', { Type: 'Service', Message: message }),
};

function notFound(message: string): Refusal {
  return new Refusal(404, 'ResourceNotFoundException', { Message: message, Type: 'User' });
}
