import type { JavaMap, JavaValue } from '../values.ts';
import { JavaList } from '../values.ts';
import { BoundedText } from './bounded-text.ts';
import { javaDouble } from './java-double.ts';

/** How a JSON string is written: with `/` as it is, or protected as `\/`. */
export type StringEscaping = 'plain' | 'protected';

/** Appends the compact JSON of `value` as json-smart writes it. */
export function appendJson(out: BoundedText, value: JavaValue, escaping: StringEscaping): void {
  if (typeof value === 'string') return out.append(quoteJson(value, escaping));
  if (typeof value === 'number') return out.append(Number.isFinite(value) ? javaDouble(value) : 'null');
  if (value === null || typeof value !== 'object') return out.append(String(value));
  if (value instanceof Map) return appendObject(out, value, escaping);
  if (value instanceof JavaList) return appendArray(out, value.items, escaping);
  out.append(quoteJson(value.print(), escaping));
}

function appendObject(out: BoundedText, map: JavaMap, escaping: StringEscaping): void {
  out.enter();
  let separator = '{';
  for (const [key, value] of map) {
    out.append(`${separator}${quoteJson(keyText(key), escaping)}:`);
    appendJson(out, value, escaping);
    separator = ',';
  }
  out.append(map.size === 0 ? '{}' : '}');
  out.leave();
}

/** Keys of JSON objects are strings; only a template's own map literal can have others. */
function keyText(key: JavaValue): string {
  if (typeof key === 'string') return key;
  const out = new BoundedText();
  appendJson(out, key, 'plain');
  return out.text;
}

function appendArray(out: BoundedText, items: readonly JavaValue[], escaping: StringEscaping): void {
  out.enter();
  let separator = '[';
  for (const item of items) {
    out.append(separator);
    appendJson(out, item, escaping);
    separator = ',';
  }
  out.append(items.length === 0 ? '[]' : ']');
  out.leave();
}

// What json-smart escapes: besides the control characters, U+007F..U+009F and the general punctuation block U+2000..U+20FF.
// eslint-disable-next-line no-control-regex -- control characters are what this looks for
const special = /["\\/\u0000-\u001f\u007f-\u009f\u2000-\u20ff]/;
// eslint-disable-next-line no-control-regex -- as above
const everySpecial = /["\\/\u0000-\u001f\u007f-\u009f\u2000-\u20ff]/g;

const shortEscapes = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** The JSON string of `text`, quotes included, with json-smart's choice of escapes. */
function quoteJson(text: string, escaping: StringEscaping = 'plain'): string {
  if (!special.test(text)) return `"${text}"`;
  return `"${text.replace(everySpecial, (character) => escapeCharacter(character, escaping))}"`;
}

function escapeCharacter(character: string, escaping: StringEscaping): string {
  if (character === '/') return escaping === 'protected' ? '\\/' : '/';
  const short = shortEscapes.get(character);
  if (short !== undefined) return short;
  return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
