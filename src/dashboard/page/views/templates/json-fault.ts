const BLANK = /[ \t\r\n]*/y;
const PLAIN = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** A string up to where it ends, or to what may not stand in it. */
// oxlint-disable-next-line no-control-regex -- JSON allows none of them in a string (RFC 8259)
const STRING = /"(?:[^"\\\u0000-\u001F]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*/y;

/** Index of the first character that keeps a text from being JSON; `undefined` where it is JSON. Browsers and Node do not agree on telling it. */
export function jsonFault(text: string): number | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return new Scan(text).fault();
  }
}

class Scan {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Brackets that are open stand in a list, so that no depth is too much. */
  fault(): number {
    const open: string[] = [];
    for (;;) {
      const isValue = this.#value(open);
      if (isValue === 'begins') continue;
      if (!isValue || !this.#closes(open)) return this.#at;
      if (open.length === 0) return this.#at;
    }
  }

  /** Reads a value, or what begins one; after a `{` its first key too. */
  #value(open: string[]): boolean | 'begins' {
    this.#take(BLANK);
    const character = this.#text[this.#at];
    if (character === '"') return this.#string();
    if (character !== '{' && character !== '[') return this.#take(PLAIN);
    this.#at += 1;
    this.#take(BLANK);
    const end = character === '{' ? '}' : ']';
    if (this.#text[this.#at] === end) {
      this.#at += 1;
      return true;
    }
    open.push(end);
    return character === '[' || this.#key() ? 'begins' : false;
  }

  /** After a value: closes what ends here, and goes to the next value. False where neither is there. */
  #closes(open: string[]): boolean {
    for (let end = open.at(-1); end !== undefined; end = open.at(-1)) {
      this.#take(BLANK);
      const character = this.#text[this.#at];
      if (character === ',') {
        this.#at += 1;
        return end === ']' || this.#key();
      }
      if (character !== end) return false;
      this.#at += 1;
      open.pop();
    }
    this.#take(BLANK);
    return true;
  }

  #key(): boolean {
    this.#take(BLANK);
    if (this.#text[this.#at] !== '"' || !this.#string()) return false;
    this.#take(BLANK);
    if (this.#text[this.#at] !== ':') return false;
    this.#at += 1;
    return true;
  }

  #string(): boolean {
    this.#take(STRING);
    if (this.#text[this.#at] !== '"') return false;
    this.#at += 1;
    return true;
  }

  /** Whether something of that shape was there. */
  #take(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found !== '';
  }
}
