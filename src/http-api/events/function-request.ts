import type { HeaderList } from '../../model/http/messages.ts';
import type { QueryPairs } from '../../model/http/query-string.ts';
import type { HttpExchange } from '../call/exchange.ts';
import type { TextMap } from '../routing/text-map.ts';

/** The request as an event shows it: the client's own, or what parameter mappings made of it. */
export interface FunctionRequest {
  /** Decoded, stage included: `rawPath`. */
  readonly rawPath: string;
  /** Percent-encoded, as the client sent it: `path` of payload 1.0. */
  readonly encodedPath: string;
  readonly rawQuery: string;
  readonly query: QueryPairs;
  /** Folded, without Cookie. */
  readonly headers: TextMap;
  /** One by one, in the sender's spelling, Cookie included: payload 1.0 shows them so. */
  readonly headerLines: HeaderList;
  readonly cookie: string | undefined;
}

/** The request as the client sent it. */
export function functionRequest(exchange: HttpExchange): FunctionRequest {
  const { client } = exchange;
  return {
    rawPath: exchange.address.rawPath,
    encodedPath: client.rawPath,
    rawQuery: client.rawQuery,
    query: exchange.query,
    headers: exchange.headers,
    headerLines: client.headers,
    cookie: exchange.cookie,
  };
}
