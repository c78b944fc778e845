import type { IncomingMessage } from 'node:http';
import type { FromEnvironment } from '../environment/protocol.ts';
import { STREAM_WINDOW } from '../environment/protocol.ts';
import { trailerError } from './reported-error.ts';

/** A response that a runtime posts in pieces. Reads on only while its reader takes what came. */
export class StreamedResponse {
  readonly #message: IncomingMessage;
  #underWay = 0;

  constructor(message: IncomingMessage) {
    this.#message = message;
  }

  /** Passes everything on; resolves after its last piece. A body that breaks off is an error of the function's. */
  async passTo(receive: (message: FromEnvironment) => void): Promise<void> {
    const message = this.#message;
    receive({ kind: 'head', contentType: message.headers['content-type'] ?? 'application/octet-stream' });
    const whole = await new Promise<boolean>((resolve) => {
      message.on('data', (data: Buffer) => {
        this.#underWay += data.length;
        if (this.#underWay > STREAM_WINDOW) message.pause();
        receive({ kind: 'chunk', data });
      });
      message.once('end', () => resolve(true));
      message.once('close', () => resolve(message.readableEnded));
    });
    const error = whole ? trailerError(message) : TRUNCATED;
    receive(error === undefined ? { kind: 'end' } : { kind: 'end', error });
  }

  taken(bytes: number): void {
    this.#underWay -= bytes;
    if (this.#underWay <= STREAM_WINDOW && this.#message.isPaused()) this.#message.resume();
  }
}

const TRUNCATED = {
  errorType: 'Runtime.TruncatedResponse',
  payload: '{"errorType":"Runtime.TruncatedResponse","errorMessage":"Response stream was broken off by the runtime"}',
};
