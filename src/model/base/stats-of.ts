import { type Stats, statSync } from 'node:fs';

/**
 * What stands at a path; `undefined` where nothing can be found out: nothing is there, a part of the path is a file, a folder on the way may
 * not be entered, links go in a circle. (`throwIfNoEntry: false` covers the first only.)
 */
export function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** A text that is another one after the file was written, replaced or removed. */
export function stampOf(path: string): string {
  const stats = statsOf(path);
  return stats === undefined ? '' : `${stats.ctimeMs} ${stats.size} ${stats.ino}`;
}
