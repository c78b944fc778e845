import { createHash } from 'node:crypto';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * Lower-case letters and digits derived from a name, the same at every start: API ids (10), resource and authorizer ids (6). The first
 * is a letter, so that the id can begin a host name.
 */
export function derivedId(kind: string, name: string, length = 10): string {
  const digest = createHash('sha256').update(`${kind}\0${name}`).digest();
  let id = ALPHABET.charAt((digest[0] ?? 0) % 26);
  for (let i = 1; i < length; i += 1) id += ALPHABET.charAt((digest[i] ?? 0) % ALPHABET.length);
  return id;
}
