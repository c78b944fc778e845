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
  /** The file has run what a start runs: keep its code when the process ends, if that is sooner than the usual time. */
  keepAtExit(): void;
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
  const cachedData = readIfThere(cacheFile);
  const script = new Script(`(function (exports, require, module, __filename, __dirname, __load) {${source}\n})`, {
    filename: file,
    ...(cachedData && { cachedData }),
  });
  const module = { exports: {} };
  const run = script.runInThisContext() as (...parameters: unknown[]) => void;
  const load = (specifier: string): Promise<unknown> => importFile(new URL(specifier, pathToFileURL(file)).href);
  run(module.exports, createRequire(file), module, file, dirname(file), load);
  const isKept = cachedData !== undefined && script.cachedDataRejected !== true;
  return { exports: module.exports, keepAtExit: isKept ? () => undefined : keeper(script, cacheFile) };
}

/** Keeps the code after a while; the returned function does so at the process's end, if that comes first. */
function keeper(script: Script, cacheFile: string): () => void {
  let isKept = false;
  const keepOnce = (): void => {
    if (!isKept) keep(script, cacheFile);
    isKept = true;
  };
  setTimeout(keepOnce, KEEP_AFTER_MS).unref();
  return () => void process.once('exit', keepOnce);
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
