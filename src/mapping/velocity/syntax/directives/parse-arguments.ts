import { parseValue } from '../parse-value.ts';
import type { Scanner } from '../scanner.ts';
import type { Expression } from '../tree.ts';

const opening = /[ \t\r\n]*\(/y;
const blanks = /[ \t\r\n]+/y;
const operatorWords = new Set(['and', 'or', 'not', 'eq', 'ne', 'lt', 'le', 'gt', 'ge']);

/** Whether a parenthesis follows, blanks and line breaks before it allowed. */
export function seesArguments(scanner: Scanner): boolean {
  return scanner.sees(opening);
}

/** Moves past the opening parenthesis of a directive that must have one. */
export function openArguments(scanner: Scanner): void {
  if (scanner.match(opening) !== null) return;
  scanner.match(blanks);
  throw scanner.unexpected('"("');
}

/** `(a b, c)`: the arguments of a directive or macro, separated by blanks or a comma. Here bare words are arguments too. */
export function parseArguments(scanner: Scanner): Expression[] {
  openArguments(scanner);
  const args: Expression[] = [];
  for (;;) {
    scanner.match(blanks);
    if (scanner.skip(')')) return args;
    if (scanner.skip(',')) scanner.match(blanks);
    const at = scanner.position;
    const value = parseValue(scanner);
    if (value === null || (value.kind === 'word' && operatorWords.has(value.word))) {
      scanner.position = at;
      throw scanner.unexpected('")" or an argument');
    }
    args.push(value);
  }
}
