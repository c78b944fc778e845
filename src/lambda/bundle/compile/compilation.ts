import type { Message } from 'esbuild';
import type { Output } from './outputs.ts';

/** What compiling a unit gave. Paths absolute. */
export interface Compilation {
  /** What to run; `undefined` where there is nothing that could be. */
  readonly code: Output | undefined;
  /** Where the code is the user's own files: the same as a bundle, for when those are broken. */
  readonly copy?: Output;
  /** The same text means the same code. */
  readonly fingerprint: string;
  /** Every own file that was read. */
  readonly inputs: ReadonlySet<string>;
  /** Of each of them, as it was read: `stampOf`. */
  readonly stamps: ReadonlyMap<string, string>;
  /** The tsconfig.json that governs it and those it extends. */
  readonly tsconfigs: readonly string[];
  /** Folders of the installed packages it imports. */
  readonly packages: ReadonlySet<string>;
  /** Whether it loads files by paths that only exist when it runs. */
  readonly hasRunTimePaths: boolean;
  /** Names that the entry exports, where it has ES module syntax. */
  readonly exports: readonly string[] | undefined;
  readonly errors: readonly Message[];
  /** The sources are not at fault: to be compiled again without a change of them. */
  readonly again?: boolean;
  readonly warnings: readonly Message[];
}
