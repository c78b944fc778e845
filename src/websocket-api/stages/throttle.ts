import { GatewayError } from '../../model/http/gateway-error.ts';
import { passOrRefuse } from '../../traffic/contract.ts';
import type { Call } from '../call/call.ts';
import type { CompiledApi } from '../deployment/compiled-api.ts';

/**
 * AWS's quota of new connections for an account and region: 500 a second (docs/aws/websocket-api.md#throttling,
 * docs/aws/websocket-api.md#quotas-and-prices). Its burst is not documented.
 */
const NEW_CONNECTIONS = { rate: 500, burst: 500 };

/** New connections of all WebSocket APIs together, before anything else is asked of them. */
export function throttleNewConnections(_call: Call, { deployment }: CompiledApi): void | Promise<void> {
  return passOrRefuse(
    deployment.services.accountRate.take('new-connections', NEW_CONNECTIONS),
    () => new GatewayError('THROTTLED', { reason: 'more than 500 new connections a second' }),
  );
}

/**
 * One token bucket for each route of the stage: the route's limits, else the stage's, else the account's
 * (docs/aws/websocket-api.md#throttling).
 */
export function throttleRoute(call: Call, { deployment }: CompiledApi): void | Promise<void> {
  const { api, services } = deployment;
  const routeKey = call.route?.routeKey;
  if (routeKey === undefined && call.eventType !== 'CONNECT') return undefined;
  const limit = call.route?.throttle ?? api.stage.throttle;
  return passOrRefuse(
    services.rate.take(routeKey ?? '$connect', limit),
    () => new GatewayError('THROTTLED', { reason: `the throttle of ${routeKey ?? '$connect'} has no token left` }),
  );
}
