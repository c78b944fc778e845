import type { MessageSource, ParameterSources } from '../../mapping/parameters/index.ts';
import { percentDecode } from '../../model/http/percent-decoding.ts';
import { contextValue } from './context-variables.ts';
import type { HttpExchange } from '../call/exchange.ts';
import type { IntegrationResult } from '../call/results.ts';
import { headerValue } from './request-values.ts';
import { textAt } from '../routing/text-map.ts';

/**
 * What mapping expressions and access log formats read of an exchange (docs/aws/http-api.md#parameter-mapping): the request as the client
 * sent it. Bodies are empty text unless the caller has read them; `result` is there once the integration has answered.
 */
export function parameterSources(exchange: HttpExchange, result?: IntegrationResult): ParameterSources {
  return {
    request: {
      header: (name) => valueList(headerValue(exchange, name)),
      querystring: (name) => exchange.query.filter(([candidate]) => candidate === name).map(([, value]) => value),
      path: (name) => pathParameter(exchange, name),
      fullPath: () => exchange.address.routePath,
      body: () => textOf(exchange.client.body),
    },
    ...(result && { response: { ...responseSource(result), statusCode: () => result.statusCode } }),
    context: (name) => contextValue(exchange, name),
    stageVariable: (name) => textAt(exchange.deployment.api.stage.variables, name),
  };
}

function pathParameter(exchange: HttpExchange, name: string): string | undefined {
  const { parameters } = exchange.match;
  const value = parameters && textAt(parameters, name);
  return value === undefined ? undefined : percentDecode(value);
}

function responseSource({ headers, body }: IntegrationResult): MessageSource {
  return {
    header(name) {
      const wanted = name.toLowerCase();
      return headers.filter(([candidate]) => candidate.toLowerCase() === wanted).map(([, value]) => value);
    },
    body: () => textOf(body),
  };
}

/** Repeats of a request header are joined already, as expressions want them. */
function valueList(value: string | undefined): readonly string[] {
  return value === undefined ? [] : [value];
}

function textOf(body: unknown): string {
  if (typeof body === 'string') return body;
  return Buffer.isBuffer(body) ? body.toString('utf8') : '';
}
