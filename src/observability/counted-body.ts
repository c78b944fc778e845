import { Transform, pipeline } from 'node:stream';
import type { Readable } from 'node:stream';

/** A body on its way to the client. Reports its number of bytes when it has ended or was cut: only then length and duration are known. */
export function countedBody(body: Readable, ended: (length: number) => void): Readable {
  let length = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      length += chunk.length;
      done(null, chunk);
    },
  });
  // An error of either side has destroyed the other already; the server sees it on the stream that it reads.
  pipeline(body, counter, () => ended(length));
  return counter;
}
