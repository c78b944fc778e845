/** A value as source text of JavaScript, spread over lines. A map stands for an object with the names of its entries. */
export function literal(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[\n${value.map(member).join('')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  if (entries.length === 0) return '{}';
  return `{\n${entries.map(([name, one]) => indented(`${key(String(name))}: ${literal(one)},\n`)).join('')}}`;
}

function member(value: unknown): string {
  return indented(`${literal(value)},\n`);
}

/** A name in brackets is a member like any other; `__proto__` without them is not. */
function key(name: string): string {
  return name === '__proto__' ? `['__proto__']` : JSON.stringify(name);
}

/** Two spaces before each line. Texts are written by `JSON.stringify`, so that no line break stands inside of one. */
export function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? line : `  ${line}`))
    .join('\n');
}

/** Lines of one name together, under the spelling that came first. `same`: what names are compared by. */
export function byName(
  lines: readonly (readonly [string, string])[],
  same = (name: string): string => name.toLowerCase(),
): ReadonlyMap<string, string | string[]> {
  const found = new Map<string, string[]>();
  const spellings = new Map<string, string>();
  for (const [name, value] of lines) {
    const spelled = spellings.get(same(name)) ?? name;
    spellings.set(same(name), spelled);
    found.set(spelled, [...(found.get(spelled) ?? []), value]);
  }
  return new Map([...found].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]));
}
