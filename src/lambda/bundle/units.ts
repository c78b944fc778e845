import type { LambdaFunction } from '../../model/definition/function.ts';
import { nodeVersionOf } from '../environment/node-version.ts';
import { layerModuleFolders } from '../layers/layer-variables.ts';
import { ApartCompiler } from './compile/compile-apart.ts';
import type { CompilerSettings } from './compile/unit-compiler.ts';
import { UnitCompiler } from './compile/unit-compiler.ts';
import { unitKey } from './compile/unit.ts';
import type { Entry } from './entry/entry.ts';
import { wrappedHandlers } from './entry/wrapped-handlers.ts';
import { UnitIndex } from './unit-index.ts';
import { UnitRecord } from './unit-record.ts';

/** Units whose compilers keep what they have parsed: a file that was saved once is usually saved again. */
const MAX_KEPT = 4;

/** What is compiled, for all functions: those that begin with the same file share it. */
export class Units {
  /** Of those that are compiled. */
  readonly index = new UnitIndex();
  readonly #settings: CompilerSettings;
  readonly #units = new Map<string, UnitRecord>();
  readonly #kept: UnitRecord[] = [];

  /** Both absolute; outputs go below `outputFolder`. */
  constructor(root: string, outputFolder: string) {
    const paths = new Map<string, string>();
    const known = (path: string): string => {
      const before = paths.get(path);
      if (before === undefined) paths.set(path, path);
      return before ?? path;
    };
    this.#settings = { root, outputFolder, apart: new ApartCompiler(root, outputFolder), known };
  }

  all(): UnitRecord[] {
    return [...this.#units.values()];
  }

  /** The unit of each function that begins with a file, from now on; units that no function has are given up. */
  assign(
    functions: Readonly<Record<string, LambdaFunction>>,
    entries: ReadonlyMap<string, Entry>,
  ): Map<string, UnitRecord> {
    const assigned = new Map<string, UnitRecord>();
    const needed = new Set<string>();
    for (const unit of this.#units.values()) unit.functions.clear();
    for (const [name, entry] of entries) {
      const lambda = functions[name];
      if (entry.kind !== 'file' || lambda === undefined) continue;
      const { bundle, build, layers, node, root } = lambda;
      const layerFolders = layers.length === 0 ? [] : layerModuleFolders(layers, nodeVersionOf(node));
      const unit = { entryFile: entry.file, wrapped: wrappedHandlers(lambda, entry.file), bundle, build, layerFolders };
      const key = unitKey(unit);
      const record = this.#units.get(key) ?? new UnitRecord(new UnitCompiler(this.#settings, unit), root);
      this.#units.set(key, record);
      needed.add(key);
      record.functions.add(name);
      assigned.set(name, record);
    }
    for (const [key, record] of this.#units) {
      if (needed.has(key)) continue;
      this.#units.delete(key);
      this.index.delete(record);
      void release(record);
    }
    return assigned;
  }

  /** The next compilations of this unit are to be quick; those of the one that was kept longest ago need not be any more. */
  keep(unit: UnitRecord): void {
    const index = this.#kept.indexOf(unit);
    if (index !== -1) this.#kept.splice(index, 1);
    this.#kept.push(unit);
    const oldest = this.#kept.length > MAX_KEPT ? this.#kept.shift() : undefined;
    if (oldest) void this.#giveUp(oldest);
  }

  /** Unless it is compiled again meanwhile. */
  async #giveUp(unit: UnitRecord): Promise<void> {
    await unit.underWay;
    if (!this.#kept.includes(unit)) await release(unit);
  }

  async dispose(): Promise<void> {
    await Promise.all(this.all().map((unit) => release(unit)));
  }
}

async function release(unit: UnitRecord): Promise<void> {
  while (unit.underWay !== undefined) await unit.underWay;
  await unit.compiler.release();
}
