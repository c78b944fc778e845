import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import type { Message } from 'esbuild';
import { moduleFormat, sourceFormat } from '../graph/module-format.ts';
import { ownModules } from '../graph/own-modules.ts';
import type { OwnModule } from '../graph/own-modules.ts';
import { isJavaScript, runsAsItStands } from '../graph/runs-as-it-stands.ts';
import { textOf, tsconfigFiles } from '../graph/tsconfig.ts';
import { asKept, isLeftOut, unresolvedSpecifier } from './build-problems.ts';
import { importsOf, needsCompiling } from './compile-apart.ts';
import type { ApartCompiler } from './compile-apart.ts';
import type { Compilation } from './compilation.ts';
import { CompilerGone, isCompilerGone } from './esbuild.ts';
import { EsbuildRun, unplaced } from './esbuild-run.ts';
import type { BundlePlan, BundleRun } from './esbuild-run.ts';
import { entryExports } from './entry-exports.ts';
import { writeBundle, writeCompiledFiles, writeCompiledModules } from './outputs.ts';
import type { Output } from './outputs.ts';
import { RUN_TIME_NOTES } from './run-time-paths.ts';
import type { Unit } from './unit.ts';

export interface CompilerSettings {
  readonly root: string;
  readonly outputFolder: string;
  readonly apart: ApartCompiler;
  /** The same text for the same path: a thousand functions may share their files. */
  readonly known: (path: string) => string;
}

/** Formats and ways of reading that may have to be tried one after another. */
const MAX_ATTEMPTS = 5;
const TOP_LEVEL_AWAIT = /^Top-level await is currently not supported/;
const SLOPPY = /cannot be used (?:with the "esm" output format|in an ECMAScript module|in strict mode)/;

type Success = Extract<BundleRun, { ok: true }>;
type Way = 'as-it-stands' | 'bundle' | 'apart' | 'apart-as-modules';

/**
 * Makes of a unit what can be run, as it would be deployed: JavaScript that Node can load is left as it stands, everything else becomes one
 * bundle; and what no bundle can do, paths that only exist at run time, is compiled file by file.
 */
export class UnitCompiler {
  readonly #settings: CompilerSettings;
  readonly #unit: Unit;
  /** What earlier runs showed. */
  #awaits = false;
  #sloppy = false;
  /** Warnings of an earlier run about imports that the plan keeps. */
  #kept: readonly Message[] = [];
  /** What the last compilation found to be best; none before the first, which few of a thousand functions may ever have. */
  #bestPlan: BundlePlan | undefined;
  #last: { readonly plan: BundlePlan; readonly run: EsbuildRun } | undefined;

  constructor(settings: CompilerSettings, unit: Unit) {
    this.#settings = settings;
    this.#unit = unit;
  }

  /** With `keep` the next compilation, of a few changed files, is quicker; that takes memory until `release`. */
  async compile(keep: boolean): Promise<Compilation> {
    this.#kept = [];
    const compilation = await this.#compile(keep);
    const { keepsBareImports } = this.#plan;
    this.#bestPlan = { ...this.#plan, keepsBareImports: false };
    // Which imports are kept only a run shows that would leave them out.
    if (keepsBareImports) await this.release();
    if (!keep) this.#last = undefined;
    return compilation;
  }

  async #compile(keep: boolean): Promise<Compilation> {
    const run = await this.#bestRun(keep);
    const { seen } = this.#run;
    const tsconfigs = tsconfigFiles(dirname(this.#sources()[0] ?? ''));
    const settings = textOf(tsconfigs);
    const common = {
      fingerprint: hash([...[...seen.fingerprints].map((each) => each.join(' ')), settings].join('\n')),
      inputs: new Set([this.#unit.entryFile, ...seen.fingerprints.keys()].map(this.#settings.known)),
      stamps: new Map([...seen.stamps].map(([file, stamp]) => [this.#settings.known(file), stamp])),
      tsconfigs,
      packages: new Set(this.#run.outside.packages),
      hasRunTimePaths: this.#hasRunTimePaths(run),
      exports: undefined,
    };
    if (!run.ok) {
      const { errors } = run;
      return { ...common, code: this.#inSpiteOf(errors), errors, warnings: [], again: errors.some(isCompilerGone) };
    }
    const modules = ownModules(run.metafile, this.#settings.root);
    const warnings = this.#way(run, modules) === 'bundle' ? [...run.warnings.filter(isLeftOut), ...this.#kept] : [];
    const exports = this.#exports(run, modules);
    const { code, copy, errors } = await this.#made(run, modules, settings);
    return { ...common, code, ...(copy && { copy }), exports, errors, warnings, again: errors.some(isCompilerGone) };
  }

  /** Gives back what was kept. */
  async release(): Promise<void> {
    const last = this.#last;
    this.#last = undefined;
    await last?.run.dispose();
  }

  get #plan(): BundlePlan {
    return this.#latest().plan;
  }

  get #run(): EsbuildRun {
    return this.#latest().run;
  }

  #latest(): { readonly plan: BundlePlan; readonly run: EsbuildRun } {
    this.#last ??= this.#planned(
      this.#bestPlan ?? {
        format: sourceFormat(this.#sources()[0] ?? this.#unit.entryFile),
        hideJoinedPaths: this.#unit.bundle !== true,
        keepsBareImports: false,
      },
    );
    return this.#last;
  }

  /** The user's sources that the unit begins with. */
  #sources(): readonly string[] {
    return this.#unit.wrapped.length > 0 ? this.#unit.wrapped : [this.#unit.entryFile];
  }

  #planned(plan: BundlePlan): { readonly plan: BundlePlan; readonly run: EsbuildRun } {
    const { root, outputFolder } = this.#settings;
    const { layerFolders, build } = this.#unit;
    const inputs = { root, outputFolder, entryFiles: this.#sources(), layerFolders, build };
    return { plan, run: new EsbuildRun(inputs, plan) };
  }

  async #bestRun(keep: boolean): Promise<BundleRun> {
    for (let attempt = 1; ; attempt += 1) {
      const run = await this.#run.run(keep);
      const better = attempt < MAX_ATTEMPTS ? this.#betterPlan(run) : undefined;
      if (better === undefined) return run;
      await this.#run.dispose();
      this.#last = this.#planned(better);
    }
  }

  /** What a run showed may ask for another: a format that the sources can have, paths that must be bundled after all. */
  #betterPlan(run: BundleRun): BundlePlan | undefined {
    const { format, hideJoinedPaths } = this.#plan;
    if (!run.ok) {
      this.#awaits ||= run.errors.some(({ text }) => TOP_LEVEL_AWAIT.test(text));
      this.#sloppy ||= run.errors.every(({ text }) => SLOPPY.test(text));
      if (format === 'cjs' && this.#awaits) return { ...this.#plan, format: 'esm' };
      return format === 'esm' && this.#sloppy && !this.#awaits ? { ...this.#plan, format: 'cjs' } : undefined;
    }
    const leftOut = run.warnings.filter(isLeftOut);
    if (leftOut.length > 0 && this.#unit.bundle !== true) {
      this.#kept = leftOut.map(asKept);
      return { ...this.#plan, keepsBareImports: true };
    }
    const way = this.#way(run, ownModules(run.metafile, this.#settings.root));
    if (way === 'as-it-stands') return undefined;
    if (way === 'apart-as-modules') return undefined;
    if (way === 'apart') return format === 'esm' ? { ...this.#plan, format: 'cjs' } : undefined;
    if (format === 'cjs' && this.#run.seen.importMeta && !this.#sloppy) return { ...this.#plan, format: 'esm' };
    return hideJoinedPaths && this.#run.seen.runTimePaths ? { ...this.#plan, hideJoinedPaths: false } : undefined;
  }

  #way(run: Success, modules: readonly OwnModule[]): Way {
    const { bundle, entryFile, wrapped } = this.#unit;
    if (bundle !== true && isJavaScript(entryFile)) {
      if (bundle === false && wrapped.length === 0) return 'as-it-stands';
      if (!this.#run.outside.elsewhere && runsAsItStands(modules)) return 'as-it-stands';
    }
    if (wrapped.length > 0) return 'apart';
    const isApart = bundle === false || (bundle === undefined && this.#hasRunTimePaths(run));
    if (!isApart) return 'bundle';
    if (!this.#awaits) return 'apart';
    // The module that loads them has to name what it exports.
    return this.#exports(run, modules) === undefined ? 'bundle' : 'apart-as-modules';
  }

  /** Names that the entry exports, as far as they are known. */
  #exports(run: Success, modules: readonly OwnModule[]): readonly string[] | undefined {
    const entry = this.#unit.wrapped.length > 0 ? undefined : modules.find(({ file }) => file === this.#unit.entryFile);
    return entry && entryExports(run, entry, this.#plan.format);
  }

  #hasRunTimePaths(run: BundleRun): boolean {
    if (this.#run.seen.runTimePaths) return true;
    return run.ok && run.warnings.some(({ id }) => RUN_TIME_NOTES.some((note) => note === id));
  }

  async #made(
    run: Success,
    modules: readonly OwnModule[],
    settings: string,
  ): Promise<{ code: Output | undefined; copy?: Output; errors: readonly Message[] }> {
    const way = this.#way(run, modules);
    if (way === 'apart') return this.#apart(modules, settings);
    if (way === 'apart-as-modules') return this.#apart(modules, settings, this.#exports(run, modules));
    const isWrapper = this.#unit.wrapped.length > 0;
    const bundle = isWrapper ? undefined : writeBundle(run.outputs, this.#plan.format);
    if (way === 'bundle') return { code: bundle, errors: [] };
    return { code: this.#asItStands(), ...(bundle && { copy: bundle }), errors: [] };
  }

  #asItStands(): Output {
    const { entryFile } = this.#unit;
    return { file: entryFile, format: moduleFormat(entryFile), files: new Set() };
  }

  /** JavaScript whose only fault is that something cannot be found fails where it needs it, and with Node's own words. */
  #inSpiteOf(errors: readonly Message[]): Output | undefined {
    const { bundle, entryFile } = this.#unit;
    const files = [...this.#run.seen.fingerprints.keys()];
    const isPlain =
      bundle !== true && isJavaScript(entryFile) && files.every((file) => /\.(?:[cm]?js|json)$/.test(file));
    const areLost = errors.every((error) => unresolvedSpecifier(error) !== undefined);
    return isPlain && areLost ? this.#asItStands() : undefined;
  }

  async #apart(
    modules: readonly OwnModule[],
    settings: string,
    exports?: readonly string[],
  ): Promise<{ code: Output | undefined; errors: readonly Message[] }> {
    const { root, outputFolder, apart } = this.#settings;
    const { entryFile, layerFolders } = this.#unit;
    const format = exports === undefined ? 'cjs' : 'esm';
    const sources = modules.filter(needsCompiling).map(({ file }) => file);
    try {
      const compiling = apart.compile(sources, this.#run.seen.fingerprints, settings, { format, layerFolders });
      const files = Object.fromEntries(await compiling);
      if (exports !== undefined) {
        const compiled = { files, imports: importsOf(modules, new Map()), root, outputFolder, layerFolders };
        return { code: writeCompiledModules(compiled, entryFile, exports), errors: [] };
      }
      const imports = importsOf(modules, this.#run.outside.paths);
      return { code: writeCompiledFiles({ files, imports }, entryFile, outputFolder), errors: [] };
    } catch (failure) {
      if (failure instanceof CompilerGone) return { code: undefined, errors: [unplaced(failure.message, failure)] };
      const { errors = [] } = failure as { readonly errors?: readonly Message[] };
      if (errors.length === 0) throw new Error(`${root}: compiling file by file failed`, { cause: failure });
      return { code: undefined, errors };
    }
  }
}

function hash(text: string): string {
  return createHash('sha1').update(text).digest('base64');
}
