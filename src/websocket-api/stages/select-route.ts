import { GatewayError } from '../../model/http/gateway-error.ts';
import type { MessageCall } from '../call/call.ts';
import type { CompiledApi } from '../deployment/compiled-api.ts';

/**
 * The route of the message; without one the client gets a Forbidden frame and nothing is invoked
 * (docs/aws/websocket-api.md#choosing-a-route).
 */
export function selectRoute(call: MessageCall, { routes }: CompiledApi): void {
  const route = routes.select(call.source);
  if (!route)
    throw new GatewayError('FORBIDDEN', { reason: 'no route matches the message and there is no $default route' });
  call.route = route;
}
