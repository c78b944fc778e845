import { readFile } from 'node:fs/promises';
import { dirname, extname, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Loader, OnLoadResult, Plugin } from 'esbuild';
import { SwcMissing, withDecoratorMetadata } from './decorator-metadata.ts';

/**
 * A module's place is that of its source, not of the output: free uses of these names become variables that each file sets on its first
 * line (see `placePrefix`). Names that the file declares itself are left alone by esbuild.
 */
export const PLACE_DEFINES: Readonly<Record<string, string>> = {
  __dirname: '__gwFolder',
  __filename: '__gwFile',
  'import.meta.url': '__gwUrl',
  'import.meta.dirname': '__gwFolder',
  'import.meta.filename': '__gwFile',
};

const LOADERS: Readonly<Record<string, Loader>> = {
  '.ts': 'ts',
  '.mts': 'ts',
  '.cts': 'ts',
  '.tsx': 'tsx',
  '.js': 'js',
  '.mjs': 'js',
  '.cjs': 'js',
  '.jsx': 'jsx',
};

/**
 * Reads the user's sources: gives them their place, compiles decorators with metadata where the tsconfig asks for it, and puts an empty
 * CommonJS module (which takes any import) in place of files that are in `broken`, so that the other functions still build.
 */
export function userSources(broken: ReadonlySet<string>): Plugin {
  return {
    name: 'user-sources',
    setup(build) {
      build.onLoad(
        { filter: /\.[cm]?[jt]sx?$/, namespace: 'file' },
        async ({ path }): Promise<OnLoadResult | undefined> => {
          if (path.includes(`${sep}node_modules${sep}`)) return undefined;
          const source = await readFile(path, 'utf8');
          if (broken.has(path)) return { contents: standIn(source), loader: 'js', resolveDir: dirname(path) };
          const prefix = placePrefix(path, source);
          const compiled = await withDecoratorMetadata(path, source).catch((error: unknown) => error);
          if (compiled instanceof Error) return compilerFailure(compiled, path);
          if (prefix === '' && compiled === undefined) return undefined;
          if (typeof compiled === 'string')
            return { contents: `${prefix}${compiled}`, loader: 'js', resolveDir: dirname(path) };
          return { contents: `${prefix}${source}`, loader: LOADERS[extname(path)] ?? 'js', resolveDir: dirname(path) };
        },
      );
    },
  };
}

/** What `userSources` puts before the first line of a file; positions in that line are that much too far right. */
export function placePrefix(path: string, source: string): string {
  if (source.startsWith('#!')) return '';
  const variables: string[] = [];
  if (/\b__dirname\b|\bimport\.meta\.dirname\b/.test(source))
    variables.push(`__gwFolder=${JSON.stringify(dirname(path))}`);
  if (/\b__filename\b|\bimport\.meta\.filename\b/.test(source)) variables.push(`__gwFile=${JSON.stringify(path)}`);
  if (/\bimport\.meta\.url\b/.test(source)) variables.push(`__gwUrl=${JSON.stringify(pathToFileURL(path).href)}`);
  return variables.length === 0 ? '' : `var ${variables.join(',')};`;
}

/** Exports nothing and takes any import, but still names what the file imports, so that those files stay watched. */
function standIn(source: string): string {
  const specifiers = [...source.matchAll(/(?:\bfrom|\bimport|\brequire\()\s*(['"])([^'"\n]+)\1/g)].map(
    (match) => match[2] ?? '',
  );
  return `module.exports = {}; () => [${specifiers.map((specifier) => `require(${JSON.stringify(specifier)})`).join(', ')}];`;
}

function compilerFailure(error: Error, path: string): OnLoadResult {
  const notes = error instanceof SwcMissing ? [{ text: 'Install it: npm install --save-dev @swc/core' }] : [];
  // The file's beginning: the compiler's own message has the exact place in its text.
  return { errors: [{ text: error.message, location: { file: path, line: 1, column: 0, lineText: '' }, notes }] };
}
