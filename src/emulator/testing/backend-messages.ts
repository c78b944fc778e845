import { Readable } from 'node:stream';
import type { BackendRequest, BackendResponse } from '../../integrations/contract.ts';
import type { HeaderList } from '../../model/http/messages.ts';

/** What an integration sent, as the test sees it. */
export interface BackendCall {
  readonly method: string;
  /** Complete: `https://api.example.com/v1/orders?limit=2`. */
  readonly url: string;
  readonly path: string;
  /** The last value of each name. */
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case; several lines of one name are joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** As text; `bytes` has what a binary body holds. */
  readonly body: string;
  readonly bytes: Buffer;
  /** The body parsed as JSON. Throws a `SyntaxError` if it is not JSON. */
  readonly json: () => unknown;
}

/** What the backend is to answer. */
export interface BackendAnswer {
  /** 200 unless given. */
  readonly statusCode?: number;
  /** A list sends several lines of that name. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Text and bytes are sent as they are; anything else as JSON, with that content type unless the headers have one. */
  readonly body?: unknown;
}

/** What is sent to a backend, with its body read whole. */
export function backendCall({ method, url, headers }: BackendRequest, bytes: Buffer): BackendCall {
  const { pathname, searchParams, href } = new URL(url);
  const folded: Record<string, string> = {};
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    folded[lower] = folded[lower] === undefined ? value : `${folded[lower]}, ${value}`;
  }
  const body = bytes.toString('utf8');
  return {
    method,
    url: href,
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: folded,
    body,
    bytes,
    json: () => JSON.parse(body) as unknown,
  };
}

/** As an integration receives it. */
export function backendResponse({ statusCode = 200, headers = {}, body }: BackendAnswer): BackendResponse {
  const lines = Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value): [string, string] => [name, value]),
  );
  const isGiven = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
  const bytes = isGiven ? Buffer.from(body ?? '') : Buffer.from(JSON.stringify(body));
  const has = (wanted: string): boolean => lines.some(([name]) => name.toLowerCase() === wanted);
  if (!isGiven && !has('content-type')) lines.push(['Content-Type', 'application/json']);
  if (!has('content-length')) lines.push(['Content-Length', String(bytes.length)]);
  return { statusCode, headers: lines satisfies HeaderList, body: bytes };
}

export async function bytesOf(body: BackendRequest['body']): Promise<Buffer> {
  if (!(body instanceof Readable)) return Buffer.from(body ?? '');
  const chunks: Buffer[] = [];
  for await (const chunk of body as AsyncIterable<Buffer | string>) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
