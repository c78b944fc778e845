import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import type { ClientOptions } from 'ws';
import { Readable } from 'node:stream';
import { systemClock } from '../../src/model/base/clock.ts';
import { randomIds } from '../../src/model/base/ids.ts';
import type { WebSocketApi } from '../../src/model/definition/websocket-api.ts';
import { clientRequestFrom } from '../../src/server/client-request.ts';
import { attachWebSocketServer } from '../../src/server/websocket.ts';
import type { WebSocketAttachment } from '../../src/server/websocket.ts';
import type { WebSocketApiServices } from '../../src/websocket-api/index.ts';
import { EmulatedApi } from '../websocket-api/emulated-api.ts';

/** An API behind real sockets on a free port, plain HTTP included. */
export class ServedApi {
  readonly api: EmulatedApi;
  readonly defects: unknown[] = [];
  readonly #server: Server;
  readonly #attachment: WebSocketAttachment;
  readonly #clients: WebSocket[] = [];

  private constructor(api: EmulatedApi) {
    this.api = api;
    this.#server = createServer((message, response) => {
      const request = clientRequestFrom(message, { answer: response });
      void api.frontEnd.handle(request).then(({ statusCode, headers, body }) => {
        response.writeHead(statusCode, headers.flat());
        if (body instanceof Readable) body.pipe(response);
        else response.end(body);
      });
    });
    this.#attachment = attachWebSocketServer(this.#server, () => api.frontEnd, {
      onDefect: (error) => void this.defects.push(error),
      closeGraceMs: 100,
      disconnectGraceMs: 100,
    });
  }

  static async start(
    definition: WebSocketApi,
    handlers: Record<string, (event: unknown) => unknown> = {},
    over: Partial<WebSocketApiServices> = {},
  ): Promise<ServedApi> {
    const api = new EmulatedApi(definition, handlers, { clock: systemClock, ids: randomIds, ...over });
    const served = new ServedApi(api);
    await new Promise<void>((listening) => served.#server.listen(0, '127.0.0.1', listening));
    return served;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** An open client, or the status that refused it as `Unexpected server response: 403`. */
  async client(path = '/dev', protocols: string[] = [], options: ClientOptions = {}): Promise<Client> {
    const socket = new WebSocket(`ws://127.0.0.1:${this.port}${path}`, protocols, options);
    this.#clients.push(socket);
    const client = new Client(socket);
    await new Promise<void>((done, failed) => {
      socket.once('open', done);
      socket.once('error', failed);
    });
    return client;
  }

  /** Breaks off every client that has not opened yet, or has. */
  hangUp(): void {
    for (const client of this.#clients) client.terminate();
  }

  stop(): Promise<void> {
    return this.#attachment.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#clients) client.terminate();
    await this.#attachment.close();
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }
}

/** The client's end of a socket, for tests that wait for what comes. */
export class Client {
  readonly #messages: string[] = [];
  readonly #waiting: ((message: string) => void)[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;

  constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => {
      const waiter = this.#waiting.shift();
      if (waiter) waiter(data.toString());
      else this.#messages.push(data.toString());
    });
    this.closed = new Promise((done) =>
      socket.once('close', (code, reason) => done({ code, reason: reason.toString() })),
    );
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  next(): Promise<string> {
    const message = this.#messages.shift();
    if (message !== undefined) return Promise.resolve(message);
    return new Promise((done) => this.#waiting.push(done));
  }
}
