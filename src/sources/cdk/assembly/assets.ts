import { dirname, resolve } from 'node:path';
import type { InputContext } from '../../input.ts';
import { mapAt, readJsonFile, textAt } from './json-file.ts';

/** The local files and folders behind what a stack's template expects in buckets. */
export class Assets {
  /** Absolute path by object key: the keys hold the hash of the content, so the bucket does not matter. */
  readonly #paths = new Map<string, string>();

  /** Adds what a `*.assets.json` lists. Its paths are relative to the file. */
  addManifest(file: string, context: InputContext): void {
    const manifest = readJsonFile(file, 'the list of assets', context);
    for (const asset of Object.values(mapAt(manifest, 'files'))) {
      const path = textAt(mapAt(asset, 'source'), 'path');
      if (path === undefined) continue;
      for (const destination of Object.values(mapAt(asset, 'destinations'))) {
        const key = textAt(destination, 'objectKey');
        if (key !== undefined) this.#paths.set(key, resolve(dirname(file), path));
      }
    }
  }

  path(objectKey: string): string | undefined {
    return this.#paths.get(objectKey);
  }

  /** The asset that a URL ends in: `https://s3.…/bucket/prefix/HASH.json`. */
  pathOfUrl(url: string): string | undefined {
    const [address = ''] = url.split(/[?#]/);
    for (const [key, path] of this.#paths) if (address.endsWith(`/${key}`)) return path;
    return undefined;
  }
}
