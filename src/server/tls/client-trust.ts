import { X509Certificate } from 'node:crypto';
import type { DetailedPeerCertificate } from 'node:tls';
import type { Truststore } from '../../model/http/messages.ts';

/** The longest chain that API Gateway takes (docs/aws/http-api.md#quotas). */
const LONGEST_CHAIN = 4;
/** Extended key usages that a client's certificate may have where it names any: client authentication, any. */
const FOR_CLIENTS = ['1.3.6.1.5.5.7.3.2', '2.5.29.37.0'];

/** The certificates of a truststore, which vouch for those of clients. */
export class ClientTrust implements Truststore {
  readonly #trusted: readonly X509Certificate[];

  /** `pem`: one or more certificates. Throws where there is none, or one that cannot be read. */
  constructor(pem: string) {
    const texts = pem.match(/-----BEGIN CERTIFICATE-----[^]*?-----END CERTIFICATE-----/g) ?? [];
    if (texts.length === 0) throw new Error('there is no certificate in it');
    this.#trusted = texts.map((text) => new X509Certificate(text));
  }

  /**
   * Whether a chain of valid certificates leads from this one to a root of the truststore. `now`: milliseconds since 1970.
   *
   * Not left to OpenSSL: where the truststore has another certificate of the same name, it leaves an error behind that Node takes for one of the
   * connection, so that a stranger would sometimes get an answer and sometimes none.
   */
  vouchesFor(peer: DetailedPeerCertificate, now: number): boolean {
    const sent = chainOf(peer);
    const [client] = sent;
    if (client === undefined) return false;
    if (client.keyUsage !== undefined && !client.keyUsage.some((usage) => FOR_CLIENTS.includes(usage))) return false;
    return this.#leadsToRoot(client, [...this.#trusted, ...sent.slice(1)], now, 1);
  }

  #leadsToRoot(certificate: X509Certificate, known: readonly X509Certificate[], now: number, length: number): boolean {
    if (length > LONGEST_CHAIN || !isValid(certificate, now)) return false;
    if (isIssuedBy(certificate, certificate)) {
      return this.#trusted.some(({ fingerprint256 }) => fingerprint256 === certificate.fingerprint256);
    }
    return known.some(
      (issuer) => issuer.ca && isIssuedBy(certificate, issuer) && this.#leadsToRoot(issuer, known, now, length + 1),
    );
  }
}

/** The client's certificate and those that it sent along. */
function chainOf(peer: DetailedPeerCertificate): X509Certificate[] {
  const chain: X509Certificate[] = [];
  let next: DetailedPeerCertificate | undefined = peer;
  while (next?.raw !== undefined && chain.length < LONGEST_CHAIN) {
    chain.push(new X509Certificate(next.raw));
    const issuer: DetailedPeerCertificate | undefined = next.issuerCertificate;
    next = issuer === next ? undefined : issuer;
  }
  return chain;
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function isValid({ validFrom, validTo }: X509Certificate, now: number): boolean {
  return Date.parse(validFrom) <= now && now <= Date.parse(validTo);
}
