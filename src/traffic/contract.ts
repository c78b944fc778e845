import type { Throttle } from '../model/definition/stage.ts';

/** Says yes or no to one more request, now. One per stage, route, plan and key, or account. */
export interface RateLimiter {
  /** Takes one token if there is one. `id` names the bucket (a route key, a key and method); `undefined` limits mean the account's. */
  take(id: string, limit: Throttle | undefined): boolean;
}

/** What a usage plan says of an API key on one method of one stage. */
export type KeyVerdict =
  | { readonly verdict: 'allowed'; readonly keyId: string; readonly keyValue: string }
  | { readonly verdict: 'unknown' | 'throttled' | 'quota-exceeded' };

export interface KeyLedger {
  /** Checks the key against the plans of the API stage, takes its tokens and counts it against its quota. `method` is `/pets/GET`. */
  check(keyValue: string | undefined, method: string): KeyVerdict;
}

/** Everybody passes; for APIs without limits. */
export const unlimited: RateLimiter = { take: () => true };
