import { watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Editors write a file in several steps; the definition is read when it has been quiet for so long. */
const QUIET_MS = 30;

/** Calls back when one of the files changed. Folders are watched, not files: editors replace a file by renaming another over it. */
export class DefinitionWatcher {
  readonly #changed: () => void;
  #watchers: FSWatcher[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Watches these files from now on, instead of those before. */
  follow(files: readonly string[]): void {
    this.#stopWatching();
    const namesIn = new Map<string, Set<string>>();
    for (const file of files) {
      const folder = dirname(file);
      const names = namesIn.get(folder);
      if (names === undefined) namesIn.set(folder, new Set([basename(file)]));
      else names.add(basename(file));
    }
    for (const [folder, names] of namesIn) {
      const watcher = watch(folder, (_event, name) => {
        if (name !== null && names.has(name)) this.#schedule();
      });
      // A folder that is removed while watched; the next read will say what is missing.
      watcher.on('error', () => this.#schedule());
      this.#watchers.push(watcher);
    }
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#stopWatching();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#changed, QUIET_MS);
  }

  #stopWatching(): void {
    for (const watcher of this.#watchers) watcher.close();
    this.#watchers = [];
  }
}
