import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, sep } from 'node:path';
import type * as Esbuild from 'esbuild';
import type { BuildOptions, BuildResult, Loader } from 'esbuild';
import { isGone } from '../../bundle/compile/esbuild.ts';
import { IMPORT_META, PLACE_DEFINES, withPlace } from '../../bundle/compile/place.ts';

const LOADERS: Readonly<Record<string, Loader>> = { '.ts': 'ts', '.mts': 'ts', '.cts': 'ts', '.tsx': 'tsx' };

/**
 * CommonJS text of a TypeScript file that was not known when the function was built; `undefined` for anything else. Takes some tens of
 * milliseconds: the compiler is started for it.
 */
export function compileNow(file: string): string | undefined {
  const loader = LOADERS[extname(file)];
  if (loader === undefined || file.includes(`${sep}node_modules${sep}`)) return undefined;
  const source = readFileSync(file, 'utf8');
  const { 'import.meta': meta = '' } = PLACE_DEFINES;
  const options: BuildOptions = {
    stdin: {
      contents: IMPORT_META.test(source) ? withPlace(file, source, 'cjs') : source,
      sourcefile: file,
      resolveDir: dirname(file),
      loader,
    },
    absWorkingDir: dirname(file),
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
    sourcesContent: false,
    supported: { 'dynamic-import': false },
    define: { 'import.meta': meta },
    logLevel: 'silent',
  };
  return built(options).outputFiles?.[0]?.text;
}

/** The compiler's process may be gone; then another is started, once. */
function built(options: BuildOptions): BuildResult {
  try {
    return esbuild().buildSync(options);
  } catch (error) {
    if (!isGone(error)) throw error;
    void esbuild().stop();
    return esbuild().buildSync(options);
  }
}

function esbuild(): typeof Esbuild {
  return createRequire(import.meta.url)('esbuild') as typeof Esbuild;
}
