import { percentDecode } from '../model/http/percent-decoding.ts';
import type { HeaderList } from '../model/http/messages.ts';

/** A request that claims to be signed, as it came over the wire. */
export interface SignedRequest {
  readonly method: string;
  /** As on the request line, without the query. */
  readonly rawPath: string;
  readonly rawQuery: string;
  readonly headers: HeaderList;
  /** The whole body as sent. Asked for only where the signature covers it. */
  body(): Buffer | Promise<Buffer>;
}

/** Value of a query parameter, decoded; `undefined` when it is not there. */
export function queryParameter(rawQuery: string, name: string): string | undefined {
  for (const part of rawQuery.split('&')) {
    const equals = part.indexOf('=');
    const key = equals === -1 ? part : part.slice(0, equals);
    if (percentDecode(key) === name) return equals === -1 ? '' : percentDecode(part.slice(equals + 1));
  }
  return undefined;
}
