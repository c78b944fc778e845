import type { JavaMap, JavaValue } from '../values.ts';
import { JsonList } from '../values.ts';
import { unexpectedJson } from './json-syntax-error.ts';
import { readNatively } from './native-reader.ts';
import { MAX_JSON_DEPTH, NestingCursor } from './nesting-cursor.ts';
import { readNumber } from './number-reader.ts';
import { readString, stringEnd } from './string-reader.ts';

export { JsonSyntaxError } from './json-syntax-error.ts';

/**
 * Reads strict JSON (RFC 8259) into the values that templates and JSONPath work on: integers of any size as `bigint`, numbers with
 * a fraction or an exponent as `number`, objects as maps in the order of the text (a repeated key keeps its first place and its last value).
 *
 * This is not `JSON.parse` because `1`, `1.0` and 2^60 print differently in a template (docs/aws/vtl.md#printing), which `JSON.parse`
 * forgets.
 *
 * @throws {JsonSyntaxError} with line and column, also when the text nests deeper than {@link MAX_JSON_DEPTH}.
 */
export function readJson(text: string): JavaValue {
  return readNatively(text, MAX_JSON_DEPTH) ?? new Reader(text).readDocument();
}

/** Whether `readJson` would accept the text. */
export function isJson(text: string): boolean {
  try {
    readJson(text);
    return true;
  } catch {
    return false;
  }
}

const TAB = 0x09;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

class Reader extends NestingCursor {
  readDocument(): JavaValue {
    const value = this.#readValue();
    if (!Number.isNaN(this.#nextCode())) throw unexpectedJson(this.text, this.position, 'nothing more after the value');
    return value;
  }

  #readValue(): JavaValue {
    switch (this.#nextCode()) {
      case QUOTE:
        return this.#readText();
      case OPEN_BRACE:
        return this.#readObject();
      case OPEN_BRACKET:
        return this.#readArray();
      case 0x74: // t
        return this.#readWord('true', true);
      case 0x66: // f
        return this.#readWord('false', false);
      case 0x6e: // n
        return this.#readWord('null', null);
      default:
        return this.#readDigits();
    }
  }

  #readObject(): JavaMap {
    this.enter();
    const map: JavaMap = new Map();
    if (this.#nextCode() === CLOSE_BRACE) return this.leave(map);
    for (;;) {
      if (this.#nextCode() !== QUOTE) throw unexpectedJson(this.text, this.position, 'a key in double quotes');
      const key = this.#readText();
      if (this.#nextCode() !== COLON) throw unexpectedJson(this.text, this.position, '":" after the key');
      this.position++;
      map.set(key, this.#readValue());
      const code = this.#nextCode();
      if (code === CLOSE_BRACE) return this.leave(map);
      if (code !== COMMA) throw unexpectedJson(this.text, this.position, '"," or "}"');
      this.position++;
    }
  }

  #readArray(): JsonList {
    this.enter();
    const items: JavaValue[] = [];
    if (this.#nextCode() === CLOSE_BRACKET) return this.leave(new JsonList(items));
    for (;;) {
      items.push(this.#readValue());
      const code = this.#nextCode();
      if (code === CLOSE_BRACKET) return this.leave(new JsonList(items));
      if (code !== COMMA) throw unexpectedJson(this.text, this.position, '"," or "]"');
      this.position++;
    }
  }

  #readText(): string {
    const start = this.position + 1;
    const end = stringEnd(this.text, start);
    this.position = end + 1;
    return readString(this.text, start, end);
  }

  #readDigits(): JavaValue {
    const number = readNumber(this.text, this.position);
    if (number === undefined) throw unexpectedJson(this.text, this.position, 'a value');
    this.position = number.end;
    return number.value;
  }

  #readWord<T>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.position)) throw unexpectedJson(this.text, this.position, 'a value');
    this.position += word.length;
    return value;
  }

  /** The code of the next character that is not white space (`NaN` at the end), at which `position` then stands. */
  #nextCode(): number {
    for (;;) {
      const code = this.text.charCodeAt(this.position);
      if (code !== SPACE && code !== LINE_FEED && code !== RETURN && code !== TAB) return code;
      this.position++;
    }
  }
}
