import { MAX_MESSAGE_BYTES } from '../../model/definition/limits.ts';
import { GatewayError } from '../../model/http/gateway-error.ts';
import type { MessageCall } from '../call/call.ts';
import type { CompiledApi } from '../deployment/compiled-api.ts';
import { sendText } from '../responses/send.ts';

/**
 * A two-way route sends the integration's body as one message, an empty one when there is none
 * (docs/aws/websocket-api.md#one-way-and-two-way). The client may have gone meanwhile.
 */
export function reply(call: MessageCall, { deployment }: CompiledApi): void {
  if (!call.route?.routeResponse || !call.outcome) return;
  const { body } = call.outcome;
  const { services } = deployment;
  if (Buffer.byteLength(body) > MAX_MESSAGE_BYTES)
    throw new GatewayError('INTEGRATION_FAILURE', { reason: `the reply is larger than ${MAX_MESSAGE_BYTES} bytes` });
  if (sendText(call.connection, body, services.clock.now()) === 'full')
    services.warn(`A reply to connection ${call.connection.id} was dropped: the client reads too slowly.`);
}
