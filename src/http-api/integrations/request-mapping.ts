import type { HttpApiMappingKey } from '../../mapping/parameters/index.ts';
import type { HeaderList } from '../../model/http/messages.ts';
import { GatewayError } from '../../model/http/gateway-error.ts';
import { formatQuery } from '../../model/http/query-string.ts';
import type { QueryPairs } from '../../model/http/query-string.ts';
import type { HttpExchange } from '../call/exchange.ts';
import { functionRequest } from '../events/function-request.ts';
import type { FunctionRequest } from '../events/function-request.ts';
import { parameterSources } from '../transform/parameter-sources.ts';
import { decodePath } from '../routing/decoded-path.ts';
import { GATEWAY_HEADERS, foldHeaders } from '../call/request-headers.ts';
import type { IntegrationSettings } from './settings.ts';
import { changeHeader, changeQuery } from './header-changes.ts';
import { compileChanges, readsBody } from './mapping-expression.ts';
import type { ParameterChange } from './mapping-expression.ts';

/** The request's parts that mappings can change. */
export interface MappedParts {
  readonly headers: HeaderList;
  readonly query: QueryPairs;
  /** What `overwrite:path` gave, if it is there and its source exists. */
  readonly path?: string;
}

/**
 * Request parameter mappings of an integration, compiled (docs/aws/http-api.md#parameter-mapping). Every value is read from the request as
 * the client sent it.
 */
export interface RequestMapping {
  readonly readsBody: boolean;
  apply(exchange: HttpExchange, headers: HeaderList): MappedParts;
}

/** `undefined` where the integration maps nothing. */
export function compileRequestMapping({ integration }: IntegrationSettings): RequestMapping | undefined {
  const changes = compileChanges(integration.requestParameters, 'request');
  if (changes.length === 0) return undefined;
  return {
    readsBody: readsBody(integration.requestParameters, 'request'),
    apply: (exchange, headers) => applyChanges(changes, exchange, headers),
  };
}

/** For Lambda integrations: mappings change the event that the function sees. */
export function compileFunctionRequest(
  settings: IntegrationSettings,
): ((exchange: HttpExchange) => FunctionRequest) | undefined {
  const mapping = compileRequestMapping(settings);
  return mapping && ((exchange) => mappedFunctionRequest(exchange, mapping));
}

function applyChanges(changes: readonly ParameterChange[], exchange: HttpExchange, headers: HeaderList): MappedParts {
  const sources = parameterSources(exchange);
  let parts: MappedParts = { headers, query: exchange.query };
  for (const change of changes) {
    // A source that does not exist: the mapping does nothing (unproven).
    const value = change.key.action === 'remove' ? '' : change.value.evaluate(sources);
    if (value !== undefined) parts = changed(parts, change.key, value);
  }
  return parts;
}

function changed(parts: MappedParts, key: HttpApiMappingKey, value: string): MappedParts {
  switch (key.location) {
    case 'header':
      return { ...parts, headers: changeHeader(parts.headers, key.action, key.name, headerText(key.name, value)) };
    case 'querystring':
      return { ...parts, query: changeQuery(parts.query, key.action, key.name, value) };
    default:
      return { ...parts, path: value.startsWith('/') ? value : `/${value}` };
  }
}

/** A decoded parameter may hold a line end, which must not begin another header. */
function headerText(name: string, value: string): string {
  if (!/[\r\n\0]/.test(value)) return value;
  throw new GatewayError('BAD_REQUEST', { reason: `The value mapped to header ${name} has a line end in it` });
}

function mappedFunctionRequest(exchange: HttpExchange, mapping: RequestMapping): FunctionRequest {
  const original = functionRequest(exchange);
  const { headers, query, path } = mapping.apply(exchange, original.headerLines);
  const folded = foldHeaders(headers);
  for (const name of GATEWAY_HEADERS) {
    const value = original.headers[name];
    if (value !== undefined) folded.map[name] = value;
  }
  return {
    rawPath: path === undefined ? original.rawPath : decodePath(path),
    encodedPath: path ?? original.encodedPath,
    rawQuery: query === exchange.query ? original.rawQuery : formatQuery(query),
    query,
    headers: folded.map,
    headerLines: headers,
    cookie: folded.cookie,
  };
}
