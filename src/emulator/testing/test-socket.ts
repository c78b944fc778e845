import type { RawData, WebSocket } from 'ws';
import type { SocketClose, WebSocketClient } from './web-socket-client.ts';

const DEFAULT_TIMEOUT_MS = 5000;
const NORMAL_CLOSURE = 1000;

interface Reader {
  take(message: string): void;
  fail(error: Error): void;
}

/** A client on a socket of the ws library. */
export class TestSocket implements WebSocketClient {
  readonly messages: string[] = [];
  readonly closed: Promise<SocketClose>;
  readonly #socket: WebSocket;
  readonly #readers: Reader[] = [];
  #read = 0;
  #end: SocketClose | undefined;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => this.#received(textOf(data)));
    this.closed = new Promise((resolve) => {
      socket.once('close', (code, reason) => {
        this.#end = { code, reason: reason.toString('utf8') };
        for (const reader of this.#readers.splice(0)) reader.fail(this.#ended());
        resolve(this.#end);
      });
    });
  }

  get subprotocol(): string {
    return this.#socket.protocol;
  }

  send(message: unknown): void {
    if (this.#end !== undefined) throw this.#ended();
    const isGiven = typeof message === 'string' || message instanceof Uint8Array;
    const text = isGiven ? message : JSON.stringify(message);
    if (text === undefined) throw new TypeError('send takes text, bytes, or a value that JSON can write');
    this.#socket.send(text);
  }

  next({ timeout = DEFAULT_TIMEOUT_MS }: { readonly timeout?: number } = {}): Promise<string> {
    const message = this.messages[this.#read];
    if (message !== undefined) {
      this.#read += 1;
      return Promise.resolve(message);
    }
    if (this.#end !== undefined) return Promise.reject(this.#ended());
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#readers.splice(this.#readers.indexOf(reader), 1);
        const before = this.messages.length === 0 ? 'none at all' : `the last one was ${this.messages.at(-1)}`;
        reject(new Error(`No message came within ${timeout} ms; ${before}.`));
      }, timeout);
      const reader: Reader = {
        take(taken) {
          clearTimeout(timer);
          resolve(taken);
        },
        fail(error) {
          clearTimeout(timer);
          reject(error);
        },
      };
      this.#readers.push(reader);
    });
  }

  async nextJson(options?: { readonly timeout?: number }): Promise<unknown> {
    return JSON.parse(await this.next(options)) as unknown;
  }

  close(code = NORMAL_CLOSURE, reason = ''): Promise<SocketClose> {
    this.#socket.close(code, reason);
    return this.closed;
  }

  #received(message: string): void {
    this.messages.push(message);
    const reader = this.#readers.shift();
    if (reader === undefined) return;
    this.#read += 1;
    reader.take(message);
  }

  #ended(): Error {
    const { code, reason } = this.#end ?? { code: 1006, reason: '' };
    return new Error(`The connection has ended with ${code}${reason === '' ? '' : ` (${reason})`}.`);
  }
}

function textOf(data: RawData): string {
  if (Buffer.isBuffer(data)) return data.toString('utf8');
  return Array.isArray(data) ? Buffer.concat(data).toString('utf8') : Buffer.from(data).toString('utf8');
}
