import type { NotRun } from '../../aws-resources/resources.ts';
import type { Problems } from '../../problems/problems.ts';
import type { Doubts as HearsDoubts } from '../attributes/relations.ts';
import type { Instance } from '../document/instance.ts';
import type { Declarations } from './declarations.ts';

const STATE = 'after an apply the state knows: terraform show -json > state.json';

/** Says what a plan does not say, each thing once, with the address. */
export class Doubts implements HearsDoubts {
  readonly #said = new Set<string>();
  readonly notRun: NotRun[] = [];

  constructor(
    readonly problems: Problems,
    readonly declarations: Declarations,
  ) {}

  guessed(instance: Instance, attribute: string, chosen: string, others: number): void {
    this.problems.warning(
      `the plan does not say which resource ${attribute} of ${instance.address} means; ${chosen} is assumed${others > 1 ? `, one of ${others}` : ''}`,
      this.declarations.of(instance),
      `Locals and values in maps are not in a plan; ${STATE}`,
    );
  }

  lost(instance: Instance, attribute: string): void {
    this.problems.warning(
      `the plan does not say which resource ${attribute} of ${instance.address} means`,
      this.declarations.of(instance),
      `Locals are not in a plan; ${STATE}`,
    );
  }

  missing(instance: Instance, attribute: string): void {
    const { address, type } = instance;
    const what = `its ${attribute} is known after the apply only, since it mentions what is not there yet`;
    if (attribute !== 'body') {
      this.problems.warning(
        `${address} is served without its ${attribute}: ${what}`,
        this.declarations.of(instance),
        STATE,
      );
      return;
    }
    this.notRun.push({ id: address, type, reason: `${what}; ${STATE}`, declaredAt: this.declarations.of(instance) });
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
