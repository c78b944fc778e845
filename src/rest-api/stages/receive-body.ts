import type { Readable } from 'node:stream';
import { BufferedRequest } from '../../model/buffered-request.ts';
import { GatewayError } from '../../model/gateway-error.ts';
import { firstHeader } from '../../model/messages.ts';
import { chunkBytes } from '../body-bytes.ts';
import type { Call } from '../call.ts';
import { decodeRequestBody, PAYLOAD_LIMIT } from '../content-encoding.ts';

/**
 * Reads the body and takes its Content-Encoding off, which happens before anything looks at it (rest-api 8.2).
 *
 * @throws {GatewayError} REQUEST_TOO_LARGE over 10 MB, as sent or decoded; UNSUPPORTED_MEDIA_TYPE for other or damaged encodings.
 */
export async function receiveBody(call: Call): Promise<void> {
  const { body } = call.client;
  if (body === null) return;
  const sent = Buffer.isBuffer(body) ? body : await readStream(body);
  if (sent.length > PAYLOAD_LIMIT) throw new GatewayError('REQUEST_TOO_LARGE');
  call.sentBody = sent;
  // The journal keeps what the client sent; of a stream that was read there would be nothing left.
  if (sent !== body) call.client = new BufferedRequest(call.client, sent);
  const encoding = firstHeader(call.client.headers, 'content-encoding');
  if (encoding === undefined || sent.length === 0) {
    call.body = sent;
    return;
  }
  const decoded = await decodeRequestBody(sent, encoding);
  if (decoded === 'too-large') throw new GatewayError('REQUEST_TOO_LARGE');
  if (decoded === 'unsupported') {
    throw new GatewayError('UNSUPPORTED_MEDIA_TYPE', { reason: `The body cannot be decoded as ${encoding}` });
  }
  call.body = decoded;
}

async function readStream(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = chunkBytes(chunk);
    length += bytes.length;
    if (length > PAYLOAD_LIMIT) throw new GatewayError('REQUEST_TOO_LARGE');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks, length);
}
