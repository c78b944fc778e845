import { dirname } from 'node:path';
import type { Compilation } from './compile/compilation.ts';
import { mayReachAny, meaningsOf } from './graph/reach.ts';
import { Counts } from './counts.ts';
import type { UnitRecord } from './unit-record.ts';

/** What compiled units were made from: which of a thousand a changed file may reach is found without asking each. */
export class UnitIndex {
  readonly #compilations = new Map<UnitRecord, Compilation>();
  /** By the paths, without extensions, of what they were made from. */
  readonly #byMeaning = new Map<string, Set<UnitRecord>>();
  /** Units that any file may reach: what was missing may appear anywhere, and what is found at run time may be anything. */
  readonly #open = new Set<UnitRecord>();
  readonly #folders = new Counts();
  readonly #packages = new Counts();
  /** Folders below which files are found at run time. */
  readonly #roots = new Counts();

  /** Changes with what has to be watched. */
  get version(): number {
    return this.#folders.version + this.#packages.version + this.#roots.version;
  }

  /** Folders of sources. */
  get folders(): Iterable<string> {
    return this.#folders.keys();
  }

  /** Folders of installed packages. */
  get packages(): Iterable<string> {
    return this.#packages.keys();
  }

  get roots(): Iterable<string> {
    return this.#roots.keys();
  }

  /** Takes note of what a unit was compiled from last. */
  set(unit: UnitRecord): void {
    const { compilation } = unit;
    const before = this.#compilations.get(unit);
    if (compilation === undefined) return;
    this.#compilations.set(unit, compilation);
    if (before !== undefined && isMadeFromTheSame(before, compilation)) return;
    this.#add(unit, compilation);
    if (before !== undefined) this.#remove(unit, before, compilation);
  }

  delete(unit: UnitRecord): void {
    const before = this.#compilations.get(unit);
    this.#compilations.delete(unit);
    if (before !== undefined) this.#remove(unit, before);
  }

  /** Units that a changed, new or removed file may reach; which of them it does, each can say. */
  near(path: string): Set<UnitRecord> {
    if (mayReachAny(path)) return new Set(this.#compilations.keys());
    return new Set([
      ...this.#open,
      ...meaningsOf(path).flatMap((meaning) => [...(this.#byMeaning.get(meaning) ?? [])]),
    ]);
  }

  /** Whether a unit was compiled from this file. */
  isInput(path: string): boolean {
    return [...this.near(path)].some(({ compilation }) => compilation?.inputs.has(path));
  }

  #add(unit: UnitRecord, compilation: Compilation): void {
    for (const meaning of meaningsIn(compilation)) {
      const units = this.#byMeaning.get(meaning);
      if (units) units.add(unit);
      else this.#byMeaning.set(meaning, new Set([unit]));
    }
    if (isOpen(compilation)) this.#open.add(unit);
    this.#folders.add(foldersOf(compilation));
    this.#packages.add(compilation.packages);
    if (compilation.hasRunTimePaths) this.#roots.add([unit.root]);
  }

  /** `next`: what it is made from instead, which is there already. */
  #remove(unit: UnitRecord, compilation: Compilation, next?: Compilation): void {
    const kept = next && meaningsIn(next);
    for (const meaning of meaningsIn(compilation)) {
      if (kept?.has(meaning) === true) continue;
      const units = this.#byMeaning.get(meaning);
      units?.delete(unit);
      if (units?.size === 0) this.#byMeaning.delete(meaning);
    }
    if (next === undefined || !isOpen(next)) this.#open.delete(unit);
    this.#folders.take(foldersOf(compilation));
    this.#packages.take(compilation.packages);
    if (compilation.hasRunTimePaths) this.#roots.take([unit.root]);
  }
}

function isMadeFromTheSame(a: Compilation, b: Compilation): boolean {
  return (
    isOpen(a) === isOpen(b) &&
    a.hasRunTimePaths === b.hasRunTimePaths &&
    hasTheSame(a.inputs, b.inputs) &&
    hasTheSame(a.packages, b.packages) &&
    hasTheSame(new Set(a.tsconfigs), new Set(b.tsconfigs))
  );
}

function hasTheSame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  if (a.size !== b.size) return false;
  for (const each of a) if (!b.has(each)) return false;
  return true;
}

function isOpen({ errors, hasRunTimePaths }: Compilation): boolean {
  return errors.length > 0 || hasRunTimePaths;
}

function meaningsIn({ inputs, tsconfigs }: Compilation): Set<string> {
  return new Set([...inputs, ...tsconfigs].flatMap((file) => meaningsOf(file)));
}

function foldersOf({ inputs, tsconfigs }: Compilation): Set<string> {
  return new Set([...inputs, ...tsconfigs].map((file) => dirname(file)));
}
