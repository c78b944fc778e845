import { type Token, tokensOf } from './tokens.ts';

/** Where a value stands in the text of a program: offsets from 0. */
export interface Literal {
  readonly value: number;
  /** The key that holds it. */
  readonly key?: number;
  /** By key or index. */
  readonly members: ReadonlyMap<string, Literal>;
}

/**
 * The literal that a program exports as its configuration, read off its tokens without running it: after `export default` or
 * `module.exports`, through calls such as `defineConfig(…)` and constants of the same file. `undefined` where there is none.
 */
export function literalOf(text: string): Literal | undefined {
  const tokens = tokensOf(text);
  const start = exportOf(tokens);
  return start === undefined ? undefined : new Reader(tokens).exported(start);
}

/** The token after `export default` or `module.exports =`. */
function exportOf(tokens: readonly Token[]): number | undefined {
  const found = tokens.findIndex(
    ({ text }, index) =>
      (text === 'export' && tokens[index + 1]?.text === 'default') ||
      (text === 'module' && tokens[index + 2]?.text === 'exports' && tokens[index + 3]?.text === '='),
  );
  if (found === -1) return undefined;
  return tokens[found]?.text === 'export' ? found + 2 : found + 4;
}

const OPENING = ['{', '[', '('];
const CLOSING = ['}', ']', ')'];
const NOTHING: ReadonlyMap<string, Literal> = new Map();

class Reader {
  readonly #tokens: readonly Token[];
  /** Constants that are being followed: one may name itself. */
  readonly #following = new Set<string>();

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** What is exported: a literal, a call with one, a function that returns one, or the name of a constant. */
  exported(start: number): Literal | undefined {
    let index = start;
    while (['async', 'await', 'function', '('].includes(this.#text(index)) || this.#isCall(index)) index += 1;
    if (this.#text(index) === ')') index = this.#next(['=>', '{'], index);
    if (this.#text(index) === '=>') index += this.#text(index + 1) === '(' ? 2 : 1;
    const isBody = this.#text(index) === '{' && ['=>', ')'].includes(this.#text(index - 1));
    if (isBody) index = this.#next(['return'], index) + 1;
    return this.#value(index);
  }

  #value(index: number, key?: number): Literal | undefined {
    const token = this.#tokens[index];
    if (token === undefined) return undefined;
    const place = { value: token.at, ...(key === undefined ? {} : { key }) };
    if (token.text === '{' && token.kind === 'mark') return { ...place, members: this.#object(index) };
    if (token.text === '[' && token.kind === 'mark') return { ...place, members: this.#list(index) };
    const constant = token.kind === 'word' && !['.', '(', '['].includes(this.#text(index + 1)) ? token.text : undefined;
    return { ...place, members: (constant === undefined ? undefined : this.#constant(constant)?.members) ?? NOTHING };
  }

  #object(open: number): ReadonlyMap<string, Literal> {
    const members = new Map<string, Literal>();
    const add = (name: string, literal: Literal | undefined): void => {
      if (literal !== undefined) members.set(name, literal);
    };
    let index = open + 1;
    while (index < this.#tokens.length && this.#text(index) !== '}') {
      const token = this.#tokens[index];
      if (token?.text === '...')
        for (const [name, literal] of this.#value(index + 1)?.members ?? NOTHING) add(name, literal);
      else if (token !== undefined && token.kind !== 'mark') {
        const isShort = [',', '}'].includes(this.#text(index + 1));
        if (isShort || this.#text(index + 1) === ':')
          add(token.text, this.#value(isShort ? index : index + 2, token.at));
      }
      index = this.#after(index);
    }
    return members;
  }

  #list(open: number): ReadonlyMap<string, Literal> {
    const members = new Map<string, Literal>();
    let index = open + 1;
    while (index < this.#tokens.length && this.#text(index) !== ']') {
      const item = this.#value(index);
      if (item !== undefined) members.set(String(members.size), item);
      index = this.#after(index);
    }
    return members;
  }

  /** `const name = …`, with or without a type, wherever it stands. */
  #constant(name: string): Literal | undefined {
    const declared = this.#tokens.findIndex(
      ({ text }, index) => text === name && ['const', 'let', 'var'].includes(this.#text(index - 1)),
    );
    if (declared === -1 || this.#following.has(name)) return undefined;
    const equals = this.#next(['='], declared);
    this.#following.add(name);
    const literal = this.#isCall(equals + 1) ? this.#value(equals + 3) : this.#value(equals + 1);
    this.#following.delete(name);
    return literal;
  }

  /** The first token behind the member that begins here, and behind its comma. */
  #after(start: number): number {
    let depth = 0;
    for (let index = start; index < this.#tokens.length; index += 1) {
      const { kind, text } = this.#tokens[index] ?? { kind: 'other', text: '' };
      if (kind !== 'mark') continue;
      if (OPENING.includes(text)) depth += 1;
      else if (CLOSING.includes(text)) {
        if (depth === 0) return index;
        depth -= 1;
      } else if (text === ',' && depth === 0) return index + 1;
    }
    return this.#tokens.length;
  }

  #next(texts: readonly string[], from: number): number {
    const found = this.#tokens.findIndex(
      ({ text, kind }, index) => index >= from && kind !== 'text' && texts.includes(text),
    );
    return found === -1 ? this.#tokens.length : found;
  }

  #isCall(index: number): boolean {
    return this.#tokens[index]?.kind === 'word' && this.#text(index + 1) === '(';
  }

  #text(index: number): string {
    const token = this.#tokens[index];
    return token === undefined || token.kind === 'text' ? '' : token.text;
  }
}
