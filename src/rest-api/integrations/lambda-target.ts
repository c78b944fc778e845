import { LambdaServiceError } from '../../model/invocation.ts';
import type { InvokeCall } from '../../model/invocation.ts';
import { GatewayError } from '../../model/gateway-error.ts';
import type { LambdaTarget } from '../../model/integration.ts';
import type { Call } from '../call.ts';
import { fillStageVariables } from '../uri-template.ts';

/** The function that a call goes to; a stage variable may hold the name, the qualifier, or both with a colon between (rest-api 1.8). */
export function lambdaCallOf(
  target: LambdaTarget,
  call: Call,
): Pick<InvokeCall, 'functionName' | 'qualifier' | 'traceHeader'> {
  const filled = fillStageVariables(
    target.qualifier === undefined ? target.functionName : `${target.functionName}:${target.qualifier}`,
    call.stageVariables,
  );
  const [functionName = '', qualifier] = filled.split(':', 2);
  return {
    functionName,
    ...(qualifier === undefined || qualifier === '' ? {} : { qualifier }),
    traceHeader: call.traceHeader,
  };
}

/** What the client gets when Lambda refuses to run the function (lambda 8.1, rest-api 3.4). */
export function lambdaRefusal(error: unknown): unknown {
  if (!(error instanceof LambdaServiceError)) return error;
  switch (error.code) {
    case 'TooManyRequestsException':
    case 'ServiceException':
      return new GatewayError('FUNCTION_THROTTLED', { reason: error.message, cause: error });
    case 'RequestTooLargeException':
      return new GatewayError('REQUEST_TOO_LARGE', { reason: error.message, cause: error });
    case 'InvalidRequestContentException':
      // Lambda answers 400 with this text and API Gateway passes it on (reported by users; unproven).
      return new GatewayError('BAD_REQUEST_BODY', { clientMessage: error.message, cause: error });
    case 'ResourceNotFoundException':
      return new GatewayError('API_CONFIGURATION_ERROR', {
        reason: `Invalid permissions on Lambda function: ${error.message}`,
        cause: error,
      });
  }
}

/** Where API Gateway would send the call, for the execution log. */
export function lambdaUri(call: Call, functionName: string): string {
  const { region, accountId } = call.deployment.services;
  return `https://lambda.${region}.amazonaws.com/2015-03-31/functions/arn:aws:lambda:${region}:${accountId}:function:${functionName}/invocations`;
}
