import type { ExchangeRecord } from '../../../../observability/record/exchange-record.ts';

/** Headers that belong to one connection, or that a client computes: a copy that sets them fails or means something else. */
const OWN =
  /^(?:host|content-length|connection|keep-alive|transfer-encoding|upgrade|expect|accept-encoding|sec-websocket-.*)$/i;

type HeaderLines = readonly (readonly [name: string, value: string])[];

/** What a copied request says of itself, in the spelling of the client. */
export function copiedHeaders({ request }: ExchangeRecord): HeaderLines {
  return (request?.headers ?? []).filter(([name]) => !OWN.test(name));
}

export function hasHeader(exchange: ExchangeRecord, name: string): boolean {
  return copiedHeaders(exchange).some(([one]) => one.toLowerCase() === name);
}

/** The bytes of a header's text, as `model/http/header-text.ts` reads and writes them: UTF-8, and U+DC80 to U+DCFF for bytes that are none. */
export function headerBytes(text: string): number[] {
  return Array.from(text).flatMap((char) => {
    const code = char.charCodeAt(0);
    const isByte = char.length === 1 && code >= 0xdc80 && code <= 0xdcff;
    return isByte ? [code - 0xdc00] : [...new TextEncoder().encode(char)];
  });
}

export function urlOf(exchange: ExchangeRecord, origin: string): string {
  return `${origin}${pathWithQuery(exchange)}`;
}

/** What a client can write into a URL: bytes that HTTP lets pass, but clients encode in UTF-8, stand in per cent. */
export function pathWithQuery({ request }: ExchangeRecord): string {
  const { path = '/', query = '' } = request ?? {};
  // oxlint-disable-next-line no-control-regex -- control characters are among what has to be encoded
  return `${path}${query === '' ? '' : `?${query}`}`.replaceAll(/[\0- \x7F-\u{10FFFF}]/gu, (char) => {
    if (char > '\u00FF') return encodeURIComponent(/\p{Surrogate}/u.test(char) ? '\uFFFD' : char);
    return `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  });
}

/** A body that is not empty: as text, or in base64 where it is no text. */
export interface CopiedBody {
  readonly text: string;
  readonly isBase64: boolean;
}

export function bodyOf({ request }: ExchangeRecord): CopiedBody | undefined {
  if (request === undefined || request.body === null || request.body === '') return undefined;
  return { text: request.body, isBase64: request.isBase64Encoded === true };
}

/** Said above a copy whose body is not whole. */
export const CUT_BODY = 'The body is longer than what is kept: only its first part is here.';

export function isCut({ request }: ExchangeRecord): boolean {
  return request?.truncated === true;
}
