import { createHash } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { writeWhole } from '../../../model/base/regular-file.ts';
import { moduleFormat } from '../graph/module-format.ts';
import type { OwnModule } from '../graph/own-modules.ts';
import { isJavaScript } from '../graph/runs-as-it-stands.ts';
import { withEsbuild } from './esbuild.ts';
import { besideSources, moduleOptions, OUTPUT_ENDING } from './module-options.ts';
import { PLACE_DEFINES } from './place.ts';
import { Seen, userSources } from './sources.ts';

/**
 * Compiles sources one by one, as tsc does: each becomes a module of its own, so that paths which only exist at run time, the loader's cache and the
 * place of every module are those of the sources. In CommonJS a dynamic import becomes a `require`, which finds TypeScript too.
 */
export class ApartCompiler {
  readonly #root: string;
  readonly #outputFolder: string;
  readonly #folder: string;
  /** Format and source -> what it was compiled from, and to. */
  readonly #compiled = new Map<string, { readonly fingerprint: string; readonly output: string }>();

  /** Both absolute; outputs go below `outputFolder`. */
  constructor(root: string, outputFolder: string) {
    this.#root = root;
    this.#outputFolder = outputFolder;
    this.#folder = join(outputFolder, 'files');
  }

  /**
   * The compiled file of each source, by absolute path; those that have not changed are not compiled again. `fingerprints` say what the
   * sources hold, `settings` what else they are compiled by. Throws esbuild's failure.
   */
  async compile(
    sources: readonly string[],
    fingerprints: ReadonlyMap<string, string>,
    settings: string,
    as: Apart,
  ): Promise<ReadonlyMap<string, string>> {
    const fingerprintOf = (file: string): string => `${fingerprints.get(file)} ${settings}`;
    const keyOf = (file: string): string => `${as.format} ${file}`;
    const isCurrent = (file: string): boolean => {
      const known = this.#compiled.get(keyOf(file));
      return known?.fingerprint === fingerprintOf(file) && existsSync(known.output);
    };
    const changed = sources.filter((file) => !isCurrent(file));
    if (changed.length > 0) {
      const options = this.#optionsFor(changed, as);
      const { outputFiles = [] } = await withEsbuild((esbuild) => esbuild.build(options));
      mkdirSync(this.#folder, { recursive: true });
      const byPath = new Map(outputFiles.map((file) => [file.path, file.text]));
      for (const file of changed) {
        const text = byPath.get(outputPath(file)) ?? '';
        const name = createHash('sha1').update(`${file}\0${text}`).digest('hex');
        const output = join(this.#folder, `${name}${as.format === 'cjs' ? '.cjs' : '.mjs'}`);
        if (!existsSync(output)) writeWhole(output, text);
        this.#compiled.set(keyOf(file), { fingerprint: fingerprintOf(file), output });
      }
    }
    return new Map(sources.map((file) => [file, this.#compiled.get(keyOf(file))?.output ?? '']));
  }

  #optionsFor(files: readonly string[], { format, layerFolders }: Apart): BuildOptions {
    if (format === 'cjs') return optionsFor(files, this.#root);
    return moduleOptions(files, { root: this.#root, outputFolder: this.#outputFolder, layerFolders });
  }
}

/** What sources become, and where packages are looked for besides the project. */
export interface Apart {
  readonly format: 'cjs' | 'esm';
  readonly layerFolders: readonly string[];
}

/** Everything but what Node can require as it stands. */
export function needsCompiling({ file, syntax }: OwnModule): boolean {
  if (file.endsWith('.json')) return false;
  return !isJavaScript(file) || (syntax ?? moduleFormat(file)) === 'esm';
}

/** Importing source -> specifier -> path, of all that Node would not find by itself. */
export function importsOf(
  modules: readonly OwnModule[],
  packages: ReadonlyMap<string, ReadonlyMap<string, string>>,
): Record<string, Record<string, string>> {
  const all = modules.map(({ file, imports }) => {
    const own = imports.map((each) => [each.specifier, each.file] as const);
    return [file, Object.fromEntries([...(packages.get(file) ?? []), ...own])] as const;
  });
  return Object.fromEntries(all.filter(([, imports]) => Object.keys(imports).length > 0));
}

function optionsFor(files: readonly string[], root: string): BuildOptions {
  const reading = { format: 'cjs', hideJoinedPaths: false, apart: true } as const;
  const { 'import.meta': meta = '' } = PLACE_DEFINES;
  return {
    ...besideSources(files, root),
    bundle: false,
    format: 'cjs',
    supported: { 'dynamic-import': false },
    define: { 'import.meta': meta },
    plugins: [userSources(new Seen(), reading)],
  };
}

function outputPath(source: string): string {
  return `${source}${OUTPUT_ENDING}`;
}
