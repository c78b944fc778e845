import { compareDecimals, decimalOf } from '../json/decimal.ts';
import type { JavaValue } from '../values.ts';
import { JavaList } from '../values.ts';

/** JSON Schema's equality: numbers by their value (1 equals 1.0), objects whatever the order of their members. */
export function equalsAsJson(a: JavaValue, b: JavaValue): boolean {
  if (isNumber(a) && isNumber(b)) return compareDecimals(decimalOf(a), decimalOf(b)) === 0;
  if (a instanceof Map && b instanceof Map) return equalMembers(a, b);
  if (a instanceof JavaList && b instanceof JavaList) return equalElements(a.items, b.items);
  return a === b;
}

/** Whether two elements are equal, found by a text that equal values share, so that long lists take no square time. */
export function hasDuplicates(items: readonly JavaValue[]): boolean {
  const seen = new Map<string, JavaValue[]>();
  for (const item of items) {
    const text = roughText(item);
    const alike = seen.get(text) ?? [];
    if (alike.some((other) => equalsAsJson(item, other))) return true;
    alike.push(item);
    seen.set(text, alike);
  }
  return false;
}

function isNumber(value: JavaValue): value is bigint | number {
  return typeof value === 'bigint' || typeof value === 'number';
}

function equalMembers(a: Map<JavaValue, JavaValue>, b: Map<JavaValue, JavaValue>): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) {
    const other = b.get(key);
    if (other === undefined || !equalsAsJson(value, other)) return false;
  }
  return true;
}

function equalElements(a: readonly JavaValue[], b: readonly JavaValue[]): boolean {
  return a.length === b.length && a.every((item, index) => equalsAsJson(item, b[index] ?? null));
}

function roughText(value: JavaValue): string {
  if (isNumber(value)) return `n${Number(value)}`;
  if (value instanceof JavaList) return `[${value.items.map(roughText).join()}]`;
  if (typeof value === 'string') return JSON.stringify(value);
  if (!(value instanceof Map)) return String(value === null || typeof value === 'boolean' ? value : '');
  return `{${[...value]
    .map(([key, member]) => `${key as string}:${roughText(member)}`)
    .sort()
    .join()}}`;
}
