import { javaText } from '../../json/java-text.ts';
import type { JavaValue } from '../../values.ts';
import { javaEquals, javaHash } from './equality.ts';
import { JavaClass, javaClassName } from './java-class.ts';
import type { MethodTable } from './signatures.ts';
import { any, none } from './signatures.ts';

/** What every Java object can do. */
export const objectMethods: MethodTable<JavaValue> = new Map([
  ['toString', none((self: JavaValue) => javaText(self))],
  ['equals', any((self: JavaValue, other) => javaEquals(self, other))],
  ['hashCode', none((self: JavaValue) => BigInt(javaHash(self)))],
  ['getClass', none((self: JavaValue) => new JavaClass(javaClassName(self)))],
]);
