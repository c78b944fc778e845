import { existsSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { LambdaFunction } from '../../model/definition/function.ts';
import type { FunctionBuild } from '../../model/lambda/invocation.ts';
import type { ChangedPaths } from '../../model/base/watched-folders.ts';
import type { FunctionCodeState } from './built-function.ts';
import { sameCode } from './built-function.ts';
import { CommonJsSources } from './entry/commonjs-exports.ts';
import { entryOf } from './entry/entry.ts';
import type { Entry } from './entry/entry.ts';
import { broken, judge } from './function-state.ts';
import type { FunctionState, Judging } from './function-state.ts';
import { createOutputFolder, removeOutputFolder } from './output-folder.ts';
import type { UnitRecord } from './unit-record.ts';
import { Units } from './units.ts';
import { watchableOf } from './watchable.ts';
import { WrittenOutputs } from './written-outputs.ts';

/** Of one build, while files change under it. */
const MAX_COMPILATIONS = 3;

type Functions = Readonly<Record<string, LambdaFunction>>;

/** What a build changed. */
export interface BundleChange {
  /** Functions whose code or problems are not what they were. */
  readonly builds: readonly FunctionBuild[];
  /** New code by function name. A function whose build broke keeps its last good code and is not here. */
  readonly code: ReadonlyMap<string, FunctionCodeState>;
}

/** The code of all functions: which of it is built and which stale, and the last good code of each. Nothing is built before it is asked for. */
export class Bundler {
  readonly #folder: string;
  readonly #judging: Judging;
  readonly #now: () => number;
  readonly #units: Units;
  readonly #states = new Map<string, FunctionState>();
  readonly #written = new WrittenOutputs();
  #functions: Functions = {};
  /** By function name. */
  #entries: ReadonlyMap<string, Entry> = new Map();
  #unitOf: ReadonlyMap<string, UnitRecord> = new Map();

  /** `root`: the project's folder, absolute; output goes below it. `workingFolder`: what paths in problems are relative to. `now` measures how long builds take. */
  constructor(root: string, workingFolder: string, now: () => number) {
    this.#now = now;
    this.#folder = createOutputFolder(root);
    this.#judging = { root, workingFolder, commonJs: new CommonJsSources() };
    this.#units = new Units(root, this.#folder);
  }

  /** Files and folders whose change may change a build. */
  get watchable(): ReadonlySet<string> {
    return watchableOf(Object.values(this.#functions), this.#entries.values(), this.#units.index);
  }

  /** Folders of the installed packages that functions import. */
  get packages(): ReadonlySet<string> {
    return new Set(this.#units.index.packages);
  }

  /** Changes when builds are made from other folders than before, which `watchable` and `packages` show. */
  get reachVersion(): number {
    return this.#units.index.version;
  }

  /** The last build of every function that was built, in the functions' order. */
  builds(): FunctionBuild[] {
    return Object.keys(this.#functions).flatMap((name) => this.#buildOf(name) ?? []);
  }

  /** The code that a function's environments run; `undefined` for kinds that are not built, and before the first build. */
  codeOf(functionName: string): FunctionCodeState | undefined {
    return this.#states.get(functionName)?.code;
  }

  /** Whether a function's code is that of the files as they are. */
  isFresh(functionName: string): boolean {
    return this.#unitOf.get(functionName)?.isFresh ?? true;
  }

  /** Files that were written since a function's code was made from them, noticed or not. */
  changedInputs(functionName: string): Set<string> {
    return this.#unitOf.get(functionName)?.changedInputs() ?? new Set();
  }

  /** These are the functions from now on. Builds nothing; what it gives is the fate of those that need no build for it. */
  define(functions: Functions): BundleChange {
    for (const [name, { handler, root, code }] of Object.entries(this.#functions)) {
      const next = functions[name];
      const isSame = next?.handler === handler && next.root === root && isDeepStrictEqual(next.code, code);
      if (!isSame) this.#setState(name, undefined);
    }
    this.#functions = functions;
    return this.#findEntries();
  }

  /**
   * Takes note of changed files. Gives the functions that are to be built again, and what is decided without. `isKnown`: nothing has appeared or gone
   * away, what builds were made from has other contents.
   */
  notice(changed: ChangedPaths): {
    readonly stale: string[];
    readonly change: BundleChange;
    readonly isKnown: boolean;
  } {
    const { index } = this.#units;
    if (changed === undefined) for (const unit of this.#units.all()) unit.makeStale();
    else for (const unit of new Set([...changed].flatMap((path) => [...index.near(path)]))) unit.notice(changed);
    const isKnown = changed !== undefined && [...changed].every((path) => existsSync(path) && index.isInput(path));
    const change = isKnown ? { builds: [], code: new Map<string, FunctionCodeState>() } : this.#findEntries();
    return { stale: this.unbuilt().filter((name) => this.#states.has(name)), change, isKnown };
  }

  /** Functions that are not built, or stale. */
  unbuilt(): string[] {
    return [...this.#unitOf].filter(([, unit]) => !unit.isFresh).map(([name]) => name);
  }

  /** Builds what of these functions is not fresh, and with them the others that begin with the same file. */
  async build(functionNames: readonly string[] = this.unbuilt()): Promise<BundleChange> {
    const units = new Set(functionNames.flatMap((name) => this.#unitOf.get(name) ?? []));
    const changes = await Promise.all([...units].map((unit) => this.#buildUnit(unit)));
    return {
      builds: changes.flatMap(({ builds }) => builds),
      code: new Map(changes.flatMap(({ code }) => [...code])),
    };
  }

  /** Deletes outputs that are neither any function's code nor among `inUse` (modules that environments have loaded). */
  prune(inUse: () => ReadonlySet<string>): void {
    this.#written.prune(inUse);
  }

  async dispose(): Promise<void> {
    await this.#units.dispose();
    removeOutputFolder(this.#folder);
  }

  /** Looks for the files that functions begin with. */
  #findEntries(): BundleChange {
    const entries = new Map<string, Entry>();
    for (const [name, lambda] of Object.entries(this.#functions)) {
      const entry = entryOf(lambda, this.#folder, this.#judging.workingFolder);
      if (entry) entries.set(name, entry);
    }
    this.#entries = entries;
    this.#unitOf = this.#units.assign(this.#functions, entries);
    for (const name of this.#states.keys()) if (!entries.has(name)) this.#setState(name, undefined);
    return this.#take([...entries.keys()].filter((name) => this.isFresh(name)));
  }

  async #buildUnit(unit: UnitRecord): Promise<BundleChange> {
    // A call that arrives during a compilation checks again afterwards.
    while (unit.underWay !== undefined) await unit.underWay;
    if (unit.isFresh) return { builds: [], code: new Map() };
    const started = this.#now();
    for (let attempt = 1; attempt <= MAX_COMPILATIONS; attempt += 1) {
      const keep = unit.compilation !== undefined;
      if (keep) this.#units.keep(unit);
      const { code, copy } = await unit.compile(keep);
      this.#units.index.set(unit);
      for (const output of [code, copy]) if (output) this.#written.add(output);
      // An editor was writing: what was read may be half of a file.
      if (unit.changedInputs().size === 0) break;
    }
    unit.tookMs = this.#now() - started;
    return this.#take([...unit.functions]);
  }

  /** Judges these functions anew. */
  #take(functionNames: readonly string[]): BundleChange {
    const builds: FunctionBuild[] = [];
    const code = new Map<string, FunctionCodeState>();
    for (const name of functionNames) {
      const before = this.#states.get(name);
      const state = this.#judge(name, before);
      if (state === undefined) continue;
      // Code that is the same keeps its identity: environments run on.
      const same = before !== undefined && sameCode(before.code, state.code);
      this.#setState(name, same ? { ...state, code: before.code } : state);
      if (!same) code.set(name, state.code);
      if (!same || messages(before) !== messages(state)) builds.push(...(this.#buildOf(name) ?? []));
    }
    return { builds, code };
  }

  #setState(name: string, state: FunctionState | undefined): void {
    const before = this.#states.get(name);
    this.#written.replace([before?.output, before?.copy], [state?.output, state?.copy]);
    if (state) this.#states.set(name, state);
    else this.#states.delete(name);
  }

  #judge(name: string, before: FunctionState | undefined): FunctionState | undefined {
    const entry = this.#entries.get(name);
    const lambda = this.#functions[name];
    if (entry === undefined || lambda === undefined) return undefined;
    if (entry.kind === 'none') return broken(before, { kind: 'failed', error: entry.error }, [entry.problem]);
    const unit = this.#unitOf.get(name);
    if (unit?.compilation === undefined) return undefined;
    return judge(lambda, entry, unit.compilation, unit.fingerprint, before, this.#judging);
  }

  #buildOf(functionName: string): FunctionBuild[] | undefined {
    const state = this.#states.get(functionName);
    const tookMs = this.#unitOf.get(functionName)?.tookMs ?? 0;
    return state && [{ functionName, problems: state.problems, tookMs, serves: state.serves }];
  }
}

function messages(state: FunctionState | undefined): string {
  return JSON.stringify([state?.serves, state?.problems.map(({ message, position }) => [message, position])]);
}
