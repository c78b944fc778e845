import { setOwn } from '../../model/base/own-properties.ts';

interface Holder {
  readonly value: object;
  readonly number: number;
  /** The number of its first member. */
  readonly first: number;
  /** Of a map, as it was when it was numbered; `undefined` for a list. */
  readonly keys: readonly string[] | undefined;
  readonly count: number;
  /** Of a large map, made when it is asked for. */
  byKey?: ReadonlyMap<string, number>;
}

/** Above this many keys a map is searched by another one. */
const FEW_KEYS = 12;

/**
 * Numbers the members of all lists and maps in a plain value in the order in which they stand: the same for every copy of the value. Later
 * changes of the value do not change the numbers.
 */
export class NumberedMembers {
  readonly #holders = new Map<object, Holder>();
  readonly #order: object[] = [];
  /** Members whose value stands in another place too, and the number of that list or map. */
  readonly shared = new Map<number, number>();
  #count = 0;
  #isPlain = true;

  /** `shared`: of the value that this one is a copy of; what stood in two places then does so again. */
  constructor(value: unknown, shared: ReadonlyMap<number, number> = new Map()) {
    this.#add(value, shared);
  }

  /** Whether JSON can hold each number: not one that is infinite, or none. */
  get isPlain(): boolean {
    return this.#isPlain;
  }

  /** How many members there are. */
  get count(): number {
    return this.#count;
  }

  /** Every list and map. */
  get holders(): readonly object[] {
    return this.#order;
  }

  /** All members in the order of their numbers. */
  *[Symbol.iterator](): Generator<readonly [number: number, holder: object, key: string]> {
    for (const { value, first, keys, count } of this.#holders.values()) {
      for (let index = 0; index < count; index += 1) {
        yield [first + index, value, keys === undefined ? String(index) : (keys[index] ?? '')];
      }
    }
  }

  /** `undefined` for what was not there. */
  numberOf(holder: object, key: string): number | undefined {
    const found = this.#holders.get(holder);
    if (found === undefined) return undefined;
    const index = indexIn(found, key);
    return index === -1 ? undefined : found.first + index;
  }

  #add(value: unknown, shared: ReadonlyMap<number, number>): void {
    if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))) this.#isPlain = false;
    if (typeof value !== 'object' || value === null) return;
    const keys = Array.isArray(value) ? undefined : Object.keys(value);
    const count = keys === undefined ? (value as unknown[]).length : keys.length;
    const first = this.#count;
    const number = this.#order.length;
    this.#holders.set(value, { value, number, first, keys, count });
    this.#order.push(value);
    this.#count += count;
    const members = value as Record<string | number, unknown>;
    for (let index = 0; index < count; index += 1) {
      const key = keys?.[index] ?? index;
      const other = shared.get(first + index);
      if (other !== undefined) setOwn(members, String(key), this.#order[other]);
      const known = this.#holders.get(members[key] as object);
      if (known === undefined) this.#add(members[key], shared);
      else this.shared.set(first + index, known.number);
    }
  }
}

function indexIn(holder: Holder, key: string): number {
  const { keys, count } = holder;
  if (keys === undefined) {
    const index = Number(key);
    return index >= 0 && index < count && String(index) === key ? index : -1;
  }
  if (count <= FEW_KEYS) return keys.indexOf(key);
  holder.byKey ??= new Map(keys.map((one, index) => [one, index]));
  return holder.byKey.get(key) ?? -1;
}
