import type { Positions } from '../../template/positions.ts';
import { isMap, memberOf, setMember } from '../values.ts';

/**
 * Maps laid over each other as the framework does it: maps deeply, lists item by item, of everything else the later one counts. What was
 * read stays as it was; members keep their places.
 */
export function merged(positions: Positions, first: unknown, second: unknown): unknown {
  if (second === undefined) return first;
  if (Array.isArray(first) && Array.isArray(second)) {
    const list = positions.copied(second, [...(first as unknown[])]);
    for (const [index, item] of (second as unknown[]).entries()) list[index] = merged(positions, list[index], item);
    return list;
  }
  if (!isMap(first) || !isMap(second)) return second;
  const map: Record<string, unknown> = positions.copied(first, {});
  positions.setObject(map, positions.ofObject(first));
  for (const key of Object.keys(first)) setMember(map, key, memberOf(first, key));
  for (const key of Object.keys(second)) {
    setMember(map, key, merged(positions, memberOf(map, key), memberOf(second, key)));
    positions.set(map, key, positions.of(second, key));
  }
  return map;
}

/** A value without the members of maps, at any depth, that are `null`: the framework drops them from what it deploys. */
export function withoutNulls(positions: Positions, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !holdsNull(value)) return value;
  if (Array.isArray(value)) {
    return positions.copied(
      value,
      value.map((item: unknown) => withoutNulls(positions, item)),
    );
  }
  const map: Record<string, unknown> = positions.copied(value, {});
  for (const [key, member] of Object.entries(value)) {
    if (member !== null) setMember(map, key, withoutNulls(positions, member));
  }
  return map;
}

function holdsNull(value: unknown): boolean {
  if (typeof value !== 'object') return false;
  return value === null || Object.values(value).some(holdsNull);
}
