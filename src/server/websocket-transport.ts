import { WebSocket } from 'ws';
import { MAX_FRAME_BYTES } from '../model/definition/limits.ts';
import type { Transport } from '../websocket-api/index.ts';

/** An upgraded socket, as the front end sees it. */
export function transportOf(socket: WebSocket): Transport {
  return {
    sendText(text) {
      if (socket.readyState !== WebSocket.OPEN) return;
      // A UTF-16 unit makes three bytes of UTF-8 at most: short texts need no count.
      if (text.length * 3 <= MAX_FRAME_BYTES) return socket.send(text);
      sendInFrames(socket, Buffer.from(text));
    },
    close(code, reason) {
      // The client's own close frame must be read.
      socket.resume();
      socket.close(code, reason);
    },
    holdBack(on) {
      if (on) socket.pause();
      else if (socket.isPaused) socket.resume();
    },
    bufferedBytes: () => socket.bufferedAmount,
  };
}

function sendInFrames(socket: WebSocket, bytes: Buffer): void {
  for (let start = 0; start < bytes.length; start += MAX_FRAME_BYTES) {
    const end = Math.min(bytes.length, start + MAX_FRAME_BYTES);
    socket.send(bytes.subarray(start, end), { binary: false, fin: end === bytes.length });
  }
}
