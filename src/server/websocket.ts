import type { IncomingMessage, Server } from 'node:http';
import type { Server as SecureServer } from 'node:https';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { WebSocketServer } from 'ws';
import { MAX_MESSAGE_BYTES } from '../model/definition/limits.ts';
import type { Connection, Handshake, WebSocketFrontEnd } from '../websocket-api/index.ts';
import { clientRequestFrom } from './client-request.ts';
import { certificateOf } from './tls/client-certificate.ts';
import { serveConnection } from './websocket-connection.ts';
import { asksForWebSocket, handshakeProblem, respondAndEnd } from './websocket-handshake.ts';

export interface WebSocketAttachment {
  /** Accepts no more upgrades, closes every connection with 1001, waits for `$disconnect`, and cuts off who does not leave in time. */
  close(): Promise<void>;
}

export interface WebSocketAttachOptions {
  /** Receives defects of the emulator itself; the client gets a 500. */
  onDefect(error: unknown): void;
  /** The server asks clients for certificates; see `ListenerOptions`. */
  readonly asksForCertificates?: boolean;
  /** Milliseconds that clients get to answer the close frame when the server stops; 1000 unless set. */
  readonly closeGraceMs?: number;
  /** Milliseconds that running `$disconnect` handlers get when the server stops; 5000 unless set. */
  readonly disconnectGraceMs?: number;
}

/**
 * Serves the upgrade requests of an HTTP server through the WebSocket API that is current when they come. Refusals are written before
 * the upgrade, so that clients see their status. No extension is negotiated (docs/aws/websocket-api.md#connect-outcome).
 */
export function attachWebSocketServer(
  server: Server | SecureServer,
  current: () => WebSocketFrontEnd | undefined,
  options: WebSocketAttachOptions,
): WebSocketAttachment {
  const webSockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_MESSAGE_BYTES,
    clientTracking: true,
    handleProtocols: () => false,
  });
  const subprotocols = new WeakMap<IncomingMessage, string>();
  webSockets.on('headers', (headers, message) => {
    const subprotocol = subprotocols.get(message);
    if (subprotocol !== undefined) headers.push(`Sec-WebSocket-Protocol: ${subprotocol}`);
  });

  let stopping = false;
  const onUpgrade = (message: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', destroyItself);
    handle(message, socket, head).catch((error: unknown) => {
      options.onDefect(error);
      respondAndEnd(socket, plain(500, 'Internal server error'));
    });
  };

  async function handle(message: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const frontEnd = current();
    if (!frontEnd) return respondAndEnd(socket, plain(403, 'Forbidden'));
    const request = clientRequestFrom(message, {
      answer: socket,
      ...(options.asksForCertificates === true && { certificateBy: certificateOf(socket as TLSSocket) }),
    });
    if (!asksForWebSocket(message)) return respondAndEnd(socket, await frontEnd.handle({ ...request, body: null }));
    const problem = handshakeProblem(message);
    if (problem !== undefined) return respondAndEnd(socket, plain(400, problem));
    const handshake = await frontEnd.connect(request);
    if (!handshake.accepted) return respondAndEnd(socket, handshake.response);
    if (stopping || handshake.dropped === true) return abandoned(socket, handshake.connection, frontEnd);
    upgrade(message, socket, head, handshake, frontEnd);
  }

  function upgrade(
    message: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    handshake: Handshake & { readonly accepted: true },
    frontEnd: WebSocketFrontEnd,
  ): void {
    const { connection, subprotocol } = handshake;
    if (subprotocol !== undefined) subprotocols.set(message, subprotocol);
    let upgraded = false;
    // The API may have been compiled anew while $connect ran: the connection belongs to the newest.
    const owner = (): WebSocketFrontEnd => current() ?? frontEnd;
    if (socket.readable && socket.writable)
      webSockets.handleUpgrade(message, socket, head, (webSocket) => {
        upgraded = true;
        serveConnection(webSocket, socket, connection, owner(), owner);
      });
    if (!upgraded) abandoned(socket, connection, owner());
  }

  server.on('upgrade', onUpgrade);
  return {
    async close() {
      stopping = true;
      server.off('upgrade', onUpgrade);
      const left = [...webSockets.clients].map((client) => new Promise((done) => client.once('close', done)));
      const disconnected = current()?.closeAll();
      // Those of an API that is gone already.
      for (const client of webSockets.clients) client.close(1001, 'Going away');
      await atMost(options.closeGraceMs ?? 1000, Promise.all(left));
      for (const client of webSockets.clients) client.terminate();
      await Promise.all([...left, atMost(options.disconnectGraceMs ?? 5000, disconnected)]);
    },
  };
}

/** One for all sockets. */
function destroyItself(this: Duplex): void {
  this.destroy();
}

/** Waits for the work, but no longer than so many milliseconds. */
async function atMost(milliseconds: number, work: Promise<unknown> | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((done) => (timer = setTimeout(done, milliseconds)));
  await Promise.race([work, late]);
  clearTimeout(timer);
}

/** `$connect` said yes, but its client has left: it ends like a connection that broke, so that `$disconnect` can tidy up. */
function abandoned(socket: Duplex, connection: Connection, frontEnd: WebSocketFrontEnd): void {
  socket.destroy();
  frontEnd.closed(connection, 1006, '');
}

function plain(statusCode: number, message: string) {
  return { statusCode, headers: [['Content-Type', 'application/json'] as const], body: JSON.stringify({ message }) };
}
