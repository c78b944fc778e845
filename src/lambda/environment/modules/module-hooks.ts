import { existsSync, readFileSync } from 'node:fs';
import type { LoadHook, ResolveHook } from 'node:module';
import { dirname, extname, isAbsolute, resolve as resolvePath, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { withEsbuild } from '../../bundle/compile/esbuild.ts';
import { moduleOptions } from '../../bundle/compile/module-options.ts';
import type { CompiledModules } from '../../bundle/compile/outputs.ts';
import { existingFile, existingSource, mappedPath, TYPESCRIPT } from './existing-source.ts';

/**
 * Hooks of Node's ES module loader for sources that were compiled one by one: each is loaded at its own place, with the compiled text, and a path that
 * only exists now finds TypeScript too, which is compiled when it is asked for. Runs in the thread that Node gives to such hooks.
 */
let compiled: CompiledModules = { files: {}, imports: {}, root: '', outputFolder: '', layerFolders: [] };

export function initialize(data: CompiledModules): void {
  compiled = data;
}

export const resolve: ResolveHook = async (specifier, context, next) => {
  const importer = context.parentURL?.startsWith('file:') === true ? fileURLToPath(context.parentURL) : undefined;
  if (importer === undefined) return next(specifier, context);
  const known = compiled.imports[importer]?.[specifier] ?? mappedPath(specifier, importer);
  if (known !== undefined) return found(known);
  try {
    return await next(specifier, context);
  } catch (error) {
    const file = ownFile(specifier, importer);
    if (file === undefined) throw error;
    return found(file);
  }
};

export const load: LoadHook = async (url, context, next) => {
  const path = url.startsWith('file:') ? fileURLToPath(url) : undefined;
  const source = path === undefined ? undefined : await textOf(path);
  return source === undefined ? next(url, context) : { format: 'module', source, shortCircuit: true };
};

function found(path: string): { readonly url: string; readonly shortCircuit: true } {
  return { url: pathToFileURL(path).href, shortCircuit: true };
}

/** What a path means in a project of TypeScript: by a name without an extension, or by that of its output. */
function ownFile(specifier: string, importer: string): string | undefined {
  const path = specifier.startsWith('file:') ? fileURLToPath(specifier) : specifier;
  if (!path.startsWith('.') && !isAbsolute(path)) return undefined;
  const base = resolvePath(dirname(importer), path);
  return existingSource(base) ?? existingFile(base);
}

/** The ES module that a source was or is compiled to; `undefined` for what Node loads by itself. */
async function textOf(path: string): Promise<string | undefined> {
  const output = compiled.files[path];
  if (output !== undefined) return readFileSync(output, 'utf8');
  if (!TYPESCRIPT.includes(extname(path)) || path.includes(`${sep}node_modules${sep}`) || !existsSync(path))
    return undefined;
  const { outputFiles = [] } = await withEsbuild((esbuild) => esbuild.build(moduleOptions([path], compiled)));
  return outputFiles[0]?.text;
}
