import { createHash } from 'node:crypto';
import type { Clock } from '../model/base/clock.ts';
import type { ApiKey, UsagePlan } from '../model/definition/rest-api.ts';
import type { KeyVerdict } from './contract.ts';
import { quotaState } from './quota-state.ts';
import type { TokenBuckets } from './token-buckets.ts';
import type { UsageStore } from './usage-log.ts';

export interface KeysOfStage {
  /** Name of the API, which used quota goes by. */
  readonly api: string;
  readonly apiId: string;
  readonly stage: string;
  readonly apiKeys: readonly ApiKey[];
  readonly usagePlans: readonly UsagePlan[];
}

export interface KeyLedgerOptions extends KeysOfStage {
  readonly buckets: TokenBuckets;
  readonly usage: UsageStore;
  readonly clock: Clock;
}

/**
 * API keys and usage plans of one API stage (docs/aws/rest-api.md#keys-and-plans, docs/aws/rest-api-observed.md#keys-and-throttling). A key
 * counts only when it is enabled and in a plan of the stage; then the method's own throttle in the plan, the plan's throttle and the quota
 * are asked in this order.
 */
export function keyLedger(options: KeyLedgerOptions): { check(value: string | undefined, method: string): KeyVerdict } {
  const find = keyFinder(options);
  return {
    check(value, method) {
      const found = find(value);
      if (found === undefined) return { verdict: 'unknown' };
      const { key, plan } = found;
      if (!takeTokens(options, plan, key, method)) return { verdict: 'throttled' };
      if (!countAgainstQuota(options, plan, key)) return { verdict: 'quota-exceeded' };
      return { verdict: 'allowed', keyId: key.id, keyValue: key.value };
    },
  };
}

export interface PlannedKey {
  readonly key: ApiKey;
  readonly plan: UsagePlan;
}

/** Finds the key of a value, with its plan; only what counts is found. */
export function keyFinder({ apiKeys, usagePlans }: KeysOfStage): (value: string | undefined) => PlannedKey | undefined {
  const planOf = new Map<string, UsagePlan>();
  for (const plan of usagePlans) for (const name of plan.apiKeys) planOf.set(name, plan);
  // Looked up by digest: how long a lookup takes says nothing about how much of a value was right.
  const keyOf = new Map(apiKeys.filter((key) => key.enabled).map((key) => [digest(key.value), key]));
  return (value) => {
    const key = value === undefined ? undefined : keyOf.get(digest(value));
    const plan = key === undefined ? undefined : planOf.get(key.name);
    return key === undefined || plan === undefined ? undefined : { key, plan };
  };
}

/** The bucket of a key in a plan; those of single methods have the method behind it. */
export function planBucket({ apiId, stage }: KeysOfStage, { key, plan }: PlannedKey): string {
  return `plan/${apiId}/${stage}/${plan.id}/${key.id}`;
}

function digest(value: string): string {
  return createHash('sha256').update(value).digest('base64');
}

function takeTokens(options: KeyLedgerOptions, plan: UsagePlan, key: ApiKey, method: string): boolean {
  const bucket = planBucket(options, { key, plan });
  const onMethod = plan.methodThrottles[method];
  if (onMethod !== undefined && !options.buckets.take(`${bucket}${method}`, onMethod)) return false;
  return plan.throttle === undefined || options.buckets.take(bucket, plan.throttle);
}

/** False when nothing is left. Requests that are refused are not counted. */
function countAgainstQuota(options: KeyLedgerOptions, plan: UsagePlan, key: ApiKey): boolean {
  const { quota } = plan;
  if (quota === undefined) return true;
  const before = options.usage.get(options.api, plan.name, key.name);
  const { period, used, limit, since } = quotaState(quota, before, options.clock);
  if (used >= limit) return false;
  options.usage.put({ api: options.api, plan: plan.name, key: key.name, period, used: used + 1, since });
  return true;
}
