import { readBracket } from './bracket-parser.ts';
import { Cursor } from './cursor.ts';
import { readFunctionParameters } from './function-parameters.ts';
import { JsonPathSyntaxError } from './jsonpath-error.ts';
import type { Parameter, ParsedPath, Token } from './path-tokens.ts';

/** How deep filters may hold filters. */
const MAX_DEPTH = 20;

/** Parses a path as Jayway does; without `$` or `@` in front it is a path below the root. @throws {JsonPathSyntaxError} */
export function parsePath(text: string, depth = 0): ParsedPath {
  if (text === '') throw new JsonPathSyntaxError(text, 'it is empty');
  if (depth > MAX_DEPTH) throw new JsonPathSyntaxError(text, `filters nest deeper than ${MAX_DEPTH} levels`);
  // Blanks may stand at the end of a path, not at its beginning.
  const path = (/^[$@]/.test(text) ? text : `$.${text}`).replace(/ +$/, '');
  if (path.endsWith('.')) throw new JsonPathSyntaxError(text, 'it must not end with "."');
  return parseRooted(path, depth);
}

function parseRooted(path: string, depth: number): ParsedPath {
  const cursor = new Cursor(path);
  const root = cursor.current;
  if (root !== '$' && root !== '@') throw cursor.error('it must begin with $ or @');
  if (cursor.isTail) return { root, tokens: [] };
  cursor.position++;
  if (cursor.current !== '.' && cursor.current !== '[') {
    throw cursor.error(`found ${JSON.stringify(cursor.current)} after ${root}, wanted "." or "["`);
  }
  const tokens: Token[] = [];
  do readToken(cursor, tokens, depth);
  while (!cursor.isTail);
  return { root, tokens: invertScannedFunction(root, tokens) };
}

function readToken(cursor: Cursor, tokens: Token[], depth: number): void {
  if (cursor.current === '.') readDots(cursor, tokens);
  if (cursor.current === '[') {
    tokens.push(readBracket(cursor, (text) => parsePath(text, depth + 1)));
  } else if (cursor.current === '*') {
    cursor.position++;
    tokens.push({ kind: 'wildcard' });
  } else {
    readName(cursor, tokens);
  }
}

function readDots(cursor: Cursor, tokens: Token[]): void {
  cursor.position++;
  if (!cursor.inBounds) throw cursor.error('it must not end with "."');
  if (cursor.current !== '.') return;
  cursor.position++;
  if (cursor.current === '.') throw cursor.error('it has three dots in a row');
  tokens.push({ kind: 'scan' });
}

/** `.name` or `.name(…)`; the cursor is behind the dot. */
function readName(cursor: Cursor, tokens: Token[]): void {
  const start = cursor.position;
  let end = start;
  while (end <= cursor.end && !'.[( '.includes(cursor.text.charAt(end))) end++;
  if (cursor.text.charAt(end) === ' ') throw cursor.error("a name with blanks must be written ['my name']");
  const name = cursor.text.slice(start, end);
  cursor.position = end;
  if (cursor.text.charAt(end) !== '(') {
    if (name === '') throw cursor.error('a name is missing');
    tokens.push({ kind: 'property', names: [name] });
    return;
  }
  tokens.push({ kind: 'function', name, parameters: readParameters(cursor, name) });
}

function readParameters(cursor: Cursor, name: string): Parameter[] {
  if (!hasClosingParenthesis(cursor)) throw cursor.error(`the parentheses of ${name}( are not closed`);
  cursor.position++;
  // Jayway stays on the closing parenthesis of "()", so that what follows it becomes part of a name.
  if (cursor.current === ')') return [];
  return readFunctionParameters(cursor, parseRootedParameter);
}

function parseRootedParameter(text: string): ParsedPath {
  return parseRooted(text.replace(/^[ \t\r\n]+/, ''), 0);
}

function hasClosingParenthesis(cursor: Cursor): boolean {
  let opened = 0;
  for (let index = cursor.position; index <= cursor.end; index++) {
    if (cursor.text.charAt(index) === '(') opened++;
    if (cursor.text.charAt(index) === ')' && --opened === 0) return true;
  }
  return false;
}

/** A function at the end of a scan is applied once, to the list of all hits: `$..price.sum()` is `$.sum($..price)`. */
function invertScannedFunction(root: '$' | '@', tokens: Token[]): Token[] {
  const last = tokens.at(-1);
  if (tokens[0]?.kind !== 'scan' || last?.kind !== 'function') return tokens;
  const index = tokens.findIndex((token) => token.kind === 'function');
  const first = tokens[index];
  if (first?.kind !== 'function') return tokens;
  const path: ParsedPath = { root, tokens: tokens.slice(0, index) };
  return [{ kind: 'function', name: first.name, parameters: [{ path }] }, ...tokens.slice(index + 1)];
}
