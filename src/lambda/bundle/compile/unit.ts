import type { BuildSettings } from '../../../model/definition/function.ts';

/** What is compiled together: an entry file, for all functions that begin with it and ask for the same. Paths absolute. */
export interface Unit {
  readonly entryFile: string;
  /** Of an entry file in an installed package that wraps the user's handlers: the files of those. */
  readonly wrapped: readonly string[];
  /** Whether to bundle; `undefined` leaves it to what the files need. */
  readonly bundle: boolean | undefined;
  /** What the project gives its bundler; only for what is bundled. */
  readonly build: BuildSettings | undefined;
  /** Folders with a `node_modules` to import from, after the project's own. */
  readonly layerFolders: readonly string[];
}

/** The same text means the same unit. */
export function unitKey({ entryFile, wrapped, bundle, build, layerFolders }: Unit): string {
  return JSON.stringify([entryFile, wrapped, bundle, build, layerFolders]);
}
