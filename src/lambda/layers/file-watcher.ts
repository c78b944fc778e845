import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import type { Clock } from '../../model/base/clock.ts';
import { WatchedFolders } from '../watched-folders.ts';

/** Compilers and packers write in several steps; this long after the last one the files are taken over. */
const QUIET_MS = 100;

/** Tells when one of some files was changed, made or removed. */
export class FileWatcher {
  readonly #folders: WatchedFolders;
  #files: ReadonlySet<string> = new Set();

  constructor(clock: Clock, onChange: () => void) {
    this.#folders = new WatchedFolders(clock, {
      quietMs: QUIET_MS,
      concerns: (folder, name) => this.#files.has(join(folder, name)),
      onChange,
    });
  }

  /** Watches these files from now on, and no others. */
  watch(files: ReadonlySet<string>): void {
    this.#files = new Set([...files].map((file) => normalize(file)));
    this.#folders.watch(new Set([...this.#files].map((file) => dirname(file)).filter((folder) => existsSync(folder))));
  }

  close(): void {
    this.#folders.close();
  }
}
