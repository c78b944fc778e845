import { compareDecimals, decimalOf, decimalText, parseDecimal } from '../json/decimal.ts';
import { javaDouble } from '../json/java-double.ts';
import { isJson } from '../json/reader.ts';
import type { JavaValue } from '../values.ts';
import { JavaList } from '../values.ts';
import type { Operand, Operator } from './filter-operands.ts';
import { javaEquals } from './java-equals.ts';
import { JsonPathEvaluationError } from './jsonpath-error.ts';

/** The operator does not fit the operands; the filter then refuses the item, negations included. */
export class NotComparable extends Error {}

/** Compares two operands. @throws {NotComparable} @throws {JsonPathEvaluationError} */
export function compareOperands(left: Operand, operator: Operator, right: Operand): boolean {
  switch (operator) {
    case '==':
      return equal(left, right);
    case '!=':
      return !equal(left, right);
    case '===':
      return left.kind === right.kind && equal(left, right);
    case '!==':
      return left.kind !== right.kind || !equal(left, right);
    case '<':
      return isOrdered(left, right, (order) => order < 0);
    case '<=':
      return isOrdered(left, right, (order) => order <= 0);
    case '>':
      return isOrdered(left, right, (order) => order > 0);
    case '>=':
      return isOrdered(left, right, (order) => order >= 0);
    case '=~':
      return matches(left, right);
    case 'IN':
      return isIn(left, right);
    case 'NIN':
      return !isIn(left, right);
    case 'CONTAINS':
      return contains(left, right);
    case 'SIZE':
      return hasSize(left, right);
    case 'EMPTY':
      return isEmpty(left, right);
    case 'SUBSETOF':
      return withLists(left, right, (mine, others) => mine.every((one) => others.some((other) => equal(one, other))));
    case 'ANYOF':
      return withLists(left, right, (mine, others) => mine.some((one) => others.some((other) => equal(one, other))));
    case 'NONEOF':
      return withLists(left, right, (mine, others) => !mine.some((one) => others.some((other) => equal(one, other))));
    default:
      // ALL, TYPE, MATCHES and EXISTS work only in filters that are built in Java.
      throw new NotComparable();
  }
}

/** A number equals a text that reads as the same number; a text equals a number only if it is written the same. */
function equal(left: Operand, right: Operand): boolean {
  switch (left.kind) {
    case 'number': {
      const number =
        right.kind === 'number' ? right.number : right.kind === 'string' ? parseDecimal(right.text) : undefined;
      return number !== undefined && compareDecimals(left.number, number) === 0;
    }
    case 'string':
      return (right.kind === 'string' || right.kind === 'number') && left.text === textOf(right);
    case 'boolean':
      return right.kind === 'boolean' && left.value === right.value;
    case 'null':
      return right.kind === 'null';
    case 'json':
      return right.kind === 'json' && !left.literal && javaEquals(left.value, right.value);
    default:
      return false;
  }
}

function isOrdered(left: Operand, right: Operand, accepts: (order: number) => boolean): boolean {
  if (left.kind === 'number' && right.kind === 'number') return accepts(compareDecimals(left.number, right.number));
  if (left.kind === 'string' && right.kind === 'string')
    return accepts(left.text < right.text ? -1 : Number(left.text > right.text));
  return false;
}

/** The whole text has to match. Of a list one element has to. */
function matches(left: Operand, right: Operand): boolean {
  const pattern = left.kind === 'pattern' ? left : right;
  const subject = left.kind === 'pattern' ? right : left;
  if (pattern.kind !== 'pattern' || subject.kind === 'pattern') return false;
  const elements = listOf(subject);
  return (elements ?? [subject]).some((one) => pattern.matches(textOf(one)));
}

function isIn(left: Operand, right: Operand): boolean {
  if (right.kind !== 'json') throw new NotComparable();
  return listOf(right)?.some((element) => equal(left, element)) ?? false;
}

function contains(left: Operand, right: Operand): boolean {
  if (left.kind === 'string' && right.kind === 'string') return left.text.includes(right.text);
  return listOf(left)?.some((element) => equal(right, element)) ?? false;
}

function hasSize(left: Operand, right: Operand): boolean {
  if (right.kind !== 'number') return false;
  const size = Math.trunc(Number(decimalText(right.number)));
  if (left.kind === 'string') return left.text.length === size;
  if (left.kind !== 'json') return false;
  return (left.value instanceof JavaList ? left.value.items.length : -1) === size;
}

function isEmpty(left: Operand, right: Operand): boolean {
  if (left.kind !== 'string' && left.kind !== 'json') return false;
  // Jayway takes every container for a list here and fails on an object.
  if (left.kind === 'json' && left.value instanceof Map)
    throw new JsonPathEvaluationError('"empty" does not work for objects');
  if (right.kind !== 'boolean') throw new NotComparable();
  const empty =
    left.kind === 'string' ? left.text === '' : left.value instanceof JavaList && left.value.items.length === 0;
  return empty === right.value;
}

function withLists(left: Operand, right: Operand, test: (mine: Operand[], others: Operand[]) => boolean): boolean {
  if (right.kind !== 'json') throw new NotComparable();
  const others = listOf(right);
  if (others === undefined) return false;
  if (left.kind !== 'json') throw new NotComparable();
  const mine = listOf(left);
  return mine !== undefined && test(mine, others);
}

/** The elements of a list as operands; `undefined` if it is not one. Jayway cannot compare with lists and objects inside it. */
function listOf(operand: Operand): Operand[] | undefined {
  if (operand.kind !== 'json' || !(operand.value instanceof JavaList)) return undefined;
  return operand.value.items.map(elementOperand);
}

function elementOperand(element: JavaValue): Operand {
  if (element === null) return { kind: 'null' };
  if (typeof element === 'boolean') return { kind: 'boolean', value: element };
  if (typeof element === 'bigint') return { kind: 'number', number: decimalOf(element) };
  if (typeof element === 'number')
    return { kind: 'number', number: parseDecimal(javaDouble(element)) ?? decimalOf(element) };
  if (typeof element !== 'string')
    throw new JsonPathEvaluationError('a list with lists or objects in it cannot be compared');
  // A text that is JSON is kept apart from other texts, and then equals nothing.
  if (/^\s*(?:\[[^]*\]|\{[^]*\})\s*$/.test(element) && isJson(element))
    return { kind: 'json', value: null, literal: true };
  return { kind: 'string', text: element };
}

/** What a pattern is matched against: nothing, for anything but a text, a number or a truth value. */
function textOf(operand: Operand): string {
  if (operand.kind === 'string') return operand.text;
  if (operand.kind === 'number') return decimalText(operand.number);
  return operand.kind === 'boolean' ? String(operand.value) : '';
}
