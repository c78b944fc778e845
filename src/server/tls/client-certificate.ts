import { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { ClientCertificate, Truststore } from '../../model/http/messages.ts';

/**
 * The certificate that the client of a mutual TLS listener showed, in the fields that events have; `undefined` when it showed none, or one that
 * the truststore does not vouch for.
 */
export function clientCertificateOf(socket: TLSSocket, trust: Truststore): ClientCertificate | undefined {
  let seen = looked.get(socket);
  if (seen === undefined) looked.set(socket, (seen = new Map()));
  if (!seen.has(trust)) seen.set(trust, lookAt(socket, trust));
  return seen.get(trust);
}

/** The same with the choice of the truststore left open. */
export function certificateOf(socket: TLSSocket): (trust: Truststore) => ClientCertificate | undefined {
  return (trust) => clientCertificateOf(socket, trust);
}

/** By connection and truststore: a signature takes as long to verify as a request to answer. */
const looked = new WeakMap<TLSSocket, Map<Truststore, ClientCertificate | undefined>>();

function lookAt(socket: TLSSocket, trust: Truststore): ClientCertificate | undefined {
  const peer = socket.getPeerCertificate(true);
  // Node gives an empty object for a client that showed none.
  if (peer?.raw === undefined || !trust.vouchesFor(peer, Date.now())) return undefined;
  return describeCertificate(new X509Certificate(peer.raw));
}

/** Names in one line, the serial number in colon-separated hex, dates like `May 28 12:30:02 2019 GMT` (docs/aws/http-api.md#event-v2). */
function describeCertificate(certificate: X509Certificate): ClientCertificate {
  return {
    clientCertPem: certificate.toString().trimEnd(),
    subjectDN: oneLine(certificate.subject),
    issuerDN: oneLine(certificate.issuer),
    serialNumber: (certificate.serialNumber.toLowerCase().match(/../g) ?? []).join(':'),
    validity: { notBefore: certificate.validFrom, notAfter: certificate.validTo },
  };
}

/** Node gives one attribute a line, the most general first; the other way round is how a distinguished name is written. */
function oneLine(name: string): string {
  return name.split('\n').reverse().join(',');
}
