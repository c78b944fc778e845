import { readFileSync } from 'node:fs';
import Module from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CompiledFiles } from '../../bundle/compile/outputs.ts';
import { compileNow } from './compile-now.ts';
import { existingSource, mappedPath } from './existing-source.ts';
import { importedPath } from './imported-package.ts';

/** The parts of Node's CommonJS loader that are replaced. */
interface Loader {
  _resolveFilename(
    request: string,
    parent: LoadedModule | undefined,
    isMain: boolean,
    options?: ResolveOptions,
  ): string;
  _nodeModulePaths(folder: string): string[];
  readonly prototype: { load(this: LoadedModule, filename: string): void };
}
interface LoadedModule {
  filename: string | null;
  paths: string[];
  loaded: boolean;
  _compile(code: string, filename: string): unknown;
}
interface ResolveOptions {
  readonly paths?: readonly string[];
}

/**
 * Loads sources that were compiled one by one: Node's own CommonJS loader, its cache and its rules, with the compiled text in the place of the
 * source's. A path that only exists now finds TypeScript too, which is compiled when it is asked for. The file that this is built to is what a
 * function's first module requires.
 */
export function install({ files, imports }: CompiledFiles): void {
  const loader = Module as unknown as Loader;
  takeOverResolution(loader, imports);
  takeOverLoading(loader, files);
}

function takeOverResolution(loader: Loader, imports: CompiledFiles['imports']): void {
  const native = loader._resolveFilename.bind(loader);
  loader._resolveFilename = (request, parent, isMain, options) => {
    const known = parent?.filename == null ? undefined : imports[parent.filename]?.[request];
    if (known !== undefined) return known;
    const mapped = mappedPath(request, parent?.filename ?? '');
    if (mapped !== undefined) return mapped;
    const path = request.startsWith('file:') ? fileURLToPath(request) : request;
    try {
      return native(path, parent, isMain, options);
    } catch (error) {
      const found = sourceOf(path, parent, options) ?? importedPath(path, parent?.filename ?? undefined);
      if (found === undefined) throw error;
      return found;
    }
  };
}

function takeOverLoading(loader: Loader, files: CompiledFiles['files']): void {
  const native: unknown = Reflect.get(loader.prototype, 'load');
  loader.prototype.load = function loadCompiled(filename) {
    const output = files[filename];
    const code = output === undefined ? compileNow(filename) : readFileSync(output, 'utf8');
    if (code === undefined) return Reflect.apply(native as Loader['prototype']['load'], this, [filename]);
    this.filename = filename;
    this.paths = loader._nodeModulePaths(dirname(filename));
    this._compile(code, filename);
    this.loaded = true;
    return undefined;
  };
}

/** The TypeScript that a path means, as the compiled project would have JavaScript there. */
function sourceOf(
  path: string,
  parent: LoadedModule | undefined,
  options: ResolveOptions | undefined,
): string | undefined {
  const isPath = /^(?:\.{0,2}[\\/]|[A-Za-z]:[\\/])/.test(path);
  const named = options?.paths;
  if (!isPath && named === undefined) return undefined;
  const folders = named ?? [parent?.filename == null ? process.cwd() : dirname(parent.filename)];
  return folders.map((folder) => existingSource(resolve(folder, path))).find((file) => file !== undefined);
}
