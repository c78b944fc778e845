import { jsonSyntaxError, unexpectedJson } from './json-syntax-error.ts';

const escapes: Record<string, string> = {
  t: '\t',
  n: '\n',
  r: '\r',
  f: '\f',
  b: '\b',
  '\\': '\\',
  '/': '/',
  "'": "'",
  '"': '"',
};

/**
 * The text between `start` and the closing `quote`, and where the quote ends. An unknown escape disappears. Control characters stay,
 * unless the text has a backslash: then they disappear too (json-smart copies a text without backslashes as it is).
 */
export function readPermissiveString(text: string, start: number, quote: string): { value: string; end: number } {
  const simpleEnd = text.indexOf(quote, start);
  if (simpleEnd === -1) throw unexpectedJson(text, text.length, `the closing ${quote}`);
  const simple = text.slice(start, simpleEnd);
  if (!simple.includes('\\')) return { value: simple, end: simpleEnd + 1 };
  return readEscaped(text, start, quote);
}

function readEscaped(text: string, start: number, quote: string): { value: string; end: number } {
  let value = '';
  for (let position = start; position < text.length; position++) {
    const character = text.charAt(position);
    if (character === quote) return { value, end: position + 1 };
    if (character !== '\\') {
      if (character >= ' ' && character !== '\u007f') value += character;
      continue;
    }
    position++;
    const letter = text.charAt(position);
    const digits = letter === 'u' ? 4 : letter === 'x' ? 2 : 0;
    value += digits === 0 ? (escapes[letter] ?? '') : readCode(text, position + 1, digits);
    position += digits;
  }
  throw unexpectedJson(text, text.length, `the closing ${quote}`);
}

function readCode(text: string, start: number, length: number): string {
  const digits = text.slice(start, start + length);
  if (digits.length < length || !/^[0-9a-fA-F]*$/.test(digits)) {
    throw jsonSyntaxError(text, start, `wanted ${length} hexadecimal digits after the escape`);
  }
  return String.fromCharCode(Number.parseInt(digits, 16));
}
