import { TemplateError } from '../../template-error.ts';
import { parseAll } from './parse-all.ts';
import type { Scanner } from './scanner.ts';
import { Source } from './source.ts';
import type { Expression, StringContent } from './tree.ts';

const doubleQuoted = /"([^"]*(?:""[^"]*)*)"/y;
const singleQuoted = /'([^']*(?:''[^']*)*)'/y;

/** Parses the string literal here. A quote inside is doubled; a backslash is an ordinary character (docs/aws/vtl.md#expressions). */
export function parseString(scanner: Scanner, quote: '"' | "'"): Expression {
  const at = scanner.position;
  const raw = scanner.match(quote === '"' ? doubleQuoted : singleQuoted)?.[1];
  if (raw === undefined) throw scanner.fail(at, `Lexical error: the string that begins with ${quote} is never closed`);
  const text = raw.replaceAll(quote + quote, quote);
  return { kind: 'string', at, text, quote, content: parseContent(scanner, at, quote, text) };
}

function parseContent(scanner: Scanner, at: number, quote: string, text: string): StringContent {
  if (quote === "'" || !/[$#]/.test(text)) return { interpolated: false };
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
