import type { Position } from '../../../model/base/position.ts';
import type { ResourceType } from '../resource-types.ts';
import type { FieldPath } from '../resources.ts';
import { placeholdersIn, withoutMarks } from '../placeholder.ts';
import { numberText } from '../../template/number-text.ts';
import { nearestHint } from '../../problems/nearest.ts';
import type { Hint } from '../../problems/problems.ts';
import type { Field, Fields } from './field.ts';
import { type Naming, writtenName } from './names.ts';

/** How one source's values are read into a record. */
export interface FieldReading {
  readonly naming: Naming;
  /** How messages name the resource: `AWS::ApiGateway::Method "GetPets"`. */
  readonly what: string;
  /** Where a member of the source's values was written, and a scalar as it stands there. */
  readonly written: (
    holder: object,
    key: string | number,
  ) => { readonly key?: Position; readonly value?: Position; readonly source?: string | undefined } | undefined;
  /** The id of the record that a reference means; `undefined` when none of the input. */
  readonly reference: (text: string, to: readonly ResourceType[]) => string | undefined;
  /** Hears of every reference that means none. */
  readonly elsewhere: (path: FieldPath, text: string) => void;
  /** Hears of every value that cannot be known here. */
  readonly unknown: (path: FieldPath, key: string, position: Position | undefined) => void;
  /** Values as a tool stores them: an empty text was not set, a name without a field is what AWS answered. */
  readonly isStored?: boolean;
  readonly warn: (message: string, position: Position | undefined, hint?: Hint) => void;
}

type Values = Readonly<Record<string, unknown>>;

/** The fields that stand in `values`. What cannot be read is skipped with a warning; so is what has no field. */
export function readFields(
  fields: Fields,
  values: Values,
  reading: FieldReading,
  path: FieldPath = [],
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  const names = namesOf(fields, reading.naming);
  for (const [written, value] of Object.entries(values)) {
    const name = names.get(written);
    const field = name === undefined ? undefined : fields[name];
    if (name !== undefined && field !== undefined) {
      if (value === null || value === undefined || (value === '' && reading.isStored === true)) continue;
      const read = new Reader(reading, { holder: values, key: written }).read(field, value, [...path, name]);
      if (read !== undefined) result[name] = read;
    } else if (!Object.hasOwn(fields, '*') && reading.isStored !== true) {
      const hint = () => nearestHint(written, [...names.keys()], 'properties');
      reading.warn(`${reading.what} has no property "${written}"`, reading.written(values, written)?.key, hint);
    }
  }
  return result;
}

/** Names of fields by what a source calls them. The descriptions are few and never change. */
function namesOf(fields: Fields, naming: Naming): ReadonlyMap<string, string> {
  let byNaming = KNOWN_NAMES.get(fields);
  if (byNaming === undefined) KNOWN_NAMES.set(fields, (byNaming = new Map()));
  let names = byNaming.get(naming);
  if (names === undefined) {
    names = new Map(Object.entries(fields).map(([name, field]) => [writtenName(name, field, naming), name]));
    byNaming.set(naming, names);
  }
  return names;
}

const KNOWN_NAMES = new WeakMap<Fields, Map<Naming, ReadonlyMap<string, string>>>();

class Reader {
  constructor(
    readonly reading: FieldReading,
    readonly at: { readonly holder: object; readonly key: string | number },
  ) {}

  read(field: Field, value: unknown, path: FieldPath): unknown {
    switch (field.kind) {
      case 'ignored':
        return undefined;
      case 'json':
        return this.#plain(value, path);
      case 'text':
        return this.#text(value, path);
      case 'number':
        return this.#number(value, path);
      case 'boolean':
        return this.#boolean(value, path);
      case 'choice':
        return this.#choice(field.options, value, path);
      case 'reference':
        return this.#reference(field.to, value, path);
      case 'list':
        return this.#list(field.item as Field, value, path);
      case 'map':
        return this.#map(field.item as Field, value, path);
      default:
        return this.#block(field, value, path);
    }
  }

  #text(value: unknown, path: FieldPath): string | undefined {
    const text = this.#scalar(value);
    if (text === undefined) return this.#wrong('text', value, path);
    for (const key of placeholdersIn(text)) this.reading.unknown(path, key, this.#position);
    return withoutMarks(text);
  }

  #number(value: unknown, path: FieldPath): number | undefined {
    const text = this.#text(value, path);
    if (text === undefined) return undefined;
    const number = Number(text);
    return text.trim() === '' || Number.isNaN(number) ? this.#wrong('a number', value, path) : number;
  }

  #boolean(value: unknown, path: FieldPath): boolean | undefined {
    const text = this.#text(value, path)?.toLowerCase();
    // CloudFormation reads YAML 1.1.
    if (text === 'true' || text === 'yes' || text === 'on') return true;
    if (text === 'false' || text === 'no' || text === 'off') return false;
    return text === undefined ? undefined : this.#wrong('true or false', value, path);
  }

  #choice(options: readonly string[], value: unknown, path: FieldPath): string | undefined {
    const text = this.#text(value, path);
    if (text === undefined) return undefined;
    const option = options.find((one) => one.toLowerCase() === text.toLowerCase());
    return option ?? this.#wrong(`one of ${options.join(', ')}`, value, path);
  }

  /** `integrations/ID` and `authorizers/ID` are written for some references. */
  #reference(to: readonly ResourceType[], value: unknown, path: FieldPath): string | undefined {
    const text = this.#scalar(value);
    if (text === undefined) return this.#wrong('a reference', value, path);
    const found = this.reading.reference(text, to) ?? this.reading.reference(text.split('/').at(-1) ?? text, to);
    if (found !== undefined) return found;
    for (const key of placeholdersIn(text)) this.reading.unknown(path, key, this.#position);
    this.reading.elsewhere(path, withoutMarks(text));
    return undefined;
  }

  /** CloudFormation takes a single value for a list of one; Terraform sorts sets into lists. */
  #list(item: Field, value: unknown, path: FieldPath): unknown[] {
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    return items
      .map((one, index) =>
        one === null
          ? undefined
          : this.#inside(Array.isArray(value) ? value : undefined, index).read(item, one, [...path, index]),
      )
      .filter((one) => one !== undefined);
  }

  #map(item: Field, value: unknown, path: FieldPath): Record<string, unknown> | undefined {
    if (!isMap(value)) return this.#wrong('a map', value, path);
    const result: Record<string, unknown> = {};
    for (const [key, one] of Object.entries(value)) {
      if (one === null || one === undefined) continue;
      const read = this.#inside(value, key).read(item, one, [...path, key]);
      if (read !== undefined) result[key] = read;
    }
    return result;
  }

  #block(
    field: Extract<Field, { kind: 'block' }>,
    value: unknown,
    path: FieldPath,
  ): Record<string, unknown> | undefined {
    const one: unknown = Array.isArray(value) && value.length <= 1 ? value[0] : value;
    if (one === undefined) return undefined;
    if (field.textAs !== undefined && typeof one === 'string') return { [field.textAs]: this.#text(one, path) };
    if (!isMap(one)) return this.#wrong('a map', value, path);
    return readFields(field.fields as Fields, one, this.reading, path);
  }

  #inside(holder: object | undefined, key: string | number): Reader {
    return holder === undefined ? this : new Reader(this.reading, { holder, key });
  }

  /** A value as it is, its placeholders made readable. */
  #plain(value: unknown, path: FieldPath): unknown {
    if (typeof value === 'string') return this.#text(value, path);
    if (Array.isArray(value)) return this.#hasMarks(value) ? value.map((one) => this.#plain(one, path)) : value;
    if (!isMap(value) || !this.#hasMarks(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.#plain(one, path)]));
  }

  /** Values without placeholders stay the same objects, whose places are known. */
  #hasMarks(value: unknown): boolean {
    if (typeof value === 'string') return placeholdersIn(value).length > 0;
    if (typeof value !== 'object' || value === null) return false;
    return Object.values(value).some((one) => this.#hasMarks(one));
  }

  #scalar(value: unknown): string | undefined {
    if (typeof value === 'string') return value;
    if (typeof value === 'number') return numberText(value, this.reading.written(this.at.holder, this.at.key)?.source);
    return typeof value === 'boolean' ? String(value) : undefined;
  }

  #wrong(wanted: string, value: unknown, path: FieldPath): undefined {
    const found = Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'a map' : JSON.stringify(value);
    // An unknown value is said already, and is anything that it should be.
    if (typeof value === 'string' && placeholdersIn(value).length > 0) return undefined;
    this.reading.warn(`${path.join('.')} of ${this.reading.what} must be ${wanted}, found ${found}`, this.#position);
    return undefined;
  }

  get #position(): Position | undefined {
    return this.reading.written(this.at.holder, this.at.key)?.value;
  }
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
