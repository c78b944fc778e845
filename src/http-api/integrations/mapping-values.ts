import { contextValue } from '../context.ts';
import type { HttpExchange } from '../exchange.ts';
import type { IntegrationResult } from '../integration-result.ts';
import { percentDecode } from '../percent-decoding.ts';
import { headerValue, queryValue } from '../request-values.ts';
import { textAt } from '../text-map.ts';

/** What a mapping expression may look at (http-api.md 10.6). `undefined` where a source does not exist. */
export interface MappingValues {
  requestHeader(name: string): string | undefined;
  querystring(name: string): string | undefined;
  /** The whole path without the stage, percent-encoded as sent; with a name, that path parameter, decoded. */
  path(name?: string): string | undefined;
  requestBody(): string;
  responseHeader(name: string): string | undefined;
  responseBody(): string;
  context(name: string): string | undefined;
  stageVariable(name: string): string | undefined;
}

/** The values of one exchange. Bodies are empty text unless the caller has read them; before the integration there is no result. */
export function mappingValues(exchange: HttpExchange, result?: IntegrationResult): MappingValues {
  return {
    requestHeader: (name) => headerValue(exchange, name),
    querystring: (name) => queryValue(exchange, name),
    path: (name) => (name === undefined ? exchange.address.routePath : pathParameter(exchange, name)),
    requestBody: () => textOf(exchange.client.body),
    responseHeader: (name) => responseHeader(result, name),
    responseBody: () => textOf(result?.body),
    context: (name) => contextValue(exchange, name),
    stageVariable: (name) => textAt(exchange.deployment.api.stage.variables, name),
  };
}

function pathParameter(exchange: HttpExchange, name: string): string | undefined {
  const { parameters } = exchange.match;
  const value = parameters && textAt(parameters, name);
  return value === undefined ? undefined : percentDecode(value);
}

function responseHeader(result: IntegrationResult | undefined, name: string): string | undefined {
  const wanted = name.toLowerCase();
  const values = result?.headers.filter(([candidate]) => candidate.toLowerCase() === wanted).map(([, value]) => value);
  return values && values.length > 0 ? values.join(',') : undefined;
}

function textOf(body: unknown): string {
  if (typeof body === 'string') return body;
  return Buffer.isBuffer(body) ? body.toString('utf8') : '';
}
