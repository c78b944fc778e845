import type { JavaMap, JavaValue } from '../values.ts';
import { JsonList } from '../values.ts';

/**
 * What is lost in the result of `JSON.parse`: a number that is an integer only by value (`1.0`, `2e3`) or only after rounding, which
 * takes more digits than fifteen.
 * Text inside strings may match too; that only costs the slower way.
 */
const integralDecimal = /[0-9]\.0+(?![0-9])|[0-9.]{16}|(?:^|[\s,:[])-?[0-9.]+[eE]/;

/** Keys that JavaScript objects put first, whatever the order of the text. */
const arrayIndex = /^(?:0|[1-9][0-9]*)$/;

/**
 * The value of a JSON text by way of `JSON.parse`, about twice as fast as reading it ourselves; `undefined` whenever the result
 * could differ from that of our own reader, errors included.
 */
export function readNatively(text: string, maxDepth: number): JavaValue | undefined {
  if (integralDecimal.test(text)) return undefined;
  try {
    return convert(JSON.parse(text), maxDepth);
  } catch {
    return undefined;
  }
}

function convert(value: unknown, depth: number): JavaValue | undefined {
  if (typeof value === 'number') return convertNumber(value);
  if (typeof value !== 'object' || value === null) return value as string | boolean | null;
  if (depth === 0) return undefined;
  return Array.isArray(value) ? convertArray(value, depth) : convertObject(value as Record<string, unknown>, depth);
}

function convertNumber(value: number): JavaValue | undefined {
  if (!Number.isInteger(value)) return Number.isFinite(value) ? value : undefined;
  return Number.isSafeInteger(value) ? BigInt(value) : undefined;
}

function convertArray(array: readonly unknown[], depth: number): JavaValue | undefined {
  const items: JavaValue[] = [];
  for (const element of array) {
    const item = convert(element, depth - 1);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return new JsonList(items);
}

function convertObject(object: Record<string, unknown>, depth: number): JavaValue | undefined {
  const keys = Object.keys(object);
  if (arrayIndex.test(keys[0] ?? '')) return undefined;
  const map: JavaMap = new Map();
  for (const key of keys) {
    const member = convert(object[key], depth - 1);
    if (member === undefined) return undefined;
    map.set(key, member);
  }
  return map;
}
