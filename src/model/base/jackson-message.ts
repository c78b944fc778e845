/**
 * What Jackson, the JSON parser of AWS's Java services, says of text that is not JSON: the first mistake and its place, on two lines. Only for
 * text that `JSON.parse` refuses (docs/aws/lambda.md#invoke-api; the kinds besides the unrecognized token follow Jackson's source).
 */
export function jacksonMessage(text: string): string {
  const scan = new Scan(text);
  const mistake = scan.value() ?? scan.end();
  return `${mistake ?? 'Unexpected content'}\n at ${scan.place()}`;
}

/** A literal, a number or what stands where one should be. */
const TOKEN = /[^\s{}[\],:"]+/y;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y; // eslint-disable-line no-control-regex -- they end a string
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
    if (next === '"') return this.#string('VALUE_STRING');
    const token = this.#take(TOKEN);
    if (token === undefined) return this.#unexpected(`expected a valid value (${VALUES})`);
    if (token === 'true' || token === 'false' || token === 'null' || NUMBER.test(token)) return undefined;
    return `Unrecognized token '${token}': was expecting (${VALUES})`;
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
    const wrong = this.#string('field name');
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

  #string(what: string): string | undefined {
    if (this.#take(STRING) !== undefined) return undefined;
    this.#at = this.#text.length;
    return `Unexpected end-of-input in ${what}`;
  }

  #unclosed(kind: 'Object' | 'Array', start: number): string {
    return `Unexpected end-of-input: expected close marker for ${kind} (start marker at ${this.place(start)})`;
  }

  #unexpected(wanted: string): string {
    const found = this.#text.codePointAt(this.#at) ?? 0;
    this.#at += 1;
    return `Unexpected character ('${String.fromCodePoint(found)}' (code ${found})): ${wanted}`;
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
