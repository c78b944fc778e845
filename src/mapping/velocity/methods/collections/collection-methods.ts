import type { JavaValue } from '../../../values.ts';
import { JavaList } from '../../../values.ts';
import { javaEquals } from '../equality.ts';
import { JavaIterator } from './java-iterator.ts';
import type { Method } from '../signatures.ts';
import { any, none } from '../signatures.ts';

/** What lists and the views of a map have in common. */
export const collectionMethods: readonly (readonly [string, Method<JavaList>])[] = [
  ['size', none((self) => BigInt(self.items.length))],
  ['isEmpty', none((self) => self.items.length === 0)],
  ['contains', any((self, wanted) => self.items.some((item) => javaEquals(item, wanted)))],
  ['containsAll', any((self, other) => (other instanceof JavaList ? containsAll(self, other) : undefined))],
  ['iterator', none((self) => new JavaIterator(self.items[Symbol.iterator]()))],
  ['toArray', none((self) => new JavaList([...self.items]))],
];

function containsAll(self: JavaList, other: JavaList): boolean {
  return other.items.every((wanted: JavaValue) => self.items.some((item) => javaEquals(item, wanted)));
}
