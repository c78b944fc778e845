import { stampOf } from '../../model/base/stats-of.ts';
import type { Compilation } from './compile/compilation.ts';
import type { UnitCompiler } from './compile/unit-compiler.ts';
import { reached } from './graph/reach.ts';
import type { Reached } from './graph/reach.ts';

/** A unit with what is known of it. */
export class UnitRecord {
  readonly compiler: UnitCompiler;
  /** Folder whose files it may load at run time. */
  readonly root: string;
  /** Names of the functions that it is the code of. */
  readonly functions = new Set<string>();
  compilation: Compilation | undefined;
  tookMs = 0;
  /** How often something changed that belongs to the code without being compiled: packages, files found at run time. */
  #surroundings = 0;
  /** Counts what made it stale; of `compilation` and of what the files hold now. */
  #compiled = -1;
  #current = 0;
  #underWay: Promise<unknown> | undefined;

  constructor(compiler: UnitCompiler, root: string) {
    this.compiler = compiler;
    this.root = root;
  }

  /** Whether it is compiled from what the files hold now. */
  get isFresh(): boolean {
    return this.#compiled === this.#current;
  }

  /** Of the code with all that it loads. */
  get fingerprint(): string {
    return `${this.compilation?.fingerprint ?? ''}\n${this.#surroundings}`;
  }

  /** Files that it was compiled from and that were written since they were read, noticed or not. */
  changedInputs(): Set<string> {
    const stamps = [...(this.compilation?.stamps ?? [])];
    return new Set(stamps.filter(([file, stamp]) => stampOf(file) !== stamp).map(([file]) => file));
  }

  makeStale(): void {
    this.#current += 1;
  }

  /** Takes note of changed files; true when they reach it. */
  notice(changed: ReadonlySet<string>): boolean {
    const how = [...changed].map((path) => this.#reached(path));
    if (how.includes('surroundings')) this.#surroundings += 1;
    if (how.every((each) => each === undefined)) return false;
    this.makeStale();
    return true;
  }

  /** Resolves when the compilation under way is over; `undefined` when there is none. */
  get underWay(): Promise<unknown> | undefined {
    return this.#underWay;
  }

  /** Compiles it as the files are now; one compilation at a time. A change that comes meanwhile makes it stale again. */
  async compile(keep: boolean): Promise<Compilation> {
    const compiling = this.#compile(keep);
    this.#underWay = compiling.catch(() => undefined);
    try {
      return await compiling;
    } finally {
      this.#underWay = undefined;
    }
  }

  async #compile(keep: boolean): Promise<Compilation> {
    const begun = this.#current;
    const compilation = await this.compiler.compile(keep);
    // What a broken file imports is not known now; what it imported is still worth watching.
    const before = compilation.errors.length > 0 ? (this.compilation?.inputs ?? []) : [];
    this.compilation = { ...compilation, inputs: new Set([...compilation.inputs, ...before]) };
    this.#compiled = compilation.again === true ? -1 : begun;
    return this.compilation;
  }

  #reached(path: string): Reached {
    // What was never built will be read when it is.
    if (this.compilation === undefined) return undefined;
    const { errors } = this.compilation;
    return reached(path, { ...this.compilation, isBroken: errors.length > 0, root: this.root });
  }
}
