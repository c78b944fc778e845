/** `${type(params):address}`, or one of its fallbacks. */
export type VariableSource = ValueSource | LiteralSource;

export interface ValueSource {
  readonly kind: 'value';
  /** `self`, `env`, `file`, `ssm` … */
  readonly type: string;
  readonly params: readonly TextOrLiteral[];
  /** Absent in `${self:}` and `${file(x.yml)}`. */
  readonly address?: TextOrLiteral;
  /** As written, without the braces: what messages and `values:` call it. */
  readonly text: string;
}

export interface LiteralSource {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null;
}

/** An argument: text that may hold variables, or a literal. */
export type TextOrLiteral = readonly Segment[] | LiteralSource;

/** A variable with its fallbacks, read from left to right. */
export interface Variable {
  readonly kind: 'variable';
  readonly sources: readonly VariableSource[];
}

export type Segment = string | Variable;

/** A variable is not well formed. `offset` counts from the beginning of the text. */
export class VariableSyntaxError extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
    this.name = 'VariableSyntaxError';
  }
}

/**
 * Splits a text into literal parts and variables; `undefined` when it has none. What does not begin like a variable of the Serverless
 * Framework (`${AWS::Region}`, `${Name}`) is left for CloudFormation; `\${` is a literal `${`. Throws `VariableSyntaxError`.
 */
export function parseVariables(text: string): readonly Segment[] | undefined {
  if (!text.includes('${')) return undefined;
  const parser = new Parser(text);
  const segments = parser.readText(undefined);
  return parser.hasFound ? segments : undefined;
}

const TYPE = /[a-z][a-zA-Z0-9.-]*(?=[:(])/y;
const LITERAL = /[a-zA-Z0-9.-]+/y;
const BACKSLASHES = /\\+(?=\$\{)/y;

class Parser {
  /** Whether there is a variable, or an escaped one whose backslash goes. */
  hasFound = false;
  #at = 0;

  constructor(readonly text: string) {}

  /** Reads until one of the characters of `ends`, or to the end of the text. */
  readText(ends: string | undefined): Segment[] {
    const segments: Segment[] = [];
    let literal = '';
    const flush = (): void => {
      if (literal !== '') segments.push(literal);
      literal = '';
    };
    while (this.#at < this.text.length) {
      const character = this.text.charAt(this.#at);
      if (ends?.includes(character)) break;
      const slashes = character === '\\' ? this.#match(BACKSLASHES) : undefined;
      if (slashes !== undefined) {
        this.hasFound = true;
        literal += '\\'.repeat(Math.ceil((slashes.length - 1) / 2));
        if (slashes.length % 2 === 0) continue;
        literal += '${';
        this.#at += 2;
        continue;
      }
      if (this.text.startsWith('${', this.#at)) {
        const variable = this.#readVariable(ends !== undefined);
        if (variable !== undefined) {
          this.hasFound = true;
          flush();
          segments.push(variable);
          continue;
        }
        // Another tool's: its braces are copied, a variable inside is read.
        literal += '${';
        this.#at += 2;
        continue;
      }
      literal += character;
      this.#at += 1;
    }
    flush();
    return segments;
  }

  #readVariable(isInside: boolean): Variable | undefined {
    const start = this.#at;
    this.#at += 2;
    const type = this.#match(TYPE);
    const isForeign = type === undefined || this.text.startsWith('::', this.#at);
    if (isForeign) {
      if (isInside)
        throw new VariableSyntaxError('a variable inside a variable needs a source, such as ${self:…}', start);
      this.#at = start;
      return undefined;
    }
    const sources: VariableSource[] = [this.#readSource(type, start)];
    while (this.#take(',')) sources.push(this.#readFallback(start));
    if (!this.#take('}')) throw new VariableSyntaxError('a variable has no closing }', start);
    return { kind: 'variable', sources };
  }

  #readFallback(start: number): VariableSource {
    this.#skipSpaces();
    const at = this.#at;
    const quoted = this.#readQuoted();
    if (quoted !== undefined) return { kind: 'literal', value: quoted };
    const type = this.#match(TYPE);
    if (type !== undefined) return this.#readSource(type, at);
    const word = this.#match(LITERAL);
    const value = word === undefined ? undefined : literalOf(word);
    if (value !== undefined) return { kind: 'literal', value };
    if (at >= this.text.length) throw new VariableSyntaxError('a variable has no closing }', start);
    throw new VariableSyntaxError(
      word === undefined
        ? 'a fallback of a variable is missing'
        : `"${word}" is not a fallback of a variable: it is a source such as self:…, a number, true, false, null, or text in quotes`,
      at,
    );
  }

  #readSource(type: string, start: number): ValueSource {
    const from = this.#at - type.length;
    const params = this.#take('(') ? this.#readParams(start) : [];
    this.#skipSpaces();
    let address: TextOrLiteral | undefined;
    if (this.#take(':')) {
      this.#skipSpaces();
      address = this.#readArgument(',}');
    } else if (![',', '}'].includes(this.text.charAt(this.#at))) {
      throw new VariableSyntaxError(`the source ${type}(…) needs ":", "," or "}" after it`, this.#at);
    }
    const text = this.text.slice(from, this.#at).trim();
    return { kind: 'value', type, params, ...(address !== undefined && { address }), text };
  }

  #readParams(start: number): TextOrLiteral[] {
    const params: TextOrLiteral[] = [];
    while (!this.#take(')')) {
      if (this.#at >= this.text.length) throw new VariableSyntaxError('a variable has no closing )', start);
      this.#skipSpaces();
      const param = this.#readArgument(',)}');
      if (param !== undefined) params.push(param);
      if (this.text.charAt(this.#at) === '}') throw new VariableSyntaxError('a variable has no closing )', start);
      this.#take(',');
      this.#skipSpaces();
    }
    return params;
  }

  /** `undefined` where nothing stands. */
  #readArgument(ends: string): TextOrLiteral | undefined {
    const quoted = this.#readQuoted();
    if (quoted !== undefined) return { kind: 'literal', value: quoted };
    const segments = this.readText(ends);
    const last = segments.at(-1);
    if (typeof last === 'string') segments.splice(-1, 1, last.trimEnd());
    const [only] = segments;
    if (segments.length === 0 || (segments.length === 1 && only === '')) return undefined;
    if (ends.includes(')') && segments.length === 1 && typeof only === 'string') {
      const literal = literalOf(only);
      return { kind: 'literal', value: literal === undefined ? only : literal };
    }
    return segments;
  }

  #readQuoted(): string | undefined {
    const quote = this.text.charAt(this.#at);
    if (quote !== '"' && quote !== "'") return undefined;
    const start = this.#at;
    const pattern = quote === '"' ? /"(?:[^"\\]|\\.)*"/y : /'[^']*'/y;
    const found = this.#match(pattern);
    if (found === undefined) throw new VariableSyntaxError(`text in a variable has no closing ${quote}`, start);
    this.#skipSpaces();
    if (quote === "'") return found.slice(1, -1);
    try {
      return JSON.parse(found) as string;
    } catch {
      throw new VariableSyntaxError(`${found} is not a text as JSON writes it`, start);
    }
  }

  #take(character: string): boolean {
    this.#skipSpaces();
    if (this.text.charAt(this.#at) !== character) return false;
    this.#at += 1;
    return true;
  }

  #skipSpaces(): void {
    while (/\s/.test(this.text.charAt(this.#at))) this.#at += 1;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }
}

function literalOf(word: string): LiteralSource['value'] | undefined {
  if (word === 'true' || word === 'false') return word === 'true';
  if (word === 'null') return null;
  const number = Number(word);
  return Number.isNaN(number) || word === '' ? undefined : number;
}
