import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, resolve } from 'node:path';
import type * as Esbuild from 'esbuild';

export interface TypeScriptBundle {
  readonly code: string;
  readonly format: 'cjs' | 'esm';
  readonly files: readonly string[];
}

/**
 * A TypeScript file with the project's files that it imports as one piece of JavaScript; packages stay outside. CommonJS where possible,
 * as the framework runs it.
 */
export async function bundleTypeScript(file: string): Promise<TypeScriptBundle> {
  try {
    return await bundle(file, 'cjs');
  } catch (error) {
    const { errors } = error as { errors?: readonly { text: string }[] };
    if (errors?.some(({ text }) => text.startsWith('Top-level await')) !== true) throw error;
    return bundle(file, 'esm');
  }
}

async function bundle(file: string, format: 'cjs' | 'esm'): Promise<TypeScriptBundle> {
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
    plugins: [ownPaths],
  });
  const files = Object.keys(metafile.inputs).map((input) => resolve(dirname(file), input));
  return { code: outputFiles[0]?.text ?? '', format, files };
}

/** What stands before the first line of each file. */
export function placePrefix(path: string): string {
  return `var __filename = ${JSON.stringify(path)}, __dirname = ${JSON.stringify(dirname(path))};`;
}

/** `__dirname` and the like mean the file in which they stand: people compute handler paths with them. */
const ownPaths: Esbuild.Plugin = {
  name: 'own paths',
  setup(build) {
    build.onLoad({ filter: /\.[cm]?[jt]s$/ }, ({ path }) => {
      const loader = extname(path).endsWith('ts') ? 'ts' : 'js';
      return { contents: `${placePrefix(path)}${readFileSync(path, 'utf8')}`, loader };
    });
  },
};
