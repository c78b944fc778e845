import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
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
 * CommonJS module (which takes any import) in place of files that are in `broken`, so that the other functions still build. Notes in
 * `fingerprints` what each file held.
 */
export function userSources(
  broken: ReadonlyMap<string, ReadonlySet<string>>,
  fingerprints: Map<string, string>,
): Plugin {
  return {
    name: 'user-sources',
    setup(build) {
      build.onLoad({ filter: /.*/, namespace: 'file' }, async ({ path }): Promise<OnLoadResult | undefined> => {
        if (path.includes(`${sep}node_modules${sep}`)) return undefined;
        // esbuild asks for every file at every rebuild; for small files the ways through the thread pool take longer than reading does.
        const contents = readFileSync(path);
        fingerprints.set(path, createHash('sha1').update(contents).digest('base64'));
        const loader = LOADERS[extname(path)];
        if (loader === undefined) return undefined;
        const source = contents.toString();
        const unresolved = broken.get(path);
        if (unresolved) return { contents: standIn(source, unresolved), loader: 'js', resolveDir: dirname(path) };
        return userSource(path, source, loader);
      });
    },
  };
}

/** `undefined` when esbuild can read the file as it is. */
async function userSource(path: string, source: string, loader: Loader): Promise<OnLoadResult | undefined> {
  const prefix = placePrefix(path, source);
  const resolveDir = dirname(path);
  try {
    const compiled = await withDecoratorMetadata(path, source);
    if (compiled !== undefined) return { contents: `${prefix}${compiled}`, loader: 'js', resolveDir };
  } catch (error) {
    return compilerFailure(error, path);
  }
  return prefix === '' ? undefined : { contents: `${prefix}${source}`, loader, resolveDir };
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
function standIn(source: string, unresolved: ReadonlySet<string>): string {
  const specifiers = [...source.matchAll(/(?:\bfrom|\bimport|\brequire\()\s*(['"])([^'"\n]+)\1/g)].map(
    (match) => match[2] ?? '',
  );
  const resolvable = specifiers.filter((specifier) => !unresolved.has(specifier));
  return `module.exports = {}; () => [${resolvable.map((specifier) => `require(${JSON.stringify(specifier)})`).join(', ')}];`;
}

function compilerFailure(error: unknown, path: string): OnLoadResult {
  const notes = error instanceof SwcMissing ? [{ text: 'Install it: npm install --save-dev @swc/core' }] : [];
  // The file's beginning: the compiler's own message has the exact place in its text.
  return {
    errors: [
      {
        text: error instanceof Error ? error.message : String(error),
        location: { file: path, line: 1, column: 0, lineText: '' },
        notes,
      },
    ],
  };
}
