import { existsSync, watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import type { Clock } from '../../model/clock.ts';
import type { ChangedPaths } from './affected.ts';

/** Editors save in several steps, a millisecond or two apart; this long after the last one the build starts. */
const QUIET_MS = 12;

const BUILD_INPUT = /\.(?:[cm]?[jt]sx?|json|txt|html|sql|graphql|gql|md|csv|xml|pem|vtl|ya?ml)$/;

/**
 * Tells when a file that can take part in a build was created, changed or removed in the given folders. Folders are watched, not files:
 * saving by renaming would end a file's watch.
 */
export class Watcher {
  readonly #clock: Clock;
  readonly #onChange: (changed: ChangedPaths) => void;
  readonly #watchers = new Map<string, FSWatcher>();
  #cancelQuiet: (() => void) | undefined;
  #changed: ChangedPaths = new Set();

  /** `onChange` is told everything that changed since it was called last. */
  constructor(clock: Clock, onChange: (changed: ChangedPaths) => void) {
    this.#clock = clock;
    this.#onChange = onChange;
  }

  /** Watches these folders from now on, and no others. A folder that does not exist yet is watched through its nearest parent. */
  watch(folders: Iterable<string>): void {
    const wanted = new Set(
      [...folders].filter((folder) => !folder.includes(`${sep}node_modules${sep}`)).map(nearestExisting),
    );
    for (const [folder, watcher] of this.#watchers) {
      if (wanted.has(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    for (const folder of wanted) if (!this.#watchers.has(folder)) this.#open(folder);
  }

  close(): void {
    this.#cancelQuiet?.();
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #open(folder: string): void {
    const watcher = watch(folder, (_kind, name) => {
      // A name without an extension may be a folder that appeared, with the missing handler in it.
      if (name === null || BUILD_INPUT.test(name) || (!name.includes('.') && name !== 'node_modules')) {
        this.#noticed(name === null ? undefined : join(folder, name));
      }
    });
    watcher.on('error', () => {
      watcher.close();
      this.#watchers.delete(folder);
      this.#noticed(undefined);
    });
    this.#watchers.set(folder, watcher);
  }

  /** `undefined`: something, and the system does not say what. */
  #noticed(path: string | undefined): void {
    this.#changed = path === undefined || this.#changed === undefined ? undefined : new Set(this.#changed).add(path);
    this.#cancelQuiet?.();
    this.#cancelQuiet = this.#clock.after(QUIET_MS, () => {
      const changed = this.#changed;
      this.#changed = new Set();
      this.#onChange(changed);
    });
  }
}

function nearestExisting(folder: string): string {
  const parent = dirname(folder);
  return existsSync(folder) || parent === folder ? folder : nearestExisting(parent);
}
