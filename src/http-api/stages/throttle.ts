import { GatewayError } from '../../model/http/gateway-error.ts';
import type { HttpExchange } from '../call/exchange.ts';

/** A bucket for each route, filled as the route says or the stage's default does (docs/aws/http-api.md#throttling). */
export function throttle(exchange: HttpExchange): void {
  const { route } = exchange.match;
  if (exchange.deployment.services.rate.take(route.routeKey, route.throttle)) return;
  throw new GatewayError('THROTTLED', { reason: `The throttle of ${route.routeKey} has no token left` });
}
