import { resolve } from 'node:path';
import type { Metafile } from 'esbuild';

/** Modules of this namespace stand for installed CommonJS packages: `module.exports = require(…)`, so that esbuild's interop applies. */
export const COMMONJS_PACKAGE = 'commonjs-package';

/** One of the user's own files in a bundle. */
export interface OwnModule {
  /** Absolute. */
  readonly file: string;
  /** By its text; `undefined` when it has neither syntax. */
  readonly syntax: 'cjs' | 'esm' | undefined;
  /** Its imports of other own files. */
  readonly imports: readonly OwnImport[];
}

export interface OwnImport {
  /** As written. */
  readonly specifier: string;
  /** Absolute path of what it means. */
  readonly file: string;
  /** As esbuild names it: `import-statement`, `dynamic-import`, `require-call` … */
  readonly kind: string;
  /** Whether it says that it imports JSON. */
  readonly asJson: boolean;
}

/** The user's own files in a metafile whose paths are relative to `root`. */
export function ownModules(metafile: Metafile, root: string): OwnModule[] {
  const absolute = (path: string): string => resolve(root, path.replace(/[?#].*$/, ''));
  return Object.entries(metafile.inputs)
    .filter(([path]) => !isPackage(path))
    .map(([path, { format, imports }]) => ({
      file: absolute(path),
      syntax: format,
      imports: imports
        .filter((each) => each.external !== true && !isPackage(each.path))
        .map((each) => ({
          specifier: each.original ?? each.path,
          file: absolute(each.path),
          kind: each.kind,
          asJson: each.with?.['type'] === 'json',
        })),
    }));
}

function isPackage(path: string): boolean {
  return path.startsWith(`${COMMONJS_PACKAGE}:`);
}
