import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import { parseJson } from '../../model/base/json.ts';
import type { Clock } from '../../model/base/clock.ts';
import { parseUrl } from '../../model/http/parse-url.ts';

export interface WsOptions {
  /** `ws://` or `wss://`; `http(s)://` is taken for it. */
  readonly url: string;
  readonly protocols: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  /** Connect again, later and later, when the connection ends. */
  readonly reconnect: boolean;
  /** Take any certificate, as local ones are self-signed. */
  readonly insecure?: boolean;
  /** Seconds to listen on after the input has ended. */
  readonly wait: number;
}

export interface WsIo {
  /** What the person types, line by line; ends with the input. */
  readonly lines: AsyncIterable<string>;
  stdout(text: string): void;
  stderr(text: string): void;
  readonly clock: Clock;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** How one connection ended: closed after it was open, or never opened. */
type Ending = { readonly opened: true } | { readonly opened: false };

const LONGEST_PAUSE_MS = 30_000;

/**
 * `gw-emulate ws URL`: a terminal client. Each line typed is sent as one message; what comes is printed, JSON spread over lines. What
 * happens to the connection goes to stderr, so that stdout holds messages only. Resolves with the exit code: 0, 1 when the connection
 * never opened, 2 for an invalid URL.
 */
export async function runWs(options: WsOptions, io: WsIo): Promise<number> {
  const url = webSocketUrl(options.url);
  if (url === undefined) {
    io.stderr(`"${options.url}" is not a WebSocket URL: it should look like ws://127.0.0.1:3002/dev.`);
    return 2;
  }
  const session = new Session(io, options.wait);
  const code = await talk(url, options, io, session);
  session.dispose();
  return code;
}

async function talk(url: string, options: WsOptions, io: WsIo, session: Session): Promise<number> {
  let pauseMs = 1000;
  for (;;) {
    const ending = await session.connect(url, options);
    if (session.over) return 0;
    if (!options.reconnect) return ending.opened ? 0 : 1;
    pauseMs = ending.opened ? 1000 : Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    io.stderr(`connecting again in ${pauseMs / 1000} s`);
    await session.pause(pauseMs);
    if (session.over) return 0;
  }
}

/** The person's side, which outlives single connections: lines typed between two of them wait for the next. */
class Session {
  over = false;
  readonly #io: WsIo;
  readonly #unsent: string[] = [];
  #socket: WebSocket | undefined;
  #wake: (() => void) | undefined;
  #cancelWait: (() => void) | undefined;

  constructor(io: WsIo, waitSeconds: number) {
    this.#io = io;
    io.signal.addEventListener('abort', this.#end, { once: true });
    this.#read(waitSeconds).catch((error: unknown) => io.stderr(`the input cannot be read: ${String(error)}`));
  }

  async connect(url: string, options: WsOptions): Promise<Ending> {
    const { WebSocket } = await import('ws');
    return new Promise((ended) => {
      let opened = false;
      const socket = new WebSocket(url, [...options.protocols], {
        headers: options.headers,
        rejectUnauthorized: options.insecure !== true,
      });
      this.#socket = socket;
      socket.on('open', () => {
        opened = true;
        this.#io.stderr(`connected to ${url}${socket.protocol === '' ? '' : ` (${socket.protocol})`}`);
        for (const line of this.#unsent.splice(0)) socket.send(line);
      });
      socket.on('message', (data: Buffer) => this.#io.stdout(pretty(data.toString('utf8'))));
      socket.on('unexpected-response', (request, response) => {
        // The library leaves everything to this listener: the socket would neither fail nor close.
        void this.#refused(response).then(() => {
          request.destroy();
          ended({ opened: false });
        });
      });
      socket.on('error', (error: NodeJS.ErrnoException) => this.#failed(url, error));
      socket.on('close', (code, reason) => {
        this.#socket = undefined;
        if (opened) this.#io.stderr(`closed: ${code}${reason.length === 0 ? '' : ` ${reason.toString('utf8')}`}`);
        ended({ opened });
      });
    });
  }

  async pause(milliseconds: number): Promise<void> {
    await new Promise<void>((awake) => {
      const cancel = this.#io.clock.after(milliseconds, awake);
      this.#wake = () => {
        cancel();
        awake();
      };
    });
  }

  async #read(waitSeconds: number): Promise<void> {
    for await (const line of this.#io.lines) {
      if (line === '') continue;
      if (this.#socket?.readyState === OPEN) this.#socket.send(line);
      else this.#unsent.push(line);
    }
    if (!this.over) this.#cancelWait = this.#io.clock.after(waitSeconds * 1000, this.#end);
  }

  /** Leaves no timer and no listener behind; input that is still open is the caller's. */
  dispose(): void {
    this.over = true;
    this.#cancelWait?.();
    this.#io.signal.removeEventListener('abort', this.#end);
  }

  readonly #end = (): void => {
    this.over = true;
    this.#socket?.close(1000);
    this.#wake?.();
  };

  async #refused(response: IncomingMessage): Promise<void> {
    let body = '';
    response.setEncoding('utf8');
    for await (const chunk of response) if (body.length < 1000) body += chunk as string;
    this.#io.stderr(`refused: ${response.statusCode ?? ''} ${response.statusMessage ?? ''} ${body}`.trimEnd());
  }

  #failed(url: string, error: NodeJS.ErrnoException): void {
    if (this.over || error.message === 'socket hang up') return;
    if (error.code === 'ECONNREFUSED')
      this.#io.stderr(`Nothing listens at ${url}. Is the emulator started, and is this the URL that it printed?`);
    else this.#io.stderr(`error: ${error.message}`);
  }
}

/** `WebSocket.OPEN`, without loading the library before it is needed. */
const OPEN = 1;

function webSocketUrl(text: string): string | undefined {
  const url = text.replace(/^http/, 'ws');
  return /^wss?:\/\/[^/]/.test(url) && parseUrl(url) ? url : undefined;
}

function pretty(text: string): string {
  const value = parseJson(text);
  return typeof value === 'object' && value !== null ? JSON.stringify(value, null, 2) : text;
}
