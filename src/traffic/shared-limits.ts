import type { Clock } from '../model/base/clock.ts';
import type { Throttle } from '../model/definition/stage.ts';
import { GatewayError } from '../model/http/gateway-error.ts';
import type { Admission, SharedBucket, SharedLimits, SharedQuota } from '../shared-state/contract.ts';
import type { KeyLedger, KeyVerdict, RateLimiter } from './contract.ts';
import { keyFinder, type KeysOfStage, planBucket, type PlannedKey } from './key-ledger.ts';
import { periodOf } from './quota-period.ts';
import { ACCOUNT_BUCKET, completed } from './token-buckets.ts';

/** Limits of one API stage that all emulators of a shared state take from, under the names that `TokenBuckets` has. */
export function sharedLimitsOfApi(limits: SharedLimits, apiId: string, stage: string, account?: Throttle): RateLimiter {
  const ofAccount = account === undefined ? [] : [{ name: ACCOUNT_BUCKET, limit: completed(account) }];
  return {
    take(id, limit) {
      const own = limit === undefined ? [] : [{ name: `${apiId}/${stage}/${id}`, limit: completed(limit) }];
      return taken(limits, [...own, ...ofAccount]);
    },
  };
}

/** Limits that the APIs of the account share. */
export function sharedLimitsOfAccount(limits: SharedLimits): RateLimiter {
  return {
    take: (id, limit) =>
      taken(limits, limit === undefined ? [] : [{ name: `${ACCOUNT_BUCKET}/${id}`, limit: completed(limit) }]),
  };
}

/** API keys and usage plans as `keyLedger` has them, with tokens and used quota in the shared state. */
export function sharedKeyLedger(limits: SharedLimits, keys: KeysOfStage, clock: Clock): KeyLedger {
  const find = keyFinder(keys);
  return {
    check(value, method) {
      const found = find(value);
      if (found === undefined) return { verdict: 'unknown' };
      const buckets = bucketsOf(keys, found, method);
      const quota = quotaOf(keys, found, clock);
      if (buckets.length === 0 && quota === undefined) return verdictOf('allowed', found);
      return limits.admit(buckets, quota).then((admission) => verdictOf(admission, found));
    },
  };
}

function bucketsOf(keys: KeysOfStage, found: PlannedKey, method: string): SharedBucket[] {
  const { methodThrottles, throttle } = found.plan;
  const name = planBucket(keys, found);
  const onMethod = methodThrottles[method];
  return [
    ...(onMethod === undefined ? [] : [{ name: `${name}${method}`, limit: completed(onMethod) }]),
    ...(throttle === undefined ? [] : [{ name, limit: completed(throttle) }]),
  ];
}

function quotaOf({ api }: KeysOfStage, { key, plan }: PlannedKey, clock: Clock): SharedQuota | undefined {
  const { quota } = plan;
  if (quota === undefined) return undefined;
  const { limit, offset, period } = quota;
  return { api, plan: plan.name, key: key.name, limit, offset, period: periodOf(clock.now(), period) };
}

function taken(limits: SharedLimits, buckets: readonly SharedBucket[]): boolean | Promise<boolean> {
  if (buckets.length === 0) return true;
  return limits.admit(buckets).then((admission) => {
    if (admission === 'unreachable') throw unreachable();
    return admission === 'allowed';
  });
}

function verdictOf(admission: Admission, { key }: PlannedKey): KeyVerdict {
  if (admission === 'unreachable') throw unreachable();
  return admission === 'allowed' ? { verdict: 'allowed', keyId: key.id, keyValue: key.value } : { verdict: admission };
}

function unreachable(): GatewayError {
  return new GatewayError('THROTTLED', {
    reason: 'The shared state, which counts requests, cannot be reached (shared.whenUnreachable: refuse)',
  });
}
