import { TemplateError } from '../../template-error.ts';
import { parseAll } from './parse-all.ts';
import type { Scanner } from './scanner.ts';
import { Source } from './source.ts';
import type { Expression, StringContent } from './tree.ts';

const doubleQuoted = /"([^"]*(?:""[^"]*)*)"/y;
const singleQuoted = /'([^']*(?:''[^']*)*)'/y;

/**
 * Parses the string literal here. A quote inside is doubled; a backslash is an ordinary character, but for `\uXXXX` in double quotes
 * (docs/aws/vtl.md#expressions).
 */
export function parseString(scanner: Scanner, quote: '"' | "'"): Expression {
  const at = scanner.position;
  const raw = scanner.match(quote === '"' ? doubleQuoted : singleQuoted)?.[1];
  if (raw === undefined) throw scanner.fail(at, `Lexical error: the string that begins with ${quote} is never closed`);
  const single = raw.replaceAll(quote + quote, quote);
  const text = quote === '"' ? unescape(scanner, at, single) : single;
  // Velocity looks at the literal as written: a sign that an escape makes does not begin a reference on its own.
  const content: StringContent =
    quote === '"' && /[$#]/.test(single) ? parseContent(scanner, at, text) : { interpolated: false };
  return { kind: 'string', at, text, quote, content };
}

/** As Velocity 1.7 does it: without a look at the backslash before, and what is no number ends the parsing. */
function unescape(scanner: Scanner, at: number, text: string): string {
  return text.replace(/\\u([\s\S]{0,4})/g, (written, digits: string) => {
    if (/^[0-9a-fA-F]{4}$/.test(digits)) return String.fromCharCode(Number.parseInt(digits, 16));
    throw scanner.fail(at, `"${written}" in a string is no character: four hexadecimal digits follow \\u`);
  });
}

function parseContent(scanner: Scanner, at: number, text: string): StringContent {
  // Velocity adds a blank, and takes it off the result, so that a `$` or `#` at the end is text. After a line comment it would be eaten.
  const padded = !text.includes('##');
  const source = new Source(padded ? `${text} ` : text, { source: scanner.source, offset: at });
  try {
    return { interpolated: true, template: parseAll(source, scanner.parseStatements), padded, text };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw scanner.fail(at, `Failed to parse String literal: ${error.detail}`);
  }
}
