import type { HeaderList } from '../../model/http/messages.ts';
import { appendText } from '../routing/text-map.ts';
import type { TextMap } from '../routing/text-map.ts';

/** A request's headers after one pass over them. */
export interface FoldedHeaders {
  /** Lower-case names; repeats joined with `,`. Without Cookie, and without what a connection has to itself. */
  readonly map: TextMap;
  /** The Cookie header, several joined with `; `. */
  readonly cookie: string | undefined;
  /** Bytes of all values. */
  readonly valueBytes: number;
}

/** Never shown to integrations (docs/aws/http-api.md#request-headers). */
export const CONNECTION_HEADERS: ReadonlySet<string> = new Set([
  'connection',
  'expect',
  'proxy-authenticate',
  'te',
  'transfer-encoding',
  'upgrade',
]);

/** The gateway's own headers replace the client's; they have one value each. */
export const GATEWAY_HEADERS: ReadonlySet<string> = new Set([
  'content-length',
  'x-amzn-trace-id',
  'x-forwarded-for',
  'x-forwarded-port',
  'x-forwarded-proto',
]);

export function foldHeaders(headers: HeaderList): FoldedHeaders {
  const map: TextMap = {};
  let cookie: string | undefined;
  let valueBytes = 0;
  for (const [spelled, value] of headers) {
    valueBytes += Buffer.byteLength(value);
    const name = spelled.toLowerCase();
    if (CONNECTION_HEADERS.has(name)) continue;
    if (name !== 'cookie') appendText(map, name, value);
    else cookie = cookie === undefined ? value : `${cookie}; ${value}`;
  }
  return { map, cookie, valueBytes };
}

/** The single cookies of a Cookie header, trimmed, values as sent. */
export function splitCookies(cookie: string): string[] {
  return cookie
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** `X-Amzn-Trace-Id`: a fresh root, or the caller's with our own in front as `Self` (docs/aws/http-api.md#request-headers). */
export function traceHeader(received: string | undefined, root: string): string {
  if (received === undefined || received === '') return `Root=${root}`;
  if (!/(?:^|;)\s*Root=/i.test(received)) return `Root=${root};${received}`;
  const withoutSelf = received.split(';').filter((part) => !/^\s*Self=/i.test(part));
  return `Self=${root};${withoutSelf.join(';')}`;
}
