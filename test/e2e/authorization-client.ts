import { once } from 'node:events';
import { WebSocket } from 'ws';

/** A client of fixtures/authorization's WebSocket APIs, whose routes answer with whom the gateway let in. */
export class Client {
  readonly #socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  static async open(url: string, headers: Readonly<Record<string, string>>): Promise<Client> {
    const socket = new WebSocket(url, { headers });
    await once(socket, 'open');
    return new Client(socket);
  }

  async answerTo(message: unknown): Promise<{ authorizer: Readonly<Record<string, unknown>>; identity: unknown }> {
    const answered = once(this.#socket, 'message') as Promise<[Buffer]>;
    this.#socket.send(JSON.stringify(message));
    const [answer] = await answered;
    return JSON.parse(answer.toString()) as Awaited<ReturnType<Client['answerTo']>>;
  }

  close(): void {
    this.#socket.terminate();
  }
}
