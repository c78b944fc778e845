import type { InvocationResult, StreamingResult } from '../../model/lambda/invocation.ts';
import { MAX_RESPONSE_BYTES, MAX_STREAM_BYTES } from '../limits.ts';
import { ResponseBody } from './response-body.ts';

/** Who waits for an invocation, and how its response reaches them. */
export interface Answer {
  /** First bytes of a streamed response follow. `taken` gives room for more. */
  head(requestId: string, contentType: string, taken: (bytes: number) => void): void;
  /** False when the response has become larger than it may be. */
  chunk(data: Uint8Array): boolean;
  /** Payload of the stream so far, for callers that wait for the whole of it. */
  collected(): string;
  /** The limit that `chunk` and whole payloads are held to. */
  readonly limit: number;
  settle(result: InvocationResult): void;
}

/** A caller of Invoke: waits for the whole payload. A streamed response is collected. */
export class WholeAnswer implements Answer {
  readonly limit = MAX_RESPONSE_BYTES;
  readonly settle: (result: InvocationResult) => void;
  #chunks: Uint8Array[] | undefined;
  #size = 0;
  #taken: ((bytes: number) => void) | undefined;

  constructor(settle: (result: InvocationResult) => void) {
    this.settle = settle;
  }

  head(_requestId: string, _contentType: string, taken: (bytes: number) => void): void {
    this.#chunks = [];
    this.#taken = taken;
  }

  chunk(data: Uint8Array): boolean {
    this.#size += data.length;
    if (this.#size > this.limit) return false;
    this.#chunks?.push(data);
    this.#taken?.(data.length);
    return true;
  }

  collected(): string {
    return Buffer.concat(this.#chunks ?? []).toString();
  }
}

/** A caller of InvokeWithResponseStream: has the head first, then the bytes as they come. */
export class StreamedAnswer implements Answer {
  readonly limit = MAX_STREAM_BYTES;
  readonly #started: (result: StreamingResult) => void;
  readonly #finished: Promise<InvocationResult>;
  #finish: (result: InvocationResult) => void = () => undefined;
  #body: ResponseBody | undefined;
  #size = 0;

  constructor(started: (result: StreamingResult) => void) {
    this.#started = started;
    this.#finished = new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  head(requestId: string, contentType: string, taken: (bytes: number) => void): void {
    this.#begin(requestId, contentType, taken);
  }

  chunk(data: Uint8Array): boolean {
    this.#size += data.length;
    if (this.#size > this.limit) return false;
    this.#body?.add(data);
    return true;
  }

  /** Nothing: the bytes have gone to their reader. */
  collected(): string {
    return '';
  }

  settle(result: InvocationResult): void {
    const failed = result.functionError !== undefined;
    const started = this.#body;
    if (failed && started) {
      started.destroy(new Error(`The function failed while its response was under way: ${result.payload}`));
    } else if (started) {
      started.finish();
    } else {
      const body = this.#begin(result.requestId, 'application/json', () => undefined);
      if (!failed) body.add(Buffer.from(result.payload));
      body.finish();
    }
    this.#finish(result);
  }

  #begin(requestId: string, contentType: string, taken: (bytes: number) => void): ResponseBody {
    const body = new ResponseBody(taken);
    // A reader may come late or not at all; the failure is in `finished` too.
    body.on('error', () => undefined);
    this.#body = body;
    this.#started({ requestId, contentType, body, finished: this.#finished });
    return body;
  }
}
