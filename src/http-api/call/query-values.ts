import type { QueryPairs } from '../../model/http/query-string.ts';
import { setOwn } from '../../model/base/own-properties.ts';
import { addText, appendText } from '../routing/text-map.ts';
import type { MultiMap, TextMap } from '../routing/text-map.ts';

/** Repeats joined with a comma: payload 2.0. */
export function joinedValues(pairs: QueryPairs): TextMap {
  const joined: TextMap = {};
  for (const [name, value] of pairs) appendText(joined, name, value);
  return joined;
}

/** Of repeats the last one (recorded 2025): payload 1.0. */
export function lastValues(pairs: QueryPairs): TextMap {
  const last: TextMap = {};
  for (const [name, value] of pairs) setOwn(last, name, value);
  return last;
}

export function allValues(pairs: QueryPairs): MultiMap {
  const all: MultiMap = {};
  for (const [name, value] of pairs) addText(all, name, value);
  return all;
}
