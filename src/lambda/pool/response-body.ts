import { Readable } from 'node:stream';

/**
 * The body of a streamed response. Calls `taken` with the number of bytes that its reader has room for again, so that the handler's writes wait for a slow
 * reader. After its reader went away it swallows the rest: the function runs to its end (docs/aws/lambda.md#rest-response-streaming).
 */
export class ResponseBody extends Readable {
  readonly #taken: (bytes: number) => void;
  #held = 0;

  constructor(taken: (bytes: number) => void) {
    super();
    this.#taken = taken;
  }

  add(chunk: Uint8Array): void {
    if (this.destroyed) return this.#taken(chunk.length);
    if (this.push(chunk)) this.#taken(chunk.length);
    else this.#held += chunk.length;
  }

  finish(): void {
    if (!this.destroyed) this.push(null);
  }

  override _read(): void {
    this.#release();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#release();
    callback(error);
  }

  #release(): void {
    const bytes = this.#held;
    this.#held = 0;
    if (bytes > 0) this.#taken(bytes);
  }
}
