import { JavaRegexError } from './java-regex-error.ts';

/** A place in a Java pattern, moving by code points. */
export class PatternReader {
  position = 0;
  readonly text: string;

  constructor(readonly pattern: string) {
    this.text = unquote(pattern);
  }

  get atEnd(): boolean {
    return this.position >= this.text.length;
  }

  /** The character here, a surrogate pair as one; empty at the end. */
  peek(): string {
    const codePoint = this.text.codePointAt(this.position);
    return codePoint === undefined ? '' : String.fromCodePoint(codePoint);
  }

  next(): string {
    const character = this.peek();
    if (character === '') throw this.error('it ends too early');
    this.position += character.length;
    return character;
  }

  /** Steps over `expected` if it stands here. */
  skip(expected: string): boolean {
    if (!this.text.startsWith(expected, this.position)) return false;
    this.position += expected.length;
    return true;
  }

  /** Steps over what the sticky expression matches here, and returns the match. */
  match(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.position;
    const found = expression.exec(this.text);
    if (found === null) return undefined;
    this.position += found[0].length;
    return found;
  }

  /** In comments mode: steps over white space and comments. */
  skipComments(): void {
    this.match(/(?:[ \t\n\v\f\r]|#[^\n\r\u0085\u2028\u2029]*)*/y);
  }

  error(problem: string): JavaRegexError {
    return new JavaRegexError(this.pattern, this.position, problem);
  }
}

/** The pattern with every `\Q…\E` written out with single backslashes, as Java itself does before it compiles. */
function unquote(pattern: string): string {
  if (!pattern.includes('\\Q')) return pattern;
  return pattern.replace(/\\Q([^]*?)(?:\\E|$)|\\[^]/g, (escape: string, quoted: string | undefined) =>
    quoted === undefined ? escape : quoted.replace(/[^a-zA-Z0-9\u0080-\uffff]/g, '\\$&'),
  );
}
