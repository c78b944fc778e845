import { GatewayError } from '../../model/http/gateway-error.ts';
import type { Call } from '../call/call.ts';
import type { CompiledApi } from '../deployment/compiled-api.ts';

/** Runs the route's integration. `$connect` without one accepts; a message route without one cannot serve anybody. */
export async function invokeIntegration(call: Call, { deployment, integrations }: CompiledApi): Promise<void> {
  const integration = call.route && integrations.get(call.route);
  if (integration) {
    call.record.target = integration.target;
    call.outcome = await integration.run(call, deployment);
    return;
  }
  if (call.eventType === 'MESSAGE')
    throw new GatewayError('API_CONFIGURATION_ERROR', {
      reason: `the route ${call.route?.routeKey ?? ''} has no integration`,
    });
}
