import type { JavaObject, JavaValue } from '../../values.ts';
import { JavaList, JsonList } from '../../values.ts';
import { isInt, isLong } from './signatures.ts';

/** The full name of the Java class of a value. */
export function javaClassName(value: JavaValue): string {
  if (typeof value === 'string') return 'java.lang.String';
  if (typeof value === 'boolean') return 'java.lang.Boolean';
  if (typeof value === 'number') return 'java.lang.Double';
  if (typeof value === 'bigint') return integerClassName(value);
  if (value instanceof Map) return 'java.util.LinkedHashMap';
  if (value instanceof JsonList) return 'net.minidev.json.JSONArray';
  if (value instanceof JavaList) return 'java.util.ArrayList';
  return 'java.lang.Object';
}

function integerClassName(value: bigint): string {
  if (isInt(value)) return 'java.lang.Integer';
  return isLong(value) ? 'java.lang.Long' : 'java.math.BigInteger';
}

/** `$x.class`. It has a name and nothing else: templates have no way into Java's reflection here. */
export class JavaClass implements JavaObject {
  readonly #className: string;

  constructor(className: string) {
    this.#className = className;
  }

  getProperty(name: string): JavaValue | undefined {
    if (name === 'name') return this.#className;
    if (name === 'simpleName') return this.#className.slice(this.#className.lastIndexOf('.') + 1);
    return undefined;
  }

  callMethod(name: string, args: readonly JavaValue[]): JavaValue | undefined {
    if (args.length > 0) return undefined;
    if (name === 'getName') return this.getProperty('name');
    if (name === 'getSimpleName') return this.getProperty('simpleName');
    return name === 'toString' ? this.print() : undefined;
  }

  print(): string {
    return `class ${this.#className}`;
  }
}
