import type { GatewayError } from '../model/http/gateway-error.ts';
import type { Throttle } from '../model/definition/stage.ts';

/** There already, or on its way where other emulators have a say in it. Only then anything is awaited. */
export type Awaitable<Value> = Value | Promise<Value>;

/** Says yes or no to one more request, now. One per stage, route, plan and key, or account. */
export interface RateLimiter {
  /**
   * Takes one token if there is one. `id` names the bucket (a route key, a key and method); `undefined` limits mean the account's. Rejects with
   * `GatewayError` where the shared state that decides it cannot be reached.
   */
  take(id: string, limit: Throttle | undefined): Awaitable<boolean>;
}

/** What a usage plan says of an API key on one method of one stage. */
export type KeyVerdict =
  | { readonly verdict: 'allowed'; readonly keyId: string; readonly keyValue: string }
  | { readonly verdict: 'unknown' | 'throttled' | 'quota-exceeded' };

export interface KeyLedger {
  /** Checks the key against the plans of the API stage, takes its tokens and counts it against its quota. `method` is `/pets/GET`. Rejects as `take` does. */
  check(keyValue: string | undefined, method: string): Awaitable<KeyVerdict>;
}

/** Everybody passes; for APIs without limits. */
export const unlimited: RateLimiter = { take: () => true };

/** Goes on where a token was taken, throws what `refusal` makes where there was none. Waits only where the answer is on its way. */
export function passOrRefuse(taken: Awaitable<boolean>, refusal: () => GatewayError): void | Promise<void> {
  if (taken === true) return undefined;
  if (taken === false) throw refusal();
  return taken.then((passes) => {
    if (!passes) throw refusal();
  });
}
