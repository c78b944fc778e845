import { isDirectiveName, parseDirective } from './directives/parse-directive.ts';
import { parseSet } from './directives/parse-set.ts';
import { parseAccessors, parseReference, takeLeadingDollars } from './parse-value.ts';
import type { Scanner } from './scanner.ts';
import type { Reference, Statement } from './tree.ts';

const plainText = /[^$#\\]+/y;
const backslashRun = /\\+/y;
const setDirective = /[ \t]*#(?:set|\{set\})[ \t]*\(/y;
const blockEnd = /#(?:(?:end|else|elseif)(?![\w@])|\{(?:end|else|elseif)\})/y;
const lineComment = /##[^\n\r]*(?:\r\n|\n|\r)?/y;
const directiveName = /#(?:([a-zA-Z_@][\w@]*)|\{([a-zA-Z_@][\w@]*)\})/y;
const clingingName = /\{\$?[a-zA-Z_][\w-]*/y;
/** Velocity loses the exclamation mark of a `$!` that begins nothing. */
const loneBang = /\$!(?!\{)/y;
const lastDollar = /\$(?:\\*!)?$/y;

/** Parses statements up to the end of the text or to the `#end`, `#else` or `#elseif` of the surrounding block. */
export function parseStatements(scanner: Scanner): Statement[] {
  const statements: Statement[] = [];
  while (!scanner.atEnd && !scanner.sees(blockEnd)) addStatement(scanner, statements);
  return statements;
}

function addStatement(scanner: Scanner, statements: Statement[]): void {
  const at = scanner.position;
  // The blanks before a #set go with it, but only where a token begins: those that belong to a text before them stay
  // (docs/aws/vtl.md#white-space).
  if (scanner.sees(setDirective)) {
    statements.push(parseSet(scanner));
    return;
  }
  const character = scanner.peek();
  if (character === '$') return addReference(scanner, statements, at, 0);
  if (character === '#') return addHash(scanner, statements);
  if (character === '\\') return addBackslashes(scanner, statements);
  addText(statements, at, scanner.take(plainText));
}

function addReference(scanner: Scanner, statements: Statement[], at: number, backslashes: number): void {
  const leading = backslashes % 2 === 0 ? takeLeadingDollars(scanner) : '';
  if (leading !== '') {
    // All dollar signs but the last are text, and then so is what precedes them.
    const text = '\\'.repeat(backslashes / 2) + leading;
    statements.push({ kind: 'text', at, text, raw: scanner.text.slice(at, scanner.position) });
    return addReference(scanner, statements, scanner.position, 0);
  }
  const reference = parseReference(scanner, backslashes);
  if (reference !== null) {
    statements.push(reference);
    return addWhatClings(scanner, statements, reference);
  }
  if (scanner.sees(lastDollar)) throw lexicalError(scanner, scanner.text.length);
  if (backslashes === 0 && scanner.match(loneBang) !== null) {
    statements.push({ kind: 'text', at, text: '$', raw: '$!' });
    return;
  }
  scanner.position++;
  addLoneSign(scanner, statements, at);
}

/**
 * Two accidents of Velocity's lexer right after a reference without braces, found by running it: `##` after a property begins no
 * comment, and of a name in braces (`$x{y}`, `$x{$y}`) only the brace is left.
 */
function addWhatClings(scanner: Scanner, statements: Statement[], reference: Reference): void {
  if (reference.braces) return;
  const at = scanner.position;
  if (reference.accessors.at(-1)?.kind === 'property' && scanner.skip('##')) return addText(statements, at, '##');
  if (scanner.match(clingingName) === null) return;
  parseAccessors(scanner);
  if (!scanner.skip('}')) throw scanner.unexpected('"}", "." or "["');
  statements.push({ kind: 'text', at, text: '{', raw: scanner.text.slice(at, scanner.position) });
}

function addBackslashes(scanner: Scanner, statements: Statement[]): void {
  const at = scanner.position;
  const count = scanner.take(backslashRun).length;
  if (scanner.peek() === '$') return addReference(scanner, statements, at, count);
  const name = scanner.peek() === '#' ? nameAhead(scanner) : null;
  if (name === null) return addText(statements, at, '\\'.repeat(count));
  if (count % 2 === 0) {
    statements.push({
      kind: 'backslashes',
      at,
      pairs: count / 2,
      halved: name !== 'set' && isDirective(scanner, name),
    });
    return;
  }
  const written = scanner.take(directiveName);
  statements.push({ kind: 'escaped-directive', at, backslashes: count, written, halved: isDirective(scanner, name) });
}

/** Whether `#name` is a directive or a macro defined further up, so that backslashes before it mean something. */
function isDirective(scanner: Scanner, name: string): boolean {
  return isDirectiveName(name) || scanner.macros.some((macro) => macro.name === name);
}

function nameAhead(scanner: Scanner): string | null {
  directiveName.lastIndex = scanner.position;
  const match = directiveName.exec(scanner.text);
  return match?.[1] ?? match?.[2] ?? null;
}

function addHash(scanner: Scanner, statements: Statement[]): void {
  const at = scanner.position;
  const next = scanner.peek(1);
  if (next === '') throw lexicalError(scanner, scanner.text.length);
  if (next === '#') {
    statements.push({ kind: 'comment', at, raw: scanner.take(lineComment) });
    return;
  }
  if (next === '*') return addBlockComment(scanner, statements);
  if (next === '[' && scanner.peek(2) === '[') return addRawText(scanner, statements);
  const name = nameAhead(scanner);
  if (name === null) {
    scanner.position++;
    return addLoneSign(scanner, statements, at);
  }
  scanner.take(directiveName);
  statements.push(parseDirective(scanner, name, at));
}

function addBlockComment(scanner: Scanner, statements: Statement[]): void {
  const at = scanner.position;
  const end = scanner.text.indexOf('*#', at + 2);
  // An unclosed comment goes to the end of the template without complaint (corpus: comment/hash-star-unclosed).
  scanner.position = end === -1 ? scanner.text.length : end + 2;
  statements.push({ kind: 'comment', at, raw: scanner.text.slice(at, scanner.position) });
}

function addRawText(scanner: Scanner, statements: Statement[]): void {
  const at = scanner.position;
  const end = scanner.text.indexOf(']]#', at + 3);
  if (end === -1) throw lexicalError(scanner, scanner.text.length);
  scanner.position = end + 3;
  statements.push({ kind: 'text', at, text: scanner.text.slice(at + 3, end), raw: scanner.text.slice(at, end + 3) });
}

/** A `$` or `#` that begins nothing is text, except that right before a `#set` Velocity loses it. */
function addLoneSign(scanner: Scanner, statements: Statement[], at: number): void {
  const sign = scanner.text.slice(at, scanner.position);
  if (!scanner.sees(setDirective)) return addText(statements, at, sign);
  statements.push({ kind: 'comment', at, raw: sign });
}

/** Adds text, to the text before it where there is one. */
function addText(statements: Statement[], at: number, text: string): void {
  const last = statements.at(-1);
  if (last?.kind === 'text' && last.raw === undefined) {
    statements[statements.length - 1] = { ...last, text: last.text + text };
    return;
  }
  statements.push({ kind: 'text', at, text });
}

function lexicalError(scanner: Scanner, offset: number): Error {
  return scanner.fail(offset, 'Lexical error: encountered <EOF> after a "$", "#" or "#[[" that begins nothing');
}
