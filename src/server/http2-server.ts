import type { Server, IncomingMessage, ServerResponse } from 'node:http';
import { createSecureServer } from 'node:http2';
import type {
  Http2ServerRequest,
  Http2ServerResponse,
  SecureServerOptions,
  ServerHttp2Session,
  ServerHttp2Stream,
} from 'node:http2';
import type { Socket } from 'node:net';
import { ConnectedResponse } from './connected-response.ts';

/** Streams of one connection that may be open at once, as AWS's load balancers allow. */
const MAX_STREAMS = 128;
/** Milliseconds that a client has for a whole request, as Node gives it over HTTP/1.1. */
const REQUEST_MS = 300_000;

export type AnyRequest = IncomingMessage | Http2ServerRequest;
export type AnyResponse = ServerResponse | Http2ServerResponse;

/**
 * A server of HTTP/2 and HTTP/1.1 over TLS, by what the client asks for in ALPN. WebSocket handshakes come over HTTP/1.1: there is no extended
 * CONNECT. It closes like a server of `node:https`, whose events and methods it has.
 */
export function createHttp2Server(
  options: SecureServerOptions & { readonly keepAliveTimeout: number },
  answer: (message: AnyRequest, response: AnyResponse) => void,
): Server {
  const sessions = new Set<ServerHttp2Session>();
  /** Sockets of HTTP/1.1 with the number of their requests that run. */
  const sockets = new Map<Socket, number>();
  const server = createSecureServer(
    {
      ...options,
      allowHTTP1: true,
      Http1ServerResponse: ConnectedResponse,
      settings: { maxConcurrentStreams: MAX_STREAMS },
    },
    (message, response) => {
      if (message.httpVersionMajor === 1) occupy(sockets, message.socket, response);
      else if ('stream' in message && !message.stream.endAfterHeaders) limitTime(message.stream);
      answer(message, response);
    },
  );
  server.on('session', (session) => {
    sessions.add(session);
    session.setTimeout(options.keepAliveTimeout, () => session.close());
    session.on('close', () => sessions.delete(session)).on('error', () => session.destroy());
  });
  server.on('secureConnection', (socket) => {
    if (socket.alpnProtocol === 'h2') return;
    sockets.set(socket, 0);
    socket.on('close', () => sockets.delete(socket));
  });
  // A WebSocket is its owner's to close.
  server.on('upgrade', (_message: IncomingMessage, socket: Socket) => sockets.delete(socket));
  const closing = {
    closeIdleConnections() {
      for (const session of sessions) session.close();
      for (const [socket, requests] of sockets) if (requests === 0) socket.destroy();
    },
    closeAllConnections() {
      for (const session of sessions) session.destroy();
      for (const socket of sockets.keys()) socket.destroy();
    },
  };
  return Object.assign(server, closing) as unknown as Server;
}

/** Over HTTP/2 Node waits for the rest of a request for ever. */
function limitTime(stream: ServerHttp2Stream): void {
  const timer = setTimeout(() => refuseSlow(stream), REQUEST_MS);
  timer.unref();
  for (const over of ['end', 'close']) stream.once(over, () => clearTimeout(timer));
}

function refuseSlow(stream: ServerHttp2Stream): void {
  if (!stream.headersSent) {
    stream.respond({ ':status': 408, 'content-type': 'application/json' });
    stream.end('{"message":"Request Timeout"}');
  }
  stream.close();
}

function occupy(sockets: Map<Socket, number>, socket: Socket, response: AnyResponse): void {
  sockets.set(socket, (sockets.get(socket) ?? 0) + 1);
  response.once('close', () => {
    const requests = sockets.get(socket);
    if (requests !== undefined) sockets.set(socket, requests - 1);
  });
}
