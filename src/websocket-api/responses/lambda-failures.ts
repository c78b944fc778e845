import { GatewayError } from '../../model/http/gateway-error.ts';
import type { GatewayErrorType } from '../../model/http/gateway-error.ts';
import { LambdaServiceError } from '../../model/lambda/invocation.ts';
import type { LambdaServiceErrorCode } from '../../model/lambda/invocation.ts';

interface LambdaFailure {
  readonly kind: GatewayErrorType;
}

/** What Lambda's refusals to run a function become: a throttled function, or an API that is not configured (no such function, no permission). */
const LAMBDA_FAILURES: Readonly<Record<LambdaServiceErrorCode, LambdaFailure>> = {
  TooManyRequestsException: { kind: 'FUNCTION_THROTTLED' },
  ServiceException: { kind: 'API_CONFIGURATION_ERROR' },
  RequestTooLargeException: { kind: 'API_CONFIGURATION_ERROR' },
  InvalidRequestContentException: { kind: 'API_CONFIGURATION_ERROR' },
  FunctionNotRunHere: { kind: 'NOT_RUN_HERE' },
  ResourceNotFoundException: { kind: 'API_CONFIGURATION_ERROR' },
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
