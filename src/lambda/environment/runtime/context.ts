import type { InvokeMessage } from '../protocol.ts';

/** What of the context is the same for every invocation of an environment. */
export interface ContextConstants {
  readonly functionVersion: string | undefined;
  readonly functionName: string | undefined;
  readonly memoryLimitInMB: string | undefined;
  readonly logGroupName: string | undefined;
  readonly logStreamName: string | undefined;
}

export function contextConstants(variables: Readonly<Record<string, string | undefined>>): ContextConstants {
  return {
    functionVersion: variables['AWS_LAMBDA_FUNCTION_VERSION'],
    functionName: variables['AWS_LAMBDA_FUNCTION_NAME'],
    memoryLimitInMB: variables['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
    logGroupName: variables['AWS_LAMBDA_LOG_GROUP_NAME'],
    logStreamName: variables['AWS_LAMBDA_LOG_STREAM_NAME'],
  };
}

/** Completes a context of Node 22 and before: its completion members first, then these, in AWS's order (lambda.md 5). */
export function completeContext(context: object, constants: ContextConstants, invocation: InvokeMessage): object {
  const { deadline } = invocation;
  return Object.assign(context, constants, {
    clientContext: invocation.clientContext,
    identity: undefined,
    invokedFunctionArn: invocation.arn,
    awsRequestId: invocation.requestId,
    tenantId: invocation.tenantId,
    getRemainingTimeInMillis: () => deadline - Date.now(),
  });
}

/** The context of Node 24, in its own order (lambda.md 5). */
export function modernContext(constants: ContextConstants, invocation: InvokeMessage): object {
  const { deadline } = invocation;
  return {
    clientContext: invocation.clientContext,
    identity: undefined,
    invokedFunctionArn: invocation.arn,
    awsRequestId: invocation.requestId,
    tenantId: invocation.tenantId,
    xRayTraceId: invocation.trace,
    getRemainingTimeInMillis: () => deadline - Date.now(),
    functionName: constants.functionName,
    functionVersion: constants.functionVersion,
    memoryLimitInMB: constants.memoryLimitInMB,
    logGroupName: constants.logGroupName,
    logStreamName: constants.logStreamName,
  };
}
