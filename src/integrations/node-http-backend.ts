import { request as httpRequest } from 'node:http';
import type { ClientRequest as OutgoingRequest, IncomingMessage, RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';
import { checkServerIdentity } from 'node:tls';
import { type Clock, systemClock } from '../model/base/clock.ts';
import { MAX_PAYLOAD_BYTES } from '../model/definition/limits.ts';
import { headerText } from '../model/http/headers/header-text.ts';
import type { HeaderList } from '../model/http/messages.ts';
import { type BackendAddress, backendAddress } from './backend-address.ts';
import { KeptConnections } from './kept-connections.ts';
import { correctHead, wireHeaders } from './outgoing-head.ts';
import { type BackendRequest, type BackendResponse, BackendError, type HttpBackend } from './contract.ts';

/** Where a host name of an API that is served here really listens. */
export type LocalHostLookup = (hostname: string) => LocalTarget | undefined;

/** A port, or the path of a socket. */
type LocalTarget = { readonly host: string; readonly port: number } | { readonly path: string };

/** `HttpBackend` on node:http with keep-alive. */
export class NodeHttpBackend implements HttpBackend {
  readonly #localHost: LocalHostLookup;
  readonly #clock: Clock;
  readonly #whoListens: (address: string) => string | undefined;
  readonly #plain = new KeptConnections();
  readonly #secure = new HttpsAgent({ keepAlive: true, scheduling: 'lifo' });

  /** `clock` is what timeouts are measured by; `whoListens` names the user's service that should listen at `host:port`, for the words of a failure. */
  constructor(
    localHost: LocalHostLookup,
    clock: Clock = systemClock,
    whoListens: (address: string) => string | undefined = () => undefined,
  ) {
    this.#whoListens = whoListens;
    this.#localHost = localHost;
    this.#clock = clock;
  }

  call(request: BackendRequest): Promise<BackendResponse> {
    const address = backendAddress(request.url);
    if (address === undefined) {
      return Promise.reject(new BackendError('invalid-address', `"${request.url}" is not an http or https URL`));
    }
    const url = address.origin;
    return new Promise((resolve, reject) => {
      const outgoing = this.#open(address, request);
      const cancelTimeout = this.#clock.after(request.timeoutMs, () => {
        fail(new BackendError('timeout', `${url.host} did not answer within ${request.timeoutMs} ms`));
      });
      const abandoned = (): void => fail(new BackendError('aborted', 'the client went away'));
      const settle = (): void => {
        cancelTimeout();
        request.signal?.removeEventListener('abort', abandoned);
      };
      const fail = (error: BackendError): void => {
        settle();
        reject(error);
        outgoing.destroy(error);
      };
      request.signal?.addEventListener('abort', abandoned);
      if (request.signal?.aborted === true) abandoned();

      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        settle();
        reject(error instanceof BackendError ? error : describeFailure(error, url, this.#whoListens(url.host)));
      });
      const succeed = (incoming: IncomingMessage, body: BackendResponse['body']): void => {
        settle();
        resolve({ statusCode: incoming.statusCode ?? 0, headers: headerList(incoming), body });
      };
      const refuse = (incoming: IncomingMessage): void => {
        // The message ends with the connection, and says so.
        incoming.on('error', () => undefined);
        fail(new BackendError('unreachable', `${url.host} answered with the status ${statusLine(incoming)}`));
      };
      // Node speaks no other protocol than HTTP here, so that a backend which switches to one has not answered.
      outgoing.on('upgrade', (incoming, socket) => {
        socket.on('error', () => undefined);
        refuse(incoming);
      });
      outgoing.on('response', (incoming) => {
        if (!isFinal(incoming)) return refuse(incoming);
        if (isBodiless(incoming)) {
          succeed(incoming, NO_BODY);
          // What follows all the same must not be read as the next answer.
          incoming.on('error', () => undefined);
          if (announcesBody(incoming)) outgoing.destroy();
          else incoming.resume();
          return undefined;
        }
        // One turn later everything that came in the same packet as the head has been parsed: a small response is whole by then.
        process.nextTick(() => {
          const whole = isSent(request.body) ? bodyThatCameAlong(incoming) : undefined;
          if (whole !== undefined) succeed(incoming, whole);
          else if (request.streamResponse) succeed(incoming, incoming);
          else readWhole(incoming).then((body) => succeed(incoming, body), fail);
        });
        return undefined;
      });
      send(outgoing, request.body);
    });
  }

  /** Ends idle connections; those in use end with their requests. */
  close(): void {
    this.#plain.close();
    this.#secure.destroy();
  }

  #open({ origin: url, path }: BackendAddress, request: BackendRequest): OutgoingRequest {
    const local = this.#localHost(url.hostname);
    const isPlain = local !== undefined || url.protocol === 'http:';
    // Written out for every request, since spreading one object into another costs more than the rest of this.
    const options: RequestOptions = {
      method: request.method,
      path,
      headers: wireHeaders(request, url.host),
      ...(local !== undefined && 'path' in local ? { socketPath: local.path } : addressOf(url, local)),
      agent: isPlain ? this.#plain.agent : this.#secure,
    };
    return correctHead(isPlain ? httpRequest(options) : this.#openSecure(options, request), request);
  }

  #openSecure(options: RequestOptions, request: BackendRequest): OutgoingRequest {
    const expectedName = request.serverNameToVerify;
    return httpsRequest({
      ...options,
      // AWS skips only who issued the certificate; name and dates stay checked there. Node can skip all or nothing of the chain.
      rejectUnauthorized: request.insecureSkipVerification !== true,
      ...(expectedName === undefined
        ? {}
        : {
            servername: expectedName,
            checkServerIdentity: (_host, certificate) => checkServerIdentity(expectedName, certificate),
          }),
    });
  }
}

function addressOf(url: URL, local: { readonly host: string; readonly port: number } | undefined) {
  const { hostname } = url;
  const host = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  return local ?? { host, port: url.port === '' ? undefined : Number(url.port) };
}

function send(outgoing: OutgoingRequest, body: BackendRequest['body']): void {
  if (!(body instanceof Readable)) {
    // As bytes: Node writes the head in the encoding of a body that is text.
    outgoing.end(typeof body === 'string' ? Buffer.from(body) : (body ?? undefined));
    return;
  }
  body.on('error', (error) =>
    outgoing.destroy(new BackendError('aborted', 'the client stopped sending', { cause: error })),
  );
  body.pipe(outgoing);
}

function headerList(incoming: IncomingMessage): HeaderList {
  const pairs: [string, string][] = [];
  for (let i = 0; i + 1 < incoming.rawHeaders.length; i += 2) {
    pairs.push([incoming.rawHeaders[i] ?? '', headerText(incoming.rawHeaders[i + 1] ?? '')]);
  }
  return pairs;
}

const NO_BODY = Buffer.alloc(0);

/** A status from 200 on ends an exchange; `000`, and 101 without an upgrade, come from broken backends. */
function isFinal({ statusCode = 0 }: IncomingMessage): boolean {
  return statusCode >= 200;
}

function statusLine({ statusCode = 0, statusMessage = '' }: IncomingMessage): string {
  return `${String(statusCode).padStart(3, '0')} ${statusMessage}, which ends no exchange over HTTP`;
}

/** 204 and 304 have no body, whatever the backend announces. */
function isBodiless({ statusCode }: IncomingMessage): boolean {
  return statusCode === 204 || statusCode === 304;
}

function announcesBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** An upload that goes on after the answer is its caller's to stop, when the answer's stream closes. */
function isSent(body: BackendRequest['body']): boolean {
  return !(body instanceof Readable) || body.readableEnded;
}

/**
 * The body of a response that is complete already; `undefined` while there is more to come, and where there is no body. Passing it on as
 * bytes costs a fraction of passing on a stream.
 */
function bodyThatCameAlong(incoming: IncomingMessage): Buffer | undefined {
  if (!incoming.complete || incoming.readableLength === 0) return undefined;
  const body: unknown = incoming.read();
  return Buffer.isBuffer(body) ? body : undefined;
}

async function readWhole(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_PAYLOAD_BYTES)
        throw new BackendError('too-large', `the response is over ${MAX_PAYLOAD_BYTES} bytes`);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof BackendError) throw error;
    throw new BackendError('unreachable', 'the connection broke while the response was coming', { cause: error });
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size);
}

function describeFailure(error: NodeJS.ErrnoException, url: URL, who: string | undefined): BackendError {
  const code = error.code ?? '';
  const tls =
    code.startsWith('ERR_TLS') ||
    code.startsWith('CERT_') ||
    /certificate|SELF_SIGNED|EPROTO|UNABLE_TO/i.test(`${code} ${error.message}`);
  const kind = tls ? 'tls' : 'unreachable';
  const known: Record<string, string> = {
    ECONNREFUSED: 'nothing listens there',
    ENOTFOUND: 'the host name is unknown',
    EAI_AGAIN: 'the host name cannot be looked up',
    ECONNRESET: 'it closed the connection',
  };
  const named = who === undefined ? '' : `: ${who}`;
  return new BackendError(kind, `${url.host}: ${known[code] ?? error.message}${named}`, { cause: error });
}
