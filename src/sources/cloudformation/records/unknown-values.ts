import type { Position } from '../../../model/base/position.ts';
import type { Problems } from '../../problems/problems.ts';

/** Warns of each value that cannot be known here once, where it is first used. */
export class UnknownValues {
  readonly #said = new Set<string>();

  constructor(readonly problems: Problems) {}

  found(key: string, used: string, position: Position | undefined): void {
    if (this.#said.has(key)) return;
    this.#said.add(key);
    const isParameter = /^\w+$/.test(key);
    this.problems.warning(
      isParameter
        ? `the parameter ${key} has neither a default nor a value; ${used} has its name for its value`
        : `${key} cannot be known here; ${used} has this name for its value`,
      position,
      isParameter
        ? `Give it one: --parameter ${key}=…`
        : `Give the value under values: in emulator.config.yaml, as "${key}": …`,
    );
  }
}
