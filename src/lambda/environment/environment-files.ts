import { packageFile } from '../../model/base/package-file.ts';

/** The built file that an environment runs (see build.mjs). */
export function environmentFile(name: 'thread' | 'process'): string {
  return packageFile(import.meta.url, 'dist', 'environment', `${name}.js`);
}
