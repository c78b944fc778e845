import { setOwn } from '../../model/base/own-properties.ts';

/** Offsets of a key and its value, and how a scalar was written. */
export interface YamlPlace {
  readonly key: number;
  readonly value: number;
  readonly source?: string;
  /** Absent for lists, maps and folded scalars, whose text does not stand as it reads. */
  readonly style?: 'block' | 'quoted' | 'plain';
}

/** For every list and map: the places of what it holds, by key or index. */
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
