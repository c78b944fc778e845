import { packageFile } from '../../model/base/package-file.ts';

/** The built file that an environment runs (see build.mjs). */
export function environmentFile(name: 'host' | 'process'): string {
  return builtFile(`${name}.js`);
}

/** The built CommonJS module that loads sources which were compiled one by one. */
export function compiledFilesLoader(): string {
  return builtFile('compiled-files.cjs');
}

/** The built ES module with the hooks for sources that were compiled to ES modules one by one. */
export function moduleHooks(): string {
  return builtFile('module-hooks.js');
}

const builtFile = (name: string): string => packageFile(import.meta.url, 'dist', 'environment', name);
