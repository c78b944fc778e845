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

/** How a callback handler ends its invocation, and whether the answer waits for the event loop. */
export interface Completion {
  waitForEmptyEventLoop: boolean;
  readonly succeed: (value: unknown) => void;
  readonly fail: (reason: unknown) => void;
  readonly done: (error: unknown, value: unknown) => void;
}

/**
 * The context of Node 22 and before, in AWS's order (docs/aws/lambda.md#context). Written out, because copying objects together costs more
 * than twice as much, for every invocation.
 */
export function callbackContext(
  constants: ContextConstants,
  invocation: InvokeMessage,
  completion: Completion,
): object {
  const { deadline } = invocation;
  return {
    get callbackWaitsForEmptyEventLoop() {
      return completion.waitForEmptyEventLoop;
    },
    set callbackWaitsForEmptyEventLoop(value: boolean) {
      completion.waitForEmptyEventLoop = value;
    },
    succeed: completion.succeed,
    fail: completion.fail,
    done: completion.done,
    functionVersion: constants.functionVersion,
    functionName: constants.functionName,
    memoryLimitInMB: constants.memoryLimitInMB,
    logGroupName: constants.logGroupName,
    logStreamName: constants.logStreamName,
    clientContext: invocation.clientContext,
    identity: undefined,
    invokedFunctionArn: invocation.arn,
    awsRequestId: invocation.requestId,
    tenantId: invocation.tenantId,
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
}

/** The same for handlers that write a stream: they have nothing to call. */
export function streamingContext(
  constants: ContextConstants,
  invocation: InvokeMessage,
  completion: Pick<Completion, 'waitForEmptyEventLoop'>,
): object {
  const none = (): void => undefined;
  const {
    succeed: _succeed,
    fail: _fail,
    done: _done,
    ...rest
  } = callbackContext(constants, invocation, {
    waitForEmptyEventLoop: true,
    succeed: none,
    fail: none,
    done: none,
  }) as Completion & Record<string, unknown>;
  return Object.defineProperty(rest, 'callbackWaitsForEmptyEventLoop', {
    get: () => completion.waitForEmptyEventLoop,
    set: (value: boolean) => {
      completion.waitForEmptyEventLoop = value;
    },
  });
}

/** The context of Node 24, in its own order (docs/aws/lambda.md#context). */
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
