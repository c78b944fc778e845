import type { Claims } from './token.ts';

/**
 * Claims as an HTTP API shows them: every value as text in Go's way of printing, lists `[a b]`, maps `map[a:1 b:2]` by sorted key, null
 * ones omitted (docs/aws/http-api.md#jwt-authorizers; observed for lists, numbers and booleans).
 */
export function claimTexts(claims: Claims): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(claims)) {
    if (value === null) continue;
    Object.defineProperty(texts, name, { value: text(value), enumerable: true, writable: true, configurable: true });
  }
  return texts;
}

function text(value: unknown): string {
  if (value === null) return '<nil>';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return `[${value.map(text).join(' ')}]`;
  if (typeof value !== 'object') return plain(value);
  const entries = Object.entries(value as Claims).sort(([a], [b]) => (a < b ? -1 : 1));
  return `map[${entries.map(([key, item]) => `${key}:${text(item)}`).join(' ')}]`;
}

/** Numbers as plain decimals (observed), however large. */
function plain(value: unknown): string {
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value).toString() : String(value);
}
