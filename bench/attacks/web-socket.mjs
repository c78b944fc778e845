import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** An account may open 500 connections a second. */
const TOGETHER = 50;
const EVERY_MS = 115;

/** A WebSocket with nothing around it: a socket after its handshake. Rejects where that is refused. */
export async function openSocket(url) {
  const { port, pathname } = new URL(url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(
    `GET ${pathname} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n`,
  );
  const [head] = await once(socket, 'data');
  const status = head.toString('latin1', 9, 12);
  if (status === '101') return socket;
  socket.destroy();
  throw new Error(`a handshake was answered with ${status}`);
}

/** So many, as fast as an account may open them. */
export async function openSockets(url, count) {
  const sockets = [];
  while (sockets.length < count) {
    const batch = Array.from({ length: Math.min(TOGETHER, count - sockets.length) }, () => openSocket(url));
    const [opened] = await Promise.all([Promise.all(batch), pause(EVERY_MS)]);
    sockets.push(...opened);
  }
  return sockets;
}

/** A text in one masked frame, at most 65,535 bytes. */
export function frameOf(text) {
  const payload = Buffer.from(text);
  const length = payload.length < 126 ? [payload.length] : [126, payload.length >> 8, payload.length & 255];
  return Buffer.concat([Buffer.from([0x81, 0x80 | length[0], ...length.slice(1), 0, 0, 0, 0]), payload]);
}

/** Calls `heard` with the text of each short frame that arrives. */
export function listenTo(socket, heard) {
  let buffered = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    buffered = Buffer.concat([buffered, chunk]);
    while (buffered.length >= 2 && buffered.length >= 2 + buffered[1]) {
      const end = 2 + buffered[1];
      const text = buffered.toString('utf8', 2, end);
      buffered = buffered.subarray(end);
      heard(text);
    }
  });
}
