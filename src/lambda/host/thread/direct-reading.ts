import { Socket } from 'node:net';
import type { SocketConstructorOpts } from 'node:net';

/** What all connections are read into, one after another: who hears of bytes has copied what it keeps when it returns. */
const BUFFER = Buffer.allocUnsafeSlow(64 * 1024);

interface Handle {
  reading: boolean;
  readStop(): number;
}

/**
 * Reads a connection past the stream that a socket is, which costs as much as what is read, and makes 64 KB of garbage each time. Returns the
 * socket to go on with; the given one is empty from then on. Node opens its own sockets so (`onread`), but none that a server has accepted.
 */
export function readDirectly(accepted: Socket, hear: (bytes: Buffer) => void): Socket {
  const holder = accepted as unknown as { _handle: Handle | null };
  const { _handle: handle } = holder;
  if (!handle) return accepted.on('data', hear);
  accepted.pause();
  const early: unknown = accepted.read();
  handle.readStop();
  handle.reading = false;
  holder._handle = null;
  const callback = (size: number, buffer: Buffer): boolean => {
    hear(buffer.subarray(0, size));
    return true;
  };
  const socket = new Socket({ handle, onread: { buffer: BUFFER, callback } } as SocketConstructorOpts);
  if (Buffer.isBuffer(early)) process.nextTick(() => hear(early));
  // For its end, which it reads past `callback`.
  return socket.resume();
}
