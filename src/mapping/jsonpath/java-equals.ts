import type { JavaValue } from '../values.ts';
import { JavaList } from '../values.ts';

/** Java's `equals` on values out of JSON: an integer never equals a double, the order of an object's keys does not matter. */
export function javaEquals(a: JavaValue, b: JavaValue): boolean {
  if (a instanceof Map && b instanceof Map) {
    if (a.size !== b.size) return false;
    for (const [key, value] of a) {
      const other = b.get(key);
      if (other === undefined || !javaEquals(value, other)) return false;
    }
    return true;
  }
  if (a instanceof JavaList && b instanceof JavaList) {
    return (
      a.items.length === b.items.length && a.items.every((item, index) => javaEquals(item, b.items[index] ?? null))
    );
  }
  return Object.is(a, b);
}
