import { isHolder, memberOf, setMember } from '../values.ts';
import { placeholder, placeholdersIn } from '../../aws-resources/placeholder.ts';
import type { Positions } from '../../template/positions.ts';
import type { Problems } from '../../problems/problems.ts';
import type { AnswersOf, Missing } from './answer.ts';
import { VariableFailure } from './failure.ts';
import { VariableSyntaxError } from './parse.ts';
import { Needs, type Site } from './site.ts';
import { Texts } from './texts.ts';

/**
 * Evaluates variables where they are needed: each text once, its fallbacks in their order, in included files too. What is read stays as it
 * was; results are copies that keep the positions.
 */
export class Resolver {
  readonly #sites = new WeakMap<object, Map<string, Site>>();
  readonly #names = new WeakMap<object, string>();
  readonly #values = new Map<Site, Promise<unknown>>();
  readonly #settled = new Set<Site>();
  readonly #needs = new Needs();
  readonly #complete = new WeakMap<object, object>();
  readonly #variableFree = new WeakMap<object, boolean>();
  readonly #unresolved = new WeakMap<object, Set<string>>();
  readonly #texts: Texts;
  /** Texts in place of values that are not known here. */
  readonly #placeholders = new Set<string>();
  /** Placeholders that were reported: each is once. */
  readonly #unknown = new Set<string>();
  /** Whether values that only a deployment knows are worth a warning. */
  warnsOfUnknown = true;

  constructor(
    readonly positions: Positions,
    readonly problems: Problems,
    answersOf: AnswersOf,
  ) {
    this.#texts = new Texts(answersOf, {
      complete: this.complete.bind(this),
      evaluate: this.evaluate.bind(this),
      reportUnknown: this.#reportUnknown.bind(this),
    });
  }

  /** Resolves everything in a member, for `copy`. Variables without a value become problems, and their texts stay. */
  async resolve(holder: object, key: string, copy: object): Promise<unknown> {
    this.#place(copy, holder, key);
    return this.#reported(holder, key, () => this.#resolvedMember(holder, key, undefined, undefined), copy);
  }

  /** Whether the member is a text whose variables have no value; that is reported already. */
  isUnresolved(holder: object, key: string): boolean {
    return this.#unresolved.get(holder)?.has(key) ?? false;
  }

  /**
   * The value at the end of a path, which may hold variables; the keys that the last list or map on the way has, when it ends early. `by`
   * needs it. Throws `VariableFailure`.
   */
  async follow(value: unknown, path: readonly string[], by: Site | undefined): Promise<Followed> {
    let current = value;
    for (const [index, part] of path.entries()) {
      if (typeof current === 'string' && this.#placeholders.has(current)) {
        return { value: this.#inside(current, path.slice(index)) };
      }
      if (!isHolder(current)) return { keys: [], at: index };
      if (!Object.hasOwn(current, part)) return { keys: Object.keys(current), at: index };
      current = await this.#member(current, part, by);
    }
    return { value: current };
  }

  /** A value with everything in it resolved. `by` needs all of it. Throws `VariableFailure`. */
  async complete(value: unknown, by: Site | undefined): Promise<unknown> {
    return this.#deep(value, by, undefined);
  }

  /** Evaluates a text that is not a part of a file: a variable that JavaScript asks for, what an environment variable holds. */
  async evaluate(text: string, by: Site): Promise<unknown> {
    const holder = { '': text };
    this.#names.set(holder, by.name);
    this.positions.set(holder, '', this.positions.of(by.holder, by.key));
    return this.#deep(await this.#member(holder, '', by), by, undefined);
  }

  /** Names a list or map that messages will speak of. */
  name(value: unknown, name: string): void {
    if (isHolder(value) && !this.#names.has(value)) this.#names.set(value, name);
  }

  async #resolvedMember(
    holder: object,
    key: string,
    by: Site | undefined,
    within: Within | undefined,
  ): Promise<unknown> {
    try {
      return await this.#deep(await this.#member(holder, key, by), by, within);
    } catch (error) {
      throw this.#placed(error, { holder, key, name: this.#nameOf(holder, key) });
    }
  }

  /** A member with its own variables evaluated; a list or map that comes out may hold more. */
  async #member(holder: object, key: string, by: Site | undefined): Promise<unknown> {
    const raw = memberOf(holder, key);
    const name = this.#nameOf(holder, key);
    if (typeof raw !== 'string' || !raw.includes('${')) {
      this.name(raw, name);
      return raw;
    }
    const site = this.#siteOf(holder, key, name);
    if (by !== undefined && !this.#settled.has(site)) {
      const circle = this.#needs.add(by, site);
      if (circle !== undefined) throw this.#circular(circle);
    }
    let value = this.#values.get(site);
    if (value === undefined) {
      value = this.#evaluateSite(site, raw);
      this.#values.set(site, value);
    }
    return value;
  }

  async #evaluateSite(site: Site, raw: string): Promise<unknown> {
    try {
      const value = await this.#texts.evaluate(raw, site);
      this.name(value, site.name);
      return value;
    } catch (error) {
      throw this.#placed(error, site);
    } finally {
      this.#settled.add(site);
    }
  }

  async #deep(value: unknown, by: Site | undefined, within: Within | undefined): Promise<unknown> {
    if (!isHolder(value) || this.#isVariableFree(value)) return value;
    for (let outer = within; outer !== undefined; outer = outer.within) {
      if (outer.value === value)
        throw new VariableFailure(`${this.#names.get(value) ?? 'a value'} refers to itself through a variable`);
    }
    const known = this.#complete.get(value);
    if (known !== undefined) return known;
    const copy = this.positions.copied(value, Array.isArray(value) ? [] : {});
    for (const key of Object.keys(value)) {
      const read = (): Promise<unknown> => this.#resolvedMember(value, key, by, { value, within });
      // What another variable needs fails with it; at the top each mistake is reported, and the next member is read.
      const member = by === undefined ? await this.#reported(value, key, read, copy) : await read();
      setMember(copy, key, member);
      this.#place(copy, value, key);
    }
    this.#complete.set(value, copy);
    return copy;
  }

  /** A value out of a variable stands where the variable does, and is not what was written there. */
  #place(copy: object, holder: object, key: string): void {
    const raw = memberOf(holder, key);
    const written = typeof raw === 'string' && raw.includes('${') ? this.positions.of(holder, key) : undefined;
    if (written !== undefined) this.positions.set(copy, key, { key: written.key, value: written.value });
  }

  async #reported(holder: object, key: string, read: () => Promise<unknown>, copy: object): Promise<unknown> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof VariableFailure)) throw error;
      if (!error.isReported) this.problems.error(error.message, error.position, error.hint);
      const keys = this.#unresolved.get(copy) ?? new Set();
      this.#unresolved.set(copy, keys.add(key));
      return memberOf(holder, key);
    }
  }

  #reportUnknown({ missing, hint, placeholder: standIn = '', isMarked = false }: Missing, site: Site): void {
    this.#placeholders.add(standIn);
    if (isMarked || !this.warnsOfUnknown || this.#unknown.has(missing)) return;
    this.#unknown.add(missing);
    const position = this.positions.of(site.holder, site.key)?.value;
    this.problems.warning(`${missing}; "${standIn}" stands in for it`, position, hint);
  }

  /** What stands for a member of an unknown value. */
  #inside(outer: string, path: readonly string[]): string {
    const [key] = placeholdersIn(outer);
    const keys = path.join('.');
    const inner = key === undefined ? `${outer.replace(/>$/, '')}.${keys}>` : placeholder(`${key}.${keys}`);
    this.#placeholders.add(inner);
    return inner;
  }

  #circular(circle: readonly Site[]): VariableFailure {
    const names = circle.map(({ name }) => name).filter((name, index, all) => name !== all[index - 1]);
    const way = names.length > 1 ? names.join(' → ') : `${names[0]} → ${names[0]}`;
    return new VariableFailure(`variables refer to each other in a circle: ${way}`);
  }

  /** Positions a failure at the innermost text in which it happened. */
  #placed(error: unknown, site: Site): unknown {
    const failure =
      error instanceof VariableSyntaxError ? new VariableFailure(`${site.name}: ${error.message}`) : error;
    if (failure instanceof VariableFailure) failure.place(this.positions.of(site.holder, site.key)?.value);
    return failure;
  }

  #siteOf(holder: object, key: string, name: string): Site {
    const sites = this.#sites.get(holder) ?? new Map<string, Site>();
    this.#sites.set(holder, sites);
    const site = sites.get(key) ?? { holder, key, name };
    sites.set(key, site);
    return site;
  }

  #nameOf(holder: object, key: string): string {
    const name = this.#names.get(holder) ?? '';
    return [name, key].filter((part) => part !== '').join('.');
  }

  #isVariableFree(value: object): boolean {
    const known = this.#variableFree.get(value);
    if (known !== undefined) return known;
    const isFree = Object.values(value).every((member) =>
      isHolder(member) ? this.#isVariableFree(member) : typeof member !== 'string' || !member.includes('${'),
    );
    this.#variableFree.set(value, isFree);
    return isFree;
  }
}

/** The lists and maps around one that is being resolved. */
interface Within {
  readonly value: object;
  readonly within: Within | undefined;
}

export type Followed = { readonly value: unknown } | { readonly keys: readonly string[]; readonly at: number };
