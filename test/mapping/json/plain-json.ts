import type { JavaValue } from '../../../src/mapping/values.ts';
import { JavaList } from '../../../src/mapping/values.ts';

/** Values of the mapping engine, and what `JSON.parse` gives, brought to one plain shape that tests can compare. */
export function plainJson(value: unknown): unknown {
  if (typeof value === 'bigint') return normal(Number(value));
  if (typeof value === 'number') return normal(value);
  if (Array.isArray(value)) return value.map(plainJson);
  if (value instanceof JavaList) return value.items.map(plainJson);
  if (value instanceof Map) return members([...value] as [string, JavaValue][]);
  if (value !== null && typeof value === 'object') return members(Object.entries(value));
  return value;
}

function members(entries: readonly (readonly [string, unknown])[]): unknown {
  return new Map(entries.map(([key, member]) => [key, plainJson(member)]));
}

/** `-0` is an integer 0 in json-smart. */
function normal(n: number): number {
  return n === 0 ? 0 : n;
}
