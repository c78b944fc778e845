import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';

/** By then a start is over and what it ran is compiled. Commands that end sooner keep nothing. */
const KEEP_AFTER_MS = 3000;

/**
 * Loads a CommonJS file as `require` does, with the code that V8 compiled in an earlier run: parsing and compiling is near half of what a
 * start costs. The cache lies beside the file, one for each version and set of flags of V8; where that folder cannot be written to, every
 * run compiles. Node 22 has a cache of its own, Node 20 does not.
 *
 * Code out of the cache has lost what `import()` needs (V8 11 does not keep the host's options with it): the file calls `__load` instead, and
 * `importFile` is given the URL of the module that it wants.
 */
export function loadWithCodeCache(file: string, importFile: (url: string) => Promise<unknown>): unknown {
  // The build writes ASCII only; as Latin-1 it needs no decoding.
  const source = readFileSync(file, 'latin1');
  const cacheFile = cacheFileFor(file);
  const cachedData = readIfThere(cacheFile);
  const script = new Script(`(function (exports, require, module, __filename, __dirname, __load) {${source}\n})`, {
    filename: file,
    ...(cachedData && { cachedData }),
  });
  const module = { exports: {} };
  const run = script.runInThisContext() as (...parameters: unknown[]) => void;
  const load = (specifier: string): Promise<unknown> => importFile(new URL(specifier, pathToFileURL(file)).href);
  run(module.exports, createRequire(file), module, file, dirname(file), load);
  if (cachedData === undefined || script.cachedDataRejected === true) {
    setTimeout(() => keep(script, cacheFile), KEEP_AFTER_MS).unref();
  }
  return module.exports;
}

/** V8 compares no more of the source than its length: the file's time must be the same too. */
function cacheFileFor(file: string): string {
  const tag = cachedDataVersionTag().toString(16);
  return `${file}.${tag}-${Math.round(statSync(file).mtimeMs).toString(36)}.cache`;
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Renamed into place: another start may be reading. */
function keep(script: Script, cacheFile: string): void {
  const unfinished = `${cacheFile}.${process.pid}`;
  try {
    writeFileSync(unfinished, script.createCachedData());
    renameSync(unfinished, cacheFile);
  } catch {
    // Installed where this user may not write.
  }
}
