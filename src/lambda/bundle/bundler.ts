import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Message } from 'esbuild';
import type { LambdaFunction } from '../../model/definition/function.ts';
import type { FunctionBuild } from '../../model/lambda/invocation.ts';
import type { Problem } from '../../model/base/position.ts';
import { buildProblem } from './build-problems.ts';
import { nodeVersionOf } from '../environment/node-version.ts';
import { layerModuleFolders } from '../layers/layer-variables.ts';
import { affectedEntries } from './affected.ts';
import type { ChangedPaths } from '../watched-folders.ts';
import type { FunctionCodeState } from './built-function.ts';
import { sameCode } from './built-function.ts';
import { CommonJsSources } from './commonjs-exports.ts';
import type { Compilation } from './compiler.ts';
import { entryOf } from './entry.ts';
import type { Entry } from './entry.ts';
import { brokenCode } from './broken-code.ts';
import { exportProblem } from './export-problem.ts';
import type { EntryOutput } from './input-graph.ts';
import { KeptCompiler } from './kept-compiler.ts';
import { createOutputFolder, removeOutputFolder } from './output-folder.ts';

/** What a build changed. */
export interface BundleChange {
  /** Functions whose code or problems are not what they were. */
  readonly builds: readonly FunctionBuild[];
  /** New code by function name. A function whose build broke keeps its last good code and is not here. */
  readonly code: ReadonlyMap<string, FunctionCodeState>;
}

interface Built {
  readonly code: FunctionCodeState;
  readonly output: EntryOutput | undefined;
  readonly problems: readonly Problem[];
}

/** Builds all functions together and remembers the last good code of each. Builds must not overlap. */
export class Bundler {
  readonly #root: string;
  readonly #workingFolder: string;
  readonly #folder: string;
  readonly #now: () => number;
  readonly #built = new Map<string, Built>();
  /** Entry output -> the files it consists of, for everything that is still on disk. */
  readonly #written = new Map<string, ReadonlySet<string>>();
  readonly #commonJs = new CommonJsSources();
  readonly #whole: KeptCompiler;
  /** For the functions that a change reached, where these are few: whoever saves one file mostly saves it again. */
  readonly #part: KeptCompiler;
  #functions: Readonly<Record<string, LambdaFunction>> = {};
  /** By function name. */
  #entries: ReadonlyMap<string, Entry> = new Map();
  /** What the last build of each entry file read. */
  readonly #graph = new Map<string, EntryOutput>();
  #tookMs = 0;
  #watchable = new Set<string>();

  /** `root`: the project's folder, absolute; output goes below it. `workingFolder`: what paths in problems are relative to. `now` measures how long builds take. */
  constructor(root: string, workingFolder: string, now: () => number) {
    this.#workingFolder = workingFolder;
    this.#root = root;
    this.#now = now;
    this.#folder = createOutputFolder(root);
    this.#whole = new KeptCompiler(root, this.#folder);
    this.#part = new KeptCompiler(root, join(this.#folder, 'part'));
  }

  /** Files and folders whose change may change a build. */
  get watchable(): ReadonlySet<string> {
    return this.#watchable;
  }

  /** Problems of the last build of every function, in the functions' order. */
  builds(): FunctionBuild[] {
    return [...this.#built].map(([functionName, built]) => ({
      functionName,
      problems: built.problems,
      tookMs: this.#tookMs,
    }));
  }

  /** The code that a function's environments run; `undefined` for kinds that are not built. */
  codeOf(functionName: string): FunctionCodeState | undefined {
    return this.#built.get(functionName)?.code;
  }

  /** Builds these functions (the last given ones when left out). */
  async build(functions: Readonly<Record<string, LambdaFunction>> = this.#functions): Promise<BundleChange> {
    const started = this.#now();
    this.#functions = functions;
    this.#entries = this.#findEntries();
    const compilation = await this.#whole.compile(entryFiles(this.#entries), this.#layerFolders());
    this.#graph.clear();
    return this.#take(this.#entries, compilation, started);
  }

  /** Builds what a change of these files can have changed. */
  async rebuild(changed: ChangedPaths): Promise<BundleChange> {
    const files = entryFiles(this.#entries);
    const affected = this.#graph.size === files.length ? affectedEntries(changed, this.#graph) : undefined;
    // What the whole build has parsed is kept: it is quicker where most functions are built anyway.
    if (affected === undefined || affected.length * 2 > files.length) return this.build();
    const started = this.#now();
    const compilation = await this.#part.compile(affected, this.#layerFolders());
    const entries = [...this.#entries].filter(([, entry]) => entry.kind === 'file' && affected.includes(entry.file));
    return this.#take(new Map(entries), compilation, started);
  }

  /** Deletes outputs that are neither any function's code nor among `inUse` (entry outputs that environments still run). */
  prune(inUse: ReadonlySet<string>): void {
    const current = new Set([...this.#built.values()].map((built) => built.output?.file));
    const needed = new Set<string>();
    const stale = new Set<string>();
    for (const [file, outputs] of this.#written) {
      const keep = current.has(file) || inUse.has(file);
      for (const output of outputs) (keep ? needed : stale).add(output);
      if (!keep) this.#written.delete(file);
    }
    for (const output of stale) if (!needed.has(output)) rmSync(output, { force: true });
  }

  async dispose(): Promise<void> {
    await Promise.all([this.#whole.dispose(), this.#part.dispose()]);
    removeOutputFolder(this.#folder);
  }

  /** Takes over the result of a build of these functions. */
  #take(entries: ReadonlyMap<string, Entry>, compilation: Compilation, started: number): BundleChange {
    this.#tookMs = this.#now() - started;
    const builds: FunctionBuild[] = [];
    const code = new Map<string, FunctionCodeState>();
    for (const [functionName, entry] of entries) {
      const before = this.#built.get(functionName);
      const built = this.#assess(functionName, entry, compilation, before);
      this.#built.set(functionName, built);
      if (!sameCode(before?.code, built.code)) code.set(functionName, built.code);
      if (code.has(functionName) || messages(before) !== messages(built)) {
        builds.push({ functionName, problems: built.problems, tookMs: this.#tookMs });
      }
    }
    for (const [file, output] of compilation.entries) {
      this.#written.set(output.file, output.outputs);
      this.#graph.set(file, output);
    }
    this.#watchable = watchableOf(this.#functions, this.#entries, this.#graph);
    return { builds, code };
  }

  #findEntries(): Map<string, Entry> {
    const entries = new Map<string, Entry>();
    for (const [name, lambda] of Object.entries(this.#functions)) {
      const entry = entryOf(lambda, this.#folder, this.#workingFolder);
      if (entry) entries.set(name, entry);
    }
    for (const name of this.#built.keys()) if (!entries.has(name)) this.#built.delete(name);
    return entries;
  }

  /** Of all functions together: they are built together. */
  #layerFolders(): string[] {
    const folders = Object.values(this.#functions).flatMap(({ layers, node }) =>
      layers.length === 0 ? [] : layerModuleFolders(layers, nodeVersionOf(node)),
    );
    return [...new Set(folders)];
  }

  #assess(functionName: string, entry: Entry, compilation: Compilation, before: Built | undefined): Built {
    if (entry.kind === 'none') return keepLastGood(before, { kind: 'failed', error: entry.error }, [entry.problem]);
    const output = compilation.entries.get(entry.file);
    const faults = [...(output?.inputs ?? [entry.file])].flatMap((file) => compilation.faults.get(file) ?? []);
    if (output === undefined || faults.length > 0) {
      return keepLastGood(before, { kind: 'failed', error: brokenCode(faults, this.#root) }, this.#problems(faults));
    }
    const lambda = this.#functions[functionName];
    const problem =
      lambda === undefined
        ? undefined
        : exportProblem(lambda, entry, output, { commonJs: this.#commonJs, workingFolder: this.#workingFolder });
    const problems = problem === undefined ? [] : [problem];
    const { file, format, fingerprint } = output;
    const code = { kind: 'ready', file, format, fingerprint } as const;
    // Other functions' changes can cut the shared chunks anew; the old ones do for this function.
    return before?.output && sameCode(before.code, code) ? { ...before, problems } : { code, output, problems };
  }

  #problems(faults: readonly Message[]): Problem[] {
    return faults.map((message) => buildProblem(message, this.#root, this.#workingFolder));
  }
}

function entryFiles(entries: ReadonlyMap<string, Entry>): string[] {
  const files = [...entries.values()].flatMap((entry) => (entry.kind === 'file' ? [entry.file] : []));
  return [...new Set(files)].sort();
}

function keepLastGood(before: Built | undefined, code: FunctionCodeState, problems: readonly Problem[]): Built {
  return before?.code.kind === 'ready' ? { ...before, problems } : { code, output: undefined, problems };
}

function messages(built: Built | undefined): string {
  return JSON.stringify(built?.problems.map((problem) => [problem.message, problem.position]));
}

function watchableOf(
  functions: Readonly<Record<string, LambdaFunction>>,
  entries: ReadonlyMap<string, Entry>,
  graph: ReadonlyMap<string, EntryOutput>,
): Set<string> {
  // The roots for their tsconfig.json and package.json.
  const paths = new Set(Object.values(functions).map((lambda) => lambda.root));
  for (const entry of entries.values()) paths.add(entry.kind === 'file' ? dirname(entry.file) : entry.lookedIn);
  for (const { inputs, tsconfigs } of graph.values()) {
    for (const file of [...inputs, ...tsconfigs]) paths.add(dirname(file));
  }
  return paths;
}
