import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { linkSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fail } from '../../model/base/errors.ts';
import { readPrivateFile } from '../../model/base/regular-file.ts';
import { makeStateFolder } from '../../model/base/state-folder.ts';

/** The local issuer's RSA key. */
export interface IssuerKey {
  /** RFC 7638 thumbprint: the same key always has the same id. */
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** Reads the project's key, or makes one and keeps it for its owner alone (0600), so that tokens outlive restarts. Throws `FILE_UNREADABLE`. */
export function issuerKey(file: string): IssuerKey {
  return readKey(file) ?? makeKey(file);
}

function readKey(file: string): IssuerKey | undefined {
  let text: string;
  try {
    text = readPrivateFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw fail('FILE_UNREADABLE', file, (error as Error).message);
  }
  try {
    const { privateKey } = JSON.parse(text) as { privateKey: string };
    return keyOf(createPrivateKey(privateKey));
  } catch {
    throw fail(
      'FILE_UNREADABLE',
      file,
      'it holds no private key. Delete it to get a new one; tokens made so far are then void',
    );
  }
}

/** Of two emulators that make a key at once, the one whose file is there first has made it. */
function makeKey(file: string): IssuerKey {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  makeStateFolder(dirname(file));
  // Threads of one process have its id in common.
  const temporary = `${file}.${randomUUID()}.tmp`;
  writeFileSync(temporary, `${JSON.stringify({ privateKey: pem })}\n`, { mode: 0o600 });
  try {
    linkSync(temporary, file);
    // Read back from its text: Node 20 can stop for good where a JWK is exported from a key that was only just made.
    return keyOf(createPrivateKey(pem));
  } catch (error) {
    const first = readKey(file);
    if (first === undefined) throw error;
    return first;
  } finally {
    rmSync(temporary, { force: true });
  }
}

function keyOf(privateKey: KeyObject): IssuerKey {
  const publicKey = createPublicKey(privateKey);
  const { e, kty, n } = publicKey.export({ format: 'jwk' });
  if (kty !== 'RSA') throw new Error('not an RSA key');
  const kid = createHash('sha256').update(JSON.stringify({ e, kty, n })).digest('base64url');
  return { kid, privateKey, publicKey };
}
