import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, extname } from 'node:path';
import type { Loader, OnLoadResult, Plugin } from 'esbuild';
import { stampOf } from '../../../model/base/stats-of.ts';
import { SwcMissing, withDecoratorMetadata } from './decorator-metadata.ts';
import { IMPORT_META, placePrefix, withPlace } from './place.ts';
import { asksTheLoader, withoutJoinedPaths } from './run-time-paths.ts';

/** What one run of esbuild read. */
export class Seen {
  /** Absolute path of every own source -> a fingerprint of its contents. */
  readonly fingerprints = new Map<string, string>();
  /** Absolute path of every own source -> its stamp just before it was read. */
  readonly stamps = new Map<string, string>();
  /** Whether one of them uses `import.meta`. */
  importMeta = false;
  /** Whether one of them has paths that only exist when it runs, or uses the module loader's own objects. */
  runTimePaths = false;

  clear(): void {
    this.fingerprints.clear();
    this.stamps.clear();
    this.importMeta = false;
    this.runTimePaths = false;
  }
}

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

/** How sources are to be read. */
export interface Reading {
  /** Of the output. */
  readonly format: 'cjs' | 'esm';
  /** Leave out what is required or imported by a path that is joined at run time; otherwise esbuild bundles all that it may mean. */
  readonly hideJoinedPaths: boolean;
  /** Each file stays a module of its own, with its own `__dirname`. */
  readonly apart?: boolean;
}

/** Reads the user's sources: gives them their place, compiles decorators with metadata where the tsconfig asks for it, notes what it saw. */
export function userSources(seen: Seen, reading: Reading): Plugin {
  return {
    name: 'user-sources',
    setup(build) {
      build.onLoad({ filter: /.*/, namespace: 'file' }, async ({ path }): Promise<OnLoadResult | undefined> => {
        // esbuild asks for every file at every rebuild; for small files the ways through the thread pool take longer than reading does.
        seen.stamps.set(path, stampOf(path));
        const contents = readFileSync(path);
        seen.fingerprints.set(path, createHash('sha1').update(contents).digest('base64'));
        const loader = LOADERS[extname(path)];
        return loader === undefined ? undefined : userSource(path, contents.toString(), loader, seen, reading);
      });
    },
  };
}

/** `undefined` when esbuild can read the file as it is. */
async function userSource(
  path: string,
  source: string,
  loader: Loader,
  seen: Seen,
  { format, hideJoinedPaths, apart = false }: Reading,
): Promise<OnLoadResult | undefined> {
  const joined = withoutJoinedPaths(source);
  seen.importMeta ||= IMPORT_META.test(source);
  seen.runTimePaths ||= joined !== source || asksTheLoader(source);
  const readable = hideJoinedPaths ? joined : source;
  const needsPlace = apart ? IMPORT_META.test(source) : placePrefix(path, source, format).text !== '';
  const resolveDir = dirname(path);
  try {
    const compiled = await withDecoratorMetadata(path, readable);
    if (compiled !== undefined) {
      return {
        contents: needsPlace ? withPlace(path, readable, format, compiled) : compiled,
        loader: 'js',
        resolveDir,
      };
    }
  } catch (error) {
    return compilerFailure(error, path);
  }
  if (readable === source && !needsPlace) return undefined;
  return { contents: needsPlace ? withPlace(path, readable, format) : readable, loader, resolveDir };
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
