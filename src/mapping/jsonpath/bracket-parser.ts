import type { Cursor } from './cursor.ts';
import { parseFilter } from './filter-parser.ts';
import type { ParsedPath, Token } from './path-tokens.ts';
import { unescapeText } from './text-escapes.ts';

type ParsePath = (text: string) => ParsedPath;

const INTEGER_LIMIT = 2 ** 31;

/** Reads `[…]`; the cursor is on the bracket and ends behind the closing one. @throws {JsonPathSyntaxError} */
export function readBracket(cursor: Cursor, parsePath: ParsePath): Token {
  const open = cursor.position;
  const inner = cursor.significantAfter(open);
  const character = cursor.text.charAt(inner);
  if (character === "'" || character === '"') return readNames(cursor, character);
  if (/[0-9:-]/.test(character)) return readArrayPart(cursor);
  if (character === '*') {
    cursor.position = closeAfter(cursor, inner);
    return { kind: 'wildcard' };
  }
  if (character === '?') return readFilter(cursor, inner, parsePath);
  throw cursor.error(`found ${JSON.stringify(character)} after "[", wanted a name in quotes, a number, * or ?(`);
}

function closeAfter(cursor: Cursor, index: number): number {
  const close = cursor.significantAfter(index);
  if (cursor.text.charAt(close) !== ']') throw cursor.error('a "[" is not closed');
  return close + 1;
}

/** `['a']`, `['a', 'b']`. */
function readNames(cursor: Cursor, quote: string): Token {
  const names: string[] = [];
  let index = cursor.significantAfter(cursor.position);
  for (;;) {
    if (cursor.text.charAt(index) !== quote) throw cursor.error(`wanted a name in ${quote}`);
    const end = cursor.unescapedAfter(index, quote);
    if (end === -1) throw cursor.error(`the closing ${quote} of a name is missing`);
    names.push(unescapeName(cursor, cursor.text.slice(index + 1, end)));
    const next = cursor.significantAfter(end);
    const separator = cursor.text.charAt(next);
    cursor.position = next + 1;
    if (separator === ']') return { kind: 'property', names };
    if (separator !== ',') throw cursor.error('names in brackets must be separated by commas and closed with "]"');
    index = cursor.significantAfter(next);
  }
}

function unescapeName(cursor: Cursor, quoted: string): string {
  const name = unescapeText(quoted);
  if (name === undefined)
    throw cursor.error(`the escape \\u wants four hexadecimal digits in ${JSON.stringify(quoted)}`);
  return name;
}

/** `[1]`, `[0, 2]`, `[1:]`, `[-2:]`, `[:3]`, `[1:3]`. */
function readArrayPart(cursor: Cursor): Token {
  const close = cursor.text.indexOf(']', cursor.position);
  if (close === -1) throw cursor.error('a "[" is not closed');
  const part = cursor.text.slice(cursor.position + 1, close).trim();
  cursor.position = close + 1;
  if (!part.includes(':'))
    return { kind: 'index', indexes: part.split(',').map((text) => readInteger(cursor, text.trim())) };
  // A step is read over: it has no effect in Jayway.
  const [from = '', to = ''] = part.split(':');
  if ((from === '' && to === '') || /[^0-9:-]/.test(part)) throw cursor.error(`"${part}" is not a slice such as 1:3`);
  return { kind: 'slice', from: readBound(cursor, from), to: readBound(cursor, to) };
}

function readBound(cursor: Cursor, text: string): number | undefined {
  return text === '' ? undefined : readInteger(cursor, text);
}

function readInteger(cursor: Cursor, text: string): number {
  const value = Number(text);
  if (!/^-?[0-9]+$/.test(text) || value >= INTEGER_LIMIT || value < -INTEGER_LIMIT) {
    throw cursor.error(`${JSON.stringify(text)} is not an index`);
  }
  return value;
}

function readFilter(cursor: Cursor, mark: number, parsePath: ParsePath): Token {
  const open = cursor.significantAfter(mark);
  if (cursor.text.charAt(open) !== '(') throw cursor.error('a filter must be written [?(…)]');
  const close = cursor.closingBracket(open, '(', ')', true);
  if (close === -1) throw cursor.error('the parenthesis of a filter is not closed');
  cursor.position = closeAfter(cursor, close);
  return { kind: 'filter', condition: parseFilter(cursor.text.slice(open, close + 1), parsePath) };
}
