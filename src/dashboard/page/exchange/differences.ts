/** One place where two values differ. */
export interface Difference {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
  /** It differs from request to request anyway: ids, times, addresses. */
  readonly isVolatile: boolean;
}

const VOLATILE =
  /(?:^|\.)(?:id|requestId|extendedRequestId|awsRequestId|messageId|connectionId|time|timeEpoch|requestTime|requestTimeEpoch|connectedAt|startedAt|startMs|durationMs|billedMs|initMs|x-amzn-trace-id|X-Amzn-Trace-Id|date|apigw-requestid|x-amzn-requestid|x-amz-apigw-id|sourcePort|maxMemoryUsedMb)$|^timings\.|^logs\.\d+\.(?:time|requestId)/i;

/** Where two values differ, member by member; lists are compared place by place. */
export function differences(before: unknown, after: unknown, path = ''): Difference[] {
  if (Object.is(before, after)) return [];
  if (isContainer(before) && isContainer(after) && Array.isArray(before) === Array.isArray(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) =>
      differences(member(before, name), member(after, name), path === '' ? name : `${path}.${name}`),
    );
  }
  return [{ path, before, after, isVolatile: VOLATILE.test(path) }];
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function member(value: object, name: string): unknown {
  return (value as Record<string, unknown>)[name];
}
