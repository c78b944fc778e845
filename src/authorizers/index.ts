import type { Api } from '../model/definition/api.ts';
import type { RouteAuthorization } from '../model/definition/authorizer.ts';
import { fail } from '../model/base/errors.ts';
import type { RestApi } from '../model/definition/rest-api.ts';
import { authenticators } from './compile-authenticator.ts';
import { type Authorization, type AuthorizerCompiler, type CompiledAuthorizer, openToAll } from './contract.ts';
import { type GuardOptions, guardedByAuthorizer, guardedByBoth } from './guard.ts';
import { anonymous } from './policy/caller.ts';
import { PolicyError } from './policy/policy-error.ts';
import { accessDenied } from './refusals.ts';
import { compileResourcePolicy, type ResourcePolicy } from './resource-policy.ts';
import type { AuthorizerServices } from './services.ts';
import type { Verdict } from './verdict.ts';

export { localIssuer } from './local-issuer/local-issuer.ts';
export type { LocalIssuer } from './local-issuer/local-issuer.ts';
export { fetchJson } from './jwt/fetch-json.ts';
export type { TokenRequest } from './local-issuer/token-claims.ts';
export type { AuthorizerServices, FetchJson } from './services.ts';

/** The authorizers of one deployment of an API, with what else is asked of them than who may pass. */
export interface ApiAuthorizers extends AuthorizerCompiler {
  /**
   * Whether the caller's policy, or the one that the Lambda authorizer returned, allows `execute-api:InvalidateCache` on the method
   * (docs/aws/rest-api.md#caching).
   */
  readonly mayInvalidateCache: (authorization: Authorization, methodArn: string) => boolean;
  /** Forgets what Lambda authorizers answered: FlushStageAuthorizersCache. */
  flushCaches(): Promise<void>;
  /** Forgets the keys of issuers, which are otherwise kept for two hours. */
  forgetKeys(): void;
}

/**
 * Compiles what the routes of an API ask of their callers, for REST APIs together with the resource policy
 * (docs/aws/rest-api.md#resource-policies). Compiling a route throws `AUTHORIZER_UNKNOWN`, `AUTHORIZER_UNFIT` or `POLICY_INVALID`.
 */
export function authorizerCompiler(api: Api, services: AuthorizerServices): ApiAuthorizers {
  const kinds = authenticators(api, services);
  const resourcePolicy = api.type === 'rest' ? resourcePolicyOf(api, services) : undefined;
  const verdicts = new WeakMap<Authorization, Verdict>();
  const remember = (verdict: Verdict): Authorization => {
    verdicts.set(verdict.authorization, verdict);
    return verdict.authorization;
  };
  return {
    compile(authorization) {
      if (resourcePolicy === 'deny all') return closed;
      if (resourcePolicy === undefined && authorization.type === 'NONE') return openToAll;
      const authenticator = kinds.compile(authorization);
      if (resourcePolicy === undefined) return guardedByAuthorizer(authenticator, remember);
      return guardedByBoth(authenticator, guardOptions(authorization, resourcePolicy, services), remember);
    },
    mayInvalidateCache: (authorization, methodArn) =>
      verdicts.get(authorization)?.allows?.('execute-api:InvalidateCache', methodArn) ?? false,
    flushCaches: () => kinds.flushCaches(),
    forgetKeys: () => kinds.forgetKeys(),
  };
}

function resourcePolicyOf(
  api: RestApi,
  { region, accountId, clock }: AuthorizerServices,
): ResourcePolicy | 'deny all' | undefined {
  const isPrivate = api.endpointType === 'PRIVATE';
  if (api.policy === undefined) return isPrivate ? 'deny all' : undefined;
  const apiArn = `arn:aws:execute-api:${region}:${accountId}:${api.id}`;
  try {
    return compileResourcePolicy(api.policy, { apiArn, isPrivate, clock });
  } catch (error) {
    if (error instanceof PolicyError) throw fail('POLICY_INVALID', `the API "${api.name}"`, error.message);
    throw error;
  }
}

/** A private API without a resource policy refuses every caller (docs/aws/rest-api.md#resource-policies). */
const closed: CompiledAuthorizer = {
  authorize: ({ methodArn }) =>
    Promise.reject(
      accessDenied(
        {
          explicit: false,
          by: 'resource',
          refusedAs: 'user',
          reason:
            'A PRIVATE API without a resource policy denies everybody. Give it a policy: that allows execute-api:Invoke.',
        },
        anonymous,
        methodArn,
      ),
    ),
};

/** Lambda authorizers and signers of the API's own account: table A; everybody else needs the resource policy's word too: table B. */
function guardOptions(
  { type }: RouteAuthorization,
  resourcePolicy: ResourcePolicy,
  { accountId }: AuthorizerServices,
): GuardOptions {
  return {
    resourcePolicy,
    denyFirst: type === 'CUSTOM',
    table({ caller }) {
      if (type === 'CUSTOM') return 'either';
      return caller.kind === 'iam' && caller.accountId === accountId ? 'either' : 'both';
    },
  };
}
