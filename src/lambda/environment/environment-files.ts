import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The built file that an environment runs (see build.mjs). Found from the package's root, because this module may be source or part of a
 * bundle.
 */
export function environmentFile(name: 'host' | 'process'): string {
  return join(packageRoot(dirname(fileURLToPath(import.meta.url))), 'dist', 'environment', `${name}.js`);
}

function packageRoot(folder: string): string {
  const manifest = join(folder, 'package.json');
  if (existsSync(manifest) && readFileSync(manifest, 'utf8').includes('"name": "gw-emulate"')) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('The package gw-emulate is incomplete: its package.json was not found');
  return packageRoot(parent);
}
