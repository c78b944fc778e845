import type { JavaMap, JavaValue } from '../../values.ts';
import { JavaList } from '../../values.ts';
import { MapView } from '../methods/collections/map-views.ts';
import { JavaException } from '../methods/java-exception.ts';

/** What a `#foreach` goes over, one element after the other. */
export interface LoopElements {
  hasNext(): boolean;
  /** @throws {JavaException} when the collection has been changed meanwhile, as Java's iterators do. */
  next(): JavaValue;
}

/** The elements of a list, the values of a map, whatever else an object offers; `null` for what is not a collection. */
export function elementsOf(value: JavaValue): LoopElements | null {
  if (value instanceof MapView) return new ViewElements(value);
  if (value instanceof JavaList) return new ListElements(value.items);
  if (value instanceof Map) return new MapElements(value);
  if (value === null || typeof value !== 'object' || value.elements === undefined) return null;
  return new OtherElements(value.elements()[Symbol.iterator]());
}

class ListElements implements LoopElements {
  readonly #items: readonly JavaValue[];
  #index = 0;
  readonly #length: number;

  constructor(items: readonly JavaValue[]) {
    this.#items = items;
    this.#length = items.length;
  }

  hasNext(): boolean {
    return this.#index !== this.#items.length;
  }

  next(): JavaValue {
    if (this.#items.length !== this.#length) throw changed();
    return this.#items[this.#index++] ?? null;
  }
}

/** A view of a map notices a change of the map. */
class ViewElements extends ListElements {
  readonly #view: MapView;
  readonly #size: number;

  constructor(view: MapView) {
    super(view.items);
    this.#view = view;
    this.#size = view.map.size;
  }

  override next(): JavaValue {
    if (this.#view.map.size !== this.#size) throw changed();
    return super.next();
  }
}

class MapElements implements LoopElements {
  readonly #map: JavaMap;
  #index = 0;
  readonly #keys: readonly JavaValue[];

  constructor(map: JavaMap) {
    this.#map = map;
    this.#keys = [...map.keys()];
  }

  hasNext(): boolean {
    return this.#index !== this.#keys.length;
  }

  next(): JavaValue {
    if (this.#map.size !== this.#keys.length) throw changed();
    return this.#map.get(this.#keys[this.#index++] ?? null) ?? null;
  }
}

class OtherElements implements LoopElements {
  readonly #iterator: Iterator<JavaValue>;
  #ahead: IteratorResult<JavaValue> | null = null;

  constructor(iterator: Iterator<JavaValue>) {
    this.#iterator = iterator;
  }

  hasNext(): boolean {
    this.#ahead ??= this.#iterator.next();
    return this.#ahead.done !== true;
  }

  next(): JavaValue {
    const value = this.hasNext() ? this.#ahead?.value : null;
    this.#ahead = null;
    return value ?? null;
  }
}

function changed(): JavaException {
  return new JavaException('ConcurrentModificationException', 'the collection was changed inside the loop over it');
}
