import { watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../model/base/clock.ts';

/** Absolute paths of what changed; `undefined` where the system did not say. */
export type ChangedPaths = ReadonlySet<string> | undefined;

/** What a set of watched folders reports. */
export interface Watching {
  /** Writers write in several steps: the change is reported this long after the last one. */
  quietMs: number;
  /** Whether an entry of a folder is to be reported. Not called when the system does not say which entry it was. */
  concerns: (folder: string, name: string) => boolean;
  /** Receives everything that changed since its last call. */
  onChange: (changed: ChangedPaths) => void;
}

/** Folders are watched, not files: saving by renaming would end a file's watch, and a file that does not exist yet has none. */
export class WatchedFolders {
  readonly #clock: Clock;
  readonly #watching: Watching;
  readonly #watchers = new Map<string, FSWatcher>();
  #cancelQuiet: (() => void) | undefined;
  #changed: ChangedPaths = new Set();

  constructor(clock: Clock, watching: Watching) {
    this.#clock = clock;
    this.#watching = watching;
  }

  /** Watches these folders from now on, and no others. All have to exist: throws what the system says otherwise. */
  watch(folders: ReadonlySet<string>): void {
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
      if (name === null) this.#noticed(undefined);
      else if (this.#watching.concerns(folder, name)) this.#noticed(join(folder, name));
    });
    // A folder that went away while it was watched.
    watcher.on('error', () => {
      watcher.close();
      this.#watchers.delete(folder);
      this.#noticed(undefined);
    });
    this.#watchers.set(folder, watcher);
  }

  #noticed(path: string | undefined): void {
    this.#changed = path === undefined || this.#changed === undefined ? undefined : new Set(this.#changed).add(path);
    this.#cancelQuiet?.();
    this.#cancelQuiet = this.#clock.after(this.#watching.quietMs, () => {
      const changed = this.#changed;
      this.#changed = new Set();
      this.#watching.onChange(changed);
    });
  }
}
