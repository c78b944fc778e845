import { Readable } from 'node:stream';
import { fail } from '../../model/base/errors.ts';

/** The bytes of a body that has been read whole. */
export function bytesOf(body: Buffer | string | Readable): Buffer {
  if (body instanceof Readable) throw fail('BODY_NOT_BYTES', 'a stream that has not ended');
  return typeof body === 'string' ? Buffer.from(body, 'utf8') : body;
}

/** The text of a body that has been read whole. */
export function textOf(body: Buffer | string | Readable): string {
  return typeof body === 'string' ? body : bytesOf(body).toString('utf8');
}

/** A chunk of a stream as bytes; streams of text give strings. */
export function chunkBytes(chunk: unknown): Buffer {
  if (Buffer.isBuffer(chunk)) return chunk;
  if (chunk instanceof Uint8Array) return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  if (typeof chunk === 'string') return Buffer.from(chunk, 'utf8');
  throw fail('BODY_NOT_BYTES', 'a stream of something else');
}
