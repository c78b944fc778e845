import type { Problems } from '../../problems/problems.ts';
import type { Doubts as HearsDoubts } from '../attributes/complete.ts';
import type { Instance } from '../document/instance.ts';
import type { Declarations } from './declarations.ts';

/** Says what a plan does not say, each thing once, with the address. */
export class Doubts implements HearsDoubts {
  readonly #said = new Set<string>();

  constructor(
    readonly problems: Problems,
    readonly declarations: Declarations,
  ) {}

  guessed(instance: Instance, attribute: string, chosen: string, others: number): void {
    this.problems.warning(
      `the plan does not say which resource ${attribute} of ${instance.address} means; ${chosen} is assumed${others > 1 ? `, one of ${others}` : ''}`,
      this.declarations.of(instance),
      'Locals and values in maps are not in a plan. After an apply the state knows: terraform show -json > state.json',
    );
  }

  lost(instance: Instance, attribute: string): void {
    this.problems.warning(
      `the plan does not say which resource ${attribute} of ${instance.address} means`,
      this.declarations.of(instance),
      'Locals are not in a plan. After an apply the state knows: terraform show -json > state.json',
    );
  }

  /** A value that is known after the apply only, where it is first used. */
  unknown(instance: Instance, path: readonly (string | number)[], key: string): void {
    if (this.#said.has(key)) return;
    this.#said.add(key);
    this.problems.warning(
      key.startsWith(`${instance.address}.`)
        ? `${key} is known after the apply only; here its address is its value`
        : `${key} is known after the apply only; ${path.join('.')} of ${instance.address} has this name for its value`,
      this.declarations.of(instance),
      `Give the value under values: in emulator.config.yaml, as '${key}': …`,
    );
  }
}
