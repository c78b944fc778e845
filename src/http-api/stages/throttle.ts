import { GatewayError } from '../../model/http/gateway-error.ts';
import { passOrRefuse } from '../../traffic/contract.ts';
import type { HttpExchange } from '../call/exchange.ts';

/** A bucket for each route, filled as the route says or the stage's default does (docs/aws/http-api.md#throttling). */
export function throttle(exchange: HttpExchange): void | Promise<void> {
  const { route } = exchange.match;
  return passOrRefuse(
    exchange.deployment.services.rate.take(route.routeKey, route.throttle),
    () => new GatewayError('THROTTLED', { reason: `The throttle of ${route.routeKey} has no token left` }),
  );
}
