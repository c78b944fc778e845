import { contextValue } from './context-variables.ts';
import type { HttpExchange } from '../call/exchange.ts';
import { headerValue, queryValue } from './request-values.ts';
import { textAt } from '../routing/text-map.ts';

const EXPRESSION = /^\$(request\.header|request\.querystring|context|stageVariables)\.(.+)$/;

/**
 * Value of one identity source of an authorizer (docs/aws/http-api.md#authorizer-caching); `undefined` when missing or when the expression
 * names nothing.
 */
export function identitySource(exchange: HttpExchange, expression: string): string | undefined {
  const [, kind, name = ''] = EXPRESSION.exec(expression) ?? [];
  switch (kind) {
    case 'request.header':
      return headerValue(exchange, name);
    case 'request.querystring':
      return queryValue(exchange, name);
    case 'context':
      return contextValue(exchange, name);
    case 'stageVariables':
      return textAt(exchange.deployment.api.stage.variables, name);
    default:
      return undefined;
  }
}
