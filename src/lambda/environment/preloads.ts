import { createRequire } from 'node:module';
import { isAbsolute, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Preload } from './protocol.ts';

/** Loads what `--require` and `--import` name, in Node's order: all of the first kind, then the others. Names are relative to the working folder. */
export async function loadPreloads(preloads: readonly Preload[]): Promise<void> {
  const require = createRequire(join(process.cwd(), 'preload.cjs'));
  for (const { by, specifier } of preloads) if (by === 'require') require(specifier);
  for (const { by, specifier } of preloads) if (by === 'import') await import(urlOf(specifier, require));
}

function urlOf(specifier: string, require: NodeJS.Require): string {
  if (/^[a-z][a-z+.-]+:/i.test(specifier)) return specifier;
  if (specifier.startsWith('.') || isAbsolute(specifier))
    return pathToFileURL(isAbsolute(specifier) ? specifier : join(process.cwd(), specifier)).href;
  return pathToFileURL(require.resolve(specifier)).href;
}
