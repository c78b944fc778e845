import { parseIndex, parseParameters } from './parse-parameters.ts';
import type { Scanner } from './scanner.ts';
import type { Accessor, Reference } from './tree.ts';

// Hyphens belong to names (vtl.md 1), which is what makes $context.requestOverride.header.X-Amz-Target one reference.
const head = /\$(\\*!)?(\{)?([a-zA-Z_][\w-]*)/y;
// Several dollar signs, the last of which begins a reference.
const manyDollars = /(?:\$(?:\\*!)?\\*)+(?=\$(?:\\*!)?\{?[a-zA-Z_])/y;
const property = /\.([a-zA-Z][\w-]*)/y;

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
