import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { headerText } from '../model/http/headers/header-text.ts';
import type { AbortNotice, ClientCertificate, ClientRequest, HeaderList } from '../model/http/messages.ts';

/** What is read of a message of either version of HTTP. */
export type ReadMessage = Readable &
  Pick<IncomingMessage, 'method' | 'url' | 'rawHeaders' | 'headers'> & {
    readonly socket: Pick<Socket, 'remoteAddress'>;
  };

export interface ClientRequestOptions {
  /**
   * What the answer goes to: the `ServerResponse`, or the socket of an upgrade. Its close before the answer has ended aborts the
   * request's signal.
   */
  readonly answer: Writable;
  /** The certificate of a client that the listener asked for one. */
  readonly clientCertificate?: ClientCertificate | undefined;
  /** Of a listener that leaves it to the front end whose certificates are good. */
  readonly certificateBy?: ClientRequest['certificateBy'];
  /** A request over HTTP/2: its headers as HTTP/1.1 would have them, and whether it has a body. */
  readonly http2?: { readonly headers: HeaderList; readonly hasBody: boolean };
}

/**
 * Translates what Node read from the socket into what a front end takes: header spelling and order as sent, path and query as sent, the
 * body as a stream that is there only when the client announced one. The signal of its leaving is created on first use.
 */
export function clientRequestFrom(message: ReadMessage, options: ClientRequestOptions): ClientRequest {
  return new SocketRequest(message, options);
}

class SocketRequest implements ClientRequest {
  readonly method: string;
  readonly rawPath: string;
  readonly rawQuery: string;
  readonly headers: HeaderList;
  readonly body: Readable | null;
  readonly sourceIp: string;
  declare readonly clientCertificate?: ClientCertificate;
  declare readonly certificateBy?: NonNullable<ClientRequest['certificateBy']>;
  declare readonly httpVersion?: '2.0';
  readonly #answer: Writable;
  #signal: AbortNotice | undefined;

  constructor(message: ReadMessage, options: ClientRequestOptions) {
    const target = originForm(message.url ?? '/');
    const question = target.indexOf('?');
    this.method = message.method ?? 'GET';
    this.rawPath = question === -1 ? target : target.slice(0, question);
    this.rawQuery = question === -1 ? '' : target.slice(question + 1);
    this.headers = options.http2?.headers ?? pairs(message.rawHeaders);
    this.body = (options.http2?.hasBody ?? announcesBody(message)) ? message : null;
    if (options.http2) this.httpVersion = '2.0';
    this.sourceIp = withoutMapping(message.socket.remoteAddress ?? '');
    if (options.clientCertificate) this.clientCertificate = options.clientCertificate;
    if (options.certificateBy) this.certificateBy = options.certificateBy;
    this.#answer = options.answer;
  }

  get signal(): AbortNotice {
    return (this.#signal ??= new ClosedEarly(this.#answer));
  }
}

/** A proxy-style target (`GET http://host/path`) loses its scheme and host; `*` and the like become the root. */
function originForm(url: string): string {
  if (url.startsWith('/')) return url;
  const afterScheme = url.indexOf('://');
  if (afterScheme === -1) return url.startsWith('?') ? `/${url}` : '/';
  const rest = url.slice(afterScheme + 3);
  const end = rest.search(/[/?]/);
  if (end === -1) return '/';
  return rest[end] === '/' ? rest.slice(end) : `/${rest.slice(end)}`;
}

function pairs(rawHeaders: readonly string[]): HeaderList {
  const list: (readonly [string, string])[] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2)
    list.push([rawHeaders[i] ?? '', headerText(rawHeaders[i + 1] ?? '')]);
  return list;
}

function announcesBody({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** An IPv4 client of a dual-stack listener: `::ffff:127.0.0.1`. */
function withoutMapping(address: string): string {
  return address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
}

/** Says that an answer's stream was closed before it had ended. */
class ClosedEarly implements AbortNotice {
  aborted: boolean;
  #listeners: (() => void)[] = [];

  constructor(answer: Writable) {
    this.aborted = answer.destroyed && !answer.writableFinished;
    answer.once('close', () => {
      if (answer.writableFinished) return;
      this.aborted = true;
      for (const listener of this.#listeners.splice(0)) listener();
    });
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.push(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners = this.#listeners.filter((each) => each !== listener);
  }
}
