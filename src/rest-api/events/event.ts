import { firstHeader } from '../../model/http/messages.ts';
import { isEmptyObject, setOwn } from '../../model/base/own-properties.ts';
import type { RoutedCall } from '../call/call.ts';
import { requestContextOf } from './context.ts';
import { withForwardedHeaders } from '../call/forwarded-headers.ts';
import { firstMediaType } from '../call/media-types.ts';
import type { QueryParameters } from '../call/query-string.ts';
import { sortedByName } from '../call/request-headers.ts';
import { pathTexts } from '../routing/routes.ts';
import type { RequestHeader } from '../call/request-headers.ts';

/** Text by name. */
export type TextMap = Readonly<Record<string, string>>;
/** Lists of text by name. */
export type TextListMap = Readonly<Record<string, readonly string[]>>;

/** The event of a Lambda proxy integration; keys in AWS's order (recorded: docs/aws/rest-api-observed.md#event). */
export interface ProxyEvent {
  readonly resource: string;
  readonly path: string;
  readonly httpMethod: string;
  readonly headers: TextMap | null;
  readonly multiValueHeaders: TextListMap | null;
  readonly queryStringParameters: TextMap | null;
  readonly multiValueQueryStringParameters: TextListMap | null;
  readonly pathParameters: TextMap | null;
  readonly stageVariables: TextMap | null;
  readonly requestContext: Readonly<Record<string, unknown>>;
  readonly body: string | null;
  readonly isBase64Encoded: boolean;
}

/**
 * The event of a REQUEST authorizer: no body, and empty maps where a proxy event has nulls (captured events;
 * docs/aws/rest-api.md#authorizer-events).
 */
export interface AuthorizerEvent {
  readonly type: 'REQUEST';
  readonly methodArn: string;
  readonly resource: string;
  readonly path: string;
  readonly httpMethod: string;
  readonly headers: TextMap;
  readonly multiValueHeaders: TextListMap;
  readonly queryStringParameters: TextMap;
  readonly multiValueQueryStringParameters: TextListMap;
  readonly pathParameters: TextMap;
  readonly stageVariables: TextMap;
  readonly requestContext: Readonly<Record<string, unknown>>;
}

/** What a function with proxy integration receives. A body is base64 exactly when its Content-Type is a binary media type. */
export function proxyEvent(call: RoutedCall): ProxyEvent {
  const headers = call.deployment.isTest
    ? [...call.headers]
    : sortedByName(withForwardedHeaders(call.headers, call.client, call.traceHeader));
  const query = call.query.size === 0 ? null : call.query;
  const { method } = call.route;
  const contentType = firstHeader(call.client.headers, 'content-type');
  const isBase64Encoded =
    call.body.length > 0 && call.deployment.binaryMediaTypes.matches(firstMediaType(contentType) || 'application/json');
  return {
    resource: method.definition.path,
    path: call.target.eventPath,
    httpMethod: call.httpMethod,
    headers: headers.length === 0 ? null : lastHeaderValues(headers),
    multiValueHeaders: headers.length === 0 ? null : allHeaderValues(headers),
    queryStringParameters: query && lastValues(query),
    multiValueQueryStringParameters: query && Object.fromEntries(query),
    pathParameters: call.route.pathParameters.length === 0 ? null : pathTexts(call.route),
    stageVariables: isEmptyObject(call.stageVariables) ? null : call.stageVariables,
    requestContext: requestContextOf(call),
    body: call.body.length === 0 ? null : call.body.toString(isBase64Encoded ? 'base64' : 'utf8'),
    isBase64Encoded,
  };
}

/** What a REQUEST authorizer receives. Unlike a proxy event it shows the client's Content-Length (captured events). */
export function authorizerEvent(call: RoutedCall, methodArn: string): AuthorizerEvent {
  const contentLength = firstHeader(call.client.headers, 'content-length');
  const headers = sortedByName([
    ...withForwardedHeaders(call.headers, call.client, call.traceHeader),
    ...(contentLength === undefined
      ? []
      : [{ lowerName: 'content-length', name: 'Content-Length', values: [contentLength] }]),
  ]);
  return {
    type: 'REQUEST',
    methodArn,
    resource: call.route.method.definition.path,
    path: call.target.eventPath,
    httpMethod: call.httpMethod,
    headers: lastHeaderValues(headers),
    multiValueHeaders: allHeaderValues(headers),
    queryStringParameters: lastValues(call.query),
    multiValueQueryStringParameters: Object.fromEntries(call.query),
    pathParameters: pathTexts(call.route),
    stageVariables: call.stageVariables,
    requestContext: requestContextOf(call),
  };
}

function lastHeaderValues(headers: readonly RequestHeader[]): TextMap {
  const map: Record<string, string> = {};
  for (const { name, values } of headers) setOwn(map, name, values.at(-1) ?? '');
  return map;
}

function allHeaderValues(headers: readonly RequestHeader[]): TextListMap {
  const map: Record<string, readonly string[]> = {};
  for (const { name, values } of headers) setOwn(map, name, values);
  return map;
}

function lastValues(parameters: QueryParameters): TextMap {
  const map: Record<string, string> = {};
  for (const [name, values] of parameters) setOwn(map, name, values.at(-1) ?? '');
  return map;
}
