import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import type { Server, Socket } from 'node:net';
import { MESSAGES, OUTPUT } from '../../environment/host/host-protocol.ts';
import type { ThreadConnection } from '../../environment/host/host-protocol.ts';

const TOKEN_BYTES = 16;
/** The token in hexadecimal digits, and the letter of the connection's kind. */
const GREETING_LENGTH = 2 * TOKEN_BYTES + 1;
/** A connection that has not identified itself by then is closed. */
const GREETING_MS = 5000;

/** An environment that was started and will connect. */
export interface ExpectedThread {
  /** Its connection for events and results. */
  connected(socket: Socket): void;
  /** What its children write. */
  wrote(socket: Socket): void;
}

/** Where the threads of function hosts connect to: a socket of this user's that asks for a token, each of which is good for one environment. */
export class EnvironmentListener {
  #server: Server;
  readonly #failed: (error: Error) => void;
  readonly #expected = new Map<string, ExpectedThread>();
  readonly #address: string;

  /** Calls `failed` when the system does not give the socket. */
  constructor(address: string, failed: (error: Error) => void) {
    this.#address = address;
    this.#failed = failed;
    this.#server = this.#listen();
  }

  expect(thread: ExpectedThread): ThreadConnection {
    this.#returnAfterRemoval();
    const token = randomBytes(TOKEN_BYTES).toString('hex');
    this.#expected.set(token + MESSAGES, thread);
    this.#expected.set(token + OUTPUT, thread);
    return { address: this.#address, token };
  }

  forget({ token }: ThreadConnection): void {
    this.#expected.delete(token + MESSAGES);
    this.#expected.delete(token + OUTPUT);
  }

  close(): void {
    this.#server.close();
  }

  #listen(): Server {
    const server = createServer((socket) => this.#greeted(socket));
    server.on('error', this.#failed);
    return server.listen(this.#address);
  }

  /** A handler may have removed the temporary folder with all that is in it, and with it the way to this. */
  #returnAfterRemoval(): void {
    if (process.platform === 'win32' || existsSync(this.#address)) return;
    this.#server.close();
    mkdirSync(dirname(this.#address), { recursive: true, mode: 0o700 });
    this.#server = this.#listen();
  }

  #greeted(socket: Socket): void {
    socket.on('error', () => undefined);
    socket.setTimeout(GREETING_MS, () => socket.destroy());
    let heard = Buffer.alloc(0);
    const hear = (chunk: Buffer): void => {
      heard = Buffer.concat([heard, chunk]);
      if (heard.length < GREETING_LENGTH) return;
      socket.off('data', hear);
      socket.setTimeout(0);
      const greeting = heard.toString('latin1', 0, GREETING_LENGTH);
      const thread = this.#expected.get(greeting);
      this.#expected.delete(greeting);
      if (!thread) return void socket.destroy();
      if (heard.length > GREETING_LENGTH) socket.unshift(heard.subarray(GREETING_LENGTH));
      if (greeting.endsWith(MESSAGES)) thread.connected(socket);
      else thread.wrote(socket);
    };
    socket.on('data', hear);
  }
}
