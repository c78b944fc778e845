import type { Authorization } from '../authorizers/contract.ts';
import type { ClientCertificate } from '../model/messages.ts';
import { eventBody } from './event-body.ts';
import type { HttpExchange } from './exchange.ts';
import type { FunctionRequest } from './function-request.ts';
import { percentDecode } from './percent-decoding.ts';
import { joinedValues } from './query.ts';
import { splitCookies } from './request-headers.ts';
import type { Route } from './route.ts';
import { setText } from './text-map.ts';
import type { TextMap } from './text-map.ts';

/** Payload format 2.0 (http-api.md 3). What AWS leaves out is not in the object at all: strict validators refuse null there. */
export interface EventV2 {
  version: '2.0';
  routeKey: string;
  rawPath: string;
  rawQueryString: string;
  cookies?: string[];
  headers: TextMap;
  queryStringParameters?: TextMap;
  requestContext: RequestContextV2;
  body?: string;
  pathParameters?: TextMap;
  isBase64Encoded: boolean;
  stageVariables?: Readonly<TextMap>;
}

export interface RequestContextV2 {
  accountId: string;
  apiId: string;
  authentication?: { clientCert: ClientCertificate };
  authorizer?: AuthorizerContextV2;
  domainName: string;
  domainPrefix: string;
  http: { method: string; path: string; protocol: 'HTTP/1.1'; sourceIp: string; userAgent: string };
  requestId: string;
  routeKey: string;
  stage: string;
  time: string;
  timeEpoch: number;
}

type AuthorizerContextV2 =
  | { jwt: { claims: Readonly<TextMap>; scopes: readonly string[] | null } }
  | { lambda: Readonly<Record<string, unknown>> | null }
  | { iam: Readonly<Record<string, unknown>> };

/** The event of a function behind a route. `bytes` is the request's body, empty when it has none. */
export function eventV2(exchange: HttpExchange, request: FunctionRequest, bytes: Buffer): EventV2 {
  const { route, parameters } = exchange.match;
  const { stageVariables } = exchange.deployment;
  const event: EventV2 = {
    ...requestFields(route.routeKey, request),
    requestContext: requestContextV2(exchange, request.rawPath, authorizerContext(route, exchange.authorization)),
    isBase64Encoded: false,
  };
  if (bytes.length > 0) Object.assign(event, eventBody(bytes, request.headers['content-type']));
  if (parameters) event.pathParameters = decodeParameters(parameters);
  if (stageVariables) event.stageVariables = stageVariables;
  return event;
}

/** What the events of functions and of authorizers have in common. */
export function requestFields(
  routeKey: string,
  request: FunctionRequest,
): Omit<EventV2, 'requestContext' | 'isBase64Encoded'> {
  const fields: Omit<EventV2, 'requestContext' | 'isBase64Encoded'> = {
    version: '2.0',
    routeKey,
    rawPath: request.rawPath,
    rawQueryString: request.rawQuery,
    headers: request.headers,
  };
  if (request.cookie !== undefined) fields.cookies = splitCookies(request.cookie);
  if (request.query.length > 0) fields.queryStringParameters = joinedValues(request.query);
  return fields;
}

export function requestContextV2(
  exchange: HttpExchange,
  path: string,
  authorizer: AuthorizerContextV2 | undefined,
): RequestContextV2 {
  const { client, deployment, address } = exchange;
  return {
    accountId: deployment.services.accountId,
    apiId: deployment.api.id,
    ...(client.clientCertificate && { authentication: { clientCert: client.clientCertificate } }),
    ...(authorizer && { authorizer }),
    domainName: address.domainName,
    domainPrefix: address.domainPrefix,
    http: {
      method: client.method,
      path,
      protocol: 'HTTP/1.1',
      sourceIp: client.sourceIp,
      userAgent: exchange.headers['user-agent'] ?? '',
    },
    requestId: exchange.requestId,
    routeKey: exchange.match.route.routeKey,
    stage: deployment.api.stage.name,
    time: deployment.requestTime(exchange.startedAt),
    timeEpoch: exchange.startedAt,
  };
}

/** Path parameters are decoded in both payload formats, unlike in REST APIs. */
export function decodeParameters(parameters: Readonly<TextMap>): TextMap {
  const decoded: TextMap = {};
  for (const [name, value] of Object.entries(parameters)) setText(decoded, name, percentDecode(value));
  return decoded;
}

/** Exactly one of `jwt`, `lambda`, `iam`; nothing on an open route. A Lambda authorizer that gave no context shows as null. */
function authorizerContext(route: Route, who: Authorization): AuthorizerContextV2 | undefined {
  switch (route.authorization) {
    case 'JWT':
      return { jwt: { claims: who.claims ?? {}, scopes: who.scopes ?? null } };
    case 'CUSTOM':
      return { lambda: who.context ?? null };
    case 'AWS_IAM':
      return { iam: iamContext(who) };
    default:
      return undefined;
  }
}

function iamContext({ iam }: Authorization): Readonly<Record<string, unknown>> {
  if (!iam) return {};
  return {
    accessKey: iam.accessKey,
    accountId: iam.accountId,
    callerId: iam.callerId,
    cognitoIdentity: null,
    principalOrgId: iam.principalOrgId,
    userArn: iam.userArn,
    userId: iam.userId,
  };
}
