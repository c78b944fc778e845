import type { FunctionBuild } from '../../model/lambda/invocation.ts';
import type { BundleChange } from './bundler.ts';

/** What `Builds` asks, and reports to. */
export interface BuildListener {
  /** New code, before anything that waits for it goes on. */
  built(change: BundleChange): void;
  /** Builds that changed what functions run, or what is wrong with them. */
  told(builds: readonly FunctionBuild[]): void;
  /** Whether events have come for a function lately: it is built again at once when it changed. */
  isInUse(functionName: string): boolean;
  /** Whether something that the function needs beside its code is not there. */
  isIncomplete(functionName: string): boolean;
  /** Other files that were to be watched changed. */
  filesChanged(): void;
  /** Something could not be done, in a sentence. */
  warn(message: string): void;
}
