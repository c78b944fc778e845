/**
 * Response headers that differ from answer to answer or belong to the way in between, and why. API Gateway's own:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html; `via` and `x-cache` are CloudFront's, in front
 * of edge-optimized APIs.
 */
const HEADERS: Readonly<Record<string, string>> = {
  date: 'date',
  'x-amzn-remapped-date': 'date',
  'x-amzn-requestid': 'request id',
  'x-amz-request-id': 'request id',
  'x-amz-apigw-id': 'request id',
  'apigw-requestid': 'request id',
  'x-amzn-trace-id': 'trace id',
  via: 'CDN',
  'x-cache': 'CDN',
  'x-amz-cf-id': 'CDN',
  'x-amz-cf-pop': 'CDN',
  'alt-svc': 'CDN',
  age: 'CDN',
  connection: 'transport',
  'keep-alive': 'transport',
  'transfer-encoding': 'transport',
};

/** Headers whose values are ids of the request. */
const REQUEST_IDS = ['x-amzn-requestid', 'apigw-requestid', 'x-amz-apigw-id', 'x-amz-request-id'];

/** Why a response header differs from answer to answer, whatever its value; `undefined` for a header that says something. */
export function whyVolatileHeader(lowerName: string): string | undefined {
  return Object.hasOwn(HEADERS, lowerName) ? HEADERS[lowerName] : undefined;
}

export function isRequestIdHeader(lowerName: string): boolean {
  return REQUEST_IDS.includes(lowerName);
}

/** Members of events, results and exchanges that are new with every request: ids and times. */
const MEMBERS =
  /^(?:id|requestId|extendedRequestId|awsRequestId|messageId|connectionId|time|timeEpoch|requestTime|requestTimeEpoch|connectedAt|startedAt|startMs|durationMs|billedMs|initMs|integrationLatency|x-amzn-trace-id|date|apigw-requestid|x-amzn-requestid|x-amz-apigw-id|sourcePort|maxMemoryUsedMb)$/i;

/** Whether a member of an event, result or exchange differs from request to request anyway. */
export function isVolatileMember(name: string): boolean {
  return MEMBERS.test(name);
}
