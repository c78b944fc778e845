import type { Hint } from '../../problems/problems.ts';
import type { Position } from '../../../model/base/position.ts';

/** A variable has no value. Thrown where it is found, positioned where it stands, reported once. */
export class VariableFailure extends Error {
  #position: Position | undefined;
  #isPlaced = false;
  /** A problem says why already: the file that it reads is not valid YAML. */
  isReported = false;

  constructor(
    message: string,
    readonly hint?: Hint,
  ) {
    super(message);
    this.name = 'VariableFailure';
  }

  get position(): Position | undefined {
    return this.#position;
  }

  /** Says where it happened. The first place is the innermost one, and stays. */
  place(position: Position | undefined): void {
    if (!this.#isPlaced) this.#position = position;
    this.#isPlaced = true;
  }
}
