import type { JavaValue } from '../../values.ts';
import { JavaList } from '../../values.ts';
import { spendWork } from '../../work-limit.ts';
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
  spendWork(args.reduce<number>((units, arg) => units + unitsOf(arg), unitsOf(self)));
  const result = callOwnMethod(self, name, args);
  return result === undefined ? objectMethods.get(name)?.(self, args) : result;
}

/** Methods go through texts and lists at least once; what is in lists says so itself. */
function unitsOf(value: JavaValue): number {
  if (typeof value === 'string') return 1 + (value.length >> 4);
  return value instanceof JavaList ? 1 + (value.items.length >> 4) : 1;
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
