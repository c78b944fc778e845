/** A plain value as DynamoDB writes it: `"a"` is `{ "S": "a" }`, `5` is `{ "N": "5" }`. */
function attributeOf(value: unknown): Readonly<Record<string, unknown>> {
  if (value === null || value === undefined) return { NULL: true };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number' || typeof value === 'bigint') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(attributeOf) };
  return { M: itemOf(value as Readonly<Record<string, unknown>>) };
}

/** The attributes of a plain item. */
export function itemOf(item: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, attributeOf(value)]));
}
