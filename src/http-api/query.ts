import { formDecode } from './percent-decoding.ts';
import { addText, appendText, setText } from './text-map.ts';
import type { MultiMap, TextMap } from './text-map.ts';

/** Decoded names and values of a query string, in the order sent. A bare `k` has the value `""`. */
export type QueryPairs = readonly (readonly [name: string, value: string])[];

const NO_PAIRS: QueryPairs = [];

/** Reads what followed the `?`. Empty pieces (`a=1&&b=2`) are passed over. */
export function parseQuery(raw: string): QueryPairs {
  if (raw === '') return NO_PAIRS;
  const pairs: [string, string][] = [];
  for (const piece of raw.split('&')) {
    if (piece === '') continue;
    const equals = piece.indexOf('=');
    if (equals === -1) pairs.push([formDecode(piece), '']);
    else pairs.push([formDecode(piece.slice(0, equals)), formDecode(piece.slice(equals + 1))]);
  }
  return pairs;
}

/** Writes pairs back; spaces become `%20`, which every server reads alike. */
export function formatQuery(pairs: QueryPairs): string {
  return pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
}

/** Repeats joined with a comma: payload 2.0. */
export function joinedValues(pairs: QueryPairs): TextMap {
  const joined: TextMap = {};
  for (const [name, value] of pairs) appendText(joined, name, value);
  return joined;
}

/** Of repeats the last one (recorded 2025): payload 1.0. */
export function lastValues(pairs: QueryPairs): TextMap {
  const last: TextMap = {};
  for (const [name, value] of pairs) setText(last, name, value);
  return last;
}

export function allValues(pairs: QueryPairs): MultiMap {
  const all: MultiMap = {};
  for (const [name, value] of pairs) addText(all, name, value);
  return all;
}
