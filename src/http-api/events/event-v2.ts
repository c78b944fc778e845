import type { Authorization } from '../../authorizers/contract.ts';
import type { ClientCertificate } from '../../model/http/messages.ts';
import { percentDecode } from '../../model/http/percent-decoding.ts';
import { setOwn } from '../../model/base/own-properties.ts';
import { eventBody } from './event-body.ts';
import type { HttpExchange } from '../call/exchange.ts';
import type { FunctionRequest } from './function-request.ts';
import { joinedValues } from '../call/query-values.ts';
import { splitCookies } from '../call/request-headers.ts';
import type { Route } from '../call/route.ts';
import type { TextMap } from '../routing/text-map.ts';

/**
 * Payload format 2.0 (docs/aws/http-api.md#event-v2). What AWS leaves out is not in the object at all: strict validators refuse null there.
 */
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

/**
 * The event of a function behind a route. `bytes` is the request's body, empty when it has none. Members are assigned one by one:
 * spreading would cost more than all the rest.
 */
export function eventV2(exchange: HttpExchange, request: FunctionRequest, bytes: Buffer): EventV2 {
  const { route, parameters } = exchange.match;
  const { stageVariables } = exchange.deployment;
  const event: EventV2 = {
    version: '2.0',
    routeKey: route.routeKey,
    rawPath: request.rawPath,
    rawQueryString: request.rawQuery,
    headers: request.headers,
    requestContext: requestContextV2(exchange, request.rawPath, authorizerContext(route, exchange.authorization)),
    isBase64Encoded: false,
  };
  addCookiesAndQuery(event, request);
  if (bytes.length > 0) {
    const { body, isBase64Encoded } = eventBody(bytes, request.headers['content-type']);
    event.body = body;
    event.isBase64Encoded = isBase64Encoded;
  }
  if (parameters) event.pathParameters = decodeParameters(parameters);
  if (stageVariables) event.stageVariables = stageVariables;
  return event;
}

/** What is absent where the request has none; events of authorizers have it too. */
export function addCookiesAndQuery(
  event: { cookies?: string[]; queryStringParameters?: TextMap },
  request: FunctionRequest,
): void {
  if (request.cookie !== undefined) event.cookies = splitCookies(request.cookie);
  if (request.query.length > 0) event.queryStringParameters = joinedValues(request.query);
}

export function requestContextV2(
  exchange: HttpExchange,
  path: string,
  authorizer: AuthorizerContextV2 | undefined,
): RequestContextV2 {
  const { client, deployment, address } = exchange;
  const context: RequestContextV2 = {
    accountId: deployment.services.accountId,
    apiId: deployment.api.id,
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
  if (authorizer) context.authorizer = authorizer;
  if (client.clientCertificate) context.authentication = { clientCert: client.clientCertificate };
  return context;
}

/** Path parameters are decoded in both payload formats, unlike in REST APIs. */
export function decodeParameters(parameters: Readonly<TextMap>): TextMap {
  const decoded: TextMap = {};
  for (const name of Object.keys(parameters)) setOwn(decoded, name, percentDecode(parameters[name] ?? ''));
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
