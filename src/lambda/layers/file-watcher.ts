import { existsSync, watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Clock } from '../../model/clock.ts';

/** Compilers and packers write in several steps; this long after the last one the files are taken over. */
const QUIET_MS = 100;

/** Tells when one of some files was changed, made or removed. Their folders are watched: most tools replace a file by another. */
export class FileWatcher {
  readonly #clock: Clock;
  readonly #onChange: () => void;
  readonly #watchers = new Map<string, FSWatcher>();
  #files: ReadonlySet<string> = new Set();
  #cancelQuiet: (() => void) | undefined;

  constructor(clock: Clock, onChange: () => void) {
    this.#clock = clock;
    this.#onChange = onChange;
  }

  /** Watches these files from now on, and no others. */
  watch(files: ReadonlySet<string>): void {
    this.#files = files;
    const folders = new Set([...files].map((file) => dirname(file)).filter((folder) => existsSync(folder)));
    for (const [folder, watcher] of this.#watchers) {
      if (folders.has(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    for (const folder of folders) if (!this.#watchers.has(folder)) this.#open(folder);
  }

  close(): void {
    this.#cancelQuiet?.();
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #open(folder: string): void {
    const watcher = watch(folder, (_kind, name) => {
      const watched = [...this.#files].some((file) => dirname(file) === folder && basename(file) === name);
      if (name === null || watched) this.#changed();
    });
    watcher.on('error', () => {
      watcher.close();
      this.#watchers.delete(folder);
    });
    this.#watchers.set(folder, watcher);
  }

  #changed(): void {
    this.#cancelQuiet?.();
    this.#cancelQuiet = this.#clock.after(QUIET_MS, this.#onChange);
  }
}
