import type { JavaObject, JavaValue } from '../../../values.ts';
import { JavaException } from '../java-exception.ts';

/** A `java.util.Iterator`, which `#foreach` can go over too. */
export class JavaIterator implements JavaObject {
  private ahead: IteratorResult<JavaValue> | null = null;

  constructor(private readonly items: Iterator<JavaValue>) {}

  getProperty(): undefined {
    return undefined;
  }

  callMethod(name: string, args: readonly JavaValue[]): JavaValue | undefined {
    if (args.length > 0) return undefined;
    if (name === 'hasNext') return this.hasNext();
    return name === 'next' ? this.next() : undefined;
  }

  print(): string {
    return 'java.util.Iterator';
  }

  *elements(): Generator<JavaValue> {
    while (this.hasNext()) yield this.next();
  }

  private hasNext(): boolean {
    this.ahead ??= this.items.next();
    return this.ahead.done !== true;
  }

  private next(): JavaValue {
    if (!this.hasNext()) throw new JavaException('NoSuchElementException', 'the iterator has no more elements');
    const value: JavaValue = this.ahead?.value ?? null;
    this.ahead = null;
    return value;
  }
}
