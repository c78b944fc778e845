import { setOwn } from '../../../model/base/own-properties.ts';
import type { YamlPlace } from '../places.ts';
import { isCloudFormationTag, longForm } from './cloudformation-tags.ts';
import { LessUsual } from './less-usual.ts';
import { plainScalar } from './plain-scalar.ts';

/** A value, where it begins, and of a scalar how it was written. */
export interface UsualValue {
  readonly value: unknown;
  readonly at: number;
  readonly source?: string;
  readonly style?: 'block' | 'quoted' | 'plain';
}

/** Deeper brackets are left to the whole parser, which says when they are too deep. */
const MOST_DEPTH = 100;
const TAG = /![A-Za-z\d:]+(?=[ \n])/y;
const DOUBLE_QUOTED = /"(?:[^"\\\n]|\\["\\/bfnrt]|\\u[\da-fA-F]{4})*"/y;
const SINGLE_QUOTED = /'(?:[^'\n]|'')*'/y;
/** Up to `, `, a bracket, `: ` or a comment. */
const PLAIN =
  /(?:[^\s\-?:,[\]{}#&*!|>'"%@`]|-(?=[^\s,[\]{}-]))(?:[^\n,[\]{}:# ]|:(?=[^\s,[\]{}])| (?! *(?:[#\n,[\]{}]|:\s))|(?<! )#)*/y;

/** Reads `[…]`, `{…}`, quoted texts and what is tagged. `end` is behind what was read last. */
export class UsualFlow {
  end = 0;
  #depth = 0;

  constructor(
    readonly text: string,
    readonly hasTags: boolean,
    readonly places: Map<object, Map<string, YamlPlace>>,
  ) {}

  /** The quoted text or bracket at the offset; `undefined` where something else is. */
  readDelimited(at: number): UsualValue | undefined {
    switch (this.text[at]) {
      case '"':
      case "'":
        return this.readQuoted(at);
      case '[':
        return this.#readList(at);
      case '{':
        return this.#readMap(at);
      default:
        return undefined;
    }
  }

  readQuoted(at: number): UsualValue {
    const isDouble = this.text[at] === '"';
    const written = this.match(isDouble ? DOUBLE_QUOTED : SINGLE_QUOTED, at);
    // Escapes other than JSON's were not matched.
    const value = isDouble ? (JSON.parse(written) as string) : written.slice(1, -1).replaceAll("''", "'");
    return { value, at, source: value, style: 'quoted' };
  }

  /** A short form such as `!Ref`, and where what it is given begins. */
  readTag(at: number): { readonly tag: string; readonly next: number } {
    const tag = this.match(TAG, at);
    if (!this.hasTags || !isCloudFormationTag(tag)) throw new LessUsual();
    return { tag, next: this.#afterSpaces(this.end) };
  }

  /** What a tag makes of a value: a plain scalar under it is a text. */
  tagged(tag: string, read: UsualValue): UsualValue {
    const long = longForm(tag, read.style === 'plain' ? read.source : read.value);
    if (long === undefined) throw new LessUsual();
    const place = { key: read.at, value: read.at };
    this.places.set(long, new Map(Object.keys(long).map((key) => [key, place])));
    return { ...read, value: long };
  }

  /** What the pattern, which is sticky, matches at the offset. */
  match(pattern: RegExp, at: number): string {
    pattern.lastIndex = at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) throw new LessUsual();
    this.end = at + found.length;
    return found;
  }

  #readList(at: number): UsualValue {
    this.#open();
    const list: unknown[] = [];
    const places = new Map<string, YamlPlace>();
    this.places.set(list, places);
    let next = this.#afterBlanks(at + 1);
    if (this.text[next] === ']') return this.#closed(list, at, next);
    for (;;) {
      const read = this.#read(next);
      places.set(String(list.length), yamlPlace(read.at, read));
      list.push(read.value);
      next = this.#afterBlanks(this.end);
      if (this.text[next] === ']') return this.#closed(list, at, next);
      if (this.text[next] !== ',') throw new LessUsual();
      next = this.#afterBlanks(next + 1);
    }
  }

  #readMap(at: number): UsualValue {
    this.#open();
    const map: Record<string, unknown> = {};
    const places = new Map<string, YamlPlace>();
    this.places.set(map, places);
    let next = this.#afterBlanks(at + 1);
    if (this.text[next] === '}') return this.#closed(map, at, next);
    for (;;) {
      const keyAt = next;
      const key = this.#readKey(keyAt);
      if (places.has(key)) throw new LessUsual();
      const read = this.#read(this.#afterBlanks(this.end));
      places.set(key, yamlPlace(keyAt, read));
      setOwn(map, key, read.value);
      next = this.#afterBlanks(this.end);
      if (this.text[next] === '}') return this.#closed(map, at, next);
      if (this.text[next] !== ',') throw new LessUsual();
      next = this.#afterBlanks(next + 1);
    }
  }

  /** A key, and steps over its colon. */
  #readKey(at: number): string {
    const first = this.text[at];
    const isQuoted = first === '"' || first === "'";
    const key = isQuoted ? (this.readQuoted(at).value as string) : this.match(PLAIN, at);
    const colon = isQuoted ? this.#afterSpaces(this.end) : this.end;
    const behind = this.text[colon + 1];
    if (this.text[colon] !== ':' || (behind !== ' ' && behind !== '\n')) throw new LessUsual();
    this.end = colon + 1;
    return isQuoted ? key : usualKey(key);
  }

  #read(at: number): UsualValue {
    const delimited = this.readDelimited(at);
    if (delimited !== undefined) return delimited;
    if (this.text[at] !== '!') return usualScalar(this.match(PLAIN, at), at);
    const { tag, next } = this.readTag(at);
    if (this.text[next] === '!') throw new LessUsual();
    return this.tagged(tag, this.#read(next));
  }

  #closed(value: object, at: number, end: number): UsualValue {
    this.end = end + 1;
    this.#depth -= 1;
    return { value, at };
  }

  #open(): void {
    this.#depth += 1;
    if (this.#depth > MOST_DEPTH) throw new LessUsual();
  }

  #afterSpaces(at: number): number {
    let next = at;
    while (this.text[next] === ' ') next += 1;
    return next;
  }

  #afterBlanks(at: number): number {
    let next = at;
    while (this.text[next] === ' ' || this.text[next] === '\n') next += 1;
    return next;
  }
}

/** A plain scalar as the core schema reads it. */
export function usualScalar(source: string, at: number): UsualValue {
  const value = plainScalar(source);
  if (value === undefined) throw new LessUsual();
  return { value, at, source, style: 'plain' };
}

/** A plain key's text. What YAML may take for the same as another key (`1.0`, `True`) is less usual, and so is the merge key. */
export function usualKey(source: string): string {
  const value = plainScalar(source);
  if (source === '<<' || (typeof value !== 'string' && String(value) !== source) || value === true || value === false)
    throw new LessUsual();
  return source;
}

export function yamlPlace(key: number, { at, source, style }: UsualValue): YamlPlace {
  return source === undefined || style === undefined ? { key, value: at } : { key, value: at, source, style };
}
