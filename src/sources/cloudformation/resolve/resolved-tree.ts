import type { Positions } from '../../template/positions.ts';
import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { setOwn } from '../../../model/base/own-properties.ts';
import type { Scope } from './scope.ts';
import { describeValue, intrinsicOf, NO_VALUE, type Resolved, type Where } from './values.ts';

/** Several times what the largest template that AWS takes (1 MB) can hold. */
const MOST_VALUES = 200_000;

interface TreeScope extends Pick<Scope, 'resolve' | 'condition' | 'error'> {
  /** A text with its dynamic references replaced. */
  plain(text: string): string;
}

/** Copies lists and maps of a template with their values resolved; the copies keep the places of what they were made from. */
export class ResolvedTree {
  /** Lists and maps made so far. */
  #made = 0;

  constructor(
    readonly scope: TreeScope,
    readonly positions: Positions,
  ) {}

  /** Follows `Fn::If` to the value that is meant. */
  chosen(where: Where): Where & { readonly value: Resolved } {
    let { holder, key } = where;
    for (;;) {
      const value = (holder as TemplateMap)[String(key)] ?? null;
      const intrinsic = intrinsicOf(value);
      if (intrinsic?.name === 'Ref' && intrinsic.argument === 'AWS::NoValue') return { holder, key, value: NO_VALUE };
      if (intrinsic?.name !== 'Fn::If') return { holder, key, value };
      const at = { holder: value as TemplateMap, key: 'Fn::If' };
      const branches = intrinsic.argument;
      if (!Array.isArray(branches) || branches.length !== 3 || typeof branches[0] !== 'string') {
        this.scope.error(`Fn::If takes [condition, value, value], found ${describeValue(branches)}`, at);
        return { holder, key, value: NO_VALUE };
      }
      holder = branches;
      key = this.scope.condition(branches[0], at) ? 1 : 2;
    }
  }

  map(map: TemplateMap): TemplateMap {
    const copy: TemplateMap = {};
    if (this.#isTooMuch(map)) return copy;
    this.positions.copied(map, copy);
    for (const key of Object.keys(map)) {
      const value = this.#member(map, key, copy, key);
      if (value !== NO_VALUE) setOwn(copy, key, value);
      if (key.startsWith('Fn::')) this.#refuseBeside(map, key);
    }
    return copy;
  }

  #refuseBeside(map: TemplateMap, key: string): void {
    const others = Object.keys(map).filter((other) => other !== key);
    this.scope.error(
      `${key} stands beside other keys: ${others.join(', ')}`,
      { holder: map, key },
      'A function is a map of its own.',
    );
  }

  list(list: readonly TemplateValue[]): TemplateValue[] {
    const copy: TemplateValue[] = [];
    if (this.#isTooMuch(list)) return copy;
    this.positions.copied(list, copy);
    for (const index of list.keys()) {
      const value = this.#member(list, index, copy, copy.length);
      if (value !== NO_VALUE) copy.push(value);
    }
    return copy;
  }

  /** Aliases of aliases can make a few lines more than any machine can hold. */
  #isTooMuch(value: object): boolean {
    this.#made += 1;
    if (this.#made === MOST_VALUES) {
      this.scope.error(`the template makes more than ${MOST_VALUES} lists and maps`, { holder: value, key: '' });
    }
    return this.#made >= MOST_VALUES;
  }

  /** A member, and its place for the copy: the branch that was taken rather than the `Fn::If`. */
  #member(holder: object, key: string | number, copy: object, copyKey: string | number): Resolved {
    const value = (holder as TemplateMap)[String(key)];
    if (typeof value !== 'object' || value === null) {
      if (copyKey !== key) this.positions.set(copy, copyKey, this.positions.of(holder, key));
      return typeof value === 'string' ? this.scope.plain(value) : (value ?? null);
    }
    const chosen = this.chosen({ holder, key });
    if (chosen.holder !== holder || copyKey !== key) {
      this.positions.set(copy, copyKey, this.positions.of(chosen.holder, chosen.key));
    }
    return this.scope.resolve(chosen);
  }
}
