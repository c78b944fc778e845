import { Cursor } from './cursor.ts';
import type { Operator } from './filter-operands.ts';
import type { Condition, ParsedPath, Term } from './path-tokens.ts';
import { operators } from './filter-operands.ts';
import { readLiteral } from './filter-literals.ts';

type ParsePath = (text: string) => ParsedPath;

/** How deep parentheses and negations may nest. */
const MAX_DEPTH = 100;

/** Parses `(…)` of a filter. @throws {JsonPathSyntaxError} */
export function parseFilter(text: string, parsePath: ParsePath): Condition {
  return new FilterParser(text, parsePath).parse();
}

class FilterParser {
  readonly #parsePath: ParsePath;
  readonly #cursor: Cursor;
  #depth = 0;

  constructor(text: string, parsePath: ParsePath) {
    this.#parsePath = parsePath;
    this.#cursor = new Cursor(text);
  }

  parse(): Condition {
    const condition = this.#readOr();
    this.#cursor.skipBlanks();
    if (this.#cursor.inBounds)
      throw this.#cursor.error(`${JSON.stringify(this.#cursor.text.slice(this.#cursor.position))} is too much`);
    return condition;
  }

  #readOr(): Condition {
    const conditions = [this.#readAnd()];
    while (this.#cursor.skipSignificant('||')) conditions.push(this.#readAnd());
    return join('or', conditions);
  }

  #readAnd(): Condition {
    const conditions = [this.#readOperand()];
    while (this.#cursor.skipSignificant('&&')) conditions.push(this.#readOperand());
    return join('and', conditions);
  }

  #readOperand(): Condition {
    if (++this.#depth > MAX_DEPTH) throw this.#cursor.error(`conditions nest deeper than ${MAX_DEPTH} levels`);
    const condition = this.#readNestedOperand();
    this.#depth--;
    return condition;
  }

  #readNestedOperand(): Condition {
    const start = this.#cursor.skipBlanks().position;
    if (this.#cursor.current === '!') {
      this.#cursor.position++;
      if (!this.#isAtPath()) return { kind: 'not', condition: this.#readOperand() };
      this.#cursor.position = start;
    }
    if (!this.#cursor.skipSignificant('(')) return this.#readExpression();
    const condition = this.#readOr();
    if (!this.#cursor.skipSignificant(')')) throw this.#cursor.error('wanted ")"');
    return condition;
  }

  #isAtPath(): boolean {
    return '$@'.includes(this.#cursor.skipBlanks().current);
  }

  #readExpression(): Condition {
    // In front of a comparison the negation of a path means nothing.
    const wanted = !this.#cursor.skipSignificant('!');
    const left = this.#readTerm();
    const operator = this.#readOperator();
    if (operator !== undefined) return { kind: 'compare', left, operator, right: this.#readComparedTerm() };
    if (left.kind !== 'path')
      throw this.#cursor.error('a literal needs an operator such as == and something to compare it with');
    return { kind: 'exists', path: left.path, wanted };
  }

  #readComparedTerm(): Term {
    if (this.#cursor.skipSignificant('!') && !this.#isAtPath())
      throw this.#cursor.error('"!" has to stand before a path');
    return this.#readTerm();
  }

  #readTerm(): Term {
    return this.#isAtPath() ? { kind: 'path', path: this.#parsePath(this.#readPathText()) } : readLiteral(this.#cursor);
  }

  #readPathText(): string {
    const cursor = this.#cursor;
    const start = cursor.position;
    cursor.position++;
    while (cursor.inBounds) {
      if (cursor.current === '[') cursor.position = this.#closingSquareBracket() + 1;
      if (!cursor.inBounds || '<>=~! '.includes(cursor.current)) break;
      if (cursor.current === ')' && !this.#closesFunction(start)) break;
      cursor.position++;
    }
    return cursor.text.slice(start, cursor.position);
  }

  #closingSquareBracket(): number {
    const close = this.#cursor.closingBracket(this.#cursor.position, '[', ']', false);
    if (close === -1) throw this.#cursor.error('a "[" is not closed');
    return close;
  }

  /** Whether the `)` here belongs to a `.name()` of the path that begins at `start`. */
  #closesFunction(start: number): boolean {
    return (
      this.#cursor.previousSignificant === '(' && this.#cursor.text.lastIndexOf('.', this.#cursor.position) > start
    );
  }

  /** An operator of signs ends with the last sign, one of letters with a blank. `undefined`, with nothing read, if it is not one. */
  #readOperator(): Operator | undefined {
    const start = this.#cursor.position;
    const begin = this.#cursor.skipBlanks().position;
    const rest = this.#cursor.text.slice(begin);
    const word = /^[<>=~!]+|^[^ ]*/.exec(rest)?.[0] ?? '';
    const operator = operators.find((known) => known === word.toUpperCase());
    this.#cursor.position = operator === undefined ? start : begin + word.length;
    return operator;
  }
}

function join(kind: 'or' | 'and', conditions: Condition[]): Condition {
  const [only, ...more] = conditions;
  return only !== undefined && more.length === 0 ? only : { kind, conditions };
}
