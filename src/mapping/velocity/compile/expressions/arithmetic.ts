import type { JavaValue } from '../../../values.ts';
import { checkDigits } from '../../methods/growth.ts';

type Arithmetic = '+' | '-' | '*' | '/' | '%';

/**
 * Velocity's arithmetic: integers stay integers and grow past 64 bits, a double makes the result a double, everything else, and a
 * division by zero, gives null (docs/aws/vtl.md#expressions, corpus: math).
 */
export function calculate(operator: Arithmetic, left: JavaValue, right: JavaValue): JavaValue {
  if (typeof left === 'bigint' && typeof right === 'bigint') return withIntegers(operator, left, right);
  if (!isNumber(left) || !isNumber(right)) return null;
  return withDoubles(operator, Number(left), Number(right));
}

function isNumber(value: JavaValue): value is bigint | number {
  return typeof value === 'bigint' || typeof value === 'number';
}

/** Below this a product needs no check. */
const SMALL = 1n << 64n;

function withIntegers(operator: Arithmetic, left: bigint, right: bigint): bigint | null {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      if (left > SMALL || left < -SMALL || right > SMALL || right < -SMALL) {
        checkDigits(String(left).length + String(right).length);
      }
      return left * right;
    case '/':
      return right === 0n ? null : left / right;
    default:
      return right === 0n ? null : left % right;
  }
}

function withDoubles(operator: Arithmetic, left: number, right: number): number | null {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? null : left / right;
    default:
      return right === 0 ? null : left % right;
  }
}
