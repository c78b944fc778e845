import type { Readable } from 'node:stream';

/** Past this a body is cut off: megabytes to one connection are never a mistake. */
const DRAIN_BYTES = 10 * 1024 * 1024;

/**
 * The whole body; `too-long` when it has more than `limit` bytes, which are then thrown away; `broken-off` when the client left before its
 * end. Listens instead of iterating, which costs as much as the rest of a small request.
 */
export async function readBody(
  body: Buffer | Readable | null,
  limit: number,
): Promise<Buffer | 'too-long' | 'broken-off'> {
  if (body === null) return Buffer.alloc(0);
  if (Buffer.isBuffer(body)) return body.length > limit ? 'too-long' : body;
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    body.on('data', (chunk: Buffer) => {
      length += chunk.length;
      // The stream is drained even when it is too long: a client that still writes could not read its 413 otherwise.
      if (length <= limit) {
        chunks.push(chunk);
        return;
      }
      chunks.length = 0;
      if (length <= DRAIN_BYTES) return;
      resolve('too-long');
      body.destroy();
    });
    body.on('end', () => resolve(length > limit ? 'too-long' : joined(chunks, length)));
    body.on('error', () => resolve('broken-off'));
    body.on('close', () => resolve('broken-off'));
  });
}

/** Nearly every message comes in one piece. */
function joined(chunks: readonly Buffer[], length: number): Buffer {
  const [only] = chunks;
  return only !== undefined && chunks.length === 1 ? only : Buffer.concat(chunks, length);
}
