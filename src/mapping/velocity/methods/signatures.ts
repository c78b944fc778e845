import type { JavaValue } from '../../values.ts';
import { JavaException, nullPointer } from './java-exception.ts';

/** A Java method as the template sees it: `undefined` when the arguments do not fit, so that the reference has no value. */
export type Method<T> = (self: T, args: readonly JavaValue[]) => JavaValue | undefined;

/** The methods of one Java class by name; overloads of a name are one entry. */
export type MethodTable<T> = ReadonlyMap<string, Method<T>>;

/** What a `void` method gives: Velocity prints nothing and does not take it for null. */
export const VOID = '';

const MAX_INT = 2_147_483_647n;
const MIN_INT = -2_147_483_648n;
const MAX_LONG = 9_223_372_036_854_775_807n;
const MIN_LONG = -9_223_372_036_854_775_808n;

/** Whether the value is an Integer. */
export function isInt(value: JavaValue | undefined): value is bigint {
  return typeof value === 'bigint' && value <= MAX_INT && value >= MIN_INT;
}

/** Whether the value is an Integer or a Long. */
export function isLong(value: JavaValue | undefined): value is bigint {
  return typeof value === 'bigint' && value <= MAX_LONG && value >= MIN_LONG;
}

/**
 * A method without arguments. Called with some it throws: Velocity takes it for one of any number of arguments, and Java refuses.
 * Among overloads it stands last.
 */
export function none<T>(call: (self: T) => JavaValue | undefined): Method<T> {
  return (self, args) => {
    if (args.length > 0) throw new JavaException('IllegalArgumentException', 'wrong number of arguments');
    return call(self);
  };
}

/** A method of one object of any class. */
export function any<T>(call: (self: T, value: JavaValue) => JavaValue | undefined): Method<T> {
  return (self, args) => {
    const [value] = args;
    return args.length === 1 && value !== undefined ? call(self, value) : undefined;
  };
}

/** A method of one String. @throws {JavaException} when called with null. */
export function text<T>(call: (self: T, value: string) => JavaValue | undefined): Method<T> {
  return any((self, value) => {
    if (value === null) throw nullPointer();
    return typeof value === 'string' ? call(self, value) : undefined;
  });
}

/** A method of two Strings. @throws {JavaException} when called with null. */
export function texts<T>(call: (self: T, first: string, second: string) => JavaValue | undefined): Method<T> {
  return (self, args) => {
    const [first, second] = args;
    if (args.length !== 2) return undefined;
    if (first === null || second === null) throw nullPointer();
    return typeof first === 'string' && typeof second === 'string' ? call(self, first, second) : undefined;
  };
}

/** A method of one `int`. */
export function int<T>(call: (self: T, value: number) => JavaValue | undefined): Method<T> {
  return any((self, value) => (isInt(value) ? call(self, Number(value)) : undefined));
}

/** A method of two `int`s. */
export function ints<T>(call: (self: T, first: number, second: number) => JavaValue | undefined): Method<T> {
  return (self, args) => {
    const [first, second] = args;
    if (args.length !== 2 || !isInt(first) || !isInt(second)) return undefined;
    return call(self, Number(first), Number(second));
  };
}

/** The first of the overloads whose arguments fit. */
export function overloaded<T>(...methods: readonly Method<T>[]): Method<T> {
  return (self, args) => {
    for (const method of methods) {
      const result = method(self, args);
      if (result !== undefined) return result;
    }
    return undefined;
  };
}
