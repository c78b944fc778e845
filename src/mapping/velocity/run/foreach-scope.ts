import type { JavaObject, JavaValue } from '../../values.ts';
import type { LoopElements } from './loop-elements.ts';

/** `$foreach`: where the loop is. */
export class ForeachScope implements JavaObject {
  readonly #source: LoopElements;
  index = -1;

  constructor(
    source: LoopElements,
    readonly parent: ForeachScope | null,
  ) {
    this.#source = source;
  }

  get hasNext(): boolean {
    return this.#source.hasNext();
  }

  getProperty(name: string): JavaValue | undefined {
    switch (name) {
      case 'index':
      case 'Index':
        return BigInt(this.index);
      case 'count':
      case 'Count':
        return BigInt(this.index + 1);
      case 'hasNext':
        return this.hasNext;
      case 'first':
        return this.index === 0;
      case 'last':
        return !this.hasNext;
      case 'parent':
        return this.parent ?? undefined;
      case 'topmost':
        return this.#topmost();
      default:
        return undefined;
    }
  }

  callMethod(name: string, args: readonly JavaValue[]): JavaValue | undefined {
    if (args.length > 0) return undefined;
    if (name === 'hasNext') return this.hasNext;
    const getter = /^(?:get|is)([A-Z]\w*)$/.exec(name)?.[1];
    return getter === undefined ? undefined : this.getProperty(getter.charAt(0).toLowerCase() + getter.slice(1));
  }

  /** A scope prints as the empty map it is in Java. */
  print(): string {
    return '{}';
  }

  #topmost(): ForeachScope {
    return this.parent === null ? this : this.parent.#topmost();
  }
}
