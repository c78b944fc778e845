import { join, relative } from 'node:path';
import type * as Esbuild from 'esbuild';
import type { BuildContext, BuildFailure, BuildOptions, BuildResult, Message, Metafile, OutputFile } from 'esbuild';
import type { BuildSettings } from '../../../model/definition/function.ts';
import { decoratorOptions } from '../graph/tsconfig.ts';
import { CompilerGone, withEsbuild } from './esbuild.ts';
import { COMMON_OPTIONS, ESM_BANNER, TEXT_LOADERS } from './esbuild-options.ts';
import { externalPackages, Outside } from './packages/externals.ts';
import { PackageVariants } from './packages/package-variants.ts';
import { PLACE_DEFINES } from './place.ts';
import { RUN_TIME_NOTES } from './run-time-paths.ts';
import { Seen, userSources } from './sources.ts';

/** What is bundled, and from where. Paths absolute. */
export interface BundleInputs {
  readonly root: string;
  readonly outputFolder: string;
  /** One file, or several of which only the graph is wanted. */
  readonly entryFiles: readonly string[];
  readonly layerFolders: readonly string[];
  readonly build?: BuildSettings | undefined;
}

/** How. */
export interface BundlePlan {
  readonly format: 'cjs' | 'esm';
  readonly hideJoinedPaths: boolean;
  /** Keep imports of files that a package.json allows to drop with "sideEffects". */
  readonly keepsBareImports: boolean;
}

export type BundleRun =
  | {
      readonly ok: true;
      readonly metafile: Metafile;
      readonly outputs: readonly OutputFile[];
      readonly warnings: readonly Message[];
    }
  | { readonly ok: false; readonly errors: readonly Message[] };

/** Runs esbuild over one entry, in a context that is kept, with all that it has parsed, as long as it is `kept`. */
export class EsbuildRun {
  readonly seen = new Seen();
  readonly outside = new Outside();
  readonly #options: BuildOptions;
  #context: BuildContext | undefined;

  constructor(inputs: BundleInputs, plan: BundlePlan) {
    this.#options = optionsOf(inputs, plan, this.seen, this.outside);
  }

  /** Builds once; with `keep` the next run is a rebuild. */
  async run(keep: boolean): Promise<BundleRun> {
    try {
      const { metafile, outputFiles = [], warnings } = await withEsbuild((esbuild) => this.#build(esbuild, keep));
      if (!metafile) return { ok: false, errors: [unplaced('esbuild gave no metafile')] };
      return { ok: true, metafile, outputs: outputFiles, warnings };
    } catch (failure) {
      if (failure instanceof CompilerGone) return { ok: false, errors: [unplaced(failure.message, failure)] };
      const errors = (failure as Partial<BuildFailure>).errors ?? [];
      if (errors.length > 0) return { ok: false, errors };
      const text = `The build failed: ${failure instanceof Error ? failure.message : String(failure)}`;
      return { ok: false, errors: [unplaced(text)] };
    }
  }

  async #build(esbuild: typeof Esbuild, keep: boolean): Promise<BuildResult> {
    this.seen.clear();
    this.outside.clear();
    if (keep) this.#context ??= await esbuild.context(this.#options);
    try {
      return await (this.#context?.rebuild() ?? esbuild.build(this.#options));
    } catch (failure) {
      // It is not the sources: the context's process may be gone.
      if ((failure as Partial<BuildFailure>).errors === undefined) this.#context = undefined;
      throw failure;
    }
  }

  async dispose(): Promise<void> {
    await this.#context?.dispose();
    this.#context = undefined;
  }
}

function optionsOf(inputs: BundleInputs, plan: BundlePlan, seen: Seen, outside: Outside): BuildOptions {
  const { root, outputFolder, entryFiles, layerFolders, build = {} } = inputs;
  const { format, keepsBareImports } = plan;
  const { alias = {}, conditions = [], define, external, inject, loader, mainFields } = build;
  return {
    ...COMMON_OPTIONS,
    conditions: [...conditions],
    absWorkingDir: root,
    entryPoints: entryFiles.map((file) => ({ in: file, out: flatName(relative(root, file)) })),
    outdir: join(outputFolder, 'bundles'),
    entryNames: '[name]-[hash]',
    outExtension: { '.js': format === 'cjs' ? '.cjs' : '.mjs' },
    bundle: true,
    format,
    ignoreAnnotations: keepsBareImports,
    sourcemap: 'linked',
    ...bannerOf(build, format),
    alias: { ...alias },
    ...(external && { external: [...external] }),
    ...(inject && { inject: [...inject] }),
    ...(mainFields && { mainFields: [...mainFields] }),
    // What reads the types of decorated classes may read their names, and is not deployed through bundlers that change them.
    keepNames: build.keepNames === true || entryFiles.some((file) => decoratorOptions(file).emitDecoratorMetadata),
    define: { ...PLACE_DEFINES, ...define },
    loader: { ...TEXT_LOADERS, ...(loader as BuildOptions['loader']) },
    logOverride: Object.fromEntries(RUN_TIME_NOTES.map((note) => [note, 'warning'] as const)),
    plugins: [
      externalPackages({ outputFolder, layerFolders, format, alias, variants: new PackageVariants(build) }, outside),
      userSources(seen, plan),
    ],
  };
}

/** A banner that only makes `require` for ES modules, as people write it, is there already; one in ES syntax cannot stand in CommonJS. */
function bannerOf({ banner }: BuildSettings, format: 'cjs' | 'esm'): Pick<BuildOptions, 'banner'> {
  const isNeedless = banner === undefined || banner.includes('createRequire');
  const own = isNeedless || (format === 'cjs' && /^\s*(?:import|export)\b/m.test(banner)) ? '' : banner;
  const js = format === 'esm' ? [ESM_BANNER, own].join('\n').trimEnd() : own;
  return js === '' ? {} : { banner: { js } };
}

function flatName(path: string): string {
  return path
    .replace(/\.[^.]*$/, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-/, '');
}

/** A message that is about no file. */
export function unplaced(text: string, detail?: Error): Message {
  return { id: '', pluginName: '', text, location: null, notes: [], detail };
}
