import { isScalar } from 'yaml';
import type { Scalar } from 'yaml';
import type { YamlPlace } from '../places.ts';

/** Where a key and its value stand. */
export function placeOf(key: unknown, value: unknown): YamlPlace {
  const start = offsetOf(key);
  const place = { key: start, value: isNodeWithText(value) ? offsetOf(value) : start };
  if (!isScalar(value)) return place;
  const style = styleOf(value);
  return { ...place, ...(value.source !== undefined && { source: value.source }), ...(style && { style }) };
}

/** `key:` with nothing after it has an empty value, whose place would be somewhere after the colon. */
function isNodeWithText(node: unknown): boolean {
  return node !== null && !(isScalar(node) && node.source === '' && node.type === 'PLAIN');
}

function styleOf(node: Scalar): YamlPlace['style'] {
  if (node.type === 'BLOCK_LITERAL') return 'block';
  if (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE') return 'quoted';
  return node.type === 'PLAIN' ? 'plain' : undefined;
}

export function offsetOf(node: unknown): number {
  return (node as { readonly range?: readonly number[] | null } | null)?.range?.[0] ?? 0;
}
