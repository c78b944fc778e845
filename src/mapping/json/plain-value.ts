import type { JavaValue } from '../values.ts';
import { JsonList } from '../values.ts';

/** A plain JavaScript value, as YAML or `JSON.parse` gives it, as the value the mapping engine works on. Whole numbers become integers. */
export function fromPlainValue(value: unknown): JavaValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint') return value;
  if (Array.isArray(value)) return new JsonList(value.map(fromPlainValue));
  if (value instanceof Map) return new Map([...value].map(([key, member]) => [String(key), fromPlainValue(member)]));
  if (typeof value !== 'object') return null;
  return new Map(Object.entries(value).map(([key, member]) => [key, fromPlainValue(member)]));
}
