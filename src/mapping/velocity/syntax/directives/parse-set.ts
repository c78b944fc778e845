import { parseExpression } from '../parse-expression.ts';
import { parseReference } from '../parse-value.ts';
import type { Scanner } from '../scanner.ts';
import type { SetDirective } from '../tree.ts';
import { parseTail } from './parse-tail.ts';

const opening = /([ \t]*)#(?:set|\{set\})[ \t]*\(/y;
const blanks = /[ \t\r\n]+/y;

/** Parses `#set($target = value)`, which the caller has seen begins here, with the blanks before it. */
export function parseSet(scanner: Scanner): SetDirective {
  const lead = scanner.match(opening)?.[1] ?? '';
  const at = scanner.position;
  scanner.match(blanks);
  const target = scanner.peek() === '$' ? parseReference(scanner, 0) : null;
  if (target === null) throw scanner.unexpected('a reference to set');
  scanner.match(blanks);
  if (scanner.peek(1) === '=' || !scanner.skip('=')) throw scanner.unexpected('"="');
  const value = parseExpression(scanner);
  if (!scanner.skip(')')) throw scanner.unexpected('")" or an operator');
  return { kind: 'set', at, target, value, lead, tail: parseTail(scanner) };
}
