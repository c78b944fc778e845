import type { Path } from '../../problems/paths.ts';
import type { SourceDocument } from '../../problems/source-document.ts';
import { TextPositions } from '../../problems/text-positions.ts';
import { literalOf, type Literal } from './literal.ts';

/**
 * What a configuration in code exports, with the places of what its text shows: object literals, and constants of the same file. What is
 * computed or imported has the place of the literal that holds it.
 */
export function codeDocument(file: string, text: string, value: unknown): SourceDocument {
  const root = literalOf(text);
  const positions = new TextPositions(text);
  const positionOf: SourceDocument['positionOf'] = (path, side) => ({
    file,
    ...positions.at(offsetOf(root, path, side)),
  });
  return {
    file,
    value,
    positionOf,
    sourceOf: () => undefined,
    positionWithin: (path) => positionOf(path, 'value'),
  };
}

function offsetOf(root: Literal | undefined, path: Path, side: 'key' | 'value' = 'value'): number {
  let at = root;
  for (const part of path) {
    const next = at?.members.get(String(part));
    if (next === undefined) return at?.key ?? at?.value ?? 0;
    at = next;
  }
  return (side === 'key' ? at?.key : at?.value) ?? 0;
}
