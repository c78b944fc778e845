import { MAX_EVENT_BYTES } from '../../model/definition/limits.ts';
import { GatewayError } from '../../model/http/gateway-error.ts';

/**
 * Below this many bytes of body no event can be too large: JSON text is at most six times as long as what it quotes (a control character
 * as six bytes), and the rest of an event is bounded by the quotas on headers and stage variables. So most events are never measured.
 */
const HARMLESS_BODY = 1_000_000;

export function refuseHugeEvent(event: object, body: Buffer): void {
  if (body.length < HARMLESS_BODY) return;
  const size = Buffer.byteLength(JSON.stringify(event));
  if (size <= MAX_EVENT_BYTES) return;
  throw new GatewayError('EVENT_TOO_LARGE', {
    reason: `The function's event would have ${size} bytes; Lambda takes ${MAX_EVENT_BYTES} (6 MB)`,
  });
}
