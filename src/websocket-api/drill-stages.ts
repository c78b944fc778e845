import { placeOf } from '../drills/index.ts';
import { GatewayError } from '../model/http/gateway-error.ts';
import type { Call, ConnectCall } from './call/call.ts';
import type { CompiledApi } from './deployment/compiled-api.ts';
import { STOCK_FAULTS } from './responses/faults.ts';
import { invokeIntegration } from './stages/invoke-integration.ts';

/** The route is known: from here on rules may concern the call. */
export function beginDrill(call: Call, { deployment }: CompiledApi): void {
  const { api, services } = deployment;
  const { route, eventType, connection } = call;
  const place = placeOf(api, route?.routeKey, eventType, { connectionId: connection.id });
  call.record.drill ??= services.drills?.begin(place);
  if (eventType === 'DISCONNECT' && connection.lost) call.record.drill?.notes.push(...connection.lost.notes);
}

export function failAuthorizer({ record }: ConnectCall): void {
  try {
    record.drill?.failAuthorizer();
  } catch (error) {
    if (error instanceof GatewayError) record.authorizerStatus = STOCK_FAULTS[error.kind].statusCode;
    throw error;
  }
}

export function failThrottle({ record }: Call): void {
  record.drill?.throttle();
}

/** The integration as rules want it; what they make it wait is part of its latency. */
export async function drilledIntegration(call: Call, api: CompiledApi): Promise<void> {
  const { drill } = call.record;
  const { clock } = api.deployment.services;
  if (!drill || !call.route) return invokeIntegration(call, api);
  const startedAt = clock.now();
  try {
    await drill.integrate(() => invokeIntegration(call, api));
  } finally {
    call.record.integrationLatency = clock.now() - startedAt;
  }
}
