import { GatewayError } from '../../model/http/gateway-error.ts';
import type { GatewayErrorType } from '../../model/http/gateway-error.ts';
import { LambdaServiceError } from '../../model/lambda/invocation.ts';
import type { LambdaServiceErrorCode } from '../../model/lambda/invocation.ts';

interface LambdaFailure {
  readonly kind: GatewayErrorType;
  /** Of Lambda's own answer: `$context.integration.integrationStatus`. */
  readonly serviceStatus: number;
}

/** What Lambda's refusals to run a function become (observed): a throttled function is 503, a missing or forbidden one 500. */
const LAMBDA_FAILURES: Readonly<Record<LambdaServiceErrorCode, LambdaFailure>> = {
  TooManyRequestsException: { kind: 'FUNCTION_THROTTLED', serviceStatus: 429 },
  ServiceException: { kind: 'API_CONFIGURATION_ERROR', serviceStatus: 500 },
  RequestTooLargeException: { kind: 'EVENT_TOO_LARGE', serviceStatus: 413 },
  InvalidRequestContentException: { kind: 'API_CONFIGURATION_ERROR', serviceStatus: 500 },
  FunctionNotRunHere: { kind: 'NOT_RUN_HERE', serviceStatus: 501 },
  ResourceNotFoundException: { kind: 'API_CONFIGURATION_ERROR', serviceStatus: 404 },
};

/** What the client gets when Lambda refuses to run the function. Other errors come back as they are. */
export function lambdaFailure(error: unknown): unknown {
  if (!(error instanceof LambdaServiceError)) return error;
  const { kind } = LAMBDA_FAILURES[error.code];
  const clientMessage = kind === 'NOT_RUN_HERE' ? { clientMessage: error.message } : {};
  return new GatewayError(kind, {
    reason: `Lambda refused the call: ${error.message}`,
    cause: error,
    ...clientMessage,
  });
}

/** The status with which Lambda refused; `undefined` for other errors. */
export function lambdaStatus(error: unknown): number | undefined {
  return error instanceof LambdaServiceError ? LAMBDA_FAILURES[error.code].serviceStatus : undefined;
}
