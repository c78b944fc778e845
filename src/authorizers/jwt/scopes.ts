import type { Claims } from './token.ts';

/** The scopes of a token: `scope`, words in one text, or `scp`, a list or a text (docs/aws/http-api.md#jwt-authorizers). */
export function scopesOf(claims: Claims): readonly string[] {
  return [...words(claims.scope), ...words(claims.scp)];
}

/** Whether a token has at least one of the scopes that a route wants; always where it wants none. */
export function hasScope(wanted: readonly string[], has: readonly string[]): boolean {
  return wanted.length === 0 || wanted.some((scope) => has.includes(scope));
}

function words(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.split(/\s+/).filter((word) => word !== '');
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
