import type { Model } from '../../model/definition/model.ts';
import { functionArn } from '../../model/lambda/arn.ts';

/** The second parameter of a handler, as in Lambda. */
export interface MockContext {
  callbackWaitsForEmptyEventLoop: boolean;
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  /** Megabytes, as text. */
  readonly memoryLimitInMB: string;
  readonly awsRequestId: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  getRemainingTimeInMillis(): number;
  /** Of early runtimes; they do nothing. */
  done(): void;
  fail(): void;
  succeed(): void;
}

/** A function that a reload has taken away since (docs/aws/lambda.md#errors-and-limits). */
const DEFAULT_MEMORY_MB = 128;
const DEFAULT_TIMEOUT_S = 3;

/** The context of one invocation. */
export function mockContext(name: string, { functions, region, accountId }: Model, requestId: string): MockContext {
  const { memory = DEFAULT_MEMORY_MB, timeout = DEFAULT_TIMEOUT_S } = functions[name] ?? {};
  const ends = performance.now() + timeout * 1000;
  const nothing = (): void => undefined;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: functionArn(region, accountId, name),
    memoryLimitInMB: String(memory),
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: '[$LATEST]mock',
    getRemainingTimeInMillis: () => ends - performance.now(),
    done: nothing,
    fail: nothing,
    succeed: nothing,
  };
}
