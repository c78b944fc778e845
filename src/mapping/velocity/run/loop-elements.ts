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

/** The elements of a list, the values of a map, whatever else an object offers; `null` for what is no collection. */
export function elementsOf(value: JavaValue): LoopElements | null {
  if (value instanceof MapView) return new ViewElements(value);
  if (value instanceof JavaList) return new ListElements(value.items);
  if (value instanceof Map) return new MapElements(value);
  if (value === null || typeof value !== 'object' || value.elements === undefined) return null;
  return new OtherElements(value.elements()[Symbol.iterator]());
}

class ListElements implements LoopElements {
  private index = 0;
  private readonly length: number;

  constructor(private readonly items: readonly JavaValue[]) {
    this.length = items.length;
  }

  hasNext(): boolean {
    return this.index !== this.items.length;
  }

  next(): JavaValue {
    if (this.items.length !== this.length) throw changed();
    return this.items[this.index++] ?? null;
  }
}

/** A view of a map notices a change of the map. */
class ViewElements extends ListElements {
  private readonly size: number;

  constructor(private readonly view: MapView) {
    super(view.items);
    this.size = view.map.size;
  }

  override next(): JavaValue {
    if (this.view.map.size !== this.size) throw changed();
    return super.next();
  }
}

class MapElements implements LoopElements {
  private index = 0;
  private readonly keys: readonly JavaValue[];

  constructor(private readonly map: JavaMap) {
    this.keys = [...map.keys()];
  }

  hasNext(): boolean {
    return this.index !== this.keys.length;
  }

  next(): JavaValue {
    if (this.map.size !== this.keys.length) throw changed();
    return this.map.get(this.keys[this.index++] ?? null) ?? null;
  }
}

class OtherElements implements LoopElements {
  private ahead: IteratorResult<JavaValue> | null = null;

  constructor(private readonly iterator: Iterator<JavaValue>) {}

  hasNext(): boolean {
    this.ahead ??= this.iterator.next();
    return this.ahead.done !== true;
  }

  next(): JavaValue {
    const value = this.hasNext() ? this.ahead?.value : null;
    this.ahead = null;
    return value ?? null;
  }
}

function changed(): JavaException {
  return new JavaException('ConcurrentModificationException', 'the collection was changed inside the loop over it');
}
