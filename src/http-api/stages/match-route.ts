import { GatewayError } from '../../model/http/gateway-error.ts';
import type { HttpExchange } from '../call/exchange.ts';

/** HTTP APIs never answer 405: no route for method and path is 404 (http-api.md 2.3). */
export function matchRoute(exchange: HttpExchange): void {
  const { method } = exchange.client;
  const { routePath } = exchange.address;
  const match = exchange.deployment.routes.match(method, routePath);
  if (!match) throw new GatewayError('NOT_FOUND', { reason: `No route of the API matches ${method} ${routePath}` });
  exchange.match = match;
}
