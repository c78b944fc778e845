import type { ConsoleUsage } from '../../dashboard/services.ts';
import type { Clock } from '../../model/base/clock.ts';
import type { Model } from '../../model/definition/model.ts';
import { quotaState } from '../../traffic/quota-state.ts';
import { quotasOf, type UsedQuotas } from '../quotas/used-quotas.ts';

/** Where every API key stands with the quotas of its plans. */
export function consoleUsage(model: () => Model, quotas: () => UsedQuotas, clock: Clock): ConsoleUsage {
  return {
    list: () =>
      Promise.all(
        quotasOf(model()).map(async ({ api, plan, key, quota }) => {
          const found = await quotas().used({ api, plan, key });
          const named = { api, plan, key, period: quota.period };
          if (found === 'unreachable') return { ...named, limit: quota.limit };
          const { used, limit } = quotaState(quota, found.record, clock);
          return { ...named, used, limit };
        }),
      ),
    reset: (filter) => quotas().forget(filter),
  };
}
