import { GatewayError } from '../../model/http/gateway-error.ts';
import type { JwtAuthorizer } from '../../model/definition/authorizer.ts';
import type { Clock } from '../../model/base/clock.ts';
import { type Authenticator, known } from '../verdict.ts';
import { claimTexts } from './claim-text.ts';
import { type KeySet, KeysUnavailable } from './key-set.ts';
import { hasScope, scopesOf } from './scopes.ts';
import { bearerToken, type Claims, TokenRefusal, verifiedClaims } from './token.ts';

export interface JwtOptions {
  readonly keys: KeySet;
  readonly isIssuer: (iss: unknown) => boolean;
  readonly clock: Clock;
}

/**
 * A JWT authorizer of an HTTP API with the scopes of one route. Every doubt is a 401 with `WWW-Authenticate`; a good token without any of the
 * scopes is a 403 (docs/aws/http-api.md#jwt-authorizers). While key servers cannot be reached, every request is refused.
 */
export function jwtAuthenticator(
  authorizer: JwtAuthorizer,
  wantedScopes: readonly string[],
  options: JwtOptions,
): Authenticator {
  const scope = wantedScopes.join(' ');
  return {
    async authenticate(request) {
      const source = request.identitySource(authorizer.identitySource);
      if (!source) {
        throw new GatewayError('UNAUTHORIZED', {
          wwwAuthenticate: 'Bearer',
          reason: `The identity source ${authorizer.identitySource} is missing`,
        });
      }
      const claims = await believedClaims(bearerToken(source), authorizer, options).catch((error: unknown) => {
        throw refusal(error, scope);
      });
      const scopes = scopesOf(claims);
      if (!hasScope(wantedScopes, scopes)) {
        throw new GatewayError('ACCESS_DENIED', {
          wwwAuthenticate: `Bearer scope="${scope}" error="insufficient_scope"`,
          reason: `The token has none of the scopes ${scope}`,
        });
      }
      return known({ claims: claimTexts(claims), scopes: wantedScopes.length === 0 ? null : scopes });
    },
  };
}

async function believedClaims(token: string, authorizer: JwtAuthorizer, options: JwtOptions): Promise<Claims> {
  const claims = await verifiedClaims(token, options.keys);
  const problem = claimProblem(claims, authorizer, options);
  if (problem !== undefined) throw new TokenRefusal(problem);
  return claims;
}

/** The first claim that is wrong, in AWS's words where they are known: that of the audience is, the others follow it. */
function claimProblem(
  claims: Claims,
  { audience }: JwtAuthorizer,
  { isIssuer, clock }: JwtOptions,
): string | undefined {
  const now = clock.now() / 1000;
  if (!isIssuer(claims.iss)) return 'the token does not have a valid issuer';
  if (!audiencesOf(claims).some((each) => typeof each === 'string' && audience.includes(each)))
    return 'the token does not have a valid audience';
  if (typeof claims.exp !== 'number' || claims.exp <= now) return 'the token has expired';
  if (claims.nbf !== undefined && !(typeof claims.nbf === 'number' && claims.nbf <= now))
    return 'the token is not valid yet';
  if (claims.iat !== undefined && !(typeof claims.iat === 'number' && claims.iat <= now))
    return 'the token was used before it was issued';
  return undefined;
}

/** `client_id` is looked at only where there is no `aud` (docs/aws/http-api.md#jwt-authorizers). */
function audiencesOf({ aud, client_id: clientId }: Claims): readonly unknown[] {
  if (aud !== undefined) return Array.isArray(aud) ? aud : [aud];
  return clientId === undefined ? [] : [clientId];
}

function refusal(error: unknown, scope: string): unknown {
  const description = descriptionOf(error);
  if (description === undefined) return error;
  return new GatewayError('UNAUTHORIZED', {
    wwwAuthenticate: `Bearer scope="${scope}" error="invalid_token" error_description="${description}"`,
    // What access logs show as `$context.authorizer.error`.
    reason: `invalid_token: ${description}`,
    cause: error,
  });
}

function descriptionOf(error: unknown): string | undefined {
  if (error instanceof TokenRefusal) return error.description;
  return error instanceof KeysUnavailable ? error.what : undefined;
}
