/** A list or map that stands as a literal in JavaScript or TypeScript. Offsets count from the beginning of the text. */
export interface Literal {
  readonly start: number;
  /** Of a map by key, of a list by index. */
  readonly members: ReadonlyMap<string, LiteralMember>;
}

export interface LiteralMember {
  readonly key: number;
  readonly value: number;
  /** The list or map that the value is, where it stands there itself. */
  readonly literal?: Literal;
  /** The name that the value is, where it is nothing but one: `functions`, or `{ hello }`. */
  readonly name?: string;
}

const SPACE = /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
const TEXT = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[\s\S])*`/y;
const KEY = /(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|([\w$]+))(?=\s*:(?!:))/y;
const NAME = /([A-Za-z_$][\w$]*)(?=\s*[,}\n])/y;

/**
 * All lists and maps that stand in a text, the outer ones before those inside. The code is not parsed: what looks like a literal is one,
 * blocks of statements included.
 */
export function literalsIn(text: string): readonly Literal[] {
  const found: Literal[] = [];
  new Scanner(text, found).scanUntil(undefined);
  return found;
}

class Scanner {
  #at = 0;

  constructor(
    readonly text: string,
    readonly found: Literal[],
  ) {}

  /** Reads members up to a closing bracket; `undefined` reads to the end of the text, where there are none. */
  scanUntil(closing: '}' | ']' | undefined): Map<string, LiteralMember> {
    const members = new Map<string, LiteralMember>();
    /** Whether a member may begin here: after the opening bracket or a comma. */
    let isStart = closing !== undefined;
    while (this.#at < this.text.length) {
      if (this.#match(SPACE) !== undefined) continue;
      const character = this.text.charAt(this.#at);
      if (character === closing) break;
      const begins = isStart;
      isStart = false;
      if (character === ',') {
        isStart = closing !== undefined;
        this.#at += 1;
      } else if (begins && closing === ']') members.set(String(members.size), this.#readValue(this.#at));
      else if (!begins || !this.#readKey(members)) this.#skip();
    }
    this.#at += 1;
    return members;
  }

  /** `key: value` or a name alone; `false` when neither stands here. */
  #readKey(members: Map<string, LiteralMember>): boolean {
    const start = this.#at;
    KEY.lastIndex = start;
    const found = KEY.exec(this.text);
    if (found !== null) {
      const key = found[1] ?? found[2] ?? found[3] ?? '';
      this.#at = KEY.lastIndex;
      this.#match(/\s*:/y);
      members.set(key, this.#readValue(start));
      return true;
    }
    const name = this.#match(NAME);
    if (name !== undefined) members.set(name, { key: start, value: start, name });
    return name !== undefined;
  }

  #readValue(key: number): LiteralMember {
    while (this.#match(SPACE) !== undefined);
    const value = this.#at;
    const character = this.text.charAt(value);
    if (character === '{' || character === '[') return { key, value, literal: this.#readLiteral(character) };
    const name = this.#match(NAME);
    return { key, value, ...(name !== undefined && { name }) };
  }

  #readLiteral(opening: string): Literal {
    const start = this.#at;
    this.#at += 1;
    const place = this.found.length;
    // Holds the outer literal's place: its members are read before it is complete.
    this.found.push({ start, members: new Map() });
    const literal = { start, members: this.scanUntil(opening === '{' ? '}' : ']') };
    this.found[place] = literal;
    return literal;
  }

  /** One thing that is no member: a bracket with what is inside, a string, a character. */
  #skip(): void {
    const character = this.text.charAt(this.#at);
    if (character === '{' || character === '[') this.#readLiteral(character);
    else if (this.#match(TEXT) === undefined) this.#at += 1;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }
}
