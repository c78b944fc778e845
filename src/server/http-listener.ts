import { constants } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Server as TlsServer, TLSSocket } from 'node:tls';
import { fail } from '../model/base/errors.ts';
import type { FrontEnd } from '../model/http/front-end.ts';
import type { ClientResponse } from '../model/http/messages.ts';
import { certificateOf, clientCertificateOf } from './tls/client-certificate.ts';
import { ClientTrust } from './tls/client-trust.ts';
import { clientRequestFrom } from './client-request.ts';
import { writeClientResponse } from './client-response.ts';
import { ConnectedResponse } from './connected-response.ts';
import { http2Headers, isHttp2, isHttp2Response, writeHttp2Response } from './http2-exchange.ts';
import type { AnyRequest, AnyResponse } from './http2-server.ts';
import type { ServerCertificate } from './tls/server-certificate.ts';

/** API Gateway's own limit is 10,240 bytes and has its own answer, so Node's must lie above it. */
const MAX_HEADER_BYTES = 65_536;
/** AWS keeps idle client connections for 310 s. */
const KEEP_ALIVE_MS = 310_000;

export interface ListenerOptions {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** Listens at this path of a socket, or name of a pipe, instead of a port. */
  readonly socketPath?: string | undefined;
  /** Names the API in error messages. */
  readonly name: string;
  /** The front end of the newest deployment; asked anew for every request, so that a reload is one assignment. */
  readonly current: () => FrontEnd;
  /** Our own mistakes; the client gets a bare 500. */
  readonly onDefect: (error: unknown) => void;
  /** Serve over TLS. */
  readonly tls?: ServerCertificate | undefined;
  /** Mutual TLS: PEM of the certificates that clients' certificates may come from. Only with `tls`. */
  readonly truststore?: string | undefined;
  /** Ask clients for certificates and leave it to the front end which of its requests need one. Only with `tls`. */
  readonly asksForCertificates?: boolean;
}

export interface Listener {
  readonly server: Server;
  readonly port: number;
  /** Stops accepting, lets running requests end for so many milliseconds, then cuts what is left. Idempotent. */
  close(graceMs: number): Promise<void>;
}

/** Serves one API's front end. Rejects with `PORT_IN_USE` when the port is taken, likewise with what else keeps it from listening. */
export async function listen(options: ListenerOptions): Promise<Listener> {
  const settings = { maxHeaderSize: MAX_HEADER_BYTES, keepAliveTimeout: KEEP_ALIVE_MS };
  const trust = options.truststore === undefined ? undefined : new ClientTrust(options.truststore);
  const serving = { ...options, trust };
  const answer = (message: AnyRequest, response: AnyResponse): void => void serve(message, response, serving);
  const { tls } = options;
  const server =
    tls === undefined
      ? createServer({ ...settings, ServerResponse: ConnectedResponse }, answer)
      : // Loaded where it is needed: it costs every start a few milliseconds.
        (await import('./http2-server.ts')).createHttp2Server({ ...settings, ...secureSettings(tls, options) }, answer);
  // Node would answer an Expect other than 100-continue with 417; API Gateway drops the header (recorded:
  // docs/aws/rest-api-observed.md#request-headers).
  server.on('checkExpectation', answer);
  server.on('clientError', refuseUnreadable);
  const { host, socketPath, name } = options;
  const port =
    socketPath === undefined ? await bind(server, host, options.port, name) : await bindPath(server, socketPath);
  const unfollow = tls?.follow(() => {
    if ('setSecureContext' in server) (server as Server & TlsServer).setSecureContext(secureSettings(tls, options));
  });
  let closing: Promise<void> | undefined;
  return {
    server,
    port,
    close(graceMs) {
      unfollow?.();
      return (closing ??= closeServer(server, graceMs));
    },
  };
}

type ServeOptions = ListenerOptions & { readonly trust: ClientTrust | undefined };

/** Binds a server and resolves with the port that it got. */
export function bind(server: Server, host: string, port: number, what: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => reject(listenFailure(error, host, port, what));
    server.once('error', failed);
    server.listen(port, host, () => {
      server.off('error', failed);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Binds a server to the path of a socket. Resolves with 0, the port that it has not. */
export function bindPath(server: Server, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      resolve(0);
    });
  });
}

function listenFailure(error: NodeJS.ErrnoException, host: string, port: number, what: string): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return fail('PORT_IN_USE', port, what);
    case 'EACCES':
      return fail('PORT_NOT_ALLOWED', port, what);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return fail('HOST_UNAVAILABLE', host, what);
    default:
      return error;
  }
}

/** How often a server that closes looks for connections whose last request has ended. */
const IDLE_CHECK_MS = 20;

/** Stops accepting, waits for running requests at most `graceMs`, then cuts every connection. */
export function closeServer(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), graceMs);
    // Clients keep connections open between requests: without this, one that was busy at the beginning would last the whole grace.
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
    server.close(() => {
      clearTimeout(timer);
      clearInterval(idle);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/**
 * A client without a valid certificate may connect, so that it gets an answer: AWS answers 403 (docs/aws/http-api.md#quotas). Whom the truststore
 * vouches for is looked at with the request; a resumed session would not have the whole chain.
 */
function secureSettings(
  { identity: { key, cert } }: ServerCertificate,
  { truststore, asksForCertificates }: ListenerOptions,
) {
  const identity = { key, cert };
  return truststore === undefined && asksForCertificates !== true
    ? identity
    : { ...identity, ca: [], requestCert: true, rejectUnauthorized: false, secureOptions: constants.SSL_OP_NO_TICKET };
}

async function serve(message: AnyRequest, response: AnyResponse, options: ServeOptions): Promise<void> {
  let answer: ClientResponse;
  try {
    answer = await answerTo(message, response, options);
  } catch (error) {
    options.onDefect(error);
    answer = {
      statusCode: 500,
      headers: [['Content-Type', 'application/json']],
      body: '{"message":"Internal server error"}',
    };
  }
  if (answer.dropped === true) return cut(response);
  if (isHttp2(message)) {
    if (isHttp2Response(response)) writeHttp2Response(message, response, answer, options.onDefect);
  } else if (!isHttp2Response(response)) writeClientResponse(message, response, answer, options.onDefect);
}

/** A drill: the client gets nothing at all. */
function cut(response: AnyResponse): void {
  if (isHttp2Response(response)) response.stream.session?.destroy();
  else response.socket?.destroy();
}

function answerTo(message: AnyRequest, response: AnyResponse, options: ServeOptions): Promise<ClientResponse> {
  const version = isHttp2(message)
    ? { answer: message.stream, http2: { headers: http2Headers(message), hasBody: !message.stream.endAfterHeaders } }
    : { answer: response };
  const { trust } = options;
  if (options.asksForCertificates === true) {
    const certificateBy = certificateOf(message.socket as TLSSocket);
    return options.current().handle(clientRequestFrom(message, { ...version, certificateBy }));
  }
  if (trust === undefined) return options.current().handle(clientRequestFrom(message, version));
  const clientCertificate = clientCertificateOf(message.socket as TLSSocket, trust);
  if (clientCertificate === undefined) return Promise.resolve(FORBIDDEN);
  return options.current().handle(clientRequestFrom(message, { ...version, clientCertificate }));
}

const FORBIDDEN: ClientResponse = {
  statusCode: 403,
  headers: [
    ['Content-Type', 'application/json'],
    ['x-amzn-ErrorType', 'ForbiddenException'],
  ],
  body: '{"message":"Forbidden"}',
};

const UNREADABLE: Readonly<Record<string, readonly [status: number, text: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large'],
  // Node waits a minute for the head and five for the whole request.
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout'],
};

/** What Node's parser refuses never becomes a request, so no front end can answer it. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, text] = UNREADABLE[error.code ?? ''] ?? [400, 'Bad Request'];
  const body = JSON.stringify({ message: text });
  socket.end(
    `HTTP/1.1 ${status} ${text}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  );
}
