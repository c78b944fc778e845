import { GatewayError } from '../../model/http/gateway-error.ts';
import type { HttpExchange } from '../call/exchange.ts';

/** A bucket for each route, filled as the route says or the stage's default does (http-api.md 11.2). */
export function throttle(exchange: HttpExchange): void {
  const { route } = exchange.match;
  if (exchange.deployment.services.rate.take(route.routeKey, route.throttle)) return;
  throw new GatewayError('THROTTLED', { reason: `The throttle of ${route.routeKey} has no token left` });
}
