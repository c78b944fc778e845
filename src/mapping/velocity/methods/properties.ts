import type { JavaValue } from '../../values.ts';
import { JavaList } from '../../values.ts';
import { callMethod } from './call-method.ts';
import { MapView } from './collections/map-views.ts';

/**
 * The value of `$self.name`: a map's entry, or what the getter of that name gives (`$s.bytes` is `getBytes()`, `$s.empty` is `isEmpty()`).
 *
 * @returns `undefined` when there is neither.
 */
export function getProperty(self: JavaValue, name: string): JavaValue | undefined {
  if (self === null) return undefined;
  // Velocity looks for a getter first, and getClass() is the only one that a map has (corpus: map/size-as-key).
  if (self instanceof Map) return name === 'class' ? callMethod(self, 'getClass', []) : self.get(name);
  if (isJavaObject(self)) return self.getProperty(name);
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  return callMethod(self, `get${capital}`, []) ?? callMethod(self, `is${capital}`, []);
}

/** Performs `#set($self.name = value)`; nothing happens on what has no such property. */
export function setProperty(self: JavaValue, name: string, value: JavaValue): void {
  if (self instanceof Map) self.set(name, value);
  else if (isJavaObject(self)) self.setProperty?.(name, value);
}

/** The value of `$self[index]`; in a list a negative index counts from the end. */
export function getIndex(self: JavaValue, index: JavaValue): JavaValue | undefined {
  return callMethod(self, 'get', [fromEnd(self, index)]);
}

/** Performs `#set($self[index] = value)`. @throws {JavaException} when a list has no such index. */
export function setIndex(self: JavaValue, index: JavaValue, value: JavaValue): void {
  if (self instanceof JavaList) callMethod(self, 'set', [fromEnd(self, index), value]);
  else callMethod(self, 'put', [index, value]);
}

function fromEnd(self: JavaValue, index: JavaValue): JavaValue {
  if (typeof index !== 'bigint' || index >= 0n) return index;
  return self instanceof JavaList && !(self instanceof MapView) ? BigInt(self.items.length) + index : index;
}

function isJavaObject(self: JavaValue): self is Extract<JavaValue, { print(): string }> {
  return typeof self === 'object' && self !== null && !(self instanceof Map) && !(self instanceof JavaList);
}
