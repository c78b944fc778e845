import { dirname, resolve } from 'node:path';
import type { Metafile } from 'esbuild';
import { COMMONJS_PACKAGE } from './externals.ts';
import { textOf, tsconfigFiles } from './tsconfig.ts';

/** What a successful esbuild run says about each entry file, by absolute source path. */
export interface EntryOutput {
  /** Absolute path of the output file. Its name has a hash of all that it holds and imports. */
  readonly file: string;
  readonly format: 'cjs' | 'esm';
  /** The same as long as every source, and the tsconfig, are what they were, however chunks are cut meanwhile. */
  readonly fingerprint: string;
  /** Names the module exports; of a CommonJS module nothing is known before it runs. */
  readonly exports: readonly string[];
  /** Absolute paths of every source file it is made of. */
  readonly inputs: ReadonlySet<string>;
  /** Absolute paths of the tsconfig.json that governs it and of those it extends. */
  readonly tsconfigs: readonly string[];
  /** Absolute paths of the output files it consists of, chunks and source maps included. */
  readonly outputs: ReadonlySet<string>;
}

/**
 * Reads the outputs of every entry point out of a metafile whose paths are relative to `root`. `contents`: fingerprints of source files by
 * absolute path.
 */
export function entryOutputs(
  metafile: Metafile,
  root: string,
  contents: ReadonlyMap<string, string>,
): Map<string, EntryOutput> {
  const entries = new Map<string, EntryOutput>();
  const tsconfigOf = tsconfigsByFolder();
  for (const [outputPath, output] of Object.entries(metafile.outputs)) {
    if (output.entryPoint === undefined) continue;
    const input = metafile.inputs[output.entryPoint];
    const inputs = sources(
      closure(output.entryPoint, (path) => localImports(metafile.inputs[path]?.imports), root),
      contents,
    );
    const source = resolve(root, output.entryPoint);
    const tsconfig = tsconfigOf(dirname(source));
    entries.set(source, {
      file: resolve(root, outputPath),
      format: input?.format === 'cjs' ? 'cjs' : 'esm',
      exports: output.exports,
      inputs,
      tsconfigs: tsconfig.files,
      fingerprint: [...[...inputs].map((path) => `${path} ${contents.get(path)}`), tsconfig.text].join('\n'),
      outputs: withMaps(closure(outputPath, (path) => localImports(metafile.outputs[path]?.imports), root)),
    });
  }
  return entries;
}

interface Tsconfig {
  readonly files: readonly string[];
  readonly text: string;
}

/** Handlers mostly lie side by side: each folder is asked for once. */
function tsconfigsByFolder(): (folder: string) => Tsconfig {
  const known = new Map<string, Tsconfig>();
  return (folder) => {
    const tsconfig = known.get(folder) ?? tsconfigAt(folder);
    known.set(folder, tsconfig);
    return tsconfig;
  };
}

function tsconfigAt(folder: string): Tsconfig {
  const files = tsconfigFiles(folder);
  return { files, text: textOf(files) };
}

function localImports(imports: readonly { readonly path: string; readonly external?: boolean }[] = []): string[] {
  return imports
    .filter((each) => each.external !== true && !each.path.startsWith(`${COMMONJS_PACKAGE}:`))
    .map((each) => each.path);
}

function closure(start: string, next: (path: string) => string[], root: string): Set<string> {
  const seen = new Set([start]);
  for (const path of seen) for (const imported of next(path)) seen.add(imported);
  return new Set([...seen].map((path) => resolve(root, path)));
}

/** An import may have a query (`./page.html?raw`): the file is the one without. */
function sources(inputs: ReadonlySet<string>, contents: ReadonlyMap<string, string>): Set<string> {
  return new Set([...inputs].map((path) => (contents.has(path) ? path : path.replace(/[?#].*$/, ''))));
}

function withMaps(files: ReadonlySet<string>): Set<string> {
  return new Set([...files].flatMap((file) => [file, `${file}.map`]));
}
