import { extname } from 'node:path';
import { statSync } from 'node:fs';
import type { ChangedPaths } from '../watched-folders.ts';
import type { EntryOutput } from './input-graph.ts';

/**
 * The entry files that such a change can reach, by what the last build read. `undefined` when only a build of everything can tell: a file that
 * appeared or went away changes what any import may find, a JSON file (package.json, tsconfig.json and what that extends) how any is read.
 * `graph` is complete: it has every entry file.
 */
export function affectedEntries(
  changed: ChangedPaths,
  graph: ReadonlyMap<string, EntryOutput>,
): readonly string[] | undefined {
  if (changed === undefined) return undefined;
  const affected = new Set<string>();
  for (const path of changed) {
    const readers = [...graph].filter(([, { inputs }]) => inputs.has(path)).map(([entry]) => entry);
    if (readers.length === 0 || extname(path) === '.json' || !isFile(path)) return undefined;
    for (const entry of readers) affected.add(entry);
  }
  return [...affected].sort();
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
