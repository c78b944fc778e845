import { placeOf } from '../drills/index.ts';
import type { HttpExchange } from './call/exchange.ts';
import type { CompiledApi } from './deployment/compiled-api.ts';
import { invokeIntegration } from './stages/invoke-integration.ts';

/** The route is known: from here on rules may concern the exchange. */
export function beginDrill(exchange: HttpExchange): void {
  const { api, services } = exchange.deployment;
  exchange.drill = services.drills?.begin(placeOf(api, exchange.match.route.routeKey, exchange.client.method));
}

export function failAuthorizer({ drill }: HttpExchange): void {
  drill?.failAuthorizer();
}

export function failThrottle({ drill }: HttpExchange): void {
  drill?.throttle();
}

/** The integration as rules want it; what they make it wait is part of its latency. */
export async function drilledIntegration(exchange: HttpExchange, api: CompiledApi): Promise<void> {
  const { drill, deployment } = exchange;
  const { clock } = deployment.services;
  const begun = clock.now();
  try {
    if (drill) await drill.integrate(() => invokeIntegration(exchange, api));
    else await invokeIntegration(exchange, api);
  } finally {
    exchange.call.latencyMs = clock.now() - begun;
  }
}
