import type { Readable } from 'node:stream';
import type { FrontEnd } from '../../model/http/front-end.ts';
import { firstHeader } from '../../model/http/messages.ts';
import { percentEncode } from '../../model/http/percent-encoding.ts';

/** A request that needs no socket. */
export interface InjectedRequest {
  /** GET unless given. */
  readonly method?: string;
  /** What follows the API's URL, query string included: `/orders?limit=2`. The stage is not part of it. */
  readonly path: string;
  /** Added to the path's query string; a list repeats the name. */
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  /** A list sends several lines of that name. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Text and bytes are sent as they are; anything else as JSON, with that content type unless the headers have one. */
  readonly body?: unknown;
  /** Address of the caller; 127.0.0.1 unless given. */
  readonly sourceIp?: string;
}

/** What a client would receive. */
export interface InjectedResponse {
  readonly statusCode: number;
  /** Names in lower case; several lines of one name are joined with a comma (for `set-cookie` see `cookies`). */
  readonly headers: Readonly<Record<string, string>>;
  /** Each `Set-Cookie` line. */
  readonly cookies: readonly string[];
  /** As text; `bytes` has what a binary response holds. */
  readonly body: string;
  readonly bytes: Buffer;
  /** The body parsed as JSON. Throws a `SyntaxError` where it is not JSON. */
  json(): unknown;
}

/**
 * Sends a request through an API's whole pipeline, as its listener does. `prefix` is what every path of the API begins with. Rejects with
 * `ECONNRESET` where a drill cuts the connection.
 */
export async function inject(prefix: string, frontEnd: FrontEnd, request: InjectedRequest): Promise<InjectedResponse> {
  const { rawPath, rawQuery } = addressOf(prefix, request);
  const body = bodyOf(request.body);
  const response = await frontEnd.handle({
    method: (request.method ?? 'GET').toUpperCase(),
    rawPath,
    rawQuery,
    headers: headersOf(request, body),
    body,
    sourceIp: request.sourceIp ?? '127.0.0.1',
  });
  if (response.dropped === true) throw droppedConnection();
  const bytes = await bytesOf(response.body);
  const headers: Record<string, string> = {};
  const cookies: string[] = [];
  for (const [name, value] of response.headers) {
    const lower = name.toLowerCase();
    if (lower === 'set-cookie') cookies.push(value);
    headers[lower] = headers[lower] === undefined ? value : `${headers[lower]}, ${value}`;
  }
  const text = bytes.toString('utf8');
  const json = (): unknown => JSON.parse(text) as unknown;
  return { statusCode: response.statusCode, headers, cookies, body: text, bytes, json };
}

/** As Node's HTTP client reports it. */
function droppedConnection(): Error {
  return Object.assign(new Error('socket hang up: a drill cut the connection before the response'), {
    code: 'ECONNRESET',
  });
}

function addressOf(prefix: string, { path, query = {} }: InjectedRequest): { rawPath: string; rawQuery: string } {
  const mark = path.indexOf('?');
  const plain = mark === -1 ? path : path.slice(0, mark);
  const pairs = Object.entries(query).flatMap(([name, values]) =>
    [values].flat().map((value) => `${percentEncode(name)}=${percentEncode(value)}`),
  );
  const written = mark === -1 ? [] : [path.slice(mark + 1)];
  return {
    rawPath: `${prefix}${plain.startsWith('/') ? plain : `/${plain}`}`,
    rawQuery: [...written, ...pairs].join('&'),
  };
}

function bodyOf(body: unknown): Buffer | null {
  if (body === undefined || body === null) return null;
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof Uint8Array) return Buffer.from(body);
  return Buffer.from(JSON.stringify(body));
}

function headersOf({ headers = {}, body }: InjectedRequest, bytes: Buffer | null): [string, string][] {
  const lines = Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value): [string, string] => [name, value]),
  );
  if (firstHeader(lines, 'host') === undefined) lines.unshift(['Host', 'localhost']);
  if (bytes === null) return lines;
  const isJson = typeof body !== 'string' && !(body instanceof Uint8Array);
  if (isJson && firstHeader(lines, 'content-type') === undefined) lines.push(['Content-Type', 'application/json']);
  if (firstHeader(lines, 'content-length') === undefined) lines.push(['Content-Length', String(bytes.length)]);
  return lines;
}

async function bytesOf(body: string | Buffer | Readable | null): Promise<Buffer> {
  if (body === null) return Buffer.alloc(0);
  if (typeof body === 'string') return Buffer.from(body);
  if (Buffer.isBuffer(body)) return body;
  const chunks: Buffer[] = [];
  for await (const chunk of body as AsyncIterable<Buffer | string>) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
