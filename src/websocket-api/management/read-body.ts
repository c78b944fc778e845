import type { Readable } from 'node:stream';

/** The whole body, or `undefined` as soon as it is longer than `limit` bytes; the rest is then thrown away unread. */
export async function readBody(body: Buffer | Readable | null, limit: number): Promise<Buffer | undefined> {
  if (body === null) return Buffer.alloc(0);
  if (Buffer.isBuffer(body)) return body.length > limit ? undefined : body;
  const chunks: Buffer[] = [];
  let length = 0;
  let tooLong = false;
  // The stream is drained even when it is too long: a client that still writes could not read its 413 otherwise.
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > DRAIN_BYTES) return undefined;
    tooLong ||= length > limit;
    if (tooLong) chunks.length = 0;
    else chunks.push(chunk);
  }
  return tooLong ? undefined : Buffer.concat(chunks, length);
}

/** Past this a body is cut off: nobody sends megabytes to one connection by mistake. */
const DRAIN_BYTES = 10 * 1024 * 1024;
