import type { Readable } from 'node:stream';
import type { DetailedPeerCertificate } from 'node:tls';
import type { Arrival } from './arrival.ts';

/**
 * Header lines in the order and spelling of the sender, repeats included. A dictionary would lose duplicates; only event builders fold.
 */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** What a client sent, before anything was decided about it. Sockets stop here. */
export interface ClientRequest {
  /** As on the request line, upper case for known methods. */
  readonly method: string;
  /** The path of the request line as sent: percent-encoded, stage included, without the query. Begins with `/`. */
  readonly rawPath: string;
  /** What followed the `?`, as sent; empty when nothing did. */
  readonly rawQuery: string;
  readonly headers: HeaderList;
  /** `null` when the request has no body (neither Content-Length above 0 nor Transfer-Encoding). A stream is read at most once. */
  readonly body: Buffer | Readable | null;
  /** Address of the TCP peer. `X-Forwarded-For` of strangers is never believed. */
  readonly sourceIp: string;
  /** The client certificate, when the listener asked for one (mutual TLS) and it was valid. */
  readonly clientCertificate?: ClientCertificate;
  /** Of a listener that asks for certificates and leaves the choice of those to trust: the client's, where this truststore vouches for it. */
  readonly certificateBy?: (trust: Truststore) => ClientCertificate | undefined;
  /** How it came to this API, where something in front of the API chose it. */
  readonly arrival?: Arrival;
  /** HTTP/2, whose header names are in lower case; HTTP/1.1 where absent. */
  readonly httpVersion?: '2.0';
  /** Aborted when the client goes away before the response has ended. */
  readonly signal?: AbortNotice | undefined;
}

/**
 * As much of an `AbortSignal` as is needed here. A real one is an `EventTarget` whose listeners are held weakly: to make one and listen to
 * it costs as much as the rest of a request, and the garbage collector as much again.
 */
export interface AbortNotice {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Fields as API Gateway shows them: dates like `May 28 12:30:02 2019 GMT`, the serial number in colon-separated hex. */
export interface ClientCertificate {
  readonly clientCertPem: string;
  readonly subjectDN: string;
  readonly issuerDN: string;
  readonly serialNumber: string;
  readonly validity: { readonly notBefore: string; readonly notAfter: string };
}

/** Decides whose certificates are good. */
export interface Truststore {
  /** `now`: milliseconds since 1970. */
  vouchesFor(peer: DetailedPeerCertificate, now: number): boolean;
}

/** What a client receives. Header spelling is kept on the wire. The server adds only what the connection needs. */
export interface ClientResponse {
  readonly statusCode: number;
  readonly headers: HeaderList;
  /** Strings are sent as UTF-8. A stream that fails cuts the connection without a terminating chunk. */
  readonly body: string | Buffer | Readable | null;
  /** A drill: the connection is cut, and nothing of this is sent. */
  readonly dropped?: true;
}

/** First value of a header, name compared without regard to case; `undefined` when it was not sent. */
export function firstHeader(headers: HeaderList, name: string): string | undefined {
  const wanted = name.toLowerCase();
  for (const [candidate, value] of headers) {
    // Most names differ in length already, which costs nothing to see.
    if (candidate.length === wanted.length && candidate.toLowerCase() === wanted) return value;
  }
  return undefined;
}

/** Every value of a header in order, name compared without regard to case. */
export function allHeaders(headers: HeaderList, name: string): string[] {
  const wanted = name.toLowerCase();
  const values: string[] = [];
  for (const [candidate, value] of headers) {
    if (candidate.length === wanted.length && candidate.toLowerCase() === wanted) values.push(value);
  }
  return values;
}
