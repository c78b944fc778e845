import { existsSync } from 'node:fs';
import { dirname, sep } from 'node:path';
import type { Clock } from '../../model/base/clock.ts';
import { WatchedFolders } from '../watched-folders.ts';
import type { ChangedPaths } from '../watched-folders.ts';

/** Editors save in several steps, a millisecond or two apart; this long after the last one the build starts. */
const QUIET_MS = 12;

const BUILD_INPUT = /\.(?:[cm]?[jt]sx?|json|txt|html|sql|graphql|gql|md|csv|xml|pem|vtl|ya?ml)$/;

/** Tells when a file that can take part in a build was created, changed or removed in the given folders. */
export class Watcher {
  readonly #folders: WatchedFolders;

  constructor(clock: Clock, onChange: (changed: ChangedPaths) => void) {
    this.#folders = new WatchedFolders(clock, {
      quietMs: QUIET_MS,
      concerns: (_folder, name) => takesPartInBuilds(name),
      onChange,
    });
  }

  /** Watches these folders from now on, and no others. A folder that does not exist yet is watched through its nearest parent. */
  watch(folders: Iterable<string>): void {
    const own = [...folders].filter((folder) => !folder.includes(`${sep}node_modules${sep}`));
    this.#folders.watch(new Set(own.map(nearestExisting)));
  }

  close(): void {
    this.#folders.close();
  }
}

/** A name without an extension may be a folder that appeared, with the missing handler in it. */
function takesPartInBuilds(name: string): boolean {
  return BUILD_INPUT.test(name) || (!name.includes('.') && name !== 'node_modules');
}

function nearestExisting(folder: string): string {
  const parent = dirname(folder);
  return existsSync(folder) || parent === folder ? folder : nearestExisting(parent);
}
