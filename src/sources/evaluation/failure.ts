import type { Position } from '../../model/base/position.ts';

/** Code of the project did not give what it was run for. */
export class EvaluationFailure extends Error {
  constructor(
    message: string,
    /** Where in the project, with the file as messages name it. */
    readonly position: Position | undefined,
    readonly hint: string | undefined,
    /** Absolute paths of the files that are known to be part of it. */
    readonly files: readonly string[] = [],
  ) {
    super(message);
    this.name = 'EvaluationFailure';
  }
}
