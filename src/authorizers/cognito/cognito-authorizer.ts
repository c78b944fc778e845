import { isJsonObject, parseJson } from '../../model/base/json.ts';
import type { CognitoAuthorizer } from '../../model/definition/authorizer.ts';
import type { Clock } from '../../model/base/clock.ts';
import { type KeySet, KeysUnavailable } from '../jwt/key-set.ts';
import { hasScope, scopesOf } from '../jwt/scopes.ts';
import { bearerToken, type Claims, TokenRefusal, verifiedClaims } from '../jwt/token.ts';
import { authorizerFailed, unauthorized } from '../refusals.ts';
import { type Authenticator, known } from '../verdict.ts';
import { cognitoClaimTexts } from './claim-text.ts';

export interface UserPool {
  readonly keys: KeySet;
  isIssuer(iss: unknown): boolean;
}

export interface CognitoOptions {
  readonly pools: readonly UserPool[];
  /** Compiled from the authorizer's expression; `aud` has to match it. */
  readonly isValidAudience: ((audience: string) => boolean) | undefined;
  readonly clock: Clock;
}

/**
 * A user pool authorizer of a REST API with the scopes of one method: without scopes it wants an ID token, with scopes an access token that has
 * one of them (docs/aws/rest-api.md#cognito-authorizers). Every doubt about the token is a 401; a pool whose keys cannot be had is a 500.
 */
export function cognitoAuthenticator(
  authorizer: CognitoAuthorizer,
  wantedScopes: readonly string[],
  options: CognitoOptions,
): Authenticator {
  return {
    async authenticate(request) {
      const source = request.identitySource(authorizer.identitySource);
      if (!source) throw unauthorized(`The identity source ${authorizer.identitySource} is missing`);
      const claims = await poolClaims(bearerToken(source), options).catch((error: unknown) => {
        throw refusal(error);
      });
      if (!(typeof claims.exp === 'number' && claims.exp > options.clock.now() / 1000)) {
        throw unauthorized('The token has expired', 'The incoming token has expired');
      }
      const problem = useProblem(claims, wantedScopes) ?? audienceProblem(claims, options);
      if (problem !== undefined) throw unauthorized(problem);
      return known({ claims: cognitoClaimTexts(claims) });
    },
  };
}

/** The pool is the one that the token says it is from, if it is one of the authorizer's. */
async function poolClaims(token: string, { pools }: CognitoOptions): Promise<Claims> {
  const iss = unverifiedIssuer(token);
  const pool = pools.find((candidate) => candidate.isIssuer(iss));
  if (!pool) throw new TokenRefusal('the token is from none of the user pools');
  return verifiedClaims(token, pool.keys);
}

/** Read only to choose the pool whose keys then vouch for the whole token. */
function unverifiedIssuer(token: string): unknown {
  const claims = parseJson(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  return isJsonObject(claims) ? claims['iss'] : undefined;
}

function useProblem(claims: Claims, wantedScopes: readonly string[]): string | undefined {
  const wanted = wantedScopes.length === 0 ? 'id' : 'access';
  if (claims.token_use !== wanted) {
    return wanted === 'id'
      ? 'A method without scopes takes ID tokens (token_use: id)'
      : 'A method with scopes takes access tokens (token_use: access)';
  }
  if (hasScope(wantedScopes, scopesOf(claims))) return undefined;
  return `The token has none of the scopes ${wantedScopes.join(' ')}`;
}

/** Access tokens have no `aud`, so with an expression they never pass. */
function audienceProblem({ aud }: Claims, { isValidAudience }: CognitoOptions): string | undefined {
  if (!isValidAudience) return undefined;
  return typeof aud === 'string' && isValidAudience(aud)
    ? undefined
    : 'The token’s aud does not match the validation expression';
}

function refusal(error: unknown): unknown {
  if (error instanceof KeysUnavailable) {
    return authorizerFailed(`The keys of the user pool cannot be had: ${error.message}`, error);
  }
  return error instanceof TokenRefusal ? unauthorized(error.description) : error;
}
