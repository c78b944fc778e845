/** Parameters by name, decoded, each with its values in order. */
export type QueryParameters = ReadonlyMap<string, readonly string[]>;

/**
 * Decodes a query string as API Gateway does: `+` is a space, percent sequences are UTF-8, `;` separates like `&` (rest-api-observed 3.2).
 * A sequence that is no UTF-8 stays as it was sent.
 */
export function parseQueryString(rawQuery: string): QueryParameters {
  const parameters = new Map<string, string[]>();
  if (rawQuery === '') return parameters;
  for (const pair of rawQuery.split(/[&;]/)) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decode(equals < 0 ? pair : pair.slice(0, equals));
    const value = equals < 0 ? '' : decode(pair.slice(equals + 1));
    const values = parameters.get(name);
    if (values) values.push(value);
    else parameters.set(name, [value]);
  }
  return parameters;
}

/** Writes parameters as a query string, without `?`; spaces as `%20`. */
export function formatQueryString(parameters: Iterable<readonly [name: string, value: string]>): string {
  const pairs: string[] = [];
  for (const [name, value] of parameters) pairs.push(`${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  return pairs.join('&');
}

function decode(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
