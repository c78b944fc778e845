import { isHolder, memberOf, setMember } from '../values.ts';
import type { Positions } from '../../template/positions.ts';
import type { Problems } from '../../problems/problems.ts';
import type { Answer, AnswersOf, Missing, Question } from './answer.ts';
import { VariableFailure } from './failure.ts';
import { parseVariables, type TextOrLiteral, type ValueSource, type Variable, VariableSyntaxError } from './parse.ts';
import { type Site, Needs } from './site.ts';

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
  /** Sources whose placeholder was used: each is reported once. */
  readonly #unknown = new Set<string>();

  constructor(
    readonly positions: Positions,
    readonly problems: Problems,
    readonly answersOf: AnswersOf,
    /** Whether values that only a deployment knows are worth a warning. */
    public warnsOfUnknown = true,
  ) {}

  /** Resolves everything in a member, for `copy`. Variables without a value become problems, and their texts stay. */
  async resolve(holder: object, key: string, copy: object): Promise<unknown> {
    return this.#reported(holder, key, () => this.#resolvedMember(holder, key, undefined), copy);
  }

  /** Whether the member is a text whose variables have no value; that is reported already. */
  isUnresolved(holder: object, key: string): boolean {
    return this.#unresolved.get(holder)?.has(key) ?? false;
  }

  /**
   * The value at the end of a path; the keys that the last list or map on the way has, when it ends early. `by` needs it. Throws
   * `VariableFailure`.
   */
  async follow(value: unknown, path: readonly string[], by: Site | undefined): Promise<Followed> {
    let current = value;
    for (const [index, part] of path.entries()) {
      if (!isHolder(current)) return { keys: [], at: index };
      if (!Object.hasOwn(current, part)) return { keys: Object.keys(current), at: index };
      current = await this.#member(current, part, by);
    }
    return { value: await this.#deep(current, by) };
  }

  /** Evaluates a text that is no part of a file: a variable that JavaScript asks for, what an environment variable holds. */
  async evaluate(text: string, by: Site): Promise<unknown> {
    const holder = { text };
    this.#names.set(holder, by.name);
    this.positions.set(holder, 'text', this.positions.of(by.holder, by.key));
    return this.#deep(await this.#member(holder, 'text', by), by);
  }

  /** Names a list or map that messages will speak of. */
  name(value: unknown, name: string): void {
    if (isHolder(value) && !this.#names.has(value)) this.#names.set(value, name);
  }

  async #resolvedMember(holder: object, key: string, by: Site | undefined): Promise<unknown> {
    return this.#deep(await this.#member(holder, key, by), by);
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
      const value = await this.#text(raw, site);
      this.name(value, site.name);
      return value;
    } catch (error) {
      throw this.#placed(error, site);
    } finally {
      this.#settled.add(site);
    }
  }

  async #text(raw: string, site: Site): Promise<unknown> {
    const segments = parseVariables(raw);
    if (segments === undefined) return raw;
    const [only] = segments;
    if (segments.length === 1 && only !== undefined && typeof only !== 'string') return this.#variable(only, site);
    let text = '';
    for (const segment of segments) {
      const value = typeof segment === 'string' ? segment : await this.#variable(segment, site);
      if (isHolder(value) || value === null || value === undefined) {
        const what = isHolder(value) ? (Array.isArray(value) ? 'a list' : 'a map') : 'null';
        throw new VariableFailure(`${site.name} is a text, and one of its variables is ${what}`);
      }
      text += String(value);
    }
    return text;
  }

  async #variable({ sources }: Variable, site: Site): Promise<unknown> {
    let missing: Missing | undefined;
    for (const source of sources) {
      if (source.kind === 'literal') return source.value;
      const answer = await this.#answer(source, site);
      if (!('missing' in answer)) {
        if (answer.value !== null && answer.value !== undefined) return answer.value;
        missing ??= { missing: `${source.text} is null` };
      } else if (missing?.placeholder === undefined) missing = answer;
    }
    if (missing?.placeholder === undefined) {
      throw new VariableFailure(`${site.name}: ${missing?.missing ?? 'no value'}`, missing?.hint);
    }
    this.#reportUnknown(missing, site);
    return missing.placeholder;
  }

  async #answer(source: ValueSource, site: Site): Promise<Answer> {
    const params = await Promise.all(source.params.map((param) => this.#argument(param, site)));
    const address = source.address === undefined ? undefined : await this.#argument(source.address, site);
    const answer = this.answersOf(source.type);
    const text = questionText(source, params, address);
    const question: Question = { type: source.type, params, address: addressText(address), text, site };
    const found = await answer(question);
    if ('missing' in found || typeof found.value !== 'string' || source.type === 'self') return found;
    return found.value.includes('${') ? { value: await this.evaluate(found.value, site) } : found;
  }

  async #argument(argument: TextOrLiteral, site: Site): Promise<unknown> {
    if ('kind' in argument) return argument.value;
    let text = '';
    for (const segment of argument) {
      const value = typeof segment === 'string' ? segment : await this.#deep(await this.#variable(segment, site), site);
      if (argument.length === 1) return value;
      text += isHolder(value) ? JSON.stringify(value) : String(value);
    }
    return text;
  }

  async #deep(value: unknown, by: Site | undefined): Promise<unknown> {
    if (!isHolder(value) || this.#isVariableFree(value)) return value;
    const known = this.#complete.get(value);
    if (known !== undefined) return known;
    const copy = this.positions.copied(value, Array.isArray(value) ? [] : {});
    for (const key of Object.keys(value)) {
      const read = (): Promise<unknown> => this.#resolvedMember(value, key, by);
      // What another variable needs fails with it; at the top each mistake is reported, and the next member is read.
      const member = by === undefined ? await this.#reported(value, key, read, copy) : await read();
      setMember(copy, key, member);
    }
    this.#complete.set(value, copy);
    return copy;
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

  #reportUnknown({ missing, hint, placeholder }: Missing, site: Site): void {
    if (!this.warnsOfUnknown || this.#unknown.has(missing)) return;
    this.#unknown.add(missing);
    const position = this.positions.of(site.holder, site.key)?.value;
    this.problems.warning(`${missing}; "${placeholder}" stands in for it`, position, hint);
  }

  #circular(circle: readonly Site[]): VariableFailure {
    const names = circle.map(({ name }) => name).join(' → ');
    return new VariableFailure(`variables refer to each other in a circle: ${names}`);
  }

  /** Positions a failure at the innermost text in which it happened. */
  #placed(error: unknown, site: Site): unknown {
    const failure =
      error instanceof VariableSyntaxError ? new VariableFailure(`${site.name}: ${error.message}`) : error;
    if (!(failure instanceof VariableFailure) || failure.isPlaced) return failure;
    failure.isPlaced = true;
    failure.position = this.positions.of(site.holder, site.key)?.value;
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
    return name === '' ? key : `${name}.${key}`;
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

export type Followed = { readonly value: unknown } | { readonly keys: readonly string[]; readonly at: number };

function addressText(address: unknown): string | undefined {
  return address === undefined || address === null ? undefined : String(address);
}

/** The source with its arguments as they are known by now: `ssm:/shop/dev/key`. */
function questionText({ type, params }: ValueSource, values: readonly unknown[], address: unknown): string {
  const list = params.length > 0 ? `(${values.map(String).join(', ')})` : '';
  return `${type}${list}${address === undefined ? (list === '' ? ':' : '') : `:${String(address)}`}`;
}
