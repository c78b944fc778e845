import type { Site } from '../variables/site.ts';

export interface Evaluated {
  /** Plain values, as JSON has them. */
  readonly value: unknown;
  /** What is left of the path after a text, whose variables must be resolved first. */
  readonly rest: readonly string[];
  /** Absolute paths of the project's files that were loaded for it. */
  readonly files: readonly string[];
}

/**
 * Runs a file of the project and follows a path in what it exports; functions and promises on the way are called and waited for. Throws
 * `VariableFailure`.
 */
export type Evaluate = (file: string, path: readonly string[], by: Site | undefined) => Promise<Evaluated>;
