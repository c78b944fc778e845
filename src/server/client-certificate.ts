import { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { ClientCertificate } from '../model/http/messages.ts';

/**
 * The certificate that the client of a mutual TLS listener showed, in the fields that events have; `undefined` when it showed none, or one that
 * the truststore does not vouch for.
 */
export function clientCertificateOf(socket: TLSSocket): ClientCertificate | undefined {
  if (!socket.authorized) return undefined;
  const { raw } = socket.getPeerCertificate();
  return raw === undefined ? undefined : describeCertificate(new X509Certificate(raw));
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
