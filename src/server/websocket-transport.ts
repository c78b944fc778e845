import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import { MAX_FRAME_BYTES } from '../model/definition/limits.ts';
import type { Transport } from '../websocket-api/index.ts';

/** An upgraded socket, as the front end sees it: a class, since there may be ten thousand of them. */
export class SocketTransport implements Transport {
  readonly #socket: WebSocket;
  readonly #wire: Duplex;
  #isSilent = false;

  constructor(socket: WebSocket, wire: Duplex) {
    this.#socket = socket;
    this.#wire = wire;
  }

  sendText(text: string): void {
    if (this.#socket.readyState !== WebSocket.OPEN || this.#isSilent) return;
    if (text.length <= SHORT) return void this.#wire.write(wholeFrame(text));
    // A UTF-16 unit makes three bytes of UTF-8 at most: short texts need no count.
    if (text.length * 3 <= MAX_FRAME_BYTES) return this.#socket.send(text);
    sendInFrames(this.#socket, Buffer.from(text));
  }

  close(code: number, reason: string): void {
    if (code === NO_CLOSE_FRAME || this.#isSilent) return this.#socket.terminate();
    // The client's own close frame must be read.
    this.#socket.resume();
    this.#socket.close(code, reason);
  }

  holdBack(on: boolean): void {
    if (on) this.#socket.pause();
    else if (this.#socket.isPaused) this.#socket.resume();
  }

  bufferedBytes(): number {
    return this.#socket.bufferedAmount;
  }

  silence(): void {
    this.#isSilent = true;
    // Without the library's reader, frames are read by nobody: neither messages nor pings nor a close frame are answered.
    this.#wire.removeAllListeners('data');
    this.#wire.on('data', () => undefined);
    this.#wire.resume();
  }
}

/** UTF-16 units; to copy more costs as much as to write two pieces. */
const SHORT = 4096;
const FINAL_TEXT = 0x81;

/**
 * A message in one frame, head and payload in one piece (https://www.rfc-editor.org/rfc/rfc6455#section-5.2). The library writes two, which takes
 * twice as long. Without compression it holds nothing back, so that the order of what both write is kept.
 */
function wholeFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const head = length < 126 ? 2 : 4;
  const frame = Buffer.allocUnsafe(head + length);
  frame[0] = FINAL_TEXT;
  if (length < 126) frame[1] = length;
  else {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  }
  frame.write(text, head);
  return frame;
}

/** 1006 is never sent: it stands for a connection that broke (https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1). */
const NO_CLOSE_FRAME = 1006;

function sendInFrames(socket: WebSocket, bytes: Buffer): void {
  for (let start = 0; start < bytes.length; start += MAX_FRAME_BYTES) {
    const end = Math.min(bytes.length, start + MAX_FRAME_BYTES);
    socket.send(bytes.subarray(start, end), { binary: false, fin: end === bytes.length });
  }
}
