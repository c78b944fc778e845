import type { IncomingMessage } from 'node:http';

/** What came in: the text, or how many bytes it was when there were more than allowed. */
export type BoundedBody = { readonly text: string } | { readonly tooManyBytes: number };

/** A caller that goes on sending after this many bytes is cut off. */
const MOST_COUNTED = 64 * 1024 * 1024;

/** Reads a body of at most `limit` bytes. The rest of a larger one is counted and thrown away, so that its sender can read the answer. */
export async function readBody(message: IncomingMessage, limit: number): Promise<BoundedBody> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= limit) chunks.push(chunk);
    else chunks.length = 0;
    if (bytes > MOST_COUNTED) break;
  }
  return bytes > limit ? { tooManyBytes: bytes } : { text: Buffer.concat(chunks).toString() };
}
