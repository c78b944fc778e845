/**
 * A path cut at its slashes. Runs of slashes count as one for matching (observed: `//hello` reaches `/hello`), while `starts` remembers
 * where each segment began, so that a greedy variable receives the path as it was sent.
 */
export interface PathSegments {
  /** As sent, percent-encoded: `%2F` never splits. A trailing slash gives an empty last segment; `/` gives just that one. */
  readonly values: readonly string[];
  readonly starts: readonly number[];
}

export function pathSegments(path: string): PathSegments {
  const values: string[] = [];
  const starts: number[] = [];
  let start = afterSlashes(path, 0);
  for (;;) {
    const slash = path.indexOf('/', start);
    const end = slash === -1 ? path.length : slash;
    values.push(path.slice(start, end));
    starts.push(start);
    if (slash === -1) return { values, starts };
    start = afterSlashes(path, slash);
  }
}

function afterSlashes(path: string, from: number): number {
  let index = from;
  while (path.charCodeAt(index) === 0x2f) index += 1;
  return index;
}
