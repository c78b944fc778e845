import { request } from 'node:https';
import { generate } from 'selfsigned';

/** What a client shows of itself over TLS. */
export interface ClientIdentity {
  readonly key: string;
  readonly cert: string;
}

/** A truststore, a client whose certificate it vouches for, and one whom it does not know. */
export async function clientIdentities(): Promise<{
  readonly truststore: string;
  readonly client: ClientIdentity;
  readonly stranger: ClientIdentity;
}> {
  const ca = await generate([{ name: 'commonName', value: 'Example issuer' }], {
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
    clientCertificate: { cn: 'www.example.com' },
  });
  const other = await generate([{ name: 'commonName', value: 'Somebody else' }], { algorithm: 'sha256' });
  return {
    truststore: ca.cert,
    client: { key: ca.clientprivate ?? '', cert: ca.clientcert ?? '' },
    stranger: { key: other.private, cert: other.cert },
  };
}

/** Asks a server whose own certificate nobody vouches for. */
export function get(
  url: string,
  identity?: ClientIdentity,
  host = new URL(url).host,
): Promise<{ readonly status: number | undefined; readonly body: string }> {
  return new Promise((resolve, reject) => {
    request(url, { rejectUnauthorized: false, headers: { host }, agent: false, ...identity }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode, body }));
    })
      .on('error', reject)
      .end();
  });
}
