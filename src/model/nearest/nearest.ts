/** Longer names are compared only when equal but for case: the distance costs their product. */
const LONGEST = 64;

/** Known names that are compared: each of thousands of wrong names would be with each of thousands of known ones. */
const MOST_KNOWN = 1000;

/**
 * The known name that was most likely meant: equal but for case, or a few edits away (one for every three letters, swapped neighbours
 * count once). `undefined` when nothing is near. The first of equally near names wins.
 */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let best: string | undefined;
  // Of a single letter nothing is left to recognise after an edit.
  const allowed = name.length < 2 ? 0 : Math.max(1, Math.floor(name.length / 3));
  let bestDistance = allowed + 1;
  let compared = 0;
  for (const candidate of known) {
    if ((compared += 1) > MOST_KNOWN) break;
    const distance = editDistance(wanted, candidate.toLowerCase(), bestDistance);
    if (distance >= bestDistance) continue;
    best = candidate;
    bestDistance = distance;
  }
  return best;
}

/** `Did you mean "x"?`, else the known names (at most twenty), else nothing. */
export function nearestHint(name: string, known: readonly string[], what: string): string | undefined {
  const near = nearest(name, known);
  if (near !== undefined) return `Did you mean "${near}"?`;
  if (known.length === 0) return undefined;
  const some = known.slice(0, 20).join(', ');
  return `Known ${what}: ${some}${known.length > 20 ? ' …' : ''}.`;
}

/** Optimal string alignment distance; gives up with `limit` once it cannot be below it. */
function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) >= limit || a.length > LONGEST || b.length > LONGEST) return limit;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a.charAt(row - 1) === b.charAt(column - 1);
      const substituted = at(last, column - 1) + (same ? 0 : 1);
      let cost = Math.min(substituted, at(last, column) + 1, at(current, column - 1) + 1);
      const swapped =
        row > 1 &&
        column > 1 &&
        a.charAt(row - 1) === b.charAt(column - 2) &&
        a.charAt(row - 2) === b.charAt(column - 1);
      if (swapped) cost = Math.min(cost, at(beforeLast, column - 2) + 1);
      current.push(cost);
    }
    // What follows cannot cost less than the cheapest way to here, or around one cell by a swap.
    if (Math.min(...current) >= limit && Math.min(...last) >= limit) return limit;
    beforeLast = last;
    last = current;
  }
  return Math.min(at(last, b.length), limit);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
