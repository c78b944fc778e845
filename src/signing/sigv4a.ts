import { createECDH, createHmac, createPublicKey, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** ECDSA over P-256, good for several Regions: docs/aws/sigv4a-and-2025.md */
export const SIGV4A = 'AWS4-ECDSA-P256-SHA256';

/** Order of the curve P-256. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const MAX_COUNTER = 254;
const derived = new Map<string, KeyObject>();
/** Credentials are few; the bound is for a configuration that is edited all day. */
const MOST_REMEMBERED = 100;

/** Whether the signature, hexadecimal DER, is that of the secret for the text. Signatures differ every time, so they cannot be compared. */
export function isSigV4aSignature(
  { accessKeyId, secretAccessKey }: { readonly accessKeyId: string; readonly secretAccessKey: string },
  toSign: string,
  hex: string,
): boolean {
  if (!/^(?:[0-9a-f]{2})+$/i.test(hex)) return false;
  const key = { key: publicKeyOf(accessKeyId, secretAccessKey), dsaEncoding: 'der' } as const;
  return verify('sha256', Buffer.from(toSign), key, Buffer.from(hex, 'hex'));
}

/** The private key of a secret, the same for all days, Regions and services (NIST SP 800-108, counter mode, as AWS's SDKs do it). */
export function sigV4aPrivateKey(accessKeyId: string, secretAccessKey: string): Buffer {
  for (let counter = 1; counter <= MAX_COUNTER; counter += 1) {
    const fixed = Buffer.concat([
      Buffer.from([0, 0, 0, 1]),
      Buffer.from(SIGV4A),
      Buffer.from([0]),
      Buffer.from(accessKeyId),
      Buffer.from([counter]),
      Buffer.from([0, 0, 1, 0]),
    ]);
    const candidate = BigInt(`0x${createHmac('sha256', `AWS4A${secretAccessKey}`).update(fixed).digest('hex')}`);
    if (candidate <= ORDER - 2n) return Buffer.from((candidate + 1n).toString(16).padStart(64, '0'), 'hex');
  }
  throw new RangeError(`No SigV4a key can be derived for ${accessKeyId}`);
}

/** Whether a Region is in a set such as `us-east-1,us-west-*` or `*`. */
export function isInRegionSet(region: string, set: string): boolean {
  return set.split(',').some((entry) => {
    const [head = '', ...tail] = entry.trim().split('*');
    if (tail.length === 0) return head === region;
    return (
      region.startsWith(head) &&
      region.endsWith(tail.at(-1) ?? '') &&
      region.length >= entry.trim().length - tail.length
    );
  });
}

function publicKeyOf(accessKeyId: string, secretAccessKey: string): KeyObject {
  const name = `${accessKeyId} ${secretAccessKey}`;
  const known = derived.get(name);
  if (known) return known;
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(sigV4aPrivateKey(accessKeyId, secretAccessKey));
  const point = pair.getPublicKey();
  const part = (from: number): string => point.subarray(from, from + 32).toString('base64url');
  const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: part(1), y: part(33) }, format: 'jwk' });
  if (derived.size < MOST_REMEMBERED) derived.set(name, key);
  return key;
}
