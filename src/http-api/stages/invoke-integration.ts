import { fail } from '../../model/base/errors.ts';
import type { HttpExchange } from '../call/exchange.ts';
import type { CompiledApi } from '../deployment/compiled-api.ts';

/** Calls what stands behind the route, and keeps its answer. */
export async function invokeIntegration(exchange: HttpExchange, { integrations }: CompiledApi): Promise<void> {
  const { route } = exchange.match;
  const integrate = integrations.get(route);
  if (!integrate) throw fail('ROUTE_NOT_COMPILED', route.routeKey);
  exchange.result = await integrate(exchange);
}
