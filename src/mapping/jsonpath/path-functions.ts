import { javaText } from '../json/java-text.ts';
import type { JavaValue } from '../values.ts';
import { JavaList, JsonList } from '../values.ts';
import { JsonPathEvaluationError } from './jsonpath-error.ts';

type PathFunction = (model: JavaValue, parameters: readonly (JavaValue | undefined)[]) => JavaValue;

/** Java's Double.MIN_VALUE, from which Jayway's max() starts: negative numbers never get above it. */
const SMALLEST_DOUBLE = 4.9e-324;

const functions = new Map<string, PathFunction>([
  ['length', countMembers],
  ['size', countMembers],
  ['keys', (model) => (model instanceof Map ? new JavaList([...model.keys()]) : null)],
  ['sum', (model, parameters) => sum(numbers(model, parameters))],
  ['avg', (model, parameters) => average(numbers(model, parameters))],
  ['min', (model, parameters) => Math.min(Number.MAX_VALUE, ...numbers(model, parameters))],
  ['max', (model, parameters) => Math.max(SMALLEST_DOUBLE, ...numbers(model, parameters))],
  ['stddev', (model, parameters) => deviation(numbers(model, parameters))],
  ['concat', concatenate],
  ['append', append],
  ['first', (model) => elementAt(model, 0)],
  ['last', (model) => elementAt(model, -1)],
  ['index', (model, parameters) => elementAt(model, indexFrom(parameters))],
]);

/** Calls a function of a path on the value it stands behind. @throws {JsonPathEvaluationError} */
export function callFunction(
  name: string,
  model: JavaValue,
  parameters: readonly (JavaValue | undefined)[],
): JavaValue {
  const call = functions.get(name);
  if (call === undefined) throw new JsonPathEvaluationError(`there is no function ${JSON.stringify(name)}`);
  return call(model, parameters);
}

function countMembers(model: JavaValue, parameters: readonly (JavaValue | undefined)[]): JavaValue {
  const counted = parameters[0] instanceof JavaList ? parameters[0] : model;
  if (counted instanceof JavaList) return BigInt(counted.items.length);
  return counted instanceof Map ? BigInt(counted.size) : null;
}

/** The numbers of the list the function stands behind, and those of its parameters. */
function numbers(model: JavaValue, parameters: readonly (JavaValue | undefined)[]): number[] {
  const candidates = model instanceof JavaList ? [...model.items] : [];
  for (const parameter of parameters) candidates.push(...membersOf(parameter));
  const found = candidates.filter((value) => typeof value === 'bigint' || typeof value === 'number').map(Number);
  if (found.length === 0) throw new JsonPathEvaluationError('there are no numbers to calculate with');
  return found;
}

function membersOf(parameter: JavaValue | undefined): readonly JavaValue[] {
  if (parameter instanceof JavaList) return parameter.items;
  return parameter === undefined ? [] : [parameter];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function average(values: readonly number[]): number {
  return sum(values) / values.length;
}

function deviation(values: readonly number[]): number {
  const squares = sum(values.map((value) => value * value));
  const total = sum(values);
  return Math.sqrt(squares / values.length - (total * total) / values.length / values.length);
}

function concatenate(model: JavaValue, parameters: readonly (JavaValue | undefined)[]): JavaValue {
  const own = model instanceof JavaList ? model.items.filter((item) => typeof item === 'string') : [];
  const added = parameters.flatMap(membersOf).filter((value) => value !== null);
  return [...own, ...added.map(javaText)].join('');
}

function append(model: JavaValue, parameters: readonly (JavaValue | undefined)[]): JavaValue {
  if (!(model instanceof JavaList)) return model;
  return new JsonList([...model.items, ...parameters.filter((parameter) => parameter !== undefined)]);
}

function indexFrom(parameters: readonly (JavaValue | undefined)[]): number {
  const first = parameters.flatMap(membersOf).find((value) => typeof value === 'bigint' || typeof value === 'number');
  if (first === undefined) throw new JsonPathEvaluationError('index() wants a number');
  return Math.trunc(Number(first));
}

/** Counted from the back, the first element of a list is out of Jayway's reach: last() of a single element is an error. */
function elementAt(model: JavaValue, index: number): JavaValue {
  if (!(model instanceof JavaList)) throw new JsonPathEvaluationError('there is no list to take an element of');
  const position = index < 0 ? model.items.length + index : index;
  const element = index < 0 && position <= 0 ? undefined : model.items[position];
  if (element === undefined) throw new JsonPathEvaluationError(`the list has no element ${index}`);
  return element;
}
