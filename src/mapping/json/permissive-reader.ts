import type { JavaMap, JavaValue } from '../values.ts';
import { JsonList } from '../values.ts';
import { unexpectedJson } from './json-syntax-error.ts';
import { NestingCursor } from './nesting-cursor.ts';
import { readPermissiveNumber } from './permissive-number.ts';
import { readPermissiveString } from './permissive-string.ts';
import { isJson, readJson } from './reader.ts';

/**
 * Reads JSON as json-smart's permissive mode does, the mode in which Jayway JsonPath reads what `$input` works on: unquoted and
 * single-quoted names and texts, superfluous commas, leading zeros, anything after the value.
 *
 * So a form body `a=1&b=2` is the *string* `a=1&b=2`, which is why templates can split it (`$input.path('$').split('&')`), and
 * `{statusCode: 200}` is an object (docs/aws/rest-api-observed.md#mock, recorded).
 *
 * @throws {JsonSyntaxError} for what json-smart refuses: an unclosed quote, brace or bracket, a brace where a key should be.
 */
export function readPermissiveJson(text: string): JavaValue {
  if (isJson(text)) return readJson(text);
  return new PermissiveReader(text).readFirst();
}

/** What ends an unquoted text in each place. */
const endOfText = /$/g;
const endOfKey = /:|$/g;
const endOfMember = /[,}]|$/g;
const endOfElement = /[,\]]|$/g;

class PermissiveReader extends NestingCursor {
  readFirst(): JavaValue {
    return this.#readValue(endOfText);
  }

  #readValue(end: RegExp): JavaValue {
    const character = this.#skipSpace();
    switch (character) {
      case '{':
        return this.#readObject();
      case '[':
        return this.#readArray();
      case '"':
      case "'":
        return this.#readQuoted(character);
      case ':':
      case '}':
      case ']':
        throw unexpectedJson(this.text, this.position, 'a value');
      default:
        return this.#readUnquoted(end);
    }
  }

  #readObject(): JavaMap {
    this.enter();
    const map: JavaMap = new Map();
    for (;;) {
      const character = this.#skipSpace();
      if (character === '}') return this.leave(map);
      if (character === '' || ':][{'.includes(character))
        throw unexpectedJson(this.text, this.position, 'a key or "}"');
      if (character === ',') {
        this.position++;
        continue;
      }
      const key = character === '"' || character === "'" ? this.#readQuoted(character) : this.#readBare(endOfKey);
      if (this.#skipSpace() !== ':') throw unexpectedJson(this.text, this.position, '":" after the key');
      this.position++;
      if (this.#skipSpace() === '') throw unexpectedJson(this.text, this.position, 'a value');
      map.set(key, this.#readValue(endOfMember));
      const next = this.#skipSpace();
      if (next !== ',' && next !== '}') throw unexpectedJson(this.text, this.position, '"," or "}"');
    }
  }

  #readArray(): JsonList {
    this.enter();
    const items: JavaValue[] = [];
    for (;;) {
      const character = this.#skipSpace();
      if (character === ']') return this.leave(new JsonList(items));
      if (character === '') throw unexpectedJson(this.text, this.position, 'a value or "]"');
      if (character === ',') this.position++;
      else items.push(this.#readValue(endOfElement));
    }
  }

  #readQuoted(quote: string): string {
    const { value, end } = readPermissiveString(this.text, this.position + 1, quote);
    this.position = end;
    return value;
  }

  /** A number, `true`, `false`, `null`, or else the text as it stands. */
  #readUnquoted(end: RegExp): JavaValue {
    const bare = this.#readBare(end);
    if (bare === 'true') return true;
    if (bare === 'false') return false;
    if (bare === 'null') return null;
    return readPermissiveNumber(bare) ?? bare;
  }

  #readBare(end: RegExp): string {
    end.lastIndex = this.position;
    const stop = end.exec(this.text)?.index ?? this.text.length;
    const bare = this.text.slice(this.position, stop).trim();
    this.position = stop;
    return bare;
  }

  /** The first character that is not white space, empty at the end. */
  #skipSpace(): string {
    for (;;) {
      const character = this.text.charAt(this.position);
      if (character === '' || character > ' ') return character;
      this.position++;
    }
  }
}
