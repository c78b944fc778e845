import { setOwn } from '../../model/base/own-properties.ts';

/** Offsets of a key and its value, and how a scalar was written. */
export interface YamlPlace {
  readonly key: number;
  readonly value: number;
  readonly source?: string | undefined;
  /** Absent for lists, maps and folded scalars, whose text does not stand as it reads. */
  readonly style?: 'block' | 'quoted' | 'plain' | undefined;
}

/** The places of what a list or map holds, by key or index; `undefined` for values that do not stand in the text. */
export interface FoundPlaces {
  get(holder: object): { get(key: string): YamlPlace | undefined } | undefined;
}

/** The same for every list and map of a text that was read just now. */
export type YamlPlaces = ReadonlyMap<object, ReadonlyMap<string, YamlPlace>>;

/**
 * A copy of what an alias names. All of it stands where the alias does: problems are about this use, and no reader may change another's value.
 * Adds its places to `places`. `offset`: of the alias.
 */
export function copyPlacedAt(
  offset: number,
  value: unknown,
  places: Map<object, ReadonlyMap<string, YamlPlace>>,
): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = Array.isArray(value) ? ([] as unknown as Record<string, unknown>) : {};
  const written = places.get(value);
  const own = new Map<string, YamlPlace>();
  places.set(copy, own);
  for (const [key, part] of Object.entries(value)) {
    setOwn(copy, key, copyPlacedAt(offset, part, places));
    const source = written?.get(key)?.source;
    own.set(key, { key: offset, value: offset, ...(source !== undefined && { source }) });
  }
  return copy;
}
