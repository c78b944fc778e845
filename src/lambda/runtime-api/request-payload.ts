import type { IncomingMessage } from 'node:http';

/** What a runtime posted: its text, or why there is none. */
export type PostedPayload = { readonly text: string } | { readonly fault: 'too-large' | 'broken-off' };

/** Reads a body of at most `limit` bytes; the rest of a larger one is thrown away, so that the runtime can read the answer. */
export async function postedPayload(message: IncomingMessage, limit: number): Promise<PostedPayload> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of message as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else chunks.length = 0;
    }
  } catch {
    return { fault: 'broken-off' };
  }
  return size > limit ? { fault: 'too-large' } : { text: Buffer.concat(chunks).toString() };
}
