import { jsonSyntaxError, unexpectedJson } from './json-syntax-error.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = 0x20;

const escapes: Record<string, string> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** Where the string that begins after the quote at `start - 1` has its closing quote. */
export function stringEnd(text: string, start: number): number {
  let position = start;
  for (;;) {
    const code = text.charCodeAt(position);
    if (code === QUOTE) return position;
    if (code === BACKSLASH) position += 2;
    else if (code >= SPACE) position++;
    else throw unexpectedJson(text, position, 'the closing quote of the string');
  }
}

/** The content of the string between `start` and `end` (the place of the closing quote), escapes resolved. */
export function readString(text: string, start: number, end: number): string {
  const raw = text.slice(start, end);
  if (!raw.includes('\\')) return raw;
  let content = '';
  let position = start;
  while (position < end) {
    const backslash = text.indexOf('\\', position);
    if (backslash === -1 || backslash >= end) return content + text.slice(position, end);
    const letter = text[backslash + 1] ?? '';
    const plain = escapes[letter];
    content += text.slice(position, backslash) + (plain ?? readUnicodeEscape(text, backslash));
    position = backslash + (plain === undefined ? 6 : 2);
  }
  return content;
}

function readUnicodeEscape(text: string, backslash: number): string {
  const digits = text.slice(backslash + 2, backslash + 6);
  if (text[backslash + 1] !== 'u') {
    throw jsonSyntaxError(
      text,
      backslash,
      `found the escape ${JSON.stringify(text.slice(backslash, backslash + 2))}, which JSON does not have`,
    );
  }
  if (!/^[0-9a-fA-F]{4}$/.test(digits))
    throw jsonSyntaxError(text, backslash, 'wanted four hexadecimal digits after \\u');
  return String.fromCharCode(Number.parseInt(digits, 16));
}
