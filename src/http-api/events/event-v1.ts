import type { ClientCertificate } from '../../model/http/messages.ts';
import { decodeParameters } from './event-v2.ts';
import { eventBody } from './event-body.ts';
import type { HttpExchange } from '../call/exchange.ts';
import type { FunctionRequest } from './function-request.ts';
import { decodePath } from '../routing/decoded-path.ts';
import { headersV1 } from './headers-v1.ts';
import { allValues, lastValues } from '../call/query-values.ts';
import type { MultiMap, TextMap } from '../routing/text-map.ts';

/**
 * Payload format 1.0 as HTTP APIs send it (docs/aws/http-api.md#event-v1): REST's event with a `version`, and null where there is nothing.
 */
export interface EventV1 {
  version: '1.0';
  resource: string;
  path: string;
  httpMethod: string;
  headers: TextMap;
  multiValueHeaders: MultiMap;
  queryStringParameters: TextMap | null;
  multiValueQueryStringParameters: MultiMap | null;
  requestContext: RequestContextV1;
  pathParameters: TextMap | null;
  stageVariables: Readonly<TextMap> | null;
  body: string | null;
  isBase64Encoded: boolean;
}

export interface RequestContextV1 {
  accountId: string;
  apiId: string;
  domainName: string;
  domainPrefix: string;
  extendedRequestId: string;
  httpMethod: string;
  identity: IdentityV1;
  path: string;
  protocol: 'HTTP/1.1';
  requestId: string;
  requestTime: string;
  requestTimeEpoch: number;
  /** The route key; AWS's guide says null, recordings say otherwise. */
  resourceId: string;
  resourcePath: string;
  stage: string;
  authorizer?: Readonly<Record<string, unknown>>;
}

export interface IdentityV1 {
  accessKey: string | null;
  accountId: string | null;
  caller: string | null;
  cognitoAmr: null;
  cognitoAuthenticationProvider: null;
  cognitoAuthenticationType: null;
  cognitoIdentityId: null;
  cognitoIdentityPoolId: null;
  principalOrgId: string | null;
  sourceIp: string;
  user: string | null;
  userAgent: string;
  userArn: string | null;
  clientCert?: ClientCertificate;
}

export function eventV1(exchange: HttpExchange, request: FunctionRequest, bytes: Buffer): EventV1 {
  const { route, parameters } = exchange.match;
  const query = request.query.length === 0 ? null : request.query;
  const { headers, multiValueHeaders } = headersV1(request);
  const body = bytes.length === 0 ? undefined : eventBody(bytes, request.headers['content-type']);
  return {
    version: '1.0',
    resource: route.template,
    path: request.encodedPath,
    httpMethod: exchange.client.method,
    headers,
    multiValueHeaders,
    queryStringParameters: query && lastValues(query),
    multiValueQueryStringParameters: query && allValues(query),
    requestContext: requestContextV1(exchange, request),
    pathParameters: parameters ? decodeParameters(parameters) : null,
    stageVariables: exchange.deployment.stageVariables ?? null,
    body: body?.body ?? null,
    isBase64Encoded: body?.isBase64Encoded ?? false,
  };
}

function requestContextV1(exchange: HttpExchange, request: FunctionRequest): RequestContextV1 {
  const { client, deployment, address, requestId, startedAt } = exchange;
  const { route } = exchange.match;
  const authorizer = authorizerContextV1(exchange);
  return {
    accountId: deployment.services.accountId,
    apiId: deployment.api.id,
    domainName: address.domainName,
    domainPrefix: address.domainPrefix,
    extendedRequestId: requestId,
    httpMethod: client.method,
    identity: identityV1(exchange),
    path: decodePath(request.encodedPath),
    protocol: 'HTTP/1.1',
    requestId,
    requestTime: deployment.requestTime(startedAt),
    requestTimeEpoch: startedAt,
    resourceId: route.routeKey,
    resourcePath: route.template,
    stage: deployment.api.stage.name,
    ...(authorizer && { authorizer }),
  };
}

/** All null without IAM (recorded 2022). */
export function identityV1(exchange: HttpExchange): IdentityV1 {
  const { iam } = exchange.authorization;
  const { clientCertificate } = exchange.client;
  return {
    accessKey: iam?.accessKey ?? null,
    accountId: iam?.accountId ?? null,
    caller: iam?.callerId ?? null,
    cognitoAmr: null,
    cognitoAuthenticationProvider: null,
    cognitoAuthenticationType: null,
    cognitoIdentityId: null,
    cognitoIdentityPoolId: null,
    principalOrgId: iam?.principalOrgId ?? null,
    sourceIp: exchange.client.sourceIp,
    user: iam?.userId ?? null,
    userAgent: exchange.headers['user-agent'] ?? '',
    userArn: iam?.userArn ?? null,
    ...(clientCertificate && { clientCert: clientCertificate }),
  };
}

/** JWT claims under `claims`; a Lambda authorizer's context flat, with what REST APIs add to it; IAM fills `identity` instead. */
function authorizerContextV1(exchange: HttpExchange): Readonly<Record<string, unknown>> | undefined {
  const who = exchange.authorization;
  switch (exchange.match.route.authorization) {
    case 'JWT':
      return { claims: who.claims ?? {}, scopes: who.scopes ?? null };
    case 'CUSTOM':
      return {
        ...who.context,
        ...(who.principalId !== undefined && { principalId: who.principalId }),
        ...(who.integrationLatency !== undefined && { integrationLatency: who.integrationLatency }),
      };
    default:
      return undefined;
  }
}
