import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import type { Connection, WebSocketFrontEnd } from '../websocket-api/index.ts';
import { FrameGuard } from './websocket-frame-guard.ts';
import { SocketTransport } from './websocket-transport.ts';

/**
 * Connects an upgraded socket with the front end that is current whenever something happens, so that connections outlive reloads. Has to
 * be called before the socket delivers its first data.
 */
export function serveConnection(
  webSocket: WebSocket,
  socket: Duplex,
  connection: Connection,
  frontEnd: WebSocketFrontEnd,
  current: () => WebSocketFrontEnd | undefined,
): void {
  const guard = new FrameGuard(frontEnd.limitsOf(connection));
  let delivered = 0;
  let failure: { readonly code: number; readonly reason: string } | undefined;

  // The guard looks at each chunk before the library does, and judges after it: messages before the oversized one still count.
  socket.prependListener('data', (chunk: Buffer) => guard.read(chunk));
  socket.on('data', () => {
    if (guard.oversize !== undefined) current()?.message(connection, { tooLarge: guard.oversize });
  });
  webSocket.on('message', (data, isBinary) => {
    delivered += 1;
    if (guard.oversize !== undefined && delivered > guard.completeMessages) return;
    current()?.message(connection, isBinary ? { binary: true } : { text: textOf(data) });
  });
  webSocket.on('error', (error: Error & { readonly code?: string }) => {
    failure = { code: closeCodes[error.code ?? ''] ?? PROTOCOL_ERROR, reason: error.message };
    if (failure.code === TOO_BIG) current()?.message(connection, { tooLarge: 'message' });
  });
  webSocket.on('close', (code, reason) => {
    const cause = failure ?? { code, reason: reason.toString('utf8') };
    current()?.closed(connection, cause.code, cause.reason);
  });
  frontEnd.opened(connection, new SocketTransport(webSocket, socket));
}

const PROTOCOL_ERROR = 1002;
const TOO_BIG = 1009;

/** The close code that the ws library sends for each of its errors, where it is not 1002. A socket that broke is 1006. */
const closeCodes: Readonly<Record<string, number>> = {
  ECONNRESET: 1006,
  EPIPE: 1006,
  ETIMEDOUT: 1006,
  WS_ERR_INVALID_UTF8: 1007,
  WS_ERR_TOO_MANY_BUFFERED_PARTS: 1008,
  WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH: TOO_BIG,
  WS_ERR_UNSUPPORTED_MESSAGE_LENGTH: TOO_BIG,
};

function textOf(data: RawData): string {
  if (Buffer.isBuffer(data)) return data.toString('utf8');
  return Array.isArray(data) ? Buffer.concat(data).toString('utf8') : Buffer.from(data).toString('utf8');
}
