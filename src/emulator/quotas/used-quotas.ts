import type { UsagePlan } from '../../model/definition/rest-api.ts';
import type { Model } from '../../model/definition/model.ts';
import type { QuotaName, SharedLimits, UsedQuota } from '../../shared-state/contract.ts';
import type { UsageStore } from '../../traffic/usage-log.ts';

/** One API key's quota in one usage plan. */
export interface KeyQuota extends QuotaName {
  readonly quota: NonNullable<UsagePlan['quota']>;
}

/** Which keys to forget the used quota of: those of an API, those of a name, all. */
export interface QuotaFilter {
  readonly api?: string;
  readonly key?: string;
}

/** Used quotas beside the requests that use them: for the console and the command line. */
export interface UsedQuotas {
  /** What was used; `unreachable` where a shared state cannot be asked. */
  used(quota: QuotaName): Promise<{ readonly record?: UsedQuota } | 'unreachable'>;
  /** False where a shared state cannot be reached. */
  forget(filter: QuotaFilter): Promise<boolean>;
}

/** Every key in every plan with a quota, in the order of the definition. */
export function quotasOf({ apis }: Model): KeyQuota[] {
  return apis.flatMap((api) =>
    api.type === 'http'
      ? []
      : api.usagePlans.flatMap(({ name: plan, apiKeys, quota }) =>
          quota === undefined ? [] : apiKeys.map((key) => ({ api: api.name, plan, key, quota })),
        ),
  );
}

/** Those that this project keeps itself. */
export function ownQuotas(store: () => UsageStore): UsedQuotas {
  return {
    used({ api, plan, key }) {
      const record = store().get(api, plan, key);
      return Promise.resolve(record === undefined ? {} : { record });
    },
    forget(filter) {
      store().reset(filter);
      return Promise.resolve(true);
    },
  };
}

/** Those that all emulators of a shared state have in common. */
export function sharedQuotas(limits: SharedLimits, model: () => Model): UsedQuotas {
  return {
    used: (quota) => limits.used(quota),
    async forget({ api, key }) {
      const meant = quotasOf(model()).filter(
        (quota) => (api === undefined || quota.api === api) && (key === undefined || quota.key === key),
      );
      const forgotten = await Promise.all(meant.map((quota) => limits.forget(quota)));
      return forgotten.every(Boolean);
    },
  };
}
