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
