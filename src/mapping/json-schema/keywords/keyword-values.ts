import { boundedTest } from '../../../model/regex/bounded-regex.ts';
import { compareDecimals, decimalOf } from '../../json/decimal.ts';
import type { JavaMap, JavaValue } from '../../values.ts';
import { JavaList } from '../../values.ts';
import type { KeywordContext } from './keyword.ts';
import { wrongKeyword } from './keyword.ts';

/** A count such as that of `minLength`; `3.0` will do. @throws {ModelError} */
export function countOf(context: KeywordContext): number {
  const { value } = context;
  const count = typeof value === 'bigint' || typeof value === 'number' ? Number(value) : -1;
  if (!Number.isInteger(count) || count < 0) throw wrongKeyword(context, 'an integer of 0 or more');
  return count;
}

/** @throws {ModelError} */
export function numberOf(context: KeywordContext): bigint | number {
  const { value } = context;
  if (typeof value !== 'bigint' && typeof value !== 'number') throw wrongKeyword(context, 'a number');
  return value;
}

/** @throws {ModelError} unless the number is above zero. */
export function positiveNumberOf(context: KeywordContext): bigint | number {
  const value = numberOf(context);
  if (compareDecimals(decimalOf(value), decimalOf(0n)) <= 0) throw wrongKeyword(context, 'a number above 0');
  return value;
}

/** @throws {ModelError} */
export function booleanOf(context: KeywordContext): boolean {
  if (typeof context.value !== 'boolean') throw wrongKeyword(context, 'true or false');
  return context.value;
}

/** @throws {ModelError} */
export function stringsOf(context: KeywordContext, value: JavaValue = context.value): string[] {
  const items = value instanceof JavaList ? value.items : [];
  const strings = items.filter((item) => typeof item === 'string');
  if (!(value instanceof JavaList) || strings.length < items.length) throw wrongKeyword(context, 'a list of texts');
  return strings;
}

/** @throws {ModelError} unless there is at least one. */
export function schemasOf(context: KeywordContext): readonly JavaValue[] {
  if (!(context.value instanceof JavaList) || context.value.items.length === 0) {
    throw wrongKeyword(context, 'a list of at least one schema');
  }
  return context.value.items;
}

/** The members of a keyword such as `properties`. @throws {ModelError} */
export function membersOf(context: KeywordContext): [name: string, value: JavaValue][] {
  if (!(context.value instanceof Map)) throw wrongKeyword(context, 'an object');
  return [...stringMembers(context.value)];
}

function stringMembers(map: JavaMap): [string, JavaValue][] {
  return [...map].map(([key, value]) => [key as string, value]);
}

/** The test of an ECMAScript regular expression, tried on any part of a text and with a time limit. @throws {ModelError} */
export function regexOf(context: KeywordContext, source: JavaValue): (text: string) => boolean {
  if (typeof source !== 'string') throw wrongKeyword(context, 'a regular expression');
  try {
    return boundedTest(new RegExp(source), source);
  } catch (cause) {
    throw wrongKeyword(
      context,
      `a regular expression of ECMA 262 (${cause instanceof Error ? cause.message : String(cause)})`,
    );
  }
}
