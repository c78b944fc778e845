import { setOwn } from '../../../model/base/own-properties.ts';
import type { YamlPlace } from '../places.ts';
import { LessUsual } from './less-usual.ts';
import type { LineCursor } from './line-cursor.ts';
import { UsualFlow, type UsualValue, usualKey, usualScalar, yamlPlace } from './usual-flow.ts';
import { readLiteral } from './usual-literal.ts';

/** YAML allows keys of 1,024 characters. */
const MOST_OF_A_KEY = 1000;
const PLAIN_START = /[^\s\-?:,[\]{}#&*!|>'"%@`]|-(?=[^\s-])/y;
const KEY_END = /:(?: |$)/;
const COMMENT = / #/;

/** Reads block maps and lists line by line; a collection ends with the first line that is indented less. */
export class UsualBlocks {
  readonly #flow: UsualFlow;

  constructor(
    readonly text: string,
    readonly lines: LineCursor,
    hasTags: boolean,
    readonly places: Map<object, Map<string, YamlPlace>>,
  ) {
    this.#flow = new UsualFlow(text, hasTags, places);
  }

  readDocument(): object {
    const { text, lines } = this;
    const flow =
      text[lines.start] === '{' || text[lines.start] === '[' ? this.#flow.readDelimited(lines.start) : undefined;
    if (flow !== undefined) lines.leave(this.#flow.end);
    const value = flow === undefined ? this.#readBlock() : (flow.value as object);
    if (!lines.isAtEnd) throw new LessUsual();
    return value;
  }

  #readBlock(): object {
    return this.#isItem() ? this.#readList() : this.#readMap();
  }

  /** The line begins with the dash of a list's item. */
  #isItem(): boolean {
    const { text, lines } = this;
    return text[lines.start] === '-' && (lines.start + 1 === lines.end || text[lines.start + 1] === ' ');
  }

  #readList(): unknown[] {
    const { lines } = this;
    const { indent } = lines;
    const list: unknown[] = [];
    const places = new Map<string, YamlPlace>();
    this.places.set(list, places);
    while (this.#isOf(indent) && this.#isItem()) {
      const read = this.#readItem(indent);
      places.set(String(list.length), yamlPlace(read.at, read));
      list.push(read.value);
    }
    return list;
  }

  #readItem(indent: number): UsualValue {
    const { text, lines } = this;
    const at = this.#afterSpaces(lines.start + 1);
    if (at < lines.end && this.#isKeyAt(at)) {
      lines.enter(at);
      return { value: this.#readMap(), at };
    }
    // A list in a list on the same line.
    if (text[at] === '-' && (text[at + 1] === ' ' || at + 1 === lines.end)) throw new LessUsual();
    const read = this.#readValue(at, indent, false);
    if (read === undefined) throw new LessUsual();
    return read;
  }

  #readMap(): Record<string, unknown> {
    const { lines } = this;
    const { indent } = lines;
    const map: Record<string, unknown> = {};
    const places = new Map<string, YamlPlace>();
    this.places.set(map, places);
    do {
      const keyAt = lines.start;
      const key = this.#readKey(keyAt);
      if (places.has(key)) throw new LessUsual();
      const read = this.#readValue(this.#afterSpaces(this.#flow.end), indent, true);
      // A key with nothing after it has an empty value, which stands nowhere.
      places.set(
        key,
        read === undefined ? { key: keyAt, value: keyAt, source: '', style: 'plain' } : yamlPlace(keyAt, read),
      );
      setOwn(map, key, read === undefined ? null : read.value);
    } while (this.#isOf(indent));
    return map;
  }

  /** There is a line, and it belongs to a collection of this indentation; a line that is deeper belongs to none. */
  #isOf(indent: number): boolean {
    const { lines } = this;
    if (lines.isAtEnd) return false;
    if (lines.indent > indent) throw new LessUsual();
    return lines.indent === indent;
  }

  /** Steps over the key and its colon. */
  #readKey(at: number): string {
    const flow = this.#flow;
    const first = this.text[at];
    if (first === '"' || first === "'") {
      const key = flow.readQuoted(at).value as string;
      if (this.#keyEnd(flow.end) !== flow.end) throw new LessUsual();
      flow.end += 1;
      return key;
    }
    const end = this.#keyEnd(at);
    if (end === undefined || end - at > MOST_OF_A_KEY) throw new LessUsual();
    flow.match(PLAIN_START, at);
    const key = this.text.slice(at, end);
    if (key.endsWith(' ') || COMMENT.test(key)) throw new LessUsual();
    flow.end = end + 1;
    return usualKey(key);
  }

  /** Offset of the first colon of the line, from an offset, that ends a key. */
  #keyEnd(from: number): number | undefined {
    const length = this.text.slice(from, this.lines.end).search(KEY_END);
    return length === -1 ? undefined : from + length;
  }

  /** In an item: it holds a map that begins on the dash's line. */
  #isKeyAt(at: number): boolean {
    const first = this.text[at] ?? '';
    if ('![{#|>&*'.includes(first)) return false;
    if (first !== '"' && first !== "'") return this.#keyEnd(at) !== undefined;
    this.#flow.readQuoted(at);
    return this.#keyEnd(this.#flow.end) === this.#flow.end;
  }

  /** The value at the offset or on the lines below; `undefined` where there is none. Goes on to the line behind it. */
  #readValue(at: number, indent: number, isInMap: boolean): UsualValue | undefined {
    const { text, lines } = this;
    const flow = this.#flow;
    if (at >= lines.end || text[at] === '#') return this.#readBelow(indent, isInMap);
    if (text[at] === '!') return this.#readTagged(at, indent, isInMap);
    if (text[at] === '|') {
      const literal = readLiteral(text, at, indent);
      lines.goTo(literal.next);
      return { value: literal.value, at, source: literal.value, style: 'block' };
    }
    const delimited = flow.readDelimited(at);
    if (delimited !== undefined) {
      lines.leave(flow.end);
      return delimited;
    }
    flow.match(PLAIN_START, at);
    const line = text.slice(at, lines.end);
    const source = (line.split(COMMENT, 1)[0] ?? line).trimEnd();
    if (KEY_END.test(source)) throw new LessUsual();
    lines.next();
    return usualScalar(source, at);
  }

  #readBelow(indent: number, isInMap: boolean): UsualValue | undefined {
    const { lines } = this;
    lines.next();
    if (lines.isAtEnd) return undefined;
    const { start } = lines;
    if (lines.indent > indent) return { value: this.#readBlock(), at: start };
    // The lists of a map may stand as far left as its keys.
    return isInMap && lines.indent === indent && this.#isItem() ? { value: this.#readList(), at: start } : undefined;
  }

  #readTagged(at: number, indent: number, isInMap: boolean): UsualValue {
    const { tag, next } = this.#flow.readTag(at);
    if (this.text[next] === '!') throw new LessUsual();
    const read = this.#readValue(next, indent, isInMap);
    if (read === undefined) throw new LessUsual();
    return this.#flow.tagged(tag, read);
  }

  #afterSpaces(at: number): number {
    let next = at;
    while (this.text[next] === ' ') next += 1;
    return next;
  }
}
