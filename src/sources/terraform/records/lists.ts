import { isJsonObject } from '../../../model/base/json.ts';
import { at, type JsonMap, textAt } from '../document/json-values.ts';

/** Blocks with a member that names them, as a map: `route_settings { route_key }` is a map of settings by route key in AWS's API. */
export function byMember(
  blocks: unknown,
  name: string,
  value: (block: JsonMap) => unknown = (block) => without(block, name),
): JsonMap | undefined {
  if (!Array.isArray(blocks) || blocks.length === 0) return undefined;
  return Object.fromEntries(
    blocks.filter(isJsonObject).flatMap((block) => {
      const key = textAt(block, name);
      return key === undefined ? [] : [[key, value(block)]];
    }),
  );
}

export function without(map: JsonMap, ...names: string[]): JsonMap {
  return Object.fromEntries(Object.entries(map).filter(([name]) => !names.includes(name)));
}

/** The only block of a list of one, without the numbers that stand for "not set". */
export function limitsOf(block: unknown, isUnset: (value: number) => boolean): JsonMap | undefined {
  const one = Array.isArray(block) ? at(block, 0) : block;
  if (!isJsonObject(one)) return undefined;
  return Object.fromEntries(
    Object.entries(one).filter(
      ([name, value]) => !(name.startsWith('throttling_') && typeof value === 'number' && isUnset(value)),
    ),
  );
}
