import { unlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Module from 'node:module';
import { dirname, extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle, bundleModule, type ModuleBundle } from './bundle-module.ts';

export interface LoadedModule {
  /** What it exports; a namespace where it has named exports. */
  readonly exported: unknown;
  /** Absolute paths of the project's files that belong to it. */
  readonly files: readonly string[];
}

/** Loads JavaScript as Node does, and TypeScript through esbuild. */
export async function loadModule(file: string): Promise<LoadedModule> {
  if (/^\.[cm]?ts$/.test(extname(file))) return loadTypeScript(file);
  const exported = (await import(pathToFileURL(file).href)) as unknown;
  return { exported, files: [file, ...requiredFiles()] };
}

async function loadTypeScript(file: string): Promise<LoadedModule> {
  const bundled = await bundleModule(file);
  return { exported: await runBundle(file, bundled), files: bundled.files };
}

/** Packages that cannot be required, by Node's codes: only an import loads them. */
const IMPORT_ONLY = ['ERR_REQUIRE_ESM', 'ERR_REQUIRE_ASYNC_MODULE', 'ERR_PACKAGE_PATH_NOT_EXPORTED'];

/** Runs the bundle of a file; resolves with what the file exports. */
export async function runBundle(file: string, { code, format }: ModuleBundle): Promise<unknown> {
  if (format === 'esm') return runModule(file, code);
  try {
    return runCommonJs(file, code);
  } catch (error) {
    const { code: reason = '' } = error as { code?: string };
    if (!IMPORT_ONLY.includes(reason)) throw error;
    return runModule(file, (await bundle(file, 'esm')).code);
  }
}

/** Runs code as if it stood in the file itself, so that packages are looked for from there. */
function runCommonJs(file: string, code: string): unknown {
  const module = new Module(file) as Module & { _compile(code: string, file: string): void };
  const lookup = Module as unknown as { _nodeModulePaths(folder: string): string[] };
  module.filename = file;
  module.paths = lookup._nodeModulePaths(dirname(file));
  module._compile(code, file);
  return module.exports as unknown;
}

/** Top-level await needs a real module, and Node looks for packages from where it stands. */
async function runModule(file: string, code: string): Promise<unknown> {
  const beside = `${file}.${process.pid}.mjs`;
  writeFileSync(beside, code);
  try {
    return (await import(pathToFileURL(beside).href)) as unknown;
  } finally {
    unlinkSync(beside);
  }
}

function requiredFiles(): readonly string[] {
  const { cache } = createRequire(import.meta.url);
  return Object.keys(cache).filter((file) => !file.includes('/node_modules/'));
}
