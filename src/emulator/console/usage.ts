import type { ConsoleUsage } from '../../dashboard/services.ts';
import type { Clock } from '../../model/base/clock.ts';
import type { Model } from '../../model/definition/model.ts';
import { quotaState } from '../../traffic/quota-state.ts';
import type { UsageStore } from '../../traffic/usage-log.ts';

/** Where every API key stands with the quotas of its plans. */
export function consoleUsage(model: () => Model, store: () => UsageStore, clock: Clock): ConsoleUsage {
  return {
    list: () =>
      model().apis.flatMap((api) =>
        api.type === 'http'
          ? []
          : api.usagePlans.flatMap(({ name: plan, apiKeys, quota }) =>
              quota === undefined
                ? []
                : apiKeys.map((key) => {
                    const { used, limit } = quotaState(quota, store().get(api.name, plan, key), clock);
                    return { api: api.name, plan, key, period: quota.period, used, limit };
                  }),
            ),
      ),
    reset: (filter) => store().reset(filter),
  };
}
