import type { JavaMap, JavaValue } from '../../../values.ts';
import { javaEquals } from '../equality.ts';
import { checkListLength } from '../growth.ts';
import { entrySetOf, keySetOf, valuesOf } from './map-views.ts';
import type { Method, MethodTable } from '../signatures.ts';
import { VOID, any, none, overloaded } from '../signatures.ts';

/** The methods of `java.util.Map`. */
export const mapMethods: MethodTable<JavaMap> = new Map<string, Method<JavaMap>>([
  ['get', any((self, key) => self.get(key) ?? null)],
  ['getOrDefault', pair((self, key, fallback) => self.get(key) ?? (self.has(key) ? null : fallback))],
  ['put', pair(put)],
  ['putIfAbsent', pair((self, key, value) => self.get(key) ?? put(self, key, value))],
  ['putAll', any((self, other) => (other instanceof Map ? putAll(self, other) : undefined))],
  ['replace', pair((self, key, value) => (self.has(key) ? put(self, key, value) : null))],
  [
    'remove',
    overloaded(
      any((self: JavaMap, key) => remove(self, key)),
      pair((self, key, value) => removeEntry(self, key, value)),
    ),
  ],
  ['clear', none((self) => (self.clear(), VOID))],
  ['containsKey', any((self, key) => self.has(key))],
  ['containsValue', any((self, wanted) => [...self.values()].some((value) => javaEquals(value, wanted)))],
  ['size', none((self) => BigInt(self.size))],
  ['isEmpty', none((self) => self.size === 0)],
  ['keySet', none(keySetOf)],
  ['values', none(valuesOf)],
  ['entrySet', none(entrySetOf)],
]);

function pair(call: (self: JavaMap, first: JavaValue, second: JavaValue) => JavaValue): Method<JavaMap> {
  return (self, [first, second, ...rest]) =>
    first !== undefined && second !== undefined && rest.length === 0 ? call(self, first, second) : undefined;
}

function put(self: JavaMap, key: JavaValue, value: JavaValue): JavaValue {
  const previous = self.get(key) ?? null;
  checkListLength(self.size + 1);
  self.set(key, value);
  return previous;
}

function putAll(self: JavaMap, other: JavaMap): JavaValue {
  checkListLength(self.size + other.size);
  for (const [key, value] of other) self.set(key, value);
  return VOID;
}

function remove(self: JavaMap, key: JavaValue): JavaValue {
  const previous = self.get(key) ?? null;
  self.delete(key);
  return previous;
}

function removeEntry(self: JavaMap, key: JavaValue, value: JavaValue): boolean {
  const present = self.get(key);
  if (present === undefined || !javaEquals(present, value)) return false;
  return self.delete(key);
}
