import { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { ClientTrust } from './client-trust.ts';
import type { ClientCertificate } from '../../model/http/messages.ts';

/**
 * The certificate that the client of a mutual TLS listener showed, in the fields that events have; `undefined` when it showed none, or one that
 * the truststore does not vouch for.
 */
export function clientCertificateOf(socket: TLSSocket, trust: ClientTrust): ClientCertificate | undefined {
  if (!looked.has(socket)) looked.set(socket, lookAt(socket, trust));
  return looked.get(socket);
}

/** By connection: a signature takes as long to verify as a request to answer. */
const looked = new WeakMap<TLSSocket, ClientCertificate | undefined>();

function lookAt(socket: TLSSocket, trust: ClientTrust): ClientCertificate | undefined {
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
