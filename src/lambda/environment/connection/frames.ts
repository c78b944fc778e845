/**
 * How the emulator and an environment talk over a socket: frames of
 *
 *     length of what follows, 32 bits | length of the head, 32 bits | head: JSON | tail: bytes
 *
 * both numbers little-endian. What is large and already text or bytes (a result, a piece of a stream) goes as the tail, so that it is not
 * written as JSON once more.
 */
const PREFIX = 8;

/** Bytes that a character of a text can become in UTF-8. */
const MOST_BYTES = 3;

/** `head`: JSON. */
export function encodeFrame(head: string, tail?: string | Uint8Array): Buffer {
  const headBytes = Buffer.byteLength(head);
  const tailBytes = tail === undefined ? 0 : Buffer.byteLength(tail);
  const frame = Buffer.allocUnsafe(PREFIX + headBytes + tailBytes);
  frame.writeUInt32LE(4 + headBytes + tailBytes, 0);
  frame.writeUInt32LE(headBytes, 4);
  frame.write(head, PREFIX);
  if (typeof tail === 'string') frame.write(tail, PREFIX + headBytes);
  else if (tail) frame.set(tail, PREFIX + headBytes);
  return frame;
}

/**
 * Writes a frame into a buffer that is used again and again, from `at` on: what is sent often makes no garbage. Returns where it ends; `undefined`
 * when it might not fit.
 */
export function packFrame(target: Buffer, at: number, head: string, tail = ''): number | undefined {
  const most = PREFIX + MOST_BYTES * (head.length + tail.length);
  if (at + most > target.length) return undefined;
  const headBytes = target.write(head, at + PREFIX);
  const tailBytes = tail === '' ? 0 : target.write(tail, at + PREFIX + headBytes);
  target.writeUInt32LE(4 + headBytes + tailBytes, at);
  target.writeUInt32LE(headBytes, at + 4);
  return at + PREFIX + headBytes + tailBytes;
}

/** What came is not a frame of ours. */
export class FrameError extends Error {}

/**
 * Takes bytes as they come and hands out whole frames. Bytes are only lent, to it and by it: it copies those of a frame that is not whole yet, and
 * the tail is a view of what came.
 */
export class FrameReader {
  readonly #limit: number;
  readonly #receive: (head: unknown, tail: Buffer) => void;
  readonly #chunks: Buffer[] = [];
  #size = 0;
  /** Bytes of the frame that has begun, as far as they are known. */
  #wanted = PREFIX;

  /** `limit`: bytes of a frame at most. */
  constructor(limit: number, receive: (head: unknown, tail: Buffer) => void) {
    this.#limit = limit;
    this.#receive = receive;
  }

  /** Throws `FrameError`. */
  push(chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size < this.#wanted) return void this.#chunks.push(Buffer.from(chunk));
    const bytes = this.#chunks.length === 0 ? chunk : Buffer.concat([...this.#chunks.splice(0), chunk]);
    const end = this.#read(bytes);
    this.#size = bytes.length - end;
    if (this.#size > 0) this.#chunks.push(Buffer.from(bytes.subarray(end)));
  }

  /** Hands out the whole frames of these bytes; returns where the next one begins. */
  #read(bytes: Buffer): number {
    let at = 0;
    this.#wanted = PREFIX;
    while (bytes.length - at >= PREFIX) {
      const length = bytes.readUInt32LE(at);
      const headLength = bytes.readUInt32LE(at + 4);
      if (length > this.#limit || headLength > length - 4) throw new FrameError(`a frame of ${length} bytes`);
      const end = at + 4 + length;
      if (end > bytes.length) {
        this.#wanted = end - at;
        break;
      }
      const headEnd = at + PREFIX + headLength;
      this.#receive(parsed(bytes.toString('utf8', at + PREFIX, headEnd)), bytes.subarray(headEnd, end));
      at = end;
    }
    return at;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new FrameError('a head that is not JSON', { cause: error });
  }
}
