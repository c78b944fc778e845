import { GatewayError } from '../../model/http/gateway-error.ts';
import type { GatewayErrorOptions, GatewayErrorType } from '../../model/http/gateway-error.ts';
import { LambdaServiceError } from '../../model/lambda/invocation.ts';
import type { LambdaServiceErrorCode } from '../../model/lambda/invocation.ts';

interface LambdaFailure {
  readonly kind: GatewayErrorType;
  /** What is said besides Lambda's own message as the reason. */
  readonly options?: (error: LambdaServiceError) => GatewayErrorOptions;
}

/** What Lambda's refusals to run a function become (docs/aws/lambda.md#rest-proxy, docs/aws/rest-api.md#failure-table). */
const LAMBDA_FAILURES: Readonly<Record<LambdaServiceErrorCode, LambdaFailure>> = {
  TooManyRequestsException: { kind: 'FUNCTION_THROTTLED' },
  ServiceException: { kind: 'FUNCTION_THROTTLED' },
  RequestTooLargeException: { kind: 'EVENT_TOO_LARGE' },
  // Lambda answers 400 with this text and API Gateway passes it on (reported by users; unproven).
  InvalidRequestContentException: { kind: 'BAD_REQUEST_BODY', options: ({ message }) => ({ clientMessage: message }) },
  FunctionNotRunHere: { kind: 'NOT_RUN_HERE', options: ({ message }) => ({ clientMessage: message }) },
  ResourceNotFoundException: {
    kind: 'API_CONFIGURATION_ERROR',
    options: ({ message }) => ({ reason: `Invalid permissions on Lambda function: ${message}` }),
  },
};

/** What the client gets when Lambda refuses to run the function. Other errors come back as they are. */
export function lambdaFailure(error: unknown): unknown {
  if (!(error instanceof LambdaServiceError)) return error;
  const { kind, options } = LAMBDA_FAILURES[error.code];
  return new GatewayError(kind, { reason: error.message, cause: error, ...options?.(error) });
}
