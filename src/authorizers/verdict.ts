import type { Authorization, AuthorizationRequest } from './contract.ts';
import { anonymous } from './policy/caller.ts';
import type { Caller } from './policy/caller.ts';
import type { Decision } from './policy/question.ts';

/**
 * One kind of authorizer, before a resource policy is asked too. Resolves with what it says of a caller that it knows; rejects with a
 * `GatewayError` if the caller cannot be identified.
 */
export interface Authenticator {
  authenticate(request: AuthorizationRequest): Promise<Verdict>;
}

export interface Verdict {
  readonly authorization: Authorization;
  /** What the caller's own policy, or the authorizer's, says of `execute-api:Invoke` on the method. */
  readonly decision: Decision;
  /** Whom a resource policy sees. */
  readonly caller: Caller;
  /** Lambda authorizers: the policy as it was returned, or `{ isAuthorized }`. */
  readonly policy?: unknown;
  /** How a refusal names the caller; Lambda authorizers name no caller. */
  readonly refusedAs: 'this resource' | 'user';
  /** What the caller's own policy says of another action on the method. */
  allows?(action: string, resource: string): boolean;
}

/** The verdict of methods without authorization, and of tokens that no policy goes with. */
export function known(authorization: Authorization): Verdict {
  return { authorization, decision: 'allow', caller: anonymous, refusedAs: 'user' };
}
