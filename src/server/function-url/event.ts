import type { IamIdentity } from '../../authorizers/contract.ts';
import { eventBody } from '../../http-api/events/event-body.ts';
import { joinedValues } from '../../http-api/call/query-values.ts';
import { parseQuery } from '../../model/http/query-string.ts';
import { foldHeaders, splitCookies, traceHeader } from '../../http-api/call/request-headers.ts';
import type { TextMap } from '../../http-api/routing/text-map.ts';
import type { ClientRequest } from '../../model/http/messages.ts';

/** Payload 2.0 with the constants of a function URL (docs/aws/lambda.md#function-urls). What is absent on AWS is absent here. */
export interface FunctionUrlEvent {
  version: '2.0';
  routeKey: '$default';
  rawPath: string;
  rawQueryString: string;
  cookies?: string[];
  headers: TextMap;
  queryStringParameters?: TextMap;
  requestContext: object;
  body?: string;
  isBase64Encoded: boolean;
}

export interface EventFacts {
  readonly urlId: string;
  readonly domainName: string;
  readonly requestId: string;
  /** Milliseconds since the epoch, and the same as in access logs. */
  readonly timeEpoch: number;
  readonly time: string;
  /** Root of a trace that begins here. */
  readonly traceRoot: string;
  /** The signer, with `auth: IAM`. */
  readonly iam: IamIdentity | undefined;
}

/** The event of one request. `bytes` is its body, empty when it has none. Unlike in HTTP APIs the path stays percent-encoded. */
export function functionUrlEvent(request: ClientRequest, bytes: Buffer, facts: EventFacts): FunctionUrlEvent {
  const { map: headers, cookie } = foldHeaders(request.headers);
  addServiceHeaders(headers, request, facts.traceRoot);
  const event: FunctionUrlEvent = {
    version: '2.0',
    routeKey: '$default',
    rawPath: request.rawPath,
    rawQueryString: request.rawQuery,
    headers,
    requestContext: requestContext(request, headers['user-agent'], facts),
    isBase64Encoded: false,
  };
  if (cookie !== undefined) event.cookies = splitCookies(cookie);
  const query = parseQuery(request.rawQuery);
  if (query.length > 0) event.queryStringParameters = joinedValues(query);
  if (bytes.length > 0) Object.assign(event, eventBody(bytes, headers['content-type']));
  return event;
}

function requestContext(request: ClientRequest, userAgent: string | undefined, facts: EventFacts): object {
  const { iam, urlId, domainName, requestId, time, timeEpoch } = facts;
  return {
    accountId: iam?.accountId ?? 'anonymous',
    apiId: urlId,
    ...(iam === undefined ? {} : { authorizer: { iam: signerOf(iam) } }),
    domainName,
    domainPrefix: urlId,
    http: {
      method: request.method,
      path: request.rawPath,
      protocol: 'HTTP/1.1',
      sourceIp: request.sourceIp,
      userAgent: userAgent ?? '',
    },
    requestId,
    routeKey: '$default',
    stage: '$default',
    time,
    timeEpoch,
  };
}

function signerOf({ accessKey, accountId, callerId, principalOrgId, userArn, userId }: IamIdentity): object {
  return { accessKey, accountId, callerId, cognitoIdentity: null, principalOrgId, userArn, userId };
}

/** What functions see on AWS, where every request comes over TLS. */
function addServiceHeaders(headers: TextMap, request: ClientRequest, traceRoot: string): void {
  const before = headers['x-forwarded-for'];
  headers['x-forwarded-for'] = before === undefined ? request.sourceIp : `${before}, ${request.sourceIp}`;
  headers['x-forwarded-port'] = '443';
  headers['x-forwarded-proto'] = 'https';
  headers['x-amzn-tls-version'] = 'TLSv1.3';
  headers['x-amzn-tls-cipher-suite'] = 'TLS_AES_128_GCM_SHA256';
  headers['x-amzn-trace-id'] = traceHeader(headers['x-amzn-trace-id'], traceRoot);
}
