import { writeJson } from '../../../json/writer.ts';
import type { JavaValue } from '../../../values.ts';
import { JavaList, JsonList } from '../../../values.ts';
import { collectionMethods } from './collection-methods.ts';
import { javaEquals } from '../equality.ts';
import { checkListLength } from '../growth.ts';
import { JavaException } from '../java-exception.ts';
import type { Method, MethodTable } from '../signatures.ts';
import { VOID, any, int, isInt, none, overloaded } from '../signatures.ts';

/** The methods of `java.util.List`. */
export const listMethods: MethodTable<JavaList> = new Map<string, Method<JavaList>>([
  ...collectionMethods,
  ['get', int((self, index) => self.items[checked(self, index)] ?? null)],
  ['set', indexed((self, index, value) => self.items.splice(checked(self, index), 1, value)[0] ?? null)],
  [
    'add',
    overloaded(
      any((self: JavaList, value) => insert(self, self.items.length, [value])),
      indexed((self, index, value) => (insert(self, index, [value]), VOID)),
    ),
  ],
  [
    'addAll',
    overloaded(
      any((self: JavaList, other) => addAll(self, self.items.length, other)),
      indexed((self, index, other) => addAll(self, index, other)),
    ),
  ],
  [
    'remove',
    overloaded(
      int((self: JavaList, index) => self.items.splice(checked(self, index), 1)[0] ?? null),
      any((self, value) => removeFirst(self, value)),
    ),
  ],
  ['removeAll', any((self, other) => keepWhere(self, other, false))],
  ['retainAll', any((self, other) => keepWhere(self, other, true))],
  ['clear', none((self) => ((self.items.length = 0), VOID))],
  ['indexOf', any((self, wanted) => BigInt(self.items.findIndex((item) => javaEquals(item, wanted))))],
  ['lastIndexOf', any((self, wanted) => BigInt(self.items.findLastIndex((item) => javaEquals(item, wanted))))],
  ['subList', (self, [from, to]) => (isInt(from) && isInt(to) ? subList(self, Number(from), Number(to)) : undefined)],
  ['toJSONString', none((self) => (self instanceof JsonList ? writeJson(self) : undefined))],
]);

function indexed(call: (self: JavaList, index: number, value: JavaValue) => JavaValue | undefined): Method<JavaList> {
  return (self, [index, value, ...rest]) =>
    isInt(index) && value !== undefined && rest.length === 0 ? call(self, Number(index), value) : undefined;
}

function checked(self: JavaList, index: number): number {
  if (index >= 0 && index < self.items.length) return index;
  throw outOfBounds(`Index ${index} out of bounds for length ${self.items.length}`);
}

function outOfBounds(message: string): JavaException {
  return new JavaException('IndexOutOfBoundsException', message);
}

function insert(self: JavaList, index: number, values: readonly JavaValue[]): boolean {
  if (index < 0 || index > self.items.length) throw outOfBounds(`Index: ${index}, Size: ${self.items.length}`);
  checkListLength(self.items.length + values.length);
  if (index === self.items.length) for (const value of values) self.items.push(value);
  else self.items.splice(index, 0, ...values);
  return values.length > 0;
}

function addAll(self: JavaList, index: number, other: JavaValue): boolean | undefined {
  return other instanceof JavaList ? insert(self, index, [...other.items]) : undefined;
}

function removeFirst(self: JavaList, value: JavaValue): boolean {
  const index = self.items.findIndex((item) => javaEquals(item, value));
  if (index >= 0) self.items.splice(index, 1);
  return index >= 0;
}

function keepWhere(self: JavaList, other: JavaValue, wanted: boolean): boolean | undefined {
  if (!(other instanceof JavaList)) return undefined;
  const kept = self.items.filter((item) => other.items.some((value) => javaEquals(value, item)) === wanted);
  const changed = kept.length < self.items.length;
  if (changed) {
    self.items.length = 0;
    for (const item of kept) self.items.push(item);
  }
  return changed;
}

function subList(self: JavaList, from: number, to: number): JavaList {
  if (from < 0) throw outOfBounds(`fromIndex = ${from}`);
  if (to > self.items.length) throw outOfBounds(`toIndex = ${to}`);
  if (from > to) throw new JavaException('IllegalArgumentException', `fromIndex(${from}) > toIndex(${to})`);
  return new JavaList(self.items.slice(from, to));
}
