import { javaText } from '../json/java-text.ts';
import type { JavaMap, JavaObject, JavaValue } from '../values.ts';
import { callMethod } from '../velocity/methods/call-method.ts';

/** A map that is filled when a template first looks into it, and that may print as nothing. */
export class LazyMap implements JavaObject {
  readonly #fill: () => JavaMap;
  readonly #printing: 'text' | 'silent';
  readonly #record: (() => Readonly<Record<string, unknown>> | undefined) | undefined;
  #filled: JavaMap | null = null;

  /**
   * @param printing `silent` for `$context.identity` and the overrides, which AWS prints as nothing (recorded: docs/aws/vtl.md#printing).
   * @param record gives what the map is filled from, so that a text in it can be read without filling the map.
   */
  constructor(
    fill: () => JavaMap,
    printing: 'text' | 'silent',
    record?: () => Readonly<Record<string, unknown>> | undefined,
  ) {
    this.#fill = fill;
    this.#printing = printing;
    this.#record = record;
  }

  getProperty(name: string): JavaValue | undefined {
    const record = this.#filled === null ? this.#record?.() : undefined;
    const text = record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
    return typeof text === 'string' ? text : this.map.get(name);
  }

  setProperty(name: string, value: JavaValue): boolean {
    this.map.set(name, value);
    return true;
  }

  callMethod(name: string, args: readonly JavaValue[]): JavaValue | undefined {
    if (name === 'toString' && args.length === 0) return this.print();
    return callMethod(this.map, name, args);
  }

  print(): string {
    return this.#printing === 'silent' ? '' : javaText(this.map);
  }

  elements(): Iterable<JavaValue> {
    return this.map.values();
  }

  /** What the map holds. */
  get map(): JavaMap {
    this.#filled ??= this.#fill();
    return this.#filled;
  }
}
