import { parseString } from './parse-string.ts';
import type { Scanner } from './scanner.ts';
import type { Accessor, Expression, Reference } from './tree.ts';

// Values hold references, whose arguments and indexes are values again: the parsers of both call each other, and so stand together.

const blanks = /[ \t\r\n]+/y;
const integer = /-?\d+/y;
// The dots of `[1..3]` are no decimal point.
const decimal = /-?(?:\d+\.(?!\.)\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+)/y;
const word = /[a-zA-Z_@]\w*/y;
// Hyphens belong to names (docs/aws/vtl.md#references), which is what makes $context.requestOverride.header.X-Amz-Target one reference.
const head = /\$(\\*!)?(\{)?([a-zA-Z_][\w-]*)/y;
// Several dollar signs, the last of which begins a reference.
const manyDollars = /(?:\$(?:\\*!)?\\*)+(?=\$(?:\\*!)?\{?[a-zA-Z_])/y;
const property = /\.([a-zA-Z][\w-]*)/y;

/** A literal or a reference, or a bare word; `null` when none begins here. */
export function parseValue(scanner: Scanner): Expression | null {
  const at = scanner.position;
  const character = scanner.peek();
  if (character === '$' || character === '\\') return parseValueReference(scanner);
  if (character === '"' || character === "'") return parseString(scanner, character);
  if (character === '[') return scanner.nested(() => parseListOrRange(scanner));
  if (character === '{') return scanner.nested(() => parseMap(scanner));
  const fraction = scanner.take(decimal);
  if (fraction !== '') return { kind: 'decimal', at, value: Number(fraction) };
  const digits = scanner.take(integer);
  if (digits !== '') return { kind: 'integer', at, value: BigInt(digits) };
  const name = scanner.take(word);
  if (name === '') return null;
  if (name === 'true' || name === 'false') return { kind: 'boolean', at, value: name === 'true' };
  return { kind: 'word', at, word: name };
}

function parseValueReference(scanner: Scanner): Expression {
  const start = scanner.position;
  while (scanner.peek() === '\\') scanner.position++;
  const reference = parseReference(scanner, scanner.position - start);
  if (reference === null) throw scanner.unexpected('a reference');
  return reference;
}

function parseListOrRange(scanner: Scanner): Expression {
  const at = scanner.position;
  scanner.expect('[');
  if (scanner.skip(']')) return { kind: 'list', at, items: [] };
  const first = parseParameter(scanner);
  if (scanner.skip('..')) return parseRangeEnd(scanner, at, first);
  const items = [first];
  while (scanner.skip(',')) items.push(parseParameter(scanner));
  if (!scanner.skip(']')) throw scanner.unexpected('"," or "]"');
  return { kind: 'list', at, items };
}

function parseRangeEnd(scanner: Scanner, at: number, from: Expression): Expression {
  const to = parseParameter(scanner);
  for (const end of [from, to]) {
    if (end.kind !== 'integer' && end.kind !== 'reference') {
      throw scanner.fail(end.at, 'A range wants an integer or a reference at each end, as in [0..$max]');
    }
  }
  if (!scanner.skip(']')) throw scanner.unexpected('"]"');
  return { kind: 'range', at, from, to };
}

function parseMap(scanner: Scanner): Expression {
  const at = scanner.position;
  scanner.expect('{');
  scanner.match(blanks);
  const entries: [Expression, Expression][] = [];
  if (scanner.skip('}')) return { kind: 'map', at, entries };
  do entries.push(parseEntry(scanner));
  while (scanner.skip(','));
  if (!scanner.skip('}')) throw scanner.unexpected('"," or "}"');
  return { kind: 'map', at, entries };
}

function parseEntry(scanner: Scanner): [Expression, Expression] {
  const key = parseParameter(scanner);
  if (!scanner.skip(':')) throw scanner.unexpected('":"');
  return [key, parseParameter(scanner)];
}

/** A value with blanks around it. A bare word is one only as the argument of a method, where it has no value. */
function parseParameter(scanner: Scanner, allowed?: 'words too'): Expression {
  scanner.match(blanks);
  const at = scanner.position;
  const value = parseValue(scanner);
  if (value === null || (value.kind === 'word' && allowed === undefined)) {
    scanner.position = at;
    throw scanner.unexpected('a value');
  }
  scanner.match(blanks);
  return value;
}

/** Parses the reference at the dollar sign here; `null` when the dollar sign is only text, as in `$5`. */
export function parseReference(scanner: Scanner, backslashes: number): Reference | null {
  const at = scanner.position - backslashes;
  // After an odd backslash Velocity takes several dollar signs as one, `\$$x` as `\$x` (corpus: escape/json-dollar).
  const swallowed = backslashes % 2 === 1 ? takeLeadingDollars(scanner) : '';
  const start = scanner.position;
  const match = scanner.match(head);
  if (match === null) return null;
  const [, bang, brace, root = ''] = match;
  const accessors = parseAccessors(scanner);
  if (brace !== undefined && !scanner.skip('}')) throw scanner.unexpected('"}", "." or "["');
  return {
    kind: 'reference',
    at,
    root,
    quiet: bang !== undefined,
    braces: brace !== undefined,
    accessors,
    backslashes,
    swallowed,
    written: scanner.text.slice(start, scanner.position),
  };
}

/** The dollar signs before the one that begins a reference, with what clings to them; `''` when there is only that one. */
export function takeLeadingDollars(scanner: Scanner): string {
  return scanner.take(manyDollars);
}

/** Parses the properties, calls and indexes that follow a name. */
export function parseAccessors(scanner: Scanner): Accessor[] {
  const accessors: Accessor[] = [];
  for (;;) {
    const at = scanner.position;
    if (scanner.peek() === '[') {
      accessors.push({ kind: 'index', at, index: parseIndex(scanner) });
      continue;
    }
    const name = scanner.match(property)?.[1];
    if (name === undefined) return accessors;
    // A parenthesis that is the template's last character, or before a directive, is text.
    const called = scanner.peek() === '(' && scanner.peek(1) !== '' && scanner.peek(1) !== '#';
    // Velocity reports a failing call at the method's name, not at the point before it.
    if (called) accessors.push({ kind: 'method', at: at + 1, name, args: parseParameters(scanner) });
    else accessors.push({ kind: 'property', at: at + 1, name });
  }
}

/** `(a, b)` after a method's name. Arguments are values, never arithmetic: `substring($n - 1)` does not parse. */
function parseParameters(scanner: Scanner): Expression[] {
  scanner.expect('(');
  const parameters: Expression[] = [];
  if (scanner.skip(')')) return parameters;
  do parameters.push(parseParameter(scanner, 'words too'));
  while (scanner.skip(','));
  if (!scanner.skip(')')) throw scanner.unexpected('"," or ")"');
  return parameters;
}

/** `[0]` after a reference. */
function parseIndex(scanner: Scanner): Expression {
  scanner.expect('[');
  scanner.match(blanks);
  const index = parseValue(scanner);
  if (index === null || !indexKinds.has(index.kind)) throw scanner.unexpected('a string, an integer or a reference');
  scanner.match(blanks);
  if (!scanner.skip(']')) throw scanner.unexpected('"]"');
  return index;
}

const indexKinds = new Set(['string', 'integer', 'boolean', 'reference']);
