/** What of a path a base path covers: the rest begins with `/`. */
export interface Covered {
  readonly basePath: string;
  readonly rest: string;
}

/**
 * The mapping key that the path begins with (docs/aws/rest-api.md#base-path-mappings): while every key has one level, the whole first
 * segment is compared; once any has more, the longest textual prefix wins. The empty key takes what is left.
 */
export function compileBasePaths(basePaths: readonly string[]): (path: string) => Covered | undefined {
  const longestFirst = [...basePaths].sort((a, b) => b.length - a.length);
  const prefix = hasDeepKey(basePaths) ? afterText : afterSegments;
  return (path) => {
    for (const basePath of longestFirst) {
      const rest = basePath === '' ? path : prefix(path, basePath);
      if (rest !== undefined) return { basePath, rest };
    }
    return undefined;
  };
}

export function hasDeepKey(basePaths: readonly string[]): boolean {
  return basePaths.some((basePath) => basePath.includes('/'));
}

/** What follows a base path that ends where a segment does; `undefined` where the path does not begin with it. */
export function afterSegments(path: string, basePath: string): string | undefined {
  const end = endOf(path, basePath);
  if (end === undefined) return undefined;
  if (end === path.length) return '/';
  return path[end] === '/' ? path.slice(end) : undefined;
}

/** `/ordersandmore` begins with `orders` too; what is left of it, `/andmore`, is inferred. */
function afterText(path: string, basePath: string): string | undefined {
  const end = endOf(path, basePath);
  if (end === undefined) return undefined;
  return path[end] === '/' ? path.slice(end) : `/${path.slice(end)}`;
}

/** Slashes in front are one (docs/aws/rest-api-observed.md#slashes-and-encoding). */
function endOf(path: string, basePath: string): number | undefined {
  let start = 0;
  while (path[start] === '/') start += 1;
  return path.startsWith(basePath, start) ? start + basePath.length : undefined;
}
