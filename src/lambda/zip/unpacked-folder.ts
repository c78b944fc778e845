import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inlineFolder } from '../python/python-program.ts';
import { unzip } from './unzip.ts';
import { readRegularBytes } from '../../model/base/regular-file.ts';

/** Zip files unpacked once for each version, below one folder of the project. */
export class UnpackedFolders {
  readonly #home: string;
  /** Zip files whose older versions have been removed already: environments may run from those of this start. */
  readonly #tidied = new Set<string>();

  /** `home`: absolute, made when it is needed. */
  constructor(home: string) {
    this.#home = home;
  }

  /** Folder with the contents of a zip file as it is now; another version is another folder. Throws `ZipError`, or what reading throws. */
  of(file: string): string {
    const { mtimeMs, size } = statSync(file);
    const name = `${basename(file).replace(/\W+/g, '-')}-${hash(file)}`;
    const folder = join(this.#home, `${name}-${hash(`${mtimeMs}-${size}`)}`);
    this.#tidy(name, folder);
    if (existsSync(folder)) return folder;
    mkdirSync(this.#home, { recursive: true });
    // Whole or not at all: another emulator may look for it meanwhile.
    const unfinished = mkdtempSync(join(this.#home, 'unfinished-'));
    try {
      unzip(readRegularBytes(file), unfinished);
      renameSync(unfinished, folder);
    } catch (error) {
      rmSync(unfinished, { recursive: true, force: true });
      if (!existsSync(folder)) throw error;
    }
    return folder;
  }

  /** Folder with inline Python source as the module `index`. */
  written(name: string, source: string): string {
    return inlineFolder(this.#home, name.replaceAll(/\W+/g, '-'), source);
  }

  #tidy(name: string, current: string): void {
    if (this.#tidied.has(name) || !existsSync(this.#home)) return;
    this.#tidied.add(name);
    for (const each of readdirSync(this.#home)) {
      const folder = join(this.#home, each);
      if (each.startsWith(`${name}-`) && folder !== current) rmSync(folder, { recursive: true, force: true });
    }
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
