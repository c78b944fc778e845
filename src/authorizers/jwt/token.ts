import { isJsonObject, parseJson } from '../../model/base/json.ts';
import type { KeySet } from './key-set.ts';

export type Claims = Readonly<Record<string, unknown>>;

/** Why a token is not believed, in the words of `error_description`. */
export class TokenRefusal extends Error {
  constructor(readonly description: string) {
    super(description);
    this.name = 'TokenRefusal';
  }
}

/** API Gateway takes RSA signatures alone (docs/aws/http-api.md#jwt-authorizers): a symmetric or missing one never gets as far as a key. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512'];

/**
 * The token within an identity source: bare, or after `Bearer ` in any case (docs/aws/http-api.md#jwt-authorizers,
 * docs/aws/rest-api.md#cognito-authorizers).
 */
export function bearerToken(source: string): string {
  return source.replace(/^bearer +/i, '').trim();
}

/**
 * Verifies the signature of a token (JWS, compact) with the issuer's key of its `kid` and resolves with the claims, which are still to be judged.
 *
 * @throws {TokenRefusal} and {KeysUnavailable}.
 */
export async function verifiedClaims(token: string, keys: KeySet): Promise<Claims> {
  const header = readHeader(token);
  const { alg, kid } = header;
  if (typeof alg !== 'string' || !ALGORITHMS.includes(alg)) {
    throw new TokenRefusal(
      `signing method ${typeof alg === 'string' ? alg.replace(/[^\w-]/g, '').slice(0, 20) : 'none'} is invalid`,
    );
  }
  if (typeof kid !== 'string') throw new TokenRefusal('the token has no kid');
  const key = await keys.key(kid);
  if (!key) throw new TokenRefusal('unable to find a signing key that matches the kid of the token');
  // Loaded only when tokens are used.
  const { compactVerify } = await import('jose');
  const { payload } = await compactVerify(token, key, { algorithms: ALGORITHMS }).catch(() => {
    throw new TokenRefusal('signature is invalid');
  });
  const claims = parseJson(Buffer.from(payload).toString('utf8'));
  if (!isJsonObject(claims)) throw new TokenRefusal('the token has no claims');
  return claims;
}

function readHeader(token: string): Claims {
  const segments = token.split('.');
  if (segments.length !== 3) throw new TokenRefusal('token contains an invalid number of segments');
  const header = parseJson(Buffer.from(segments[0] ?? '', 'base64url').toString('utf8'));
  if (!isJsonObject(header)) throw new TokenRefusal('the token is malformed');
  return header;
}
