// The import graph of src/, read from the text: every relative import, export and import(), of types too.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const IMPORT =
  /(?<=^|[\s;])(?:import|export)\b(?:[^'"`;]*?\bfrom)?\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** Every source file below `root`, as absolute paths. */
export function sourceFiles(root) {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/** Relative imports of a file: `{ target, specifier, line }`, the target as an absolute path. */
export function importsOf(file) {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(IMPORT)].flatMap((match) => {
    const specifier = match[1] ?? match[2];
    if (!specifier.startsWith('.')) return [];
    const line = text.slice(0, match.index).split('\n').length;
    return [{ target: resolve(dirname(file), specifier), specifier, line }];
  });
}
