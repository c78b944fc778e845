import { parseQuery } from '../../model/http/query-string.ts';

/** Parameters by name, decoded, each with its values in order. */
export type QueryParameters = ReadonlyMap<string, readonly string[]>;

/** Reads a query string as REST APIs do: `;` separates like `&` (docs/aws/rest-api-observed.md#slashes-and-encoding). */
export function parseQueryString(rawQuery: string): QueryParameters {
  const parameters = new Map<string, string[]>();
  for (const [name, value] of parseQuery(rawQuery, /[&;]/)) {
    const values = parameters.get(name);
    if (values) values.push(value);
    else parameters.set(name, [value]);
  }
  return parameters;
}
