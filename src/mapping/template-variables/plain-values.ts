import type { JavaMap, JavaObject, JavaValue } from '../values.ts';
import { JavaList, JsonList } from '../values.ts';

/**
 * The template's view of a JavaScript value: objects become maps in the order of their own keys, arrays JSON lists, whole numbers
 * Integers or Longs, other numbers Doubles. Values that are Java's already stay as they are; what JSON has no word for becomes null.
 */
export function toJavaValue(value: unknown): JavaValue {
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0) ? BigInt(value) : value;
  if (typeof value !== 'object' || value === null) return null;
  if (value instanceof Map || value instanceof JavaList) return value;
  if (Array.isArray(value)) return new JsonList(value.map(toJavaValue));
  if (isJavaObject(value)) return value;
  return toJavaMap(value);
}

/** The map of an object's own keys; an absent object gives an empty one. */
export function toJavaMap(record: object | undefined): JavaMap {
  const map: JavaMap = new Map();
  if (record === undefined) return map;
  for (const [key, value] of Object.entries(record)) if (value !== undefined) map.set(key, toJavaValue(value));
  return map;
}

function isJavaObject(value: object): value is JavaObject {
  return 'print' in value && 'callMethod' in value && 'getProperty' in value;
}
