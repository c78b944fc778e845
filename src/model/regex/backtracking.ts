/**
 * At most so many ways a regular expression may go through a text before it gives up, times the places where it may begin: the order of its
 * worst running time. `Infinity` where that grows exponentially, or where this quick look cannot tell. Only for patterns that compile.
 *
 * @param length of the text, in UTF-16 units.
 */
export function mostPaths(regex: RegExp, length: number): number {
  const reader = new PatternReader(regex, length);
  const ways = reader.alternatives();
  if (!reader.atEnd) return Infinity;
  const anchored = regex.source.startsWith('^') && !regex.multiline && !reader.hasTopLevelChoice;
  return anchored ? ways : ways * (length + 1);
}

/** Deeper groups than any honest pattern has. */
const MOST_NESTED = 200;
/** Back references compare a text of any length, but have one way to do so. */
const ESCAPE = /\\(?:k<[^>]*>|[^])/y;
/** Without `u` or `v` the braces would be a quantifier. */
const UNICODE_ESCAPE = /\\(?:[pPuq]\{[^}]*\}|k<[^>]*>|[^])/y;
const GROUP_OPENING = /\?(?:<?[=!]|<[^>]*>|[a-z-]*:)/y;
const QUANTIFIER = /(?:[*+?]|\{(?<least>\d+)(?:(?<open>,)(?<most>\d*))?\})\??/y;

class PatternReader {
  hasTopLevelChoice = false;
  #at = 0;
  #depth = 0;
  readonly #source: string;
  readonly #nestsClasses: boolean;
  readonly #escape: RegExp;
  readonly #length: number;

  constructor({ source, flags }: RegExp, length: number) {
    this.#source = source;
    this.#nestsClasses = flags.includes('v');
    this.#escape = /[uv]/.test(flags) ? UNICODE_ESCAPE : ESCAPE;
    this.#length = length;
  }

  get atEnd(): boolean {
    return this.#at >= this.#source.length;
  }

  /** Sums the ways of `a|b|c` up to the closing bracket. */
  alternatives(): number {
    let ways = 0;
    for (;;) {
      ways += this.#sequence();
      if (!this.#take('|')) return ways;
      if (this.#depth === 0) this.hasTopLevelChoice = true;
    }
  }

  #sequence(): number {
    let ways = 1;
    while (!this.atEnd && !this.#sees('|') && !this.#sees(')')) ways *= this.#repeated(this.#atom());
    return ways;
  }

  #atom(): number {
    if (this.#take('(')) return this.#group();
    if (this.#take('[')) return this.#skipClass();
    this.#at += this.#match(this.#escape)?.[0].length ?? 1;
    return 1;
  }

  #group(): number {
    this.#at += this.#match(GROUP_OPENING)?.[0].length ?? 0;
    if (++this.#depth > MOST_NESTED) return Infinity;
    const ways = this.alternatives();
    this.#depth--;
    this.#at++;
    return ways;
  }

  /** With the flag `v` classes hold classes. */
  #skipClass(): number {
    let open = 1;
    for (; open > 0 && !this.atEnd; this.#at++) {
      const character = this.#source[this.#at];
      if (character === '\\') this.#at++;
      else if (character === '[' && this.#nestsClasses) open++;
      else if (character === ']') open--;
    }
    return 1;
  }

  /** What a quantifier makes of `ways`: repeating what has several ways is where exponential time comes from. */
  #repeated(ways: number): number {
    const match = this.#match(QUANTIFIER);
    if (match === null) return ways;
    this.#at += match[0].length;
    if (match[0].startsWith('?')) return ways + 1;
    const { least, open, most } = match.groups ?? {};
    if (least === undefined || (open !== undefined && most === '')) return ways === 1 ? this.#length + 1 : Infinity;
    const last = Number(open === undefined ? least : most);
    const counts = last - Number(least) + 1;
    return ways === 1 ? Math.min(counts, this.#length + 1) : counts * ways ** last;
  }

  #match(part: RegExp): RegExpExecArray | null {
    part.lastIndex = this.#at;
    return part.exec(this.#source);
  }

  #sees(character: string): boolean {
    return this.#source[this.#at] === character;
  }

  #take(character: string): boolean {
    if (!this.#sees(character)) return false;
    this.#at++;
    return true;
  }
}
