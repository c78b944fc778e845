import { derivedId } from '../../../../model/definition/derived-id.ts';
import type { ApiKey, UsagePlan } from '../../../../model/definition/rest-api.ts';
import type { Throttle } from '../../../../model/definition/stage.ts';
import type { DescribedApiKey, DescribedUsagePlan } from '../../../describe/document.ts';
import type { AwsResource } from '../../resources.ts';
import type { BuildContext } from '../context.ts';

/** Keys and plans of one stage of an API. */
export interface StagePlans {
  readonly apiKeys: readonly ApiKey[];
  readonly usagePlans: readonly UsagePlan[];
}

type PlanRecord = AwsResource<'AWS::ApiGateway::UsagePlan'>;
type KeyRecord = AwsResource<'AWS::ApiGateway::ApiKey'>;

/** The usage plans of an input with their keys. */
export class Plans {
  readonly #plans: readonly PlanRecord[];
  readonly #keys: readonly KeyRecord[];
  readonly #keysOfPlan = new Map<string, string[]>();

  constructor({ records }: Pick<BuildContext, 'records'>) {
    this.#plans = records.all('AWS::ApiGateway::UsagePlan');
    this.#keys = records.all('AWS::ApiGateway::ApiKey');
    for (const { usagePlan, key } of records.all('AWS::ApiGateway::UsagePlanKey')) {
      if (usagePlan === undefined || key === undefined) continue;
      this.#keysOfPlan.set(usagePlan, [...(this.#keysOfPlan.get(usagePlan) ?? []), key]);
    }
  }

  /** The plans that one stage belongs to; the stage's keys are those of its plans. */
  of(api: string, stage: string): StagePlans {
    const plans = this.#plans.filter(({ apiStages }) =>
      (apiStages ?? []).some((one) => one.api === api && one.stage === stage),
    );
    const used = new Set(plans.flatMap(({ id }) => this.#keysOfPlan.get(id) ?? []));
    return {
      usagePlans: plans.map((plan) => this.#plan(plan, api, stage)),
      apiKeys: this.#keys.filter(({ id }) => used.has(id)).map(keyOf),
    };
  }

  describedPlans(): DescribedUsagePlan[] {
    return this.#plans.map(({ id, apiStages, throttle, quota }) => ({
      id,
      stages: (apiStages ?? []).flatMap(({ api, stage }) => (api === undefined ? [] : [`${api}/${stage ?? ''}`])),
      apiKeys: this.#keysOfPlan.get(id) ?? [],
      ...(throttle && { throttle: throttleOf(throttle) }),
      ...(quota?.limit !== undefined && {
        quota: {
          limit: quota.limit,
          period: quota.period ?? 'DAY',
          ...(quota.offset !== undefined && quota.offset !== 0 && { offset: quota.offset }),
        },
      }),
    }));
  }

  describedKeys(): DescribedApiKey[] {
    return this.#keys.map(({ id, name, value }) => ({
      id,
      ...(name !== undefined && { name }),
      ...(value !== undefined && { value }),
    }));
  }

  #plan({ id, name, apiStages, throttle, quota }: PlanRecord, api: string, stage: string): UsagePlan {
    const own = (apiStages ?? []).find((one) => one.api === api && one.stage === stage);
    return {
      name: name ?? id,
      id: derivedId('usage plan', id, 6),
      apiKeys: this.#keys.filter((key) => this.#keysOfPlan.get(id)?.includes(key.id)).map(nameOf),
      ...(throttle && { throttle: throttleOf(throttle) }),
      ...(quota?.limit !== undefined && {
        quota: { limit: quota.limit, offset: quota.offset ?? 0, period: quota.period ?? 'DAY' },
      }),
      methodThrottles: Object.fromEntries(
        Object.entries(own?.throttle ?? {}).map(([key, limits]) => [key, throttleOf(limits)]),
      ),
    };
  }
}

function throttleOf({
  rateLimit,
  burstLimit,
}: {
  readonly rateLimit?: number;
  readonly burstLimit?: number;
}): Throttle {
  return {
    ...(rateLimit !== undefined && { rate: rateLimit }),
    ...(burstLimit !== undefined && { burst: burstLimit }),
  };
}

/** Keys may share a name; here names tell them apart. */
function nameOf({ id, name }: KeyRecord): string {
  return name ?? id;
}

/** AWS makes up the value of a key that has none; here it follows from the key's id, so that it stays the same. */
function keyOf(record: KeyRecord): ApiKey {
  return {
    name: nameOf(record),
    id: derivedId('api key', record.id),
    value: record.value ?? derivedId('api key value', record.id, 40),
    enabled: record.enabled ?? false,
  };
}
