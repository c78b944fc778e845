import { GatewayError } from '../../model/http/gateway-error.ts';
import type { MessageCall } from '../call/call.ts';
import type { CompiledApi } from '../deployment/compiled-api.ts';
import { sendText } from '../responses/send.ts';

/** Documented for messages in both directions; what a longer reply does is not known, so it fails like a broken integration. */
const REPLY_BYTES = 128 * 1024;

/**
 * A two-way route sends the integration's body as one message, an empty one when there is none (7.1). The client may have gone meanwhile.
 */
export function reply(call: MessageCall, { deployment }: CompiledApi): void {
  if (!call.route?.routeResponse || !call.outcome) return;
  const { body } = call.outcome;
  const { services } = deployment;
  if (Buffer.byteLength(body) > REPLY_BYTES)
    throw new GatewayError('INTEGRATION_FAILURE', { reason: `the reply is larger than ${REPLY_BYTES} bytes` });
  if (sendText(call.connection, body, services.clock.now()) === 'full')
    services.warn(`A reply to connection ${call.connection.id} was dropped: the client reads too slowly.`);
}
