import { javaMatches } from '../java-regex.ts';
import { parseDecimal } from '../json/decimal.ts';
import { readPermissiveJson } from '../json/permissive-reader.ts';
import type { Cursor } from './cursor.ts';
import type { Operand } from './filter-operands.ts';
import { unescapeText } from './text-escapes.ts';

/** Reads a literal of a filter: a text, a number, `true`, `false`, `null`, JSON or a `/pattern/flags`. @throws {JsonPathSyntaxError} */
export function readLiteral(cursor: Cursor): Operand {
  const first = cursor.skipBlanks().current;
  switch (first) {
    case "'":
    case '"':
      return readText(cursor, first);
    case 't':
    case 'f':
    case 'n':
      return readWord(cursor);
    case '{':
    case '[':
      return readJsonLiteral(cursor, first);
    case '/':
      return readPattern(cursor);
    default:
      return readNumber(cursor);
  }
}

function readText(cursor: Cursor, quote: string): Operand {
  const start = cursor.position;
  const end = cursor.unescapedAfter(start, quote);
  if (end === -1) throw cursor.error(`the closing ${quote} of a text is missing`);
  cursor.position = end + 1;
  const text = unescapeText(cursor.text.slice(start + 1, end));
  if (text === undefined) throw cursor.error('the escape \\u wants four hexadecimal digits');
  return { kind: 'string', text };
}

function readWord(cursor: Cursor): Operand {
  const word = /^(?:true|false|null)/.exec(cursor.text.slice(cursor.position))?.[0];
  if (word === undefined) throw cursor.error('wanted a literal; texts must be written in quotes');
  cursor.position += word.length;
  return word === 'null' ? { kind: 'null' } : { kind: 'boolean', value: word === 'true' };
}

function readJsonLiteral(cursor: Cursor, open: '{' | '['): Operand {
  const start = cursor.position;
  const end = cursor.closingBracket(start, open, open === '[' ? ']' : '}', false);
  if (end === -1) throw cursor.error(`a "${open}" is not closed`);
  cursor.position = end + 1;
  try {
    return { kind: 'json', value: readPermissiveJson(cursor.text.slice(start, end + 1)), literal: true };
  } catch (cause) {
    throw cursor.error(`the JSON in the filter is wrong (${cause instanceof Error ? cause.message : String(cause)})`);
  }
}

function readPattern(cursor: Cursor): Operand {
  const start = cursor.position;
  const end = cursor.unescapedAfter(start, '/');
  if (end === -1) throw cursor.error('the closing / of a pattern is missing');
  const flags = /^[dixmsuU]*/.exec(cursor.text.slice(end + 1))?.[0] ?? '';
  cursor.position = end + 1 + flags.length;
  const pattern = cursor.text.slice(start + 1, end);
  try {
    return { kind: 'pattern', matches: javaMatches(flags === '' ? pattern : `(?${flags})${pattern}`) };
  } catch (cause) {
    throw cursor.error(cause instanceof Error ? cause.message : String(cause));
  }
}

function readNumber(cursor: Cursor): Operand {
  const text = /^[-0-9.eE]*/.exec(cursor.text.slice(cursor.position))?.[0] ?? '';
  const number = parseDecimal(text);
  if (number === undefined)
    throw cursor.error(
      `${JSON.stringify(cursor.text.slice(cursor.position))} is not a literal; texts must be written in quotes`,
    );
  cursor.position += text.length;
  return { kind: 'number', number };
}
