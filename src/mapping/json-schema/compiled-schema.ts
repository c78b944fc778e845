import type { JavaValue } from '../values.ts';
import { JavaList } from '../values.ts';
import { ModelError } from './model-error.ts';

/** The messages of one validation. As soon as there is one, no deeper level is entered (fixtures/json-schema). */
export type Report = string[];

/** Which schemas are being applied to the same instance right now: one that comes up twice would go on for ever. */
export interface Active {
  readonly schema: CompiledSchema;
  readonly outer: Active | undefined;
}

/** One keyword of a schema at work. */
export type Check = (instance: JavaValue, report: Report, active: Active) => void;

/** A schema ready for validation. It is filled after it was made, because schemas may refer to each other in circles. */
export class CompiledSchema {
  readonly #pointer: string;
  /** In the order in which their messages come. */
  checks: readonly Check[] = [];
  elementSchemas: (index: number) => readonly CompiledSchema[] = () => [];
  memberSchemas: (name: string) => readonly CompiledSchema[] = () => [];

  constructor(pointer: string) {
    this.#pointer = pointer;
  }

  /** Adds the messages for `instance` to the report. @throws {ModelError} for a schema that demands itself of the same instance. */
  validate(instance: JavaValue, report: Report, outer?: Active): void {
    for (let frame = outer; frame !== undefined; frame = frame.outer) {
      if (frame.schema === this) throw new ModelError(this.#pointer, 'the schema refers to itself for the same value');
    }
    const active: Active = { schema: this, outer };
    for (const check of this.checks) check(instance, report, active);
    if (report.length > 0) return;
    if (instance instanceof JavaList) this.#validateElements(instance, report);
    else if (instance instanceof Map) this.#validateMembers(instance, report);
  }

  #validateElements(list: JavaList, report: Report): void {
    for (const [index, element] of list.items.entries()) {
      for (const schema of this.elementSchemas(index)) schema.validate(element, report);
    }
  }

  #validateMembers(map: Map<JavaValue, JavaValue>, report: Report): void {
    const names = [...map.keys()].filter((key) => typeof key === 'string').sort(byCodeUnits);
    for (const name of names) {
      for (const schema of this.memberSchemas(name)) schema.validate(map.get(name) ?? null, report);
    }
  }
}

/** Java's order of strings. */
export function byCodeUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
