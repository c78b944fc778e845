import { MAX_QUOTA_OFFSET } from '../../../../model/definition/limits.ts';
import { derivedId } from '../../../../model/definition/derived-id.ts';
import type { ApiKey, UsagePlan } from '../../../../model/definition/rest-api.ts';
import { nearestHint } from '../../../problems/nearest.ts';
import type { apiKeys, usagePlans } from '../../definition/plans.ts';
import type { Place } from '../../shape/place.ts';
import type { Value } from '../../shape/value.ts';

export function buildApiKeys(written: Value<typeof apiKeys> | undefined, place: Place): ApiKey[] {
  const owners = new Map<string, string>();
  return Object.entries(written ?? {}).map(([name, { value, enabled = true }]) => {
    const owner = owners.get(value);
    if (owner !== undefined)
      place
        .at(name, 'value')
        .error(`${place.at(name).name} has the value of "${owner}"`, 'Every key is a value of its own.');
    owners.set(value, name);
    return { name, id: derivedId('api key', name), value, enabled };
  });
}

export function buildUsagePlans(
  written: Value<typeof usagePlans> | undefined,
  place: Place,
  keys: readonly string[],
): UsagePlan[] {
  return Object.entries(written ?? {}).map(([name, plan]) => {
    const at = place.at(name);
    for (const [index, key] of (plan.apiKeys ?? []).entries()) {
      if (keys.includes(key)) continue;
      const hint = () => nearestHint(key, keys, 'API keys') ?? 'Declare it under apiKeys:.';
      at.at('apiKeys', index).error(`${at.name} names the API key "${key}", which the API does not have`, hint);
    }
    const { quota } = plan;
    if (quota?.offset !== undefined && quota.offset > MAX_QUOTA_OFFSET[quota.period]) {
      const offset = at.at('quota', 'offset');
      offset.error(
        `${offset.name} may be at most ${MAX_QUOTA_OFFSET[quota.period]} with the period ${quota.period}, found ${quota.offset}`,
      );
    }
    for (const method of Object.keys(plan.methodThrottles ?? {})) {
      if (!/^\/.*\/[A-Z]+$/.test(method)) {
        at.at('methodThrottles', method).keyError(
          `"${method}" in ${at.at('methodThrottles').name} must be /path/VERB, such as /pets/GET`,
        );
      }
    }
    return {
      name,
      id: derivedId('usage plan', name),
      apiKeys: plan.apiKeys ?? [],
      ...(plan.throttle && { throttle: plan.throttle }),
      ...(quota && { quota: { offset: 0, ...quota } }),
      methodThrottles: plan.methodThrottles ?? {},
    };
  });
}
