import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The file that `import` of a package means, for a package that can only be imported and is asked for from CommonJS, whose `import()` was
 * compiled to a `require`. `undefined` when there is no such package, or it says nothing about imports.
 */
export function importedPath(specifier: string, importer: string | undefined): string | undefined {
  if (importer === undefined || /^[./\\]/.test(specifier) || specifier.includes(':')) return undefined;
  const parts = specifier.split('/');
  const name = parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
  const subpath = `.${specifier.slice(name.length)}`;
  const folder = packageFolder(name, dirname(importer));
  if (folder === undefined) return undefined;
  const target = targetOf(exportsOf(folder), subpath);
  return target === undefined ? undefined : join(folder, target);
}

function packageFolder(name: string, from: string): string | undefined {
  const folder = join(from, 'node_modules', name);
  if (existsSync(folder)) return folder;
  const parent = dirname(from);
  return parent === from ? undefined : packageFolder(name, parent);
}

function exportsOf(folder: string): unknown {
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) return undefined;
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { readonly exports?: unknown }).exports;
}

function targetOf(exports: unknown, subpath: string): string | undefined {
  if (typeof exports === 'string') return subpath === '.' ? exports : undefined;
  if (typeof exports !== 'object' || exports === null) return undefined;
  const entries = exports as Readonly<Record<string, unknown>>;
  const isBySubpath = Object.keys(entries).some((key) => key.startsWith('.'));
  if (isBySubpath) return conditional(entries[subpath]);
  return subpath === '.' ? conditional(entries) : undefined;
}

function conditional(target: unknown): string | undefined {
  if (typeof target === 'string') return target;
  if (typeof target !== 'object' || target === null) return undefined;
  const conditions = target as Readonly<Record<string, unknown>>;
  const key = ['node', 'import', 'module-sync', 'default'].find((each) => conditions[each] !== undefined);
  return key === undefined ? undefined : conditional(conditions[key]);
}
