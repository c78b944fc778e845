import { createPrivateKey, X509Certificate } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPrivateFile, readRegularFile } from '../../model/base/regular-file.ts';
import { makeStateFolder } from '../../model/base/state-folder.ts';

/** What a TLS listener shows: key and certificate as PEM, and the file that clients may trust. */
export interface TlsIdentity {
  readonly key: string;
  readonly cert: string;
  readonly certFile: string;
}

const DAY_MS = 86_400_000;
/** Browsers refuse server certificates that are valid for longer. */
const VALID_DAYS = 397;

/**
 * The project's own self-signed certificate for localhost, 127.0.0.1 and ::1, kept in `folder` so that it must be trusted once
 * (NODE_EXTRA_CA_CERTS, a browser's exception). Made anew when it is missing, damaged, about to end, or without one of the
 * further `names`.
 */
export async function tlsIdentity(folder: string, now: number, names: readonly string[] = []): Promise<TlsIdentity> {
  const certFile = join(folder, 'localhost.cert.pem');
  const keyFile = join(folder, 'localhost.key.pem');
  const kept = readIdentity(certFile, keyFile);
  if (kept !== undefined && isGood(new X509Certificate(kept.cert), now, names)) return kept;
  const { makeCertificate } = await import('./make-certificate.ts');
  const { key, cert } = await makeCertificate(new Date(now), VALID_DAYS, names);
  makeStateFolder(folder);
  // The mode of a file that is there already would stay.
  for (const file of [keyFile, certFile]) rmSync(file, { recursive: true, force: true });
  writeFileSync(keyFile, key, { mode: 0o600 });
  writeFileSync(certFile, cert);
  return { key, cert, certFile };
}

function isGood({ validTo, subjectAltName = '' }: X509Certificate, now: number, names: readonly string[]): boolean {
  const covered = new Set(subjectAltName.split(', '));
  return Date.parse(validTo) > now + DAY_MS && names.every((name) => covered.has(`DNS:${name}`));
}

/** `undefined` where a file is missing, holds something else, or the key is another certificate's. */
function readIdentity(certFile: string, keyFile: string): TlsIdentity | undefined {
  try {
    const cert = readRegularFile(certFile);
    const key = readPrivateFile(keyFile);
    return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key)) ? { cert, key, certFile } : undefined;
  } catch {
    return undefined;
  }
}
