import type { JavaValue } from '../../values.ts';
import { JavaList } from '../../values.ts';
import { booleanMethods } from './boolean-methods.ts';
import { listMethods } from './collections/list-methods.ts';
import { mapMethods } from './collections/map-methods.ts';
import { MapView, mapViewMethods } from './collections/map-views.ts';
import { doubleMethods, integerMethods } from './number-methods.ts';
import { objectMethods } from './object-methods.ts';
import { stringMethods } from './strings/string-methods.ts';

/**
 * Calls a Java method on a value. Only methods listed in the tables of this folder exist: JavaScript's own are out of a template's reach.
 *
 * @returns `undefined` when the value has no such method for these arguments: the reference then has no value (dependencies: VTL).
 * @throws {JavaException} what the method throws in Java.
 */
export function callMethod(self: JavaValue, name: string, args: readonly JavaValue[]): JavaValue | undefined {
  if (self === null) return undefined;
  const result = callOwnMethod(self, name, args);
  return result === undefined ? objectMethods.get(name)?.(self, args) : result;
}

function callOwnMethod(self: NonNullable<JavaValue>, name: string, args: readonly JavaValue[]): JavaValue | undefined {
  if (typeof self === 'string') return stringMethods.get(name)?.(self, args);
  if (self instanceof Map) return mapMethods.get(name)?.(self, args);
  if (self instanceof MapView) return mapViewMethods.get(name)?.(self, args);
  if (self instanceof JavaList) return listMethods.get(name)?.(self, args);
  if (typeof self === 'bigint') return integerMethods.get(name)?.(self, args);
  if (typeof self === 'number') return doubleMethods.get(name)?.(self, args);
  if (typeof self === 'boolean') return booleanMethods.get(name)?.(self, args);
  return self.callMethod(name, args);
}
