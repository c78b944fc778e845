import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

export interface FoundPackage {
  /** Folder under the `node_modules` that Node would pick, links not followed. */
  readonly folder: string;
  /** False for a workspace package that is only linked into `node_modules`: its source is the user's own and is bundled. */
  readonly installed: boolean;
}

/** Finds packages as Node does, by walking up through `node_modules`. Remembers what it found until `forget`. */
export class PackageLookup {
  readonly #found = new Map<string, FoundPackage | undefined>();

  find(packageName: string, from: string): FoundPackage | undefined {
    const key = `${from}\0${packageName}`;
    if (this.#found.has(key)) return this.#found.get(key);
    const found = this.#look(packageName, from);
    this.#found.set(key, found);
    return found;
  }

  forget(): void {
    this.#found.clear();
  }

  #look(packageName: string, from: string): FoundPackage | undefined {
    const folder = join(from, 'node_modules', packageName);
    if (!from.endsWith(`${sep}node_modules`) && existsSync(folder)) {
      return { folder, installed: realpathSync(folder).includes(`${sep}node_modules${sep}`) };
    }
    const parent = dirname(from);
    return parent === from ? undefined : this.find(packageName, parent);
  }
}

/** `@scope/name/sub` -> `@scope/name`; `name/sub` -> `name`. */
export function packageNameOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
