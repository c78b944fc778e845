import { existsSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { foldersBelow } from './folders-below.ts';

/** Folders of one package that are watched, and of all together. */
const MAX_OF_PACKAGE = 50;
const MAX_FOLDERS = 1000;

/** Where a changed package shows: in its folders, and in what the package manager writes beside all of them. */
export class PackageFolders {
  readonly #known = new Map<string, readonly string[]>();

  /** Existing folders to watch for these packages of a project. */
  of(root: string, packages: ReadonlySet<string>): Set<string> {
    const folders = new Set<string>();
    for (const home of [join(root, 'node_modules'), ...[...packages].map(homeOf)])
      if (existsSync(home)) folders.add(home);
    for (const folder of packages) {
      const below = this.#known.get(folder) ?? foldersBelow(folder, MAX_OF_PACKAGE);
      this.#known.set(folder, below);
      for (const each of below) if (folders.size < MAX_FOLDERS && existsSync(each)) folders.add(each);
    }
    return folders;
  }
}

/** The `node_modules` that a package lies in. */
function homeOf(folder: string): string {
  const parent = dirname(folder);
  return parent.endsWith(`${sep}node_modules`) || parent === folder ? parent : dirname(parent);
}
