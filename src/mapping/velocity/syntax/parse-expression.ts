import { parseValue } from './parse-value.ts';
import type { Scanner } from './scanner.ts';
import type { Expression, Operator } from './tree.ts';

const blanks = /[ \t\r\n]+/y;
const not = /!(?!=)|not(?!\w)/y;

/** Loosest first. A minus right before a digit is a sign: `5 -1` does not parse, `5 - 1` does (corpus: math). */
const levels: readonly { readonly pattern: RegExp }[] = [
  { pattern: /\|\||or(?!\w)/y },
  { pattern: /&&|and(?!\w)/y },
  { pattern: /==|!=|(?:eq|ne)(?!\w)/y },
  { pattern: /<=|>=|<|>|(?:lt|le|gt|ge)(?!\w)/y },
  { pattern: /\+|-(?!\.?\d)/y },
  { pattern: /[*/%]/y },
];

const words: Partial<Record<string, Operator>> = {
  or: '||',
  and: '&&',
  eq: '==',
  ne: '!=',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
};

/** Parses a condition, or the right side of a `#set`, with the blanks around it. */
export function parseExpression(scanner: Scanner): Expression {
  return scanner.nested(() => parseLevel(scanner, 0));
}

function parseLevel(scanner: Scanner, level: number): Expression {
  const operators = levels[level];
  if (operators === undefined) return parseUnary(scanner);
  let left = parseLevel(scanner, level + 1);
  for (;;) {
    const at = scanner.position;
    const written = scanner.take(operators.pattern);
    if (written === '') return left;
    const right = parseLevel(scanner, level + 1);
    left = { kind: 'binary', at, operator: words[written] ?? (written as Operator), left, right };
  }
}

function parseUnary(scanner: Scanner): Expression {
  scanner.match(blanks);
  const at = scanner.position;
  if (scanner.match(not) === null) return parsePrimary(scanner);
  return { kind: 'not', at, operand: scanner.nested(() => parseUnary(scanner)) };
}

function parsePrimary(scanner: Scanner): Expression {
  const value = scanner.peek() === '(' ? parseParenthesis(scanner) : parseValue(scanner);
  if (value === null || value.kind === 'word') {
    if (value !== null) scanner.position = value.at;
    throw scanner.unexpected('a value');
  }
  scanner.match(blanks);
  return value;
}

function parseParenthesis(scanner: Scanner): Expression {
  scanner.expect('(');
  const inner = parseExpression(scanner);
  if (!scanner.skip(')')) throw scanner.unexpected('")" or an operator');
  return inner;
}
