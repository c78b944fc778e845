import { MAX_PAYLOAD_BYTES } from '../../model/definition/limits.ts';
import { BufferedRequest } from '../../model/http/buffered-request.ts';
import { GatewayError } from '../../model/http/gateway-error.ts';
import { firstHeader } from '../../model/http/messages.ts';
import { wholeBody } from '../../model/http/whole-body.ts';
import type { Call } from '../call/call.ts';
import { decodeRequestBody } from '../transform/content-encoding.ts';
import type { Passage } from './passage.ts';

/**
 * Reads the body and takes its Content-Encoding off, which happens before anything looks at it (docs/aws/rest-api.md#compression).
 *
 * @throws {GatewayError} REQUEST_TOO_LARGE over 10 MB, as sent or decoded; UNSUPPORTED_MEDIA_TYPE for other or damaged encodings;
 * BAD_REQUEST when the client leaves before the end.
 */
export function receiveBody({ call }: Passage): Promise<void> | undefined {
  const { body } = call.client;
  if (body === null) return undefined;
  if (Buffer.isBuffer(body)) return accept(call, body);
  return wholeBody(body, MAX_PAYLOAD_BYTES).then((sent) => {
    // The journal keeps what the client sent; of a stream that was read there would be nothing left.
    call.client = new BufferedRequest(call.client, sent);
    return accept(call, sent);
  });
}

function accept(call: Call, sent: Buffer): Promise<void> | undefined {
  if (sent.length > MAX_PAYLOAD_BYTES) throw new GatewayError('REQUEST_TOO_LARGE');
  call.sentBody = sent;
  const encoding = firstHeader(call.client.headers, 'content-encoding');
  if (encoding !== undefined && sent.length > 0) return decode(call, sent, encoding);
  call.body = sent;
  return undefined;
}

async function decode(call: Call, sent: Buffer, encoding: string): Promise<void> {
  const decoded = await decodeRequestBody(sent, encoding);
  if (decoded === 'too-large') throw new GatewayError('REQUEST_TOO_LARGE');
  if (decoded === 'unsupported') {
    throw new GatewayError('UNSUPPORTED_MEDIA_TYPE', { reason: `The body cannot be decoded as ${encoding}` });
  }
  call.body = decoded;
}
