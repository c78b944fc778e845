import { javaDouble } from '../../json/java-text.ts';
import type { JavaValue } from '../../values.ts';
import { JavaException } from './java-exception.ts';
import type { Method, MethodTable } from './signatures.ts';
import { any, isInt, isLong, none, overloaded, text } from './signatures.ts';

const conversions: readonly (readonly [string, Method<bigint | number>])[] = [
  ['intValue', none((self) => toInteger(self, 32))],
  ['longValue', none((self) => toInteger(self, 64))],
  ['shortValue', none((self) => BigInt.asIntN(16, toInteger(self, 32)))],
  ['byteValue', none((self) => BigInt.asIntN(8, toInteger(self, 32)))],
  ['doubleValue', none((self) => Number(self))],
  ['floatValue', none((self) => Math.fround(Number(self)))],
];

/** The methods of Integer, Long and BigInteger, static ones included: `$n.parseInt("5")` is how templates parse numbers. */
export const integerMethods: MethodTable<bigint> = new Map<string, Method<bigint>>([
  ...conversions,
  ['compareTo', any((self, other) => (sameClass(self, other) ? BigInt(compare(self, other)) : undefined))],
  ['compare', pair((first, second) => BigInt(compare(first, second)))],
  ['max', pair((first, second) => (first > second ? first : second))],
  ['min', pair((first, second) => (first < second ? first : second))],
  ['sum', pair((first, second) => BigInt.asIntN(isInt(first) && isInt(second) ? 32 : 64, first + second))],
  ['signum', (self, args) => signum(self, args)],
  ['parseInt', (self, args) => (isInt(self) ? parse(args, 32) : undefined)],
  ['parseLong', (self, args) => (isInt(self) ? undefined : parse(args, 64))],
  [
    'valueOf',
    overloaded(
      any((_self, value) => (isLong(value) ? value : undefined)),
      (self, args) => parse(args, isInt(self) ? 32 : 64),
    ),
  ],
  [
    'toString',
    overloaded(
      any((_self, value) => (isLong(value) ? String(value) : undefined)),
      radixText,
      none((self) => String(self)),
    ),
  ],
  ['toHexString', any((self, value) => unsigned(self, value, 16))],
  ['toOctalString', any((self, value) => unsigned(self, value, 8))],
  ['toBinaryString', any((self, value) => unsigned(self, value, 2))],
]);

/** The methods of Double, static ones included. */
export const doubleMethods: MethodTable<number> = new Map<string, Method<number>>([
  ...conversions,
  ['compareTo', any((self, other) => (typeof other === 'number' ? BigInt(compare(self, other)) : undefined))],
  ['isNaN', aboutItself((value) => Number.isNaN(value))],
  ['isInfinite', aboutItself((value) => Math.abs(value) === Infinity)],
  ['parseDouble', text((_self, digits) => parseDouble(digits))],
  [
    'valueOf',
    overloaded(
      text((_self: number, digits) => parseDouble(digits)),
      any((_self, value) => (isNumber(value) ? Number(value) : undefined)),
    ),
  ],
  [
    'toString',
    overloaded(
      any((_self: number, value) => (isNumber(value) ? javaDouble(Number(value)) : undefined)),
      none((self) => javaDouble(self)),
    ),
  ],
  ['max', doubles((first, second) => Math.max(first, second))],
  ['min', doubles((first, second) => Math.min(first, second))],
  ['sum', doubles((first, second) => first + second)],
  ['compare', doubles((first, second) => BigInt(compare(first, second)))],
]);

/** Java's narrowing: a double is cut off at the ends of the range, an integer loses its upper bits. */
function toInteger(value: bigint | number, bits: 32 | 64): bigint {
  if (typeof value === 'bigint') return BigInt.asIntN(bits, value);
  if (Number.isNaN(value)) return 0n;
  const limit = 2 ** (bits - 1);
  if (value >= limit) return BigInt.asIntN(bits, (1n << BigInt(bits - 1)) - 1n);
  if (value <= -limit) return -(1n << BigInt(bits - 1));
  return BigInt(Math.trunc(value));
}

function isNumber(value: JavaValue): value is bigint | number {
  return typeof value === 'bigint' || typeof value === 'number';
}

function sameClass(self: bigint, other: JavaValue): other is bigint {
  return typeof other === 'bigint' && isInt(self) === isInt(other) && isLong(self) === isLong(other);
}

function compare<T extends bigint | number>(first: T, second: T): number {
  if (first === second) return 0;
  return first < second ? -1 : 1;
}

/** A static method of Integer and Long, one of the object itself for BigInteger. */
function signum(self: bigint, [value, ...rest]: readonly JavaValue[]): bigint | undefined {
  const subject = isLong(self) ? value : self;
  return typeof subject === 'bigint' && rest.length === 0 ? BigInt(compare(subject, 0n)) : undefined;
}

function pair(call: (first: bigint, second: bigint) => JavaValue): Method<bigint> {
  return (_self, [first, second, ...rest]) =>
    isLong(first) && isLong(second) && rest.length === 0 ? call(first, second) : undefined;
}

/** A question about the number itself or, as a static method, about another. */
function aboutItself(ask: (value: number) => boolean): Method<number> {
  return overloaded(
    any((_self: number, value) => (isNumber(value) ? ask(Number(value)) : undefined)),
    none((self) => ask(self)),
  );
}

function doubles(call: (first: number, second: number) => JavaValue): Method<number> {
  return (_self, [first = null, second = null, ...rest]) =>
    isNumber(first) && isNumber(second) && rest.length === 0 ? call(Number(first), Number(second)) : undefined;
}

function parse([digits, radix = 10n, ...rest]: readonly JavaValue[], bits: 32 | 64): bigint | undefined {
  if (typeof digits !== 'string' || !isInt(radix) || rest.length > 0) return undefined;
  const value = parseDigits(digits, Number(radix));
  if (value === undefined || BigInt.asIntN(bits, value) !== value) throw notANumber(digits);
  return value;
}

function parseDigits(digits: string, radix: number): bigint | undefined {
  const match = /^([+-]?)([0-9a-z]{1,64})$/i.exec(digits);
  if (match === null) return undefined;
  let value = 0n;
  for (const digit of match[2] ?? '') {
    const worth = Number.parseInt(digit, 36);
    if (worth >= radix) return undefined;
    value = value * BigInt(radix) + BigInt(worth);
  }
  return match[1] === '-' ? -value : value;
}

function parseDouble(digits: string): number {
  if (!/^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+|NaN|Infinity)(?:e[+-]?\d+)?[fd]?\s*$/i.test(digits)) throw notANumber(digits);
  return Number(digits.trim().replace(/[fd]$/i, ''));
}

function notANumber(digits: string): JavaException {
  return new JavaException('NumberFormatException', `For input string: "${digits}"`);
}

function radixText(_self: bigint, [value, radix]: readonly JavaValue[]): string | undefined {
  if (!isLong(value) || !isInt(radix) || radix < 2n || radix > 36n) return undefined;
  return value.toString(Number(radix));
}

function unsigned(self: bigint, value: JavaValue, radix: number): string | undefined {
  if (!isLong(value)) return undefined;
  return BigInt.asUintN(isInt(self) ? 32 : 64, value).toString(radix);
}
