import type { HttpExchange } from '../call/exchange.ts';

/** Calls what stands behind the route, and keeps its answer. */
export async function invokeIntegration(exchange: HttpExchange): Promise<void> {
  exchange.result = await exchange.match.route.integrate(exchange);
}
