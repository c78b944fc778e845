/** An invocation that has no exchange, such as an asynchronous one, is taken for finished after so long without a line. */
const FORGET_AFTER_MS = 30_000;

/** Which invocations wrote lines and have not ended: only while there are several does a line need to say whose it is. */
export class RequestsUnderWay {
  readonly #lastLine = new Map<string, number>();

  /** The short id to show with a line, or `undefined` where it can be only one request's. */
  label(requestId: string | undefined, now: number): string | undefined {
    if (requestId === undefined) return undefined;
    this.#lastLine.set(requestId, now);
    if (this.#lastLine.size === 1) return undefined;
    for (const [id, at] of this.#lastLine) if (now - at > FORGET_AFTER_MS) this.#lastLine.delete(id);
    return this.#lastLine.size > 1 ? requestId.slice(0, 8) : undefined;
  }

  ended(requestId: string): void {
    this.#lastLine.delete(requestId);
  }
}
