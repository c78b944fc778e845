/** What came in: the bytes, or how many they were when there were more than allowed. */
export type BoundedBody = { readonly bytes: Buffer } | { readonly tooMany: number };

/** A caller that goes on sending after this many bytes is cut off. */
const MOST_COUNTED = 64 * 1024 * 1024;

/** Reads a body of at most `limit` bytes. The rest of a larger one is counted and thrown away, so that its sender can read the answer. */
export async function readBody(body: AsyncIterable<Buffer>, limit: number): Promise<BoundedBody> {
  const chunks: Buffer[] = [];
  let count = 0;
  for await (const chunk of body) {
    count += chunk.length;
    if (count <= limit) chunks.push(chunk);
    else chunks.length = 0;
    if (count > MOST_COUNTED) break;
  }
  return count > limit ? { tooMany: count } : { bytes: Buffer.concat(chunks) };
}
