import { createHash } from 'node:crypto';

/** Numbers from 0 up to 1 that look random and are the same for the same seed at every start, so that a test of canary traffic can be repeated. */
export function repeatableRandom(seed: string): () => number {
  // Xorshift on 32 bits: any state but 0 runs through all others.
  let state = createHash('sha256').update(seed).digest().readUInt32LE() || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
