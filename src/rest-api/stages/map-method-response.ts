import { Readable } from 'node:stream';
import { firstHeader } from '../../model/messages.ts';
import type { ClientResponse, HeaderList } from '../../model/messages.ts';
import type { Call } from '../call.ts';
import { encodeContent, preferredCoding } from '../content-encoding.ts';
import type { MethodResponse } from '../integration-result.ts';
import { serviceHeaders } from '../service-headers.ts';

/** Adds what every response has: the gateway's own headers, a Content-Type, compression where it is due. */
export async function mapMethodResponse(call: Call, response: MethodResponse): Promise<ClientResponse> {
  const hasType = firstHeader(response.headers, 'content-type') !== undefined;
  const compressed = await compress(call, response);
  return {
    statusCode: response.statusCode,
    headers: [
      ...serviceHeaders(call),
      ...(response.traced ? [['X-Amzn-Trace-Id', call.traceHeader] as const] : []),
      ...(hasType ? [] : [['Content-Type', 'application/json'] as const]),
      ...response.headers,
      ...(compressed?.headers ?? []),
    ],
    body: compressed?.body ?? response.body,
  };
}

/**
 * Only with `minimumCompressionSize`, for a client that asks for a known coding before all others, a body of at least that size, and an
 * answer that is not encoded already (rest-api 8.2). Streams are never compressed (3.5).
 */
async function compress(
  call: Call,
  response: MethodResponse,
): Promise<{ readonly headers: HeaderList; readonly body: Buffer } | undefined> {
  const { minimumCompressionSize } = call.deployment.api;
  if (minimumCompressionSize === undefined || response.body instanceof Readable) return undefined;
  const coding = preferredCoding(firstHeader(call.client.headers, 'accept-encoding'));
  if (!coding || firstHeader(response.headers, 'content-encoding') !== undefined) return undefined;
  const body = Buffer.from(response.body);
  if (body.length === 0 || body.length < minimumCompressionSize) return undefined;
  return { headers: [['Content-Encoding', coding]], body: await encodeContent(body, coding) };
}
