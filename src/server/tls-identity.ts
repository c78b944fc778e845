import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

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
 * (NODE_EXTRA_CA_CERTS, a browser's exception). Made anew when it is missing, about to end, or without one of the further `names`.
 */
export async function tlsIdentity(folder: string, now: number, names: readonly string[] = []): Promise<TlsIdentity> {
  const certFile = join(folder, 'localhost.cert.pem');
  const keyFile = join(folder, 'localhost.key.pem');
  if (existsSync(certFile) && existsSync(keyFile)) {
    const cert = readFileSync(certFile, 'utf8');
    const current = new X509Certificate(cert);
    if (Date.parse(current.validTo) > now + DAY_MS && covers(current, names))
      return { cert, key: readFileSync(keyFile, 'utf8'), certFile };
  }
  const { makeCertificate } = await import('./make-certificate.ts');
  const { key, cert } = await makeCertificate(new Date(now), VALID_DAYS, names);
  mkdirSync(folder, { recursive: true });
  writeFileSync(keyFile, key, { mode: 0o600 });
  writeFileSync(certFile, cert);
  return { key, cert, certFile };
}

function covers({ subjectAltName = '' }: X509Certificate, names: readonly string[]): boolean {
  const covered = new Set(subjectAltName.split(', '));
  return names.every((name) => covered.has(`DNS:${name}`));
}
