import { type ClientOptions, WebSocket } from 'ws';
import { app } from '../served.ts';

export interface SocketEvent {
  readonly headers?: Record<string, string>;
  readonly multiValueHeaders?: Record<string, string[]>;
  readonly queryStringParameters?: Record<string, string>;
  readonly body?: string;
  readonly requestContext: Record<string, unknown> & {
    readonly connectionId: string;
    readonly domainName: string;
    readonly stage: string;
  };
}

/** A client whose messages are kept until somebody asks for them. */
export class Client {
  readonly #socket: WebSocket;
  readonly #heard: string[] = [];
  #wake: (() => void) | undefined;
  readonly closed: Promise<[code: number, reason: string]>;
  pongs = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    this.closed = new Promise((resolve) => socket.once('close', (code, reason) => resolve([code, reason.toString()])));
    socket.on('message', (data: Buffer, isBinary) => {
      this.#heard.push(isBinary ? `binary ${data.toString('hex')}` : data.toString());
      this.#wake?.();
    });
    socket.on('pong', () => {
      this.pongs += 1;
      this.#wake?.();
    });
  }

  /** Resolves when the socket is open, or rejects with the status of the refusal. */
  static async open(api: string, path = '', protocols: string[] = [], options: ClientOptions = {}): Promise<Client> {
    const socket = new WebSocket(`${app.cli.url(api)}${path}`, protocols, options);
    const client = new Client(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
      socket.once('unexpected-response', (_, response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => reject(new Refused(response.statusCode ?? 0, Buffer.concat(chunks).toString())));
      });
    });
    return client;
  }

  get protocol(): string {
    return this.#socket.protocol;
  }

  send(data: string | Buffer | object): void {
    this.#socket.send(typeof data === 'string' || Buffer.isBuffer(data) ? data : JSON.stringify(data));
  }

  sendFragments(parts: readonly string[]): void {
    for (const [at, part] of parts.entries()) this.#socket.send(part, { fin: at === parts.length - 1 });
  }

  ping(): void {
    this.#socket.ping();
  }

  async next(): Promise<string> {
    while (this.#heard.length === 0) await new Promise<void>((resolve) => (this.#wake = resolve));
    return this.#heard.shift() ?? '';
  }

  async nextPong(): Promise<void> {
    while (this.pongs === 0) await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  async event(message: object): Promise<SocketEvent> {
    this.send(message);
    return JSON.parse(await this.next()) as SocketEvent;
  }

  close(code?: number, reason?: string): void {
    this.#socket.close(code, reason);
  }

  terminate(): void {
    this.#socket.terminate();
  }
}

export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly body: string,
  ) {
    super(`refused with ${status}`);
  }
}

export async function refusal(api: string, path: string, options: ClientOptions = {}): Promise<Refused> {
  const error: unknown = await Client.open(api, path, [], options).then(
    () => new Error('was let in'),
    (reason: unknown) => reason,
  );
  if (error instanceof Refused) return error;
  throw error;
}

/** The disconnect event that the function logged for the connection. */
export async function goneEvent(connectionId: string): Promise<SocketEvent> {
  const isIt = (line: Record<string, unknown>): boolean =>
    JSON.stringify(line).includes(`gone `) && JSON.stringify(line).includes(connectionId);
  const line = app.cli.lines.find(isIt) ?? (await app.cli.next('log', isIt));
  const text =
    Object.values(line).find((value): value is string => typeof value === 'string' && value.includes('gone {')) ?? '';
  return JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)) as SocketEvent;
}
