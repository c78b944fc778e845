import { fail } from '../model/base/errors.ts';
import { readRegularFile } from '../model/base/regular-file.ts';
import { ClientTrust } from '../server/tls/client-trust.ts';
import type { ServerCertificate } from '../server/tls/server-certificate.ts';

/**
 * The text of a truststore that can be used. Fails closed: what asks for certificates is not served where none can be checked. `owner`:
 * `API "shop"`. Throws `MUTUAL_TLS_NEEDS_HTTPS`, `TRUSTSTORE_UNREADABLE`.
 */
export function readTruststore(owner: string, file: string, tls: ServerCertificate | undefined): string {
  if (tls === undefined) throw fail('MUTUAL_TLS_NEEDS_HTTPS', owner);
  try {
    const pem = readRegularFile(file);
    void new ClientTrust(pem);
    return pem;
  } catch (error) {
    throw fail('TRUSTSTORE_UNREADABLE', owner, file, (error as Error).message);
  }
}
