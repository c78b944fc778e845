import type { Position } from '../../../model/base/position.ts';
import type { Problems } from '../../problems/problems.ts';

/** Warns of each value that cannot be known here once, where it is first used. */
export class UnknownValues {
  readonly #said = new Set<string>();

  constructor(readonly problems: Problems) {}

  found(key: string, used: string, position: Position | undefined): void {
    if (this.#said.has(key)) return;
    this.#said.add(key);
    this.problems.warning(
      `${key} cannot be known here; ${used} has this name for its value`,
      position,
      `Give the value under values: in emulator.config.yaml, as "${key}": …`,
    );
  }
}
