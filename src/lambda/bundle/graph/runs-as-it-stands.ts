import { createRequire } from 'node:module';
import { dirname, extname, resolve } from 'node:path';
import { moduleFormat } from './module-format.ts';
import type { OwnImport, OwnModule } from './own-modules.ts';
import { PackageLookup, packageNameOf } from './packages.ts';

const JAVASCRIPT = new Set(['.js', '.mjs', '.cjs']);

/** Whether a file is one that Node runs without a compiler. */
export function isJavaScript(file: string): boolean {
  return JAVASCRIPT.has(extname(file));
}

/**
 * Whether Node, given these files as they are, loads what esbuild found: JavaScript in the syntax that its place announces, every import
 * written as Node wants it. ES module syntax in a `.js` file without `"type": "module"` is not that: code in that form is deployed as a bundle, and
 * leaves out extensions too.
 */
export function runsAsItStands(modules: readonly OwnModule[]): boolean {
  const packages = new PackageLookup();
  return modules.every(({ file, syntax, imports }) => {
    if (extname(file) === '.json') return true;
    if (!isJavaScript(file)) return false;
    const format = moduleFormat(file);
    if (syntax !== undefined && syntax !== format) return false;
    return imports.every((each) => nodeFinds(each, file, packages));
  });
}

function nodeFinds({ specifier, file, kind, asJson }: OwnImport, importer: string, packages: PackageLookup): boolean {
  if (kind === 'require-call' || kind === 'require-resolve') return requires(importer, specifier) === file;
  if (extname(file) === '.json' && !asJson) return false;
  const isPath = specifier.startsWith('.') || specifier.startsWith('/') || specifier.startsWith('file:');
  if (isPath) return resolve(dirname(importer), specifier.replace(/[?#].*$/, '')) === file;
  // A workspace's package, or a name of the package itself; anything else is a path of the tsconfig.
  return specifier.startsWith('#') || packages.find(packageNameOf(specifier), dirname(importer)) !== undefined;
}

function requires(importer: string, specifier: string): string | undefined {
  try {
    return createRequire(importer).resolve(specifier);
  } catch {
    return undefined;
  }
}
