import { javaText } from '../../../json/java-text.ts';
import type { JavaMap, JavaObject, JavaValue } from '../../../values.ts';
import { JavaList } from '../../../values.ts';
import { collectionMethods } from './collection-methods.ts';
import { javaEquals } from '../equality.ts';
import type { Method, MethodTable } from '../signatures.ts';
import { VOID, any, none } from '../signatures.ts';

/** `keySet()`, `values()`, `entrySet()`: no list, so without `get` and indexes, and what is removed from it leaves the map. */
export class MapView extends JavaList {
  constructor(
    readonly map: JavaMap,
    items: JavaValue[],
    /** The key in the map of each item, in their order. */
    readonly keys: JavaValue[],
  ) {
    super(items);
  }
}

export function keySetOf(map: JavaMap): MapView {
  return new MapView(map, [...map.keys()], [...map.keys()]);
}

export function valuesOf(map: JavaMap): MapView {
  return new MapView(map, [...map.values()], [...map.keys()]);
}

export function entrySetOf(map: JavaMap): MapView {
  return new MapView(
    map,
    [...map.keys()].map((key) => new MapEntry(map, key)),
    [...map.keys()],
  );
}

/** The methods of `java.util.Collection` on a view of a map. */
export const mapViewMethods: MethodTable<MapView> = new Map<string, Method<MapView>>([
  ...collectionMethods,
  ['remove', any((self, value) => removeFrom(self, value))],
  ['clear', none((self) => (self.map.clear(), (self.items.length = 0), VOID))],
]);

function removeFrom(self: MapView, value: JavaValue): boolean {
  const index = self.items.findIndex((item) => javaEquals(item, value));
  const key = self.keys[index];
  if (key === undefined) return false;
  self.items.splice(index, 1);
  self.keys.splice(index, 1);
  return self.map.delete(key);
}

/** One `key=value` of a map. */
class MapEntry implements JavaObject {
  readonly #map: JavaMap;
  readonly #key: JavaValue;

  constructor(map: JavaMap, key: JavaValue) {
    this.#map = map;
    this.#key = key;
  }

  getProperty(name: string): JavaValue | undefined {
    if (name === 'key') return this.#key;
    return name === 'value' ? this.#value : undefined;
  }

  setProperty(name: string, value: JavaValue): boolean {
    if (name !== 'value') return false;
    this.#map.set(this.#key, value);
    return true;
  }

  callMethod(name: string, args: readonly JavaValue[]): JavaValue | undefined {
    const [argument] = args;
    if (name === 'setValue' && argument !== undefined) {
      const previous = this.#value;
      this.#map.set(this.#key, argument);
      return previous;
    }
    if (args.length > 0) return undefined;
    if (name === 'getKey') return this.#key;
    return name === 'getValue' ? this.#value : undefined;
  }

  print(): string {
    return `${javaText(this.#key)}=${javaText(this.#value)}`;
  }

  get #value(): JavaValue {
    return this.#map.get(this.#key) ?? null;
  }
}
