/**
 * What Jackson, the JSON parser of AWS's Java services, says of text that is not JSON: the first mistake and its place, on two lines. Only for
 * text that `JSON.parse` refuses (docs/aws/lambda.md#invoke-api; the kinds besides the unrecognized token follow Jackson's source).
 */
export function jacksonMessage(text: string): string {
  const scan = new Scan(text);
  const mistake = scan.value() ?? scan.end();
  return `${mistake ?? 'Unexpected content'}\n at ${scan.place()}`;
}

/** What Java takes for a name, which a literal is read like. */
const WORD = /[\p{L}\p{Nl}\p{Sc}\p{Pc}][\p{L}\p{Nl}\p{Sc}\p{Pc}\p{Mn}\p{Mc}\p{Nd}]*/uy;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** The part of a string that needs no closer look. */
const PLAIN = /(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*/y; // eslint-disable-line no-control-regex -- a string may not have them
/** Characters of an unrecognized word that Jackson repeats. */
const LONGEST_WORD = 256;
/** Jackson's own limit. */
export const MAX_JACKSON_DEPTH = 1000;
const VALUES = "JSON String, Number, Array, Object or token 'null', 'true' or 'false'";

/** Reads once from the left; each method returns the mistake that it met, `undefined` where there is none. */
class Scan {
  #at = 0;
  #depth = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  place(at = this.#at): string {
    const before = this.#text.slice(0, at);
    const line = before.split('\n').length;
    const source =
      this.#text.length > 500
        ? `${this.#text.slice(0, 500)}"[truncated ${this.#text.length - 500} bytes]`
        : `${this.#text}"`;
    return `[Source: (byte[])"${source}; line: ${line}, column: ${at - before.lastIndexOf('\n')}]`;
  }

  value(): string | undefined {
    const next = this.#peek();
    if (next === undefined) return 'No content to map due to end-of-input';
    if (next === '{') return this.#members('Object', '}');
    if (next === '[') return this.#members('Array', ']');
    if (next === '"') return this.#string('VALUE_STRING', 'string value');
    if (this.#take(NUMBER) !== undefined) return undefined;
    const word = this.#take(WORD);
    if (word === undefined) return this.#unexpected(`expected a valid value (${VALUES})`);
    if (word === 'true' || word === 'false' || word === 'null') return undefined;
    const shown = word.length > LONGEST_WORD ? `${word.slice(0, LONGEST_WORD)}...` : word;
    return `Unrecognized token '${shown}': was expecting (${VALUES})`;
  }

  end(): string | undefined {
    return this.#peek() === undefined ? undefined : this.#unexpected(`expected a valid value (${VALUES})`);
  }

  #members(kind: 'Object' | 'Array', close: '}' | ']'): string | undefined {
    this.#depth += 1;
    if (this.#depth > MAX_JACKSON_DEPTH) {
      return `Document nesting depth (${this.#depth}) exceeds the maximum allowed (${MAX_JACKSON_DEPTH}, from \`StreamReadConstraints.getMaxNestingDepth()\`)`;
    }
    const wrong = this.#entries(kind, close);
    this.#depth -= 1;
    return wrong;
  }

  #entries(kind: 'Object' | 'Array', close: '}' | ']'): string | undefined {
    const start = this.#at;
    this.#at += 1;
    if (this.#peek() === close) return this.#pass();
    for (;;) {
      const wrong = kind === 'Object' ? this.#member(start) : this.#item(kind, start);
      if (wrong !== undefined) return wrong;
      const next = this.#peek();
      if (next === undefined) return this.#unclosed(kind, start);
      if (next === close) return this.#pass();
      if (next !== ',') return this.#unexpected(`was expecting comma to separate ${kind} entries`);
      this.#pass();
    }
  }

  #member(start: number): string | undefined {
    const next = this.#peek();
    if (next === undefined) return this.#unclosed('Object', start);
    if (next !== '"') return this.#unexpected('was expecting double-quote to start field name');
    const wrong = this.#string('field name', 'name');
    if (wrong !== undefined) return wrong;
    const colon = this.#peek();
    if (colon === undefined) return this.#unclosed('Object', start);
    if (colon !== ':') return this.#unexpected('was expecting a colon to separate field name and value');
    this.#pass();
    return this.#item('Object', start);
  }

  #item(kind: 'Object' | 'Array', start: number): string | undefined {
    return this.#peek() === undefined ? this.#unclosed(kind, start) : this.value();
  }

  /** `token`: what Jackson calls an unfinished one, `part`: what it calls one with a character in it that has to be escaped. */
  #string(token: string, part: string): string | undefined {
    this.#pass();
    this.#take(PLAIN);
    const next = this.#text.codePointAt(this.#at);
    if (next === undefined) return `Unexpected end-of-input in ${token}`;
    this.#at += 1;
    if (next === QUOTE) return undefined;
    if (next !== BACKSLASH)
      return `Illegal unquoted character (${described(next)}): has to be escaped using backslash to be included in ${part}`;
    const escaped = this.#text.codePointAt(this.#at);
    if (escaped === undefined) return `Unexpected end-of-input in character escape sequence`;
    this.#at += 1;
    if (escaped !== LETTER_U) return `Unrecognized character escape ${described(escaped)}`;
    this.#take(/[\da-fA-F]{0,3}/y);
    return this.#peekAny() === undefined
      ? `Unexpected end-of-input in character escape sequence`
      : this.#unexpected('expected a hex-digit for character escape sequence');
  }

  #unclosed(kind: 'Object' | 'Array', start: number): string {
    return `Unexpected end-of-input: expected close marker for ${kind} (start marker at ${this.place(start)})`;
  }

  #unexpected(wanted: string): string {
    const found = this.#text.codePointAt(this.#at) ?? 0;
    this.#at += 1;
    return `Unexpected character (${described(found)}): ${wanted}`;
  }

  #peekAny(): string | undefined {
    return this.#text[this.#at];
  }

  /** The next character that is no white space. */
  #peek(): string | undefined {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at += 1;
    return this.#text[this.#at];
  }

  #pass(): undefined {
    this.#at += 1;
    return undefined;
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LETTER_U = 0x75;

/** A character as Jackson shows it: `'x' (code 120)`, `(CTRL-CHAR, code 10)`. */
function described(code: number): string {
  if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) return `(CTRL-CHAR, code ${code})`;
  const hex = code > 255 ? ` / 0x${code.toString(16)}` : '';
  return `'${String.fromCodePoint(code)}' (code ${code}${hex})`;
}
