import type { UsagePlan } from '../model/definition/rest-api.ts';

export type QuotaPeriod = NonNullable<UsagePlan['quota']>['period'];

const DAY_MS = 86_400_000;

/** Names the calendar period (UTC) that a moment falls in by its first day: `2026-11-23` for a week that began on that Monday. */
export function periodOf(milliseconds: number, period: QuotaPeriod): string {
  const date = new Date(milliseconds);
  if (period === 'MONTH') return date.toISOString().slice(0, 7).concat('-01');
  const daysSinceMonday = period === 'WEEK' ? (date.getUTCDay() + 6) % 7 : 0;
  return new Date(milliseconds - daysSinceMonday * DAY_MS).toISOString().slice(0, 10);
}
