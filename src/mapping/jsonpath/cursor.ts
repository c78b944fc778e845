import { JsonPathSyntaxError } from './jsonpath-error.ts';

/** A place in the text of a path or a filter. Reading past the end is a syntax error, never an endless loop. */
export class Cursor {
  position = 0;
  /** The index of the last character that counts. */
  readonly end: number;

  constructor(readonly text: string) {
    this.end = text.length - 1;
  }

  get inBounds(): boolean {
    return this.position <= this.end;
  }

  /** Jayway takes the last character for the end: one character too many after a bracket goes unnoticed. */
  get isTail(): boolean {
    return this.position >= this.end;
  }

  get current(): string {
    if (this.position > this.end) throw this.error('it ends too early');
    return this.text.charAt(this.position);
  }

  error(problem: string): JsonPathSyntaxError {
    return new JsonPathSyntaxError(this.text, problem);
  }

  skipBlanks(): this {
    while (this.position < this.end && this.current === ' ') this.position++;
    return this;
  }

  /** The index of the first character after `index` that is not a blank; behind the end when there is none. */
  significantAfter(index: number): number {
    let next = index + 1;
    while (this.text.charAt(next) === ' ') next++;
    return next;
  }

  /** The first character before the current one that is not a blank; empty at the beginning. */
  get previousSignificant(): string {
    return this.text.slice(0, this.position).trimEnd().at(-1) ?? '';
  }

  /** Steps over `expected`, blanks before it too; leaves the place as it is when something else stands there. */
  skipSignificant(expected: string): boolean {
    const start = this.position;
    this.skipBlanks();
    if (this.text.startsWith(expected, this.position)) {
      this.position += expected.length;
      return true;
    }
    this.position = start;
    return false;
  }

  /** The index of the next `character` after `start` that no backslash escapes; -1 when there is none. */
  unescapedAfter(start: number, character: string): number {
    for (let index = start + 1; index <= this.end; index++) {
      const here = this.text.charAt(index);
      if (here === '\\') index++;
      else if (here === character) return index;
    }
    return -1;
  }

  /** The index of the bracket that closes the one at `start`, ignoring texts in quotes (and `/patterns/`); -1 when there is none. */
  closingBracket(start: number, open: string, close: string, skipPatterns: boolean): number {
    let opened = 1;
    for (let index = start + 1; index <= this.end; index++) {
      index = this.#skipQuoted(index, skipPatterns);
      const here = this.text.charAt(index);
      if (here === open) opened++;
      if (here === close && --opened === 0) return index;
    }
    return -1;
  }

  #skipQuoted(index: number, skipPatterns: boolean): number {
    let next = index;
    for (const quotes of skipPatterns ? [`'"`, '/'] : [`'"`]) {
      const here = this.text.charAt(next);
      if (here === '' || !quotes.includes(here)) continue;
      const closing = this.unescapedAfter(next, here);
      if (closing === -1) throw this.error(`the ${here} is not closed`);
      next = closing + 1;
    }
    return next;
  }
}
