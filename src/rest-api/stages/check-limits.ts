import { MAX_HEADER_BYTES, MAX_URL_CHARACTERS } from '../../model/definition/limits.ts';
import { GatewayError } from '../../model/http/gateway-error.ts';
import type { Passage } from './passage.ts';

/** Refuses a URL (414) or headers (431) over AWS's limits. The statuses are unproven; the limits are documented. */
export function checkLimits({ call }: Passage): void {
  const { endpointType } = call.deployment.api;
  const { rawPath, rawQuery, headers } = call.client;
  if (rawPath.length + rawQuery.length > MAX_URL_CHARACTERS[endpointType]) throw new GatewayError('URI_TOO_LONG');
  let bytes = 0;
  for (const [name, value] of headers) bytes += name.length + Buffer.byteLength(value);
  if (bytes > MAX_HEADER_BYTES[endpointType]) throw new GatewayError('HEADERS_TOO_LARGE');
}
