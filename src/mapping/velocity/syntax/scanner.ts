import type { TemplateError } from '../../template-error.ts';
import type { Source } from './source.ts';
import type { MacroDefinition, Statement } from './tree.ts';

/** Far deeper than templates nest their blocks, lists and parentheses; keeps a hostile one from exhausting the stack. */
const MAX_NESTING = 200;

/** What the next token would be, for error messages only. */
const anyToken = /"[^"\n]*"|'[^'\n]*'|\$!?\{?[a-zA-Z_][\w-]*|#\{?\w+\}?|-?\d+(?:\.\d+)?|\w+|[=!<>]=|&&|\|\||\.\.|[^]/uy;

/** Parses statements up to the end of the text or of the block around them. */
export type ParseStatements = (scanner: Scanner) => Statement[];

/** Reads a template's text from left to right. All patterns given to it must be sticky. */
export class Scanner {
  position = 0;
  /** Macros defined anywhere in the text, in order. */
  readonly macros: MacroDefinition[] = [];
  /** The grammar's recursion: blocks and strings hold statements again, and their parsers reach that of statements here. */
  readonly parseStatements: ParseStatements;
  #nesting: number;

  constructor(
    readonly source: Source,
    parseStatements: ParseStatements,
  ) {
    this.parseStatements = parseStatements;
    this.#nesting = source.nesting;
  }

  get text(): string {
    return this.source.text;
  }

  get atEnd(): boolean {
    return this.position >= this.text.length;
  }

  /** The character at `ahead` from here, `''` past the end. */
  peek(ahead = 0): string {
    return this.text[this.position + ahead] ?? '';
  }

  /** Whether `pattern` matches here, without moving. */
  sees(pattern: RegExp): boolean {
    pattern.lastIndex = this.position;
    return pattern.test(this.text);
  }

  /** What `pattern` matches here, moving past it; `null` and no move when it does not match. */
  match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.position;
    const match = pattern.exec(this.text);
    if (match !== null) this.position += match[0].length;
    return match;
  }

  /** The text that `pattern` matches here, moving past it; `''` when it does not match. */
  take(pattern: RegExp): string {
    return this.match(pattern)?.[0] ?? '';
  }

  /** Moves past `expected` if it stands here. */
  skip(expected: string): boolean {
    if (!this.text.startsWith(expected, this.position)) return false;
    this.position += expected.length;
    return true;
  }

  /** Moves past `expected`, or fails. */
  expect(expected: string): void {
    if (!this.skip(expected)) throw this.unexpected(`"${expected}"`);
  }

  /** Velocity's message for what stands here, with what was wanted instead. */
  unexpected(wanted: string): TemplateError {
    const offset = this.position;
    anyToken.lastIndex = offset;
    const token = anyToken.exec(this.text)?.[0] ?? '<EOF>';
    const hint = /^-\d/.test(token) && wanted.includes('operator') ? ' (to subtract, put a blank after the minus)' : '';
    return this.source.errorAt(
      offset,
      'syntax',
      `Encountered ${JSON.stringify(token)}, was expecting ${wanted}${hint}`,
    );
  }

  fail(offset: number, detail: string): TemplateError {
    return this.source.errorAt(offset, 'syntax', detail);
  }

  /** Runs `parse` one level deeper. */
  nested<T>(parse: () => T): T {
    if (++this.#nesting > MAX_NESTING) {
      throw this.fail(this.position, `The template nests deeper than ${MAX_NESTING} levels`);
    }
    const result = parse();
    this.#nesting--;
    return result;
  }
}
