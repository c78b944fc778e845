import { formDecode } from './percent-decoding.ts';
import { percentEncode } from './percent-encoding.ts';

/** Decoded names and values of a query string, in the order sent. A bare `k` has the value `""`. */
export type QueryPairs = readonly (readonly [name: string, value: string])[];

const NO_PAIRS: QueryPairs = [];

/** Reads what followed the `?`. Empty pieces (`a=1&&b=2`) are passed over. REST APIs take `;` for a separator too. */
export function parseQuery(raw: string, separator: '&' | RegExp = '&'): QueryPairs {
  if (raw === '') return NO_PAIRS;
  const pairs: [string, string][] = [];
  for (const piece of raw.split(separator)) {
    if (piece === '') continue;
    const equals = piece.indexOf('=');
    if (equals === -1) pairs.push([formDecode(piece), '']);
    else pairs.push([formDecode(piece.slice(0, equals)), formDecode(piece.slice(equals + 1))]);
  }
  return pairs;
}

/** Writes pairs back, without `?`; spaces become `%20`, which every server reads alike. */
export function formatQuery(pairs: Iterable<readonly [name: string, value: string]>): string {
  const pieces: string[] = [];
  for (const [name, value] of pairs) pieces.push(`${percentEncode(name)}=${percentEncode(value)}`);
  return pieces.join('&');
}
