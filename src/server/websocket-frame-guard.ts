/** What of a client's data is too large: one frame, or a message of all its frames. */
export type Oversize = 'frame' | 'message';

/**
 * Reads frame headers from the bytes of a connection, without looking at payloads: the ws library reports the size of messages but not of
 * frames, and API Gateway limits both. It sees the same chunks as the library's own receiver.
 */
export class FrameGuard {
  readonly #frameBytes: number;
  readonly #messageBytes: number;
  /** First two bytes and the extended length; never more than ten are kept. */
  readonly #header = new Uint8Array(10);
  #headerLength = 0;
  /** Bytes of mask and payload still to come. */
  #skip = 0;
  #messageLength = 0;
  #completeMessages = 0;
  #oversize: Oversize | undefined;

  constructor(limits: { readonly frameBytes: number; readonly messageBytes: number }) {
    this.#frameBytes = limits.frameBytes;
    this.#messageBytes = limits.messageBytes;
  }

  /** Set once something was too large. Nothing is read any more. */
  get oversize(): Oversize | undefined {
    return this.#oversize;
  }

  /** Messages whose every frame was within the limits so far; later ones must not be delivered once `oversize` is set. */
  get completeMessages(): number {
    return this.#completeMessages;
  }

  read(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length && this.#oversize === undefined) {
      if (this.#skip > 0) {
        const taken = Math.min(this.#skip, chunk.length - at);
        this.#skip -= taken;
        at += taken;
        continue;
      }
      this.#header[this.#headerLength] = chunk[at] ?? 0;
      this.#headerLength += 1;
      at += 1;
      if (this.#headerLength >= 2 && this.#headerLength === 2 + this.#extendedLengthBytes()) this.#frame();
    }
  }

  #extendedLengthBytes(): number {
    const short = (this.#header[1] ?? 0) & 0x7f;
    if (short === 126) return 2;
    return short === 127 ? 8 : 0;
  }

  #frame(): void {
    const [first = 0, second = 0] = this.#header;
    const length = this.#payloadLength(second & 0x7f);
    const masked = (second & 0x80) !== 0;
    this.#headerLength = 0;
    this.#skip = length + (masked ? 4 : 0);
    const isControl = (first & 0x08) !== 0;
    if (isControl) return;
    this.#messageLength += length;
    if (length > this.#frameBytes) this.#oversize = 'frame';
    else if (this.#messageLength > this.#messageBytes) this.#oversize = 'message';
    const isLast = (first & 0x80) !== 0;
    if (!isLast || this.#oversize !== undefined) return;
    this.#messageLength = 0;
    this.#completeMessages += 1;
  }

  #payloadLength(short: number): number {
    if (short < 126) return short;
    const bytes = short === 126 ? 2 : 8;
    let length = 0;
    for (let i = 0; i < bytes; i += 1) length = length * 256 + (this.#header[2 + i] ?? 0);
    return length;
  }
}
