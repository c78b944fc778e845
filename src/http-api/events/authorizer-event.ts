import { addCookiesAndQuery, decodeParameters, requestContextV2 } from './event-v2.ts';
import { identityV1 } from './event-v1.ts';
import type { HttpExchange } from '../call/exchange.ts';
import { functionRequest } from './function-request.ts';
import type { EventV2 } from './event-v2.ts';
import { headersV1 } from './headers-v1.ts';
import { lastValues } from '../call/query-values.ts';

/**
 * The event of a Lambda authorizer in format 2.0 (docs/aws/http-api.md#authorizer-input). No body; `identitySource` is null where none is
 * configured.
 */
export function authorizerEventV2(exchange: HttpExchange, routeArn: string, identity: readonly string[]): object {
  const { route, parameters } = exchange.match;
  const { stageVariables } = exchange.deployment;
  const request = functionRequest(exchange);
  const event: Pick<EventV2, 'cookies' | 'queryStringParameters'> & Record<string, unknown> = {
    version: '2.0',
    type: 'REQUEST',
    routeArn,
    identitySource: identity.length === 0 ? null : [...identity],
    routeKey: route.routeKey,
    rawPath: request.rawPath,
    rawQueryString: request.rawQuery,
    headers: request.headers,
    requestContext: requestContextV2(exchange, request.rawPath, undefined),
    ...(parameters && { pathParameters: decodeParameters(parameters) }),
    ...(stageVariables && { stageVariables }),
  };
  addCookiesAndQuery(event, request);
  return event;
}

/** The same in format 1.0: `methodArn`, identity values joined, maps empty rather than absent. */
export function authorizerEventV1(exchange: HttpExchange, methodArn: string, identity: readonly string[]): object {
  const { route, parameters } = exchange.match;
  const { api, services, stageVariables } = exchange.deployment;
  const { client } = exchange;
  const request = functionRequest(exchange);
  const identitySource = identity.length === 0 ? null : identity.join(',');
  return {
    version: '1.0',
    type: 'REQUEST',
    methodArn,
    identitySource,
    authorizationToken: identitySource,
    resource: route.template,
    path: request.encodedPath,
    httpMethod: client.method,
    headers: headersV1(request).headers,
    queryStringParameters: lastValues(exchange.query),
    pathParameters: parameters ? decodeParameters(parameters) : {},
    stageVariables: stageVariables ?? {},
    requestContext: {
      path: request.encodedPath,
      accountId: services.accountId,
      resourceId: route.routeKey,
      stage: api.stage.name,
      requestId: exchange.requestId,
      identity: identityV1(exchange),
      resourcePath: route.template,
      httpMethod: client.method,
      apiId: api.id,
    },
  };
}
