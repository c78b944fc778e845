import { caretSource, dollarSource, dotSource, endSource } from './anchors.ts';
import { characterSource } from './character-set.ts';
import { translateClass } from './class-translator.ts';
import { readCharacterEscape, readClassEscape } from './escapes.ts';
import type { PatternFlags } from './flags.ts';
import { noFlags, withFlags } from './flags.ts';
import { PatternReader } from './pattern-reader.ts';
import { lineBreak, noWordBoundary, wordBoundary } from './predefined-classes.ts';

/** How deep groups may nest: enough for any pattern by hand, too little to exhaust the stack. */
const MAX_DEPTH = 200;

/** The source of a JavaScript expression (flag `v`) for a Java pattern. @throws {JavaRegexError} */
export function translatePattern(pattern: string): string {
  return new Translator(pattern).translate();
}

class Translator {
  readonly #reader: PatternReader;
  #flags: PatternFlags = noFlags;
  #groups = 0;
  readonly #names = new Set<string>();
  #atomics = 0;
  #depth = 0;
  #lookbehinds = 0;

  constructor(pattern: string) {
    this.#reader = new PatternReader(pattern);
  }

  translate(): string {
    const source = this.#alternatives();
    if (!this.#reader.atEnd) throw this.#reader.error('a closing ")" has no opening one');
    return source;
  }

  #alternatives(): string {
    let source = this.#sequence();
    while (this.#reader.skip('|')) source += `|${this.#sequence()}`;
    return source;
  }

  #sequence(): string {
    let source = '';
    for (;;) {
      if (this.#flags.x) this.#reader.skipComments();
      if (this.#reader.atEnd || this.#reader.peek() === '|' || this.#reader.peek() === ')') return source;
      source += this.#repeated(this.#atom());
    }
  }

  #atom(): string {
    // Java takes a count without anything before it as a count of nothing.
    if (this.#reader.peek() === '{') return '(?:)';
    const character = this.#reader.next();
    switch (character) {
      case '(':
        return this.#group();
      case '[':
        return translateClass(this.#reader, this.#flags);
      case '\\':
        return this.#escape();
      case '.':
        return dotSource(this.#flags);
      case '^':
        return caretSource(this.#flags);
      case '$':
        return `(?:${dollarSource(this.#flags)})`;
      case '*':
      case '+':
      case '?':
        throw this.#reader.error(`there is nothing before "${character}" that it could repeat`);
      default:
        return characterSource(character.codePointAt(0) ?? 0, this.#flags);
    }
  }

  #repeated(atom: string): string {
    if (this.#flags.x) this.#reader.skipComments();
    const match = this.#reader.match(/([*+?]|\{([0-9]{1,9})(?:(,)([0-9]{1,9})?)?\})([?+]?)/y);
    if (match === undefined) {
      if (this.#reader.peek() === '{')
        throw this.#reader.error('"{" begins no count such as {2,3}; write \\{ for the character');
      return atom;
    }
    const [, count = '', least = '', , most, mode] = match;
    if (most !== undefined && Number(most) < Number(least))
      throw this.#reader.error(`the count ${count} ends before it begins`);
    if (mode === '+') return this.#atomic(`${atom}${count}`);
    return `${atom}${count}${mode}`;
  }

  /** What has been matched is never given back: JavaScript's look-ahead does not backtrack into itself either. */
  #atomic(source: string): string {
    if (this.#lookbehinds > 0) return `(?:${source})`;
    const name = `_atomic${++this.#atomics}`;
    return `(?:(?=(?<${name}>${source}))\\k<${name}>)`;
  }

  #group(): string {
    if (++this.#depth > MAX_DEPTH) throw this.#reader.error(`groups nest deeper than ${MAX_DEPTH} levels`);
    const before = this.#flags;
    const source = this.#groupBody();
    this.#depth--;
    // An inline flag without a group of its own stays on until the enclosing group ends.
    if (source !== undefined) this.#flags = before;
    return source ?? '(?:)';
  }

  /** `undefined` for `(?i)`, which is not a group but changes the flags. */
  #groupBody(): string | undefined {
    if (!this.#reader.skip('?')) return `(?<_${++this.#groups}>${this.#closed()}`;
    if (this.#reader.skip(':')) return `(?:${this.#closed()}`;
    if (this.#reader.skip('>')) return this.#atomic(this.#closed().slice(0, -1));
    const look = this.#reader.match(/<?[=!]/y);
    if (look !== undefined) return this.#lookaround(look[0]);
    const name = this.#reader.match(/<([a-zA-Z][a-zA-Z0-9]*)>/y)?.[1];
    if (name !== undefined) return this.#namedGroup(name);
    return this.#flagGroup();
  }

  /** The rest of a group, its parenthesis included. */
  #closed(): string {
    const source = this.#alternatives();
    if (!this.#reader.skip(')')) throw this.#reader.error('a group "(" is not closed');
    return `${source})`;
  }

  #lookaround(kind: string): string {
    const isBehind = kind.startsWith('<');
    if (isBehind) this.#lookbehinds++;
    // JavaScript repeats no look-around, Java does.
    const source = `(?:(?${kind}${this.#closed()})`;
    if (isBehind) this.#lookbehinds--;
    return source;
  }

  #namedGroup(name: string): string {
    if (this.#names.has(name)) throw this.#reader.error(`the group name "${name}" is used twice`);
    this.#names.add(name);
    return `(?<_${++this.#groups}>(?<${name}>${this.#closed()})`;
  }

  #flagGroup(): string | undefined {
    const match = this.#reader.match(/([a-zA-Z-]*)([:)])/y);
    const flags = match?.[1] === undefined ? undefined : withFlags(this.#flags, match[1]);
    if (flags === undefined) throw this.#reader.error('"(?" begins no group that Java knows');
    this.#flags = flags;
    return match?.[2] === ')' ? undefined : `(?:${this.#closed()}`;
  }

  #escape(): string {
    const codePoint = readCharacterEscape(this.#reader);
    if (codePoint !== undefined) return characterSource(codePoint, this.#flags);
    const members = readClassEscape(this.#reader, this.#flags);
    if (members !== undefined) return `[${members}]`;
    const number = this.#reader.match(/[1-9]/y)?.[0];
    if (number !== undefined) return this.#backReference(number);
    return this.#anchorEscape(this.#reader.next());
  }

  #anchorEscape(letter: string): string {
    switch (letter) {
      case 'A':
        return '(?:^)';
      case 'z':
        return '(?:$)';
      case 'Z':
        return `(?:${this.#flags.d ? '(?=\\n?$)' : endSource})`;
      case 'b':
        return wordBoundary;
      case 'B':
        return noWordBoundary;
      case 'R':
        return lineBreak;
      case 'k':
        return this.#namedReference();
      default:
        throw this.#reader.error(`the escape "\\${letter}" is unknown or not supported`);
    }
  }

  /** Java takes as many digits as there are groups for. */
  #backReference(first: string): string {
    let number = first;
    for (;;) {
      const digit = /[0-9]/.exec(this.#reader.peek())?.[0];
      if (digit === undefined || Number(number + digit) > this.#groups) break;
      number += this.#reader.next();
    }
    // Java compiles a reference to a group that does not exist (yet), and it never matches.
    return Number(number) <= this.#groups ? `(?:\\k<_${number}>)` : '(?:(?!))';
  }

  #namedReference(): string {
    const name = this.#reader.match(/<([a-zA-Z][a-zA-Z0-9]*)>/y)?.[1];
    if (name === undefined) throw this.#reader.error('\\k wants the name of a group in angle brackets');
    if (!this.#names.has(name)) throw this.#reader.error(`there is no group named "${name}" before this`);
    return `(?:\\k<${name}>)`;
  }
}
