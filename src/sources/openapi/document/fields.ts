import { nearestHint } from '../../problems/nearest.ts';
import type { Hint } from '../../problems/problems.ts';
import type { ImportContext } from '../import-context.ts';
import type { DocumentPlace } from './document-place.ts';
import { describeValue, type ArnOf } from './resolved-texts.ts';

export interface Bounds {
  readonly from: number;
  readonly to: number;
}

/**
 * Reads one map field by field, names compared without regard to case. Wrong types are errors, `undefined` is handed back for them and
 * for missing fields alike. What was not asked for is warned of at the end: AWS would not look at it either.
 */
export class Fields {
  readonly #asked = new Map<string, string>();

  constructor(
    readonly place: DocumentPlace,
    readonly context: ImportContext,
  ) {
    if (!place.isMap && place.value !== undefined) this.#wrong(place, 'a map');
  }

  raw(name: string): DocumentPlace | undefined {
    this.#asked.set(name.toLowerCase(), name);
    const found = this.place.getAnyCase(name);
    return found?.value === null || found?.value === undefined ? undefined : found;
  }

  text(name: string, arnOf?: ArnOf): string | undefined {
    const found = this.raw(name);
    return found && this.context.texts.read(found, arnOf);
  }

  integer(name: string, bounds: Bounds): number | undefined {
    const found = this.raw(name);
    if (!found) return undefined;
    const value = found.isMap ? Number(this.context.texts.read(found) ?? Number.NaN) : numberOf(found.value);
    const isGood = Number.isInteger(value) && Number(value) >= bounds.from && Number(value) <= bounds.to;
    if (isGood) return Number(value);
    return this.#wrong(found, `a whole number from ${bounds.from} to ${bounds.to}`);
  }

  flag(name: string): boolean | undefined {
    const found = this.raw(name);
    if (!found) return undefined;
    const text = (found.isMap ? this.context.texts.read(found) : found.scalarText)?.toLowerCase();
    if (text === 'true' || text === 'false') return text === 'true';
    return this.#wrong(found, 'true or false');
  }

  /** The one of the values that was written, case aside. */
  oneOf<const Value extends string>(name: string, values: readonly Value[]): Value | undefined {
    const found = this.raw(name);
    if (!found) return undefined;
    const text = this.context.texts.read(found);
    if (text === undefined) return undefined;
    const value = values.find((candidate) => candidate.toLowerCase() === text.toLowerCase());
    return value ?? this.#wrong(found, values.join(', '), () => nearestHint(text, values, 'values'));
  }

  /** A list of texts. */
  texts(name: string, arnOf?: ArnOf): string[] | undefined {
    const found = this.raw(name);
    if (!found) return undefined;
    if (!found.isList) return this.#wrong(found, 'a list of texts');
    return found.items().flatMap((item) => this.context.texts.read(item, arnOf) ?? []);
  }

  map(name: string): DocumentPlace | undefined {
    const found = this.raw(name);
    if (!found || found.isMap) return found;
    return this.#wrong(found, 'a map');
  }

  /** Warns of every field that was not read. `x-…` fields are free. */
  warnOfTheRest(): void {
    for (const [key, child] of this.place.entries()) {
      if (this.#asked.has(key.toLowerCase()) || key.startsWith('x-')) continue;
      const hint = () => nearestHint(key, [...this.#asked.values()], 'fields');
      this.context.problems.warning(
        `"${key}" is not a field of ${this.place.key}; it is ignored`,
        child.keyPosition,
        hint,
      );
    }
  }

  #wrong(place: DocumentPlace, wanted: string, hint?: Hint): undefined {
    const message = `${place.key} must be ${wanted.includes(', ') ? 'one of ' : ''}${wanted}, found ${describeValue(place.value)}`;
    this.context.problems.error(message, place.position, hint);
    return undefined;
  }
}

function numberOf(value: unknown): unknown {
  return typeof value === 'string' ? Number(value) : value;
}
