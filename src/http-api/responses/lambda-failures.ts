import { GatewayError } from '../../model/http/gateway-error.ts';
import type { GatewayErrorType } from '../../model/http/gateway-error.ts';
import type { LambdaServiceError, LambdaServiceErrorCode } from '../../model/lambda/invocation.ts';

/** What each refusal of Lambda to run a function becomes (observed): a throttled function is 503, a missing or forbidden one 500. */
const KINDS: Readonly<Record<LambdaServiceErrorCode, GatewayErrorType>> = {
  ResourceNotFoundException: 'API_CONFIGURATION_ERROR',
  TooManyRequestsException: 'FUNCTION_THROTTLED',
  RequestTooLargeException: 'REQUEST_TOO_LARGE',
  InvalidRequestContentException: 'API_CONFIGURATION_ERROR',
  ServiceException: 'API_CONFIGURATION_ERROR',
};

/** The status of Lambda's own answer, for `$context.integration.integrationStatus`. */
export const LAMBDA_STATUSES: Readonly<Record<LambdaServiceErrorCode, number>> = {
  ResourceNotFoundException: 404,
  TooManyRequestsException: 429,
  RequestTooLargeException: 413,
  InvalidRequestContentException: 500,
  ServiceException: 500,
};

/** The gateway's failure for a call that Lambda refused. A function that ran and failed is none of these. */
export function lambdaFailure(error: LambdaServiceError): GatewayError {
  return new GatewayError(KINDS[error.code], { reason: `Lambda refused the call: ${error.message}`, cause: error });
}
