import { clockTime } from '../parts/format.ts';

/** What a JSON Web Token says, and what is notable about it; a sentence where the text is not one. The signature is not checked. */
export function readToken(text: string): { readonly claims: object; readonly notes: readonly string[] } | string {
  const [head, body] = text
    .trim()
    .replace(/^Bearer\s+/i, '')
    .split('.');
  const header = decoded(head);
  const claims = decoded(body);
  if (header === undefined || claims === undefined)
    return 'This is no JSON Web Token: two parts in base64url that hold JSON objects were expected.';
  const { exp, nbf } = claims as { exp?: unknown; nbf?: unknown };
  const now = Date.now() / 1000;
  const notes = [
    `Signed with ${JSON.stringify((header as { alg?: unknown }).alg)}, key ${JSON.stringify((header as { kid?: unknown }).kid ?? 'none')}; the signature is not checked here.`,
  ];
  if (typeof exp === 'number')
    notes.push(
      exp < now
        ? `Expired at ${clockTime(exp * 1000, false)}.`
        : `Expires at ${clockTime(exp * 1000, false)}, in ${Math.round((exp - now) / 60)} min.`,
    );
  else notes.push('It has no exp: API Gateway refuses it.');
  if (typeof nbf === 'number' && nbf > now) notes.push(`Not valid before ${clockTime(nbf * 1000, false)}.`);
  return { claims, notes };
}

function decoded(part: string | undefined): object | undefined {
  try {
    const bytes = Uint8Array.from(atob((part ?? '').replaceAll('-', '+').replaceAll('_', '/')), (char) =>
      char.charCodeAt(0),
    );
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
