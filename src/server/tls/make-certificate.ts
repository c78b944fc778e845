import { generate } from 'selfsigned';

const DAY_MS = 86_400_000;

/** A new key and a certificate, signed with it, for this machine and the further `names`. */
export async function makeCertificate(
  notBefore: Date,
  validDays: number,
  names: readonly string[] = [],
): Promise<{ key: string; cert: string }> {
  const made = await generate([{ name: 'commonName', value: 'localhost (gw-emulate)' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: notBefore,
    notAfterDate: new Date(notBefore.getTime() + validDays * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          ...names.map((value) => ({ type: 2 as const, value })),
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  return { key: made.private, cert: made.cert };
}
