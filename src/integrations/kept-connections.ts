import type { Agent, ClientRequest } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** Idle connections to one place; more are closed. */
const MOST_IDLE = 256;
const TCP_KEEP_ALIVE_MS = 1000;
/** A server that says how long it waits for the next request may be about to close by then. */
const MARGIN_MS = 1000;

/** Where Node wants a request to go. */
interface Place {
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly socketPath?: string | undefined;
}

/** Reading into it is over when the next connection is read: what is kept of it was copied. */
const READ_BUFFER = Buffer.allocUnsafeSlow(64 * 1024);

interface Kept {
  readonly socket: Socket;
  /** Stopwatch; infinite where the server does not say. */
  idleUntil: number;
  /** `undefined` while it is idle. */
  request: ClientRequest | undefined;
}

/**
 * Plain HTTP connections that are kept open between requests, the one used last first: as much of `http.Agent` as is needed here. Node's, which
 * bounds, queues and names connections by all that TLS may ask for, takes a tenth of what passing a request on takes.
 */
export class KeptConnections {
  /** What Node asks of an agent. */
  readonly protocol = 'http:';
  readonly defaultPort = 80;
  readonly keepAlive = true;
  readonly #idle = new Map<string, Kept[]>();
  #closed = false;

  /** Node takes for an agent what has `addRequest`. */
  get agent(): Agent {
    return this as unknown as Agent;
  }

  /** Called by Node. */
  addRequest(request: ClientRequest, { host, port, socketPath }: Place): void {
    const key = socketPath ?? `${host}:${port}`;
    const idle = this.#take(key);
    const kept = idle ?? this.#open(key, { host, port, socketPath });
    kept.request = request;
    request.reusedSocket = idle !== undefined;
    request.onSocket(kept.socket);
  }

  /** Closes idle connections; those in use close after their requests. */
  close(): void {
    this.#closed = true;
    for (const list of this.#idle.values()) for (const { socket } of list) socket.destroy();
    this.#idle.clear();
  }

  #take(key: string): Kept | undefined {
    const list = this.#idle.get(key);
    for (let kept = list?.pop(); kept !== undefined; kept = list?.pop()) {
      if (kept.socket.writable && kept.idleUntil > performance.now()) return kept;
      kept.socket.destroy();
    }
    return undefined;
  }

  #open(key: string, { host, port, socketPath }: Place): Kept {
    const keepAlive = { keepAlive: true, keepAliveInitialDelay: TCP_KEEP_ALIVE_MS };
    // Node would make a buffer of 64 KB for each read. Its parser copies what is in this one before the read returns.
    const onread = {
      buffer: READ_BUFFER,
      callback: (size: number, buffer: Uint8Array) => {
        socket.emit('data', buffer.subarray(0, size));
        return true;
      },
    };
    const socket: Socket =
      socketPath === undefined
        ? connect({ host, port: port ?? this.defaultPort, noDelay: true, ...keepAlive, onread })
        : connect({ path: socketPath, onread });
    const kept: Kept = { socket, idleUntil: Number.POSITIVE_INFINITY, request: undefined };
    // A request that uses the connection has its own listener. An idle connection needs this one.
    socket.on('error', () => undefined);
    // Node says so when the answer has been read and the connection may go on.
    socket.on('free', () => this.#freed(key, kept));
    socket.on('close', () => this.#forget(key, kept));
    return kept;
  }

  #freed(key: string, kept: Kept): void {
    const { socket, request } = kept;
    if (request === undefined) return;
    kept.request = undefined;
    kept.idleUntil = idleUntil(request);
    // Node's own agent does so: the connection must not keep what went over it.
    (socket as Socket & { _httpMessage?: unknown })._httpMessage = null;
    const list = this.#idle.get(key) ?? [];
    if (this.#closed || !socket.writable || !request.shouldKeepAlive || list.length >= MOST_IDLE) socket.destroy();
    else if (list.push(kept) === 1) this.#idle.set(key, list);
  }

  #forget(key: string, kept: Kept): void {
    const list = this.#idle.get(key);
    const at = list?.indexOf(kept) ?? -1;
    if (at >= 0) list?.splice(at, 1);
    if (list?.length === 0) this.#idle.delete(key);
  }
}

/** By `Keep-Alive: timeout=5` of the answer. */
function idleUntil(
  request: ClientRequest & { readonly res?: { readonly rawHeaders: readonly string[] } | null },
): number {
  const headers = request.res?.rawHeaders ?? [];
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const name = headers[i] ?? '';
    if (name.length !== 'keep-alive'.length || name.toLowerCase() !== 'keep-alive') continue;
    const seconds = /(?:^|[,\s])timeout=(\d+)/i.exec(headers[i + 1] ?? '')?.[1];
    if (seconds !== undefined) return performance.now() + Number(seconds) * 1000 - MARGIN_MS;
  }
  return Number.POSITIVE_INFINITY;
}
