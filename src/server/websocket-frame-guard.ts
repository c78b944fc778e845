/** What of a client's data is too large: one frame, or a message of all its frames. */
export type Oversize = 'frame' | 'message';

/**
 * Reads frame headers from the bytes of a connection, without looking at payloads: the ws library reports the size of messages but not of
 * frames, and API Gateway limits both. It sees the same chunks as the library's own receiver.
 */
export class FrameGuard {
  readonly #frameBytes: number;
  readonly #messageBytes: number;
  /** Bytes of the header that were read, the first two of them, and what those of an extended length mean so far. */
  #headerLength = 0;
  #first = 0;
  #second = 0;
  #extendedLength = 0;
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
      this.#headerByte(chunk[at] ?? 0);
      at += 1;
      if (this.#headerLength >= 2 && this.#headerLength === 2 + this.#extendedLengthBytes()) this.#frame();
    }
  }

  #headerByte(byte: number): void {
    if (this.#headerLength === 0) this.#first = byte;
    else if (this.#headerLength === 1) this.#second = byte;
    else this.#extendedLength = this.#extendedLength * 256 + byte;
    this.#headerLength += 1;
  }

  #extendedLengthBytes(): number {
    const short = this.#second & 0x7f;
    if (short === 126) return 2;
    return short === 127 ? 8 : 0;
  }

  #frame(): void {
    const short = this.#second & 0x7f;
    const length = short < 126 ? short : this.#extendedLength;
    const masked = (this.#second & 0x80) !== 0;
    this.#headerLength = 0;
    this.#extendedLength = 0;
    this.#skip = length + (masked ? 4 : 0);
    const isControl = (this.#first & 0x08) !== 0;
    if (isControl) return;
    this.#messageLength += length;
    if (length > this.#frameBytes) this.#oversize = 'frame';
    else if (this.#messageLength > this.#messageBytes) this.#oversize = 'message';
    const isLast = (this.#first & 0x80) !== 0;
    if (!isLast || this.#oversize !== undefined) return;
    this.#messageLength = 0;
    this.#completeMessages += 1;
  }
}
