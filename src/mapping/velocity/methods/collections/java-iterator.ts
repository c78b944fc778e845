import type { JavaObject, JavaValue } from '../../../values.ts';
import { JavaException } from '../java-exception.ts';

/** A `java.util.Iterator`, which `#foreach` can go over too. */
export class JavaIterator implements JavaObject {
  readonly #items: Iterator<JavaValue>;
  #ahead: IteratorResult<JavaValue> | null = null;

  constructor(items: Iterator<JavaValue>) {
    this.#items = items;
  }

  getProperty(): undefined {
    return undefined;
  }

  callMethod(name: string, args: readonly JavaValue[]): JavaValue | undefined {
    if (args.length > 0) return undefined;
    if (name === 'hasNext') return this.#hasNext();
    return name === 'next' ? this.#next() : undefined;
  }

  print(): string {
    return 'java.util.Iterator';
  }

  *elements(): Generator<JavaValue> {
    while (this.#hasNext()) yield this.#next();
  }

  #hasNext(): boolean {
    this.#ahead ??= this.#items.next();
    return this.#ahead.done !== true;
  }

  #next(): JavaValue {
    if (!this.#hasNext()) throw new JavaException('NoSuchElementException', 'the iterator has no more elements');
    const value: JavaValue = this.#ahead?.value ?? null;
    this.#ahead = null;
    return value;
  }
}
