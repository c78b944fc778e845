import { Readable } from 'node:stream';
import { fail } from '../../model/base/errors.ts';
import { GatewayError } from '../../model/http/gateway-error.ts';
import { firstHeader } from '../../model/http/messages.ts';
import { bytesOf } from '../transform/body-bytes.ts';
import type { Call } from '../call/call.ts';
import { encodeContent, preferredCoding } from '../transform/content-encoding.ts';
import type { ResponseCoding } from '../transform/content-encoding.ts';
import type { MethodResponse } from '../call/results.ts';
import type { Passage } from './passage.ts';
import { unsendableHeader } from '../responses/unsendable-header.ts';
import { gatewayHeaders } from '../responses/gateway-headers.ts';

/** Adds what every response has: the gateway's own headers, a Content-Type, compression where it is due. */
export function mapMethodResponse(passage: Passage): Promise<void> | undefined {
  const { call, response } = passage;
  if (!response) throw fail('PIPELINE_WITHOUT_ANSWER');
  refuseUnsendable(call, response);
  const { statusCode, body } = response;
  const headers = gatewayHeaders(call);
  if (response.traced) headers.push(['X-Amzn-Trace-Id', call.traceHeader]);
  if (firstHeader(response.headers, 'content-type') === undefined) headers.push(['Content-Type', 'application/json']);
  for (const header of response.headers) headers.push(header);
  const compression = compress(call, response);
  if (compression === undefined) {
    passage.clientResponse = { statusCode, headers, body };
    return undefined;
  }
  return compression.then(({ coding, body: encoded }) => {
    headers.push(['Content-Encoding', coding]);
    passage.clientResponse = { statusCode, headers, body: encoded };
  });
}

/** A header or status that HTTP cannot carry makes the answer of a function malformed, that of a mapping a configuration error (unproven). */
function refuseUnsendable(call: Call, response: MethodResponse): void {
  if (response.statusCode < 200) {
    const reason = `A response cannot end with the status ${response.statusCode}: HTTP has further answers follow it`;
    throw new GatewayError('API_CONFIGURATION_ERROR', { reason });
  }
  const name = unsendableHeader(response.headers);
  if (name === undefined) return;
  const isProxy = call.route?.method.definition.integration.type === 'AWS_PROXY';
  throw new GatewayError(isProxy ? 'MALFORMED_PROXY_RESPONSE' : 'API_CONFIGURATION_ERROR', {
    reason: `The header ${JSON.stringify(name)} cannot be sent: its name or value has characters that HTTP does not allow`,
  });
}

/**
 * Only with `minimumCompressionSize`, for a client that asks for a known coding before all others, a body of at least that size, and an
 * answer that is not encoded already (docs/aws/rest-api.md#compression). Streams are never compressed
 * (docs/aws/rest-api.md#response-streaming).
 */
function compress(
  call: Call,
  response: MethodResponse,
): Promise<{ readonly coding: ResponseCoding; readonly body: Buffer }> | undefined {
  const { minimumCompressionSize } = call.deployment.api;
  if (minimumCompressionSize === undefined || response.body instanceof Readable) return undefined;
  const coding = preferredCoding(firstHeader(call.client.headers, 'accept-encoding'));
  if (!coding || firstHeader(response.headers, 'content-encoding') !== undefined) return undefined;
  const body = bytesOf(response.body);
  if (body.length === 0 || body.length < minimumCompressionSize) return undefined;
  return encodeContent(body, coding).then((encoded) => ({ coding, body: encoded }));
}
