import type { Evaluated } from '../../evaluation/evaluator.ts';
import type { Site } from '../variables/site.ts';

/**
 * Runs a file of the project and follows a path in what it exports; functions and promises on the way are called and waited for. Throws
 * `VariableFailure`.
 */
export type Evaluate = (file: string, path: readonly string[], by: Site | undefined) => Promise<Evaluated>;
