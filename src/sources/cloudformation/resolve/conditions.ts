import type { TemplateMap } from '../../template/template.ts';
import { nearestHint } from '../../problems/nearest.ts';
import type { Scope } from './scope.ts';
import { describeValue, isMap, scalarText, type Where } from './values.ts';

/** `Conditions` of a template; each is evaluated once, when it is asked for. */
export class Conditions {
  readonly #known = new Map<string, boolean | 'under way'>();

  constructor(
    readonly written: TemplateMap,
    readonly scope: Scope,
  ) {}

  get names(): string[] {
    return Object.keys(this.written);
  }

  /** Whether a named condition holds; one that is not there, or that depends on itself, is a problem and does not. */
  holdsNamed(name: string, where: Where): boolean {
    const known = this.#known.get(name);
    if (typeof known === 'boolean') return known;
    if (known === 'under way') {
      this.scope.error(`the condition "${name}" depends on itself`, where);
      return false;
    }
    if (!Object.hasOwn(this.written, name)) {
      this.scope.error(`there is no condition "${name}"`, where, () => nearestHint(name, this.names, 'conditions'));
      return false;
    }
    this.#known.set(name, 'under way');
    const holds = this.holds({ holder: this.written, key: name });
    this.#known.set(name, holds);
    return holds;
  }

  /** The value of a condition function. */
  holds(where: Where): boolean {
    const value = (where.holder as TemplateMap)[String(where.key)];
    if (value === true || value === 'true') return true;
    if (value === false || value === 'false') return false;
    const [name, ...others] = isMap(value) ? Object.keys(value) : [];
    if (!isMap(value) || name === undefined || others.length > 0) {
      this.scope.error(`a condition is a map with one function, found ${describeValue(value)}`, where);
      return false;
    }
    return this.#evaluate(name, value);
  }

  #evaluate(name: string, holder: TemplateMap): boolean {
    const where = { holder, key: name };
    const argument = holder[name];
    if (name === 'Condition' && typeof argument === 'string') return this.holdsNamed(argument, where);
    if (!Array.isArray(argument)) {
      this.scope.error(`${name} takes a list, found ${describeValue(argument)}`, where);
      return false;
    }
    const each = (index: number): boolean => this.holds({ holder: argument, key: index });
    switch (name) {
      case 'Fn::And':
        return argument.every((_, index) => each(index));
      case 'Fn::Or':
        return argument.some((_, index) => each(index));
      case 'Fn::Not':
        return !each(0);
      case 'Fn::Equals':
        return this.#equals(argument, where);
      default:
        this.scope.error(`"${name}" is not a function of conditions`, where, () =>
          nearestHint(name, ['Fn::And', 'Fn::Or', 'Fn::Not', 'Fn::Equals', 'Condition'], 'functions'),
        );
        return false;
    }
  }

  /** Compared as text, as CloudFormation does: `true` equals `"true"`. */
  #equals(pair: readonly unknown[], where: Where): boolean {
    if (pair.length !== 2) {
      this.scope.error(`Fn::Equals compares two values, found ${pair.length}`, where);
      return false;
    }
    const [left, right] = [0, 1].map((index) => {
      const value = this.scope.resolve({ holder: pair, key: index });
      return scalarText(value) ?? (typeof value === 'symbol' ? '' : JSON.stringify(value));
    });
    return left === right;
  }
}
