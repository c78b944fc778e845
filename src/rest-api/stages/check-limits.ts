import { GatewayError } from '../../model/http/gateway-error.ts';
import type { RestApi } from '../../model/definition/rest-api.ts';
import type { Passage } from './passage.ts';

/** Characters of the URL by endpoint type (rest-api 9). */
const URL_LIMIT: Readonly<Record<RestApi['endpointType'], number>> = { REGIONAL: 10_240, EDGE: 8192, PRIVATE: 8192 };
/** Bytes of all header names and values by endpoint type (rest-api 9). */
const HEADER_LIMIT: Readonly<Record<RestApi['endpointType'], number>> = {
  REGIONAL: 10_240,
  EDGE: 10_240,
  PRIVATE: 8000,
};

/** Refuses a URL (414) or headers (431) over AWS's limits. The statuses are unproven; the limits are documented. */
export function checkLimits({ call }: Passage): void {
  const { endpointType } = call.deployment.api;
  const { rawPath, rawQuery, headers } = call.client;
  if (rawPath.length + rawQuery.length > URL_LIMIT[endpointType]) throw new GatewayError('URI_TOO_LONG');
  let bytes = 0;
  for (const [name, value] of headers) bytes += name.length + value.length;
  if (bytes > HEADER_LIMIT[endpointType]) throw new GatewayError('HEADERS_TOO_LARGE');
}
