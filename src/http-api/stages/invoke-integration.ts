import type { HttpExchange } from '../call/exchange.ts';
import type { CompiledApi } from '../deployment/compiled-api.ts';

/** Calls what stands behind the route, and keeps its answer. */
export async function invokeIntegration(exchange: HttpExchange, { integrations }: CompiledApi): Promise<void> {
  const { route } = exchange.match;
  const integrate = integrations.get(route);
  if (!integrate) throw new Error(`The route ${route.routeKey} was compiled without its integration.`);
  exchange.result = await integrate(exchange);
}
