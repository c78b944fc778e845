import { MAX_HANDSHAKE_URL_CHARACTERS } from '../../model/definition/limits.ts';
import { GatewayError } from '../../model/http/gateway-error.ts';
import type { ConnectCall } from '../call/call.ts';

/**
 * The path is the stage (or the mapping key) and nothing else; anything after it, or another stage, is refused with 403
 * (docs/aws/websocket-api.md#endpoints).
 */
export function checkAddress(call: ConnectCall): void {
  const { rawPath, rawQuery } = call.client;
  if (`wss://${call.connection.host}${rawPath}?${rawQuery}`.length > MAX_HANDSHAKE_URL_CHARACTERS)
    throw new GatewayError('URI_TOO_LONG', {
      reason: `the URL is longer than ${MAX_HANDSHAKE_URL_CHARACTERS} characters`,
    });
  if (!call.address) throw new GatewayError('FORBIDDEN', { reason: `no stage of this API answers at ${rawPath}` });
  if (call.address.rest !== '')
    throw new GatewayError('FORBIDDEN', {
      reason: `"${call.address.rest}" follows the stage; a WebSocket URL ends with the stage`,
    });
}
