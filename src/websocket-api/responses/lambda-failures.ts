import { GatewayError } from '../../model/http/gateway-error.ts';
import type { GatewayErrorType } from '../../model/http/gateway-error.ts';
import type { LambdaServiceError, LambdaServiceErrorCode } from '../../model/lambda/invocation.ts';

/** What each refusal of Lambda to run a function becomes: a throttled function, or an API that is not configured (no such function, no permission). */
const KINDS: Readonly<Record<LambdaServiceErrorCode, GatewayErrorType>> = {
  ResourceNotFoundException: 'API_CONFIGURATION_ERROR',
  TooManyRequestsException: 'FUNCTION_THROTTLED',
  RequestTooLargeException: 'API_CONFIGURATION_ERROR',
  InvalidRequestContentException: 'API_CONFIGURATION_ERROR',
  ServiceException: 'API_CONFIGURATION_ERROR',
};

/** The gateway's failure for a call that Lambda refused. A function that ran and failed is none of these. */
export function lambdaFailure(error: LambdaServiceError): GatewayError {
  return new GatewayError(KINDS[error.code], { reason: `Lambda refused the call: ${error.message}`, cause: error });
}
