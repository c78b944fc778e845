import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * A file of this package, such as `dist/environment/thread.js`. Found from the package's root, because the module that asks may be source
 * or part of a bundle.
 *
 * @param from The `import.meta.url` of the module that asks.
 */
export function packageFile(from: string, ...path: readonly string[]): string {
  return join(packageRoot(dirname(fileURLToPath(from))), ...path);
}

function packageRoot(folder: string): string {
  const manifest = join(folder, 'package.json');
  if (existsSync(manifest) && readFileSync(manifest, 'utf8').includes('"name": "gw-emulate"')) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('The package gw-emulate is incomplete: its package.json was not found');
  return packageRoot(parent);
}
