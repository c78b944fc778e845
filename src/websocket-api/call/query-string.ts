import { parseQuery } from '../../model/http/query-string.ts';

/** A decoded query string, folded both ways. Absent altogether when the URL has none (docs/aws/websocket-api.md#top-level-keys). */
export interface QueryString {
  /** The last value of each name. */
  readonly single: Readonly<Record<string, string>>;
  /** All values of each name, in order. */
  readonly multi: Readonly<Record<string, readonly string[]>>;
}

/** Reads what followed the `?`; `undefined` when that names no parameter. */
export function parseQueryString(rawQuery: string): QueryString | undefined {
  const pairs = parseQuery(rawQuery);
  if (pairs.length === 0) return undefined;
  const all = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const values = all.get(name);
    if (values) values.push(value);
    else all.set(name, [value]);
  }
  return { single: Object.fromEntries(pairs), multi: Object.fromEntries(all) };
}
