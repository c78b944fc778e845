import { existsSync, watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import type { Clock } from './clock.ts';
import { statsOf } from './stats-of.ts';

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
  #isWhole = true;

  constructor(clock: Clock, watching: Watching) {
    this.#clock = clock;
    this.#watching = watching;
  }

  /** Whether all folders are still watched; one that went away, or was made again, is not until `watch` is called. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** Watches these folders from now on, and no others. All have to exist: throws what the system says otherwise. */
  watch(folders: ReadonlySet<string>): void {
    for (const [folder, watcher] of this.#watchers) {
      if (folders.has(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    for (const folder of folders) if (!this.#watchers.has(folder)) this.#open(folder);
    this.#isWhole = true;
  }

  close(): void {
    this.#cancelQuiet?.();
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #open(folder: string): void {
    const identity = identityOf(folder);
    const watcher = watch(folder, (kind, name) => {
      // A folder that is made again under the same name (another branch checked out) is another folder.
      if (kind === 'rename' && identityOf(folder) !== identity) this.#forget(folder, watcher);
      if (name === null) this.#noticed(undefined);
      else if (this.#watching.concerns(folder, name)) this.#noticed(join(folder, name));
    });
    // A folder that went away while it was watched.
    watcher.on('error', () => {
      this.#forget(folder, watcher);
      this.#noticed(undefined);
    });
    this.#watchers.set(folder, watcher);
  }

  #forget(folder: string, watcher: FSWatcher): void {
    watcher.close();
    if (this.#watchers.get(folder) !== watcher) return;
    this.#watchers.delete(folder);
    this.#isWhole = false;
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

/** Identifies a folder among others of the same name; `undefined` when there is none. */
function identityOf(folder: string): string | undefined {
  const found = statsOf(folder);
  // The number alone may be given to the next folder that is made.
  return found && `${found.ino} ${found.birthtimeMs}`;
}

/** How long a definition has to be quiet before it is read: editors write a file in several steps. */
export const DEFINITION_QUIET_MS = 30;

/** Single files, which are watched through their folders. */
export class WatchedFiles {
  readonly #folders: WatchedFolders;
  #files: ReadonlySet<string> = new Set();

  /** `changed` is called when one of the files was written, made or removed, and nothing more happened for `quietMs`. */
  constructor(clock: Clock, quietMs: number, changed: () => void) {
    this.#folders = new WatchedFolders(clock, {
      quietMs,
      concerns: (folder, name) => this.#files.has(join(folder, name)),
      onChange: changed,
    });
  }

  /** Watches these files, by absolute paths, from now on, and no others. */
  watch(files: readonly string[]): void {
    this.#files = new Set(files.map((file) => normalize(file)));
    this.#folders.watch(new Set([...this.#files].map((file) => dirname(file)).filter((folder) => existsSync(folder))));
  }

  close(): void {
    this.#folders.close();
  }
}
