/** What would stand elsewhere in the other payload format of an HTTP API's event; `undefined` for other events. */
export function otherFormat(
  event: unknown,
): { readonly format: string; readonly rows: readonly (readonly [here: string, there: string])[] } | undefined {
  if (typeof event !== 'object' || event === null || !('version' in event) || !('requestContext' in event))
    return undefined;
  const { version } = event as { version: unknown };
  if (version !== '2.0' && version !== '1.0') return undefined;
  if ('type' in event) return undefined;
  const rows = PAIRS.filter(([two, one]) => (version === '2.0' ? two : one) !== '');
  return version === '2.0'
    ? { format: '1.0', rows }
    : { format: '2.0', rows: rows.map(([two, one]) => [one, two] as const) };
}

/** Members of the two formats (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html). */
const PAIRS: readonly (readonly [two: string, one: string])[] = [
  ['version: "2.0"', 'version: "1.0"'],
  ['routeKey', 'resource, httpMethod'],
  ['rawPath', 'path'],
  ['rawQueryString', 'queryStringParameters, multiValueQueryStringParameters'],
  ['cookies', 'headers.cookie'],
  [
    'headers: names in lower case, repeats joined with commas',
    'headers: names as sent, the last value; multiValueHeaders: all values',
  ],
  ['queryStringParameters: repeats joined with commas', 'queryStringParameters: the last value'],
  ['requestContext.http.method', 'requestContext.httpMethod'],
  ['requestContext.http.path', 'requestContext.path'],
  ['requestContext.http.protocol', 'requestContext.protocol'],
  ['requestContext.http.sourceIp, userAgent', 'requestContext.identity.sourceIp, userAgent'],
  ['requestContext.time, timeEpoch', 'requestContext.requestTime, requestTimeEpoch'],
  ['requestContext.authorizer.jwt, lambda, iam', 'requestContext.authorizer'],
  [
    'pathParameters, stageVariables, body: absent where there is none',
    'pathParameters, stageVariables, body: null where there is none',
  ],
];
