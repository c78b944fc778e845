import type { Position } from '../../../model/base/position.ts';

/** A variable has no value. Thrown where it is found, positioned where it stands, reported once. */
export class VariableFailure extends Error {
  position: Position | undefined;
  /** Whether a position was looked for already: a failure keeps the innermost place. */
  isPlaced = false;
  /** A problem says why already: the file that it reads is not valid YAML. */
  isReported = false;

  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message);
    this.name = 'VariableFailure';
  }
}
