import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';

/** By then a start is over and what it ran is compiled. */
const KEEP_AFTER_MS = 3000;

export interface LoadedFile {
  readonly exports: unknown;
  /**
   * The file has run what a start with an input of this kind runs: keep its code when the process ends, if that is sooner than the usual time.
   * Does nothing where the kept code holds that already.
   */
  keepAtExit(kind: string): void;
}

/** Code that V8 compiled, and the kinds of input whose starts ran it: what no start has run is not compiled. */
interface Kept {
  readonly code: Buffer;
  readonly kinds: readonly string[];
}

/**
 * Loads a CommonJS file as `require` does, with the code that V8 compiled in an earlier run: parsing and compiling is near half of what a
 * start costs. The cache lies beside the file, one for each version and set of flags of V8; where that folder cannot be written to, every
 * run compiles. Commands that end soon keep nothing: they compile too little of what a start needs. Node 22 has a cache of its own, Node 20
 * does not.
 *
 * Code out of the cache has lost what `import()` needs (V8 11 does not keep the host's options with it): the file calls `__load` instead, and
 * `importFile` is given the URL of the module that it wants.
 */
export function loadWithCodeCache(file: string, importFile: (url: string) => Promise<unknown>): LoadedFile {
  // The build writes ASCII only; as Latin-1 it needs no decoding.
  const source = readFileSync(file, 'latin1');
  const cacheFile = cacheFileFor(file);
  const kept = readIfThere(cacheFile);
  const script = new Script(`(function (exports, require, module, __filename, __dirname, __load) {${source}\n})`, {
    filename: file,
    ...(kept && { cachedData: kept.code }),
  });
  const module = { exports: {} };
  const run = script.runInThisContext() as (...parameters: unknown[]) => void;
  const load = (specifier: string): Promise<unknown> => importFile(new URL(specifier, pathToFileURL(file)).href);
  run(module.exports, createRequire(file), module, file, dirname(file), load);
  const kinds = kept !== undefined && script.cachedDataRejected !== true ? kept.kinds : undefined;
  const keeper = new Keeper(script, cacheFile, kinds ?? []);
  if (kinds === undefined) keeper.keepLater();
  return {
    exports: module.exports,
    keepAtExit: (kind) => {
      if (kinds?.includes(kind) !== true) keeper.keepWith(kind);
    },
  };
}

/** Writes the cache once in a run. */
class Keeper {
  readonly #script: Script;
  readonly #cacheFile: string;
  readonly #kinds: Set<string>;
  #isWaiting = false;
  #isKept = false;

  constructor(script: Script, cacheFile: string, kinds: readonly string[]) {
    this.#script = script;
    this.#cacheFile = cacheFile;
    this.#kinds = new Set(kinds);
  }

  keepLater(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    setTimeout(() => this.#keep(), KEEP_AFTER_MS).unref();
  }

  /** The code of starts with one more kind of input. */
  keepWith(kind: string): void {
    this.#kinds.add(kind);
    this.keepLater();
    process.once('exit', () => this.#keep());
  }

  /** Renamed into place: another start may be reading. */
  #keep(): void {
    if (this.#isKept) return;
    this.#isKept = true;
    const unfinished = `${this.#cacheFile}.${process.pid}`;
    try {
      const code = this.#script.createCachedData();
      writeFileSync(unfinished, Buffer.concat([code, Buffer.from(`\n${[...this.#kinds].join(' ')}`)]));
      renameSync(unfinished, this.#cacheFile);
    } catch {
      // Installed where this user may not write.
    }
  }
}

/** V8 compares no more of the source than its length: the file's time must be the same too. */
function cacheFileFor(file: string): string {
  const tag = cachedDataVersionTag().toString(16);
  return `${file}.${tag}-${Math.round(statSync(file).mtimeMs).toString(36)}.cache`;
}

/** The kinds are the last line. */
function readIfThere(file: string): Kept | undefined {
  try {
    const bytes = readFileSync(file);
    const end = bytes.lastIndexOf('\n');
    return { code: bytes.subarray(0, Math.max(end, 0)), kinds: bytes.toString('latin1', end + 1).split(' ') };
  } catch {
    return undefined;
  }
}
