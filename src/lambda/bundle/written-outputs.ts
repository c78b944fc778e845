import { rmSync } from 'node:fs';
import type { Output } from './compile/outputs.ts';
import { Counts } from './counts.ts';

/** Outputs on disk: those that are the code of functions, and those that can be deleted as soon as nothing runs them. */
export class WrittenOutputs {
  /** How many functions have it as their code or its copy. */
  readonly #users = new Map<Output, number>();
  readonly #unused = new Set<Output>();
  /** An output may have the same file as the one before. */
  readonly #files = new Counts();

  add(output: Output): void {
    this.#files.add(output.files);
    this.#unused.add(output);
  }

  /** A function has these from now on, and no longer those. */
  replace(before: readonly (Output | undefined)[], now: readonly (Output | undefined)[]): void {
    for (const output of now) if (output) this.#use(output);
    for (const output of before) if (output) this.#release(output);
  }

  /** Deletes what no function has, without what is among `inUse` (modules that environments have loaded). */
  prune(inUse: () => ReadonlySet<string>): void {
    if (this.#unused.size === 0) return;
    const loaded = inUse();
    for (const output of this.#unused) {
      if (loaded.has(output.file)) continue;
      this.#unused.delete(output);
      this.#files.take(output.files);
      for (const file of output.files) if (!this.#files.has(file)) rmSync(file, { force: true });
    }
  }

  #use(output: Output): void {
    this.#unused.delete(output);
    this.#users.set(output, (this.#users.get(output) ?? 0) + 1);
  }

  #release(output: Output): void {
    const users = (this.#users.get(output) ?? 0) - 1;
    if (users > 0) return void this.#users.set(output, users);
    this.#users.delete(output);
    this.#unused.add(output);
  }
}
