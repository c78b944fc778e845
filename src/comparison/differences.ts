import type { Path } from '../model/values/paths.ts';

/** One place where two values differ; a side that has nothing there is `undefined`. */
export interface Difference {
  readonly path: Path;
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * Where two JSON values differ, member by member, in the order of the first. Lists of one length are compared place by place. Of lists of
 * different lengths the equal beginnings and ends are set aside first, so that one item more is one difference. `isNoise` says which
 * differences do not keep two items from being taken as equal then.
 */
export function differences(
  before: unknown,
  after: unknown,
  isNoise: (difference: Difference) => boolean = () => false,
  path: Path = [],
): Difference[] {
  if (Object.is(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) return ofLists(before, after, isNoise, path);
  if (!isMap(before) || !isMap(after)) return [{ path, before, after }];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => differences(own(before, name), own(after, name), isNoise, [...path, name]));
}

function ofLists(
  before: readonly unknown[],
  after: readonly unknown[],
  isNoise: (difference: Difference) => boolean,
  path: Path,
): Difference[] {
  const shorter = Math.min(before.length, after.length);
  let [head, tail] = [0, 0];
  if (before.length !== after.length) {
    const isSame = (a: unknown, b: unknown): boolean => differences(a, b, isNoise, path).every(isNoise);
    while (head < shorter && isSame(before[head], after[head])) head += 1;
    while (tail < shorter - head && isSame(before.at(-1 - tail), after.at(-1 - tail))) tail += 1;
  }
  const found: Difference[] = [];
  for (let index = 0; index < Math.max(before.length, after.length); index += 1) {
    const isPaired = index < shorter - tail;
    if (isPaired) found.push(...differences(before[index], after[index], isNoise, [...path, index]));
    else if (index < before.length - tail)
      found.push({ path: [...path, index], before: before[index], after: undefined });
    else if (index < after.length - tail)
      found.push({ path: [...path, index], before: undefined, after: after[index] });
  }
  for (let back = tail; back > 0; back -= 1) {
    const at = before.length - back;
    found.push(...differences(before[at], after[after.length - back], isNoise, [...path, at]));
  }
  return found;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member called `constructor` is no member of every object. */
function own(map: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}
