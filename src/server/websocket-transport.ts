import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import { MAX_FRAME_BYTES } from '../model/definition/limits.ts';
import type { Transport } from '../websocket-api/index.ts';

/** An upgraded socket, as the front end sees it. */
export function transportOf(socket: WebSocket, wire: Duplex): Transport {
  let isSilent = false;
  return {
    sendText(text) {
      if (socket.readyState !== WebSocket.OPEN || isSilent) return;
      // A UTF-16 unit makes three bytes of UTF-8 at most: short texts need no count.
      if (text.length * 3 <= MAX_FRAME_BYTES) return socket.send(text);
      sendInFrames(socket, Buffer.from(text));
    },
    close(code, reason) {
      if (code === NO_CLOSE_FRAME || isSilent) return socket.terminate();
      // The client's own close frame must be read.
      socket.resume();
      socket.close(code, reason);
    },
    holdBack(on) {
      if (on) socket.pause();
      else if (socket.isPaused) socket.resume();
    },
    bufferedBytes: () => socket.bufferedAmount,
    silence() {
      isSilent = true;
      // Without the library's reader, frames are read by nobody: neither messages nor pings nor a close frame are answered.
      wire.removeAllListeners('data');
      wire.on('data', () => undefined);
      wire.resume();
    },
  };
}

/** 1006 is never sent: it stands for a connection that broke (https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1). */
const NO_CLOSE_FRAME = 1006;

function sendInFrames(socket: WebSocket, bytes: Buffer): void {
  for (let start = 0; start < bytes.length; start += MAX_FRAME_BYTES) {
    const end = Math.min(bytes.length, start + MAX_FRAME_BYTES);
    socket.send(bytes.subarray(start, end), { binary: false, fin: end === bytes.length });
  }
}
