import type { Clock } from '../model/base/clock.ts';
import type { UsagePlan } from '../model/definition/rest-api.ts';
import { periodOf } from './quota-period.ts';
import type { UsageRecord } from './usage-log.ts';

type Quota = NonNullable<UsagePlan['quota']>;

/** Where a key stands with a plan's quota in the current period. */
export interface QuotaState {
  /** First day of the period. */
  readonly period: string;
  readonly used: number;
  readonly limit: number;
  /** First day of the first period in which the key used the plan. */
  readonly since: string;
}

/** What a usage record means now. Without one, or with one of an earlier period, nothing is used yet. */
export function quotaState(
  quota: Quota,
  record: Pick<UsageRecord, 'period' | 'used' | 'since'> | undefined,
  clock: Clock,
): QuotaState {
  const period = periodOf(clock.now(), quota.period);
  const since = record?.since ?? period;
  // "offset: the number of requests subtracted from the given limit in the initial time period" (AWS's API reference).
  const limit = since === period ? quota.limit - quota.offset : quota.limit;
  return { period, used: record?.period === period ? record.used : 0, limit, since };
}
