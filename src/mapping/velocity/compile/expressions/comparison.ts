import { javaText } from '../../../json/java-text.ts';
import type { JavaValue } from '../../../values.ts';
import { JavaList } from '../../../values.ts';
import { javaEquals } from '../../methods/equality.ts';

/** `==`: numbers by their value, objects of one class by `equals`, others by their text (docs/aws/vtl.md#expressions). */
export function isEqual(left: JavaValue, right: JavaValue): boolean {
  if (typeof left === 'string' && typeof right === 'string') return left === right;
  if (left === null || right === null) return left === right;
  // Loose equality compares an integer with a double by value.
  if (isNumber(left) && isNumber(right)) return left == right; // eslint-disable-line eqeqeq -- see the line above
  if (isSameClass(left, right)) return javaEquals(left, right);
  return javaText(left) === javaText(right);
}

/** `<` and its kin: only numbers have an order here; anything else makes the condition false. */
export function isOrdered(operator: '<' | '>' | '<=' | '>=', left: JavaValue, right: JavaValue): boolean {
  if (!isNumber(left) || !isNumber(right)) return false;
  switch (operator) {
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '<=':
      return left <= right;
    default:
      return left >= right;
  }
}

function isNumber(value: JavaValue): value is bigint | number {
  return typeof value === 'bigint' || typeof value === 'number';
}

function isSameClass(left: JavaValue, right: JavaValue): boolean {
  if (typeof left !== 'object' || typeof right !== 'object') return typeof left === typeof right;
  return (left instanceof Map && right instanceof Map) || (left instanceof JavaList && right instanceof JavaList);
}
