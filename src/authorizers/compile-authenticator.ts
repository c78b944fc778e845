import type { Api } from '../model/definition/api.ts';
import type { Authorizer, RouteAuthorization } from '../model/definition/authorizer.ts';
import { fail } from '../model/base/errors.ts';
import { cognitoAuthenticator } from './cognito/cognito-authorizer.ts';
import { iamAuthenticator } from './iam/iam-authorizer.ts';
import { jwtAuthenticator } from './jwt/jwt-authorizer.ts';
import { issuers } from './key-sets.ts';
import { lambdaAuthenticator } from './lambda/lambda-authorizer.ts';
import type { LambdaAuthenticator } from './lambda/lambda-authorizer.ts';
import type { AuthorizerServices } from './services.ts';
import { validationExpression } from './validation-expression.ts';
import { type Authenticator, known } from './verdict.ts';

export interface Authenticators {
  /** The authenticator of a route. Throws `AUTHORIZER_UNKNOWN`, `AUTHORIZER_UNFIT` and `POLICY_INVALID`. */
  compile(authorization: RouteAuthorization): Authenticator;
  /** Forgets what Lambda authorizers answered. */
  flushCaches(): Promise<void>;
  /** Forgets the keys of issuers. */
  forgetKeys(): void;
}

type Named = Exclude<RouteAuthorization, { readonly type: 'NONE' | 'AWS_IAM' }>;

/** The authenticators of one deployment of an API. Routes with the same Lambda authorizer share it and its cache. */
export function authenticators(api: Api, services: AuthorizerServices): Authenticators {
  const lambdas = new Map<string, LambdaAuthenticator>();
  const trusted = issuers(services);

  function lambda(authorization: Named): Authenticator {
    const authorizer = declared(authorization, api);
    if (authorizer.type !== 'request' && authorizer.type !== 'token') throw unfit(authorizer, 'request or token', api);
    const made = lambdas.get(authorizer.name) ?? lambdaAuthenticator(authorizer, api, services);
    lambdas.set(authorizer.name, made);
    return made;
  }

  function jwt(authorization: Extract<Named, { readonly type: 'JWT' }>): Authenticator {
    const authorizer = declared(authorization, api);
    if (authorizer.type !== 'jwt') throw unfit(authorizer, 'jwt', api);
    const issuer = trusted.of(authorizer.issuer, 'oidc');
    const { clock } = services;
    return jwtAuthenticator(authorizer, authorization.scopes, {
      keys: issuer.keys,
      isIssuer: (iss) => issuer.isIssuer(iss),
      clock,
    });
  }

  function cognito(authorization: Extract<Named, { readonly type: 'COGNITO_USER_POOLS' }>): Authenticator {
    const authorizer = declared(authorization, api);
    if (authorizer.type !== 'cognito') throw unfit(authorizer, 'cognito', api);
    const { identityValidationExpression: expression, userPools } = authorizer;
    return cognitoAuthenticator(authorizer, authorization.scopes, {
      pools: userPools.map((pool) => trusted.of(pool, 'user-pool')),
      isValidAudience: expression ? validationExpression(expression, services) : undefined,
      clock: services.clock,
    });
  }

  return {
    compile(authorization) {
      switch (authorization.type) {
        case 'NONE':
          return { authenticate: () => Promise.resolve(known({})) };
        case 'AWS_IAM':
          return iamAuthenticator(services, {
            isPrivate: api.type === 'rest' && api.endpointType === 'PRIVATE',
            allowsSigV4a: api.type === 'rest',
          });
        case 'CUSTOM':
          return lambda(authorization);
        case 'JWT':
          return jwt(authorization);
        default:
          return cognito(authorization);
      }
    },
    async flushCaches() {
      await Promise.all([...lambdas.values()].map((authenticator) => authenticator.flushCache()));
    },
    forgetKeys: () => trusted.forgetKeys(),
  };
}

function declared({ authorizer: name }: Named, api: Api): Authorizer {
  const authorizer = Object.hasOwn(api.authorizers, name) ? api.authorizers[name] : undefined;
  if (authorizer) return authorizer;
  throw fail('AUTHORIZER_UNKNOWN', api.name, name, Object.keys(api.authorizers).join(', '));
}

function unfit(authorizer: Authorizer, wanted: string, api: Api): Error {
  return fail('AUTHORIZER_UNFIT', api.name, authorizer.name, authorizer.type, wanted);
}
