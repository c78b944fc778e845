import type { MethodSettings } from '../../../../model/definition/rest-api.ts';
import type { Throttle } from '../../../../model/definition/stage.ts';
import type { methodSettings } from '../../definition/plans.ts';
import type { Place } from '../../shape/place.ts';
import type { Value } from '../../shape/value.ts';

type Written = Value<typeof methodSettings>;
type Fields = Exclude<Written, readonly unknown[]>[string];

/** The key of the settings for all methods. */
const ALL = '*/*';

/** Settings by `/path/VERB` or `ALL`, from CloudFormation's list or the API's map, plus the throttles that stand on routes. */
export function buildMethodSettings(
  written: Written | undefined,
  place: Place,
  routeThrottles: ReadonlyMap<string, Throttle>,
): Record<string, MethodSettings> {
  const settings: Record<string, MethodSettings> = {};
  for (const { key, fields, at } of entriesOf(written, place)) {
    if (Object.hasOwn(settings, key)) at.error(`${at.name} sets "${key}" a second time`);
    settings[key] = settingsOf(fields);
  }
  for (const [key, throttle] of routeThrottles) settings[key] = { ...(settings[key] ?? settings[ALL]), throttle };
  return settings;
}

function entriesOf(
  written: Written | undefined,
  place: Place,
): readonly { readonly key: string; readonly fields: Fields; readonly at: Place }[] {
  if (written === undefined) return [];
  if (Array.isArray(written)) {
    return (written as Extract<Written, readonly unknown[]>).map(({ resourcePath, httpMethod, ...fields }, index) => ({
      key: keyOf(resourcePath, httpMethod),
      fields,
      at: place.at(index),
    }));
  }
  return Object.entries(written).map(([key, fields]) => {
    const at = place.at(key);
    const match = /^(.*)\/([A-Z]+|\*)$/s.exec(key);
    if (!match) at.keyError(`"${key}" in ${place.name} must be /path/VERB or ${ALL}`);
    // GetStage and PATCH write ~1 for the slashes of the path (docs/aws/rest-api.md#method-settings).
    return { key: keyOf((match?.[1] ?? '').replaceAll('~1', '/'), match?.[2] ?? ''), fields, at };
  });
}

function keyOf(path: string, verb: string): string {
  if (path === '/*' || path === '*') return `*/${verb}`;
  return `${path.startsWith('/') ? path : `/${path}`}/${verb}`;
}

function settingsOf({ throttlingRateLimit: rate, throttlingBurstLimit: burst, ...fields }: Fields): MethodSettings {
  if (rate === undefined && burst === undefined) return fields;
  return { ...fields, throttle: { ...(rate !== undefined && { rate }), ...(burst !== undefined && { burst }) } };
}
