import { createHmac } from 'node:crypto';
import { sameSignature, scopeText, sha256 } from './sigv4.ts';
import type { SigningScope } from './sigv4.ts';

export interface ChunkChain {
  readonly signingKey: Buffer;
  readonly scope: SigningScope;
  readonly amzDate: string;
  /** The signature of the request's headers: the first link. */
  readonly seedSignature: string;
}

const EMPTY_HASH = sha256('');
/** `{size in hex};chunk-signature={64 hex digits}` */
const CHUNK_HEAD = /^([0-9a-f]{1,8});chunk-signature=([0-9a-f]{64})$/i;
const LONGEST_HEAD = 8 + ';chunk-signature='.length + 64;

/**
 * Verifies a body in `aws-chunked` form (`STREAMING-AWS4-HMAC-SHA256-PAYLOAD`): each chunk is signed together with the signature before it, the
 * last chunk is empty. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 * Returns what is wrong, or `undefined` when the whole chain holds.
 */
export function chunkProblem(body: Buffer, chain: ChunkChain): string | undefined {
  let previous = chain.seedSignature;
  let at = 0;
  for (;;) {
    const headEnd = body.indexOf('\r\n', at);
    if (headEnd === -1 || headEnd - at > LONGEST_HEAD) return 'a chunk has no head';
    const [, sizeText, signature] = CHUNK_HEAD.exec(body.toString('latin1', at, headEnd)) ?? [];
    if (sizeText === undefined || signature === undefined) return 'a chunk has no signature';
    const start = headEnd + 2;
    const end = start + Number.parseInt(sizeText, 16);
    if (end > body.length) return 'the body ends within a chunk';
    const data = body.subarray(start, end);
    const expected = chunkSignature(data, previous, chain);
    if (!sameSignature(expected, signature.toLowerCase())) return 'the signature of a chunk does not match';
    if (data.length === 0) return undefined;
    if (body.toString('latin1', end, end + 2) !== '\r\n') return 'a chunk is longer than it says';
    previous = expected;
    at = end + 2;
  }
}

function chunkSignature(data: Buffer, previous: string, { signingKey, scope, amzDate }: ChunkChain): string {
  const toSign = ['AWS4-HMAC-SHA256-PAYLOAD', amzDate, scopeText(scope), previous, EMPTY_HASH, sha256(data)].join('\n');
  return createHmac('sha256', signingKey).update(toSign).digest('hex');
}
