import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Esbuild from 'esbuild';

/** Namespace of what stands for this package. */
const OWN = 'gw-emulate';

export interface ModuleBundle {
  readonly code: string;
  readonly format: 'cjs' | 'esm';
  readonly files: readonly string[];
}

/**
 * A file with the project's files that it imports as one piece of JavaScript; packages stay outside. CommonJS where possible, as the Serverless
 * Framework runs TypeScript.
 */
export async function bundleModule(file: string): Promise<ModuleBundle> {
  try {
    return await bundle(file, 'cjs');
  } catch (error) {
    const { errors } = error as { errors?: readonly { text: string }[] };
    if (errors?.some(({ text }) => text.startsWith('Top-level await')) !== true) throw error;
    return bundle(file, 'esm');
  }
}

export async function bundle(file: string, format: 'cjs' | 'esm'): Promise<ModuleBundle> {
  const esbuild = createRequire(import.meta.url)('esbuild') as typeof Esbuild;
  const { outputFiles, metafile } = await esbuild.build({
    entryPoints: [file],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format,
    packages: 'external',
    write: false,
    metafile: true,
    sourcemap: 'inline',
    absWorkingDir: dirname(file),
    outdir: dirname(file),
    logLevel: 'silent',
    define: {
      'import.meta.url': '__fileUrl',
      'import.meta.dirname': '__dirname',
      'import.meta.filename': '__filename',
    },
    plugins: [ownPackage, ownPaths],
  });
  const inputs = Object.keys(metafile.inputs).filter((input) => !input.startsWith(`${OWN}:`));
  const files = inputs.map((input) => resolve(dirname(file), input));
  return { code: outputFiles[0]?.text ?? '', format, files };
}

/** What stands before the first line of each file. */
export function placePrefix(path: string): string {
  const names = { __filename: path, __dirname: dirname(path), __fileUrl: pathToFileURL(path).href };
  return `var ${Object.entries(names)
    .map(([name, value]) => `${name} = ${JSON.stringify(value)}`)
    .join(', ')};`;
}

/**
 * What a configuration imports of this package. The project need not have it installed: `npx` may have fetched it, and loading all of it
 * would take longer than everything else.
 */
const ownPackage: Esbuild.Plugin = {
  name: 'own package',
  setup(build) {
    build.onResolve({ filter: /^gw-emulate$/ }, ({ path }) => ({ path, namespace: OWN }));
    build.onLoad({ filter: /^gw-emulate$/, namespace: OWN }, () => ({
      contents: 'export const defineConfig = (config) => config;',
    }));
  },
};

/** `__dirname` and the like mean the file in which they stand: people compute handler paths with them. */
const ownPaths: Esbuild.Plugin = {
  name: 'own paths',
  setup(build) {
    build.onLoad({ filter: /\.[cm]?[jt]s$/, namespace: 'file' }, ({ path }) => {
      const loader = extname(path).endsWith('ts') ? 'ts' : 'js';
      return { contents: `${placePrefix(path)}${readFileSync(path, 'utf8')}`, loader };
    });
  },
};
