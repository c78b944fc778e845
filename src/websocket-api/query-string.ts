/** A decoded query string, folded both ways. Absent altogether when the URL has none (websocket-api 4.1). */
export interface QueryString {
  /** The last value of each name. */
  readonly single: Readonly<Record<string, string>>;
  /** All values of each name, in order. */
  readonly multi: Readonly<Record<string, readonly string[]>>;
}

/** Reads what followed the `?`; `undefined` when that names no parameter. `+` is a space; a broken escape is kept as sent. */
export function parseQueryString(rawQuery: string): QueryString | undefined {
  const single: Record<string, string> = Object.create(null) as Record<string, string>;
  const multi: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  let found = false;
  for (const part of rawQuery.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = decode(equals === -1 ? part : part.slice(0, equals));
    const value = equals === -1 ? '' : decode(part.slice(equals + 1));
    single[name] = value;
    (multi[name] ??= []).push(value);
    found = true;
  }
  // Plain prototypes, as events are compared and cloned as plain objects; the spread defines `__proto__` as an ordinary member.
  return found ? { single: { ...single }, multi: { ...multi } } : undefined;
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
