import { GatewayError } from '../../model/http/gateway-error.ts';
import { nearRoute } from '../../model/http/near-route.ts';
import type { HttpExchange } from '../call/exchange.ts';
import type { CompiledApi } from '../deployment/compiled-api.ts';

/** HTTP APIs never answer 405: no route for method and path is 404 (docs/aws/http-api.md#choosing-the-route). */
export function matchRoute(exchange: HttpExchange, { routes }: CompiledApi): void {
  const { method } = exchange.client;
  const { routePath } = exchange.address;
  const match = routes.match(method, routePath);
  if (!match) {
    const isPreflight = method === 'OPTIONS' && exchange.headers['access-control-request-method'] !== undefined;
    const near = nearRoute(
      { method, path: routePath, isPreflight },
      (verb, path) => routes.match(verb, path) !== undefined,
    );
    throw new GatewayError('NOT_FOUND', { reason: `No route of the API matches ${method} ${routePath}${near}` });
  }
  exchange.match = match;
}
