import type { ClientRequest, HeaderList } from '../../model/http/messages.ts';
import { firstHeader } from '../../model/http/messages.ts';
import { parseQueryString } from './query-string.ts';
import type { QueryString } from './query-string.ts';

/** What a handshake carries, as the authorizer, the `$connect` event and mapping expressions show it. */
export interface HandshakeFacts {
  /** All headers with those that the gateway adds, sorted by name without regard to case, as in the captures. */
  readonly headers: HeaderList;
  readonly query: QueryString | undefined;
}

/** Both foldings of a header list. A header sent twice: the last value in `single`, all of them in `multi` (inferred, as in REST). */
export interface FoldedHeaders {
  readonly single: Readonly<Record<string, string>>;
  readonly multi: Readonly<Record<string, readonly string[]>>;
}

/**
 * Reads a handshake. The gateway's own headers replace the client's, but the client's chain of addresses is kept in front
 * (docs/aws/websocket-api.md#headers).
 */
export function handshakeFacts(client: ClientRequest, traceHeader: string): HandshakeFacts {
  const forwarded = firstHeader(client.headers, 'x-forwarded-for');
  const headers = client.headers.filter(([name]) => !REPLACED.has(name.toLowerCase())) as [string, string][];
  headers.push(
    ['X-Amzn-Trace-Id', traceHeader],
    ['X-Forwarded-For', forwarded === undefined ? client.sourceIp : `${forwarded}, ${client.sourceIp}`],
    ['X-Forwarded-Port', '443'],
    ['X-Forwarded-Proto', 'https'],
  );
  headers.sort(([left], [right]) => compare(left.toLowerCase(), right.toLowerCase()));
  return { headers, query: parseQueryString(client.rawQuery) };
}

/**
 * The headers that the `$connect` event shows: those of one hop, and the length, are omitted (observed:
 * docs/aws/websocket-api.md#headers).
 */
export function eventHeaders(facts: HandshakeFacts): FoldedHeaders {
  return fold(facts.headers.filter(([name]) => !isOfOneHop(name)));
}

/**
 * The headers that the authorizer sees: all, with a `content-length: 0`, and `upgrade` in lower case whatever the client wrote
 * (docs/aws/websocket-api.md#authorizer-event).
 */
export function authorizerHeaders(facts: HandshakeFacts): FoldedHeaders {
  const shown = facts.headers.flatMap(([name, value]): HeaderList => {
    const lowerName = name.toLowerCase();
    if (lowerName === 'content-length') return [];
    return [[name, lowerName === 'connection' ? value.toLowerCase() : value]];
  });
  return fold([...shown, ['content-length', '0']]);
}

/** Whether a header belongs to the client's connection, or gives a length that holds for it only. */
export function isOfOneHop(name: string): boolean {
  return ONE_HOP.has(name.toLowerCase());
}

const REPLACED = new Set(['x-amzn-trace-id', 'x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto']);

const ONE_HOP = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

function fold(headers: HeaderList): FoldedHeaders {
  const spelling = new Map<string, string>();
  const single = new Map<string, string>();
  const multi = new Map<string, string[]>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const shown = spelling.get(key) ?? name;
    spelling.set(key, shown);
    single.set(shown, value);
    const values = multi.get(shown);
    if (values) values.push(value);
    else multi.set(shown, [value]);
  }
  return { single: Object.fromEntries(single), multi: Object.fromEntries(multi) };
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
