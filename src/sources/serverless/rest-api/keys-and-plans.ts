import { nearestHint } from '../../problems/nearest.ts';
import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { apiKeyId, usagePlanId, usagePlanKeyId } from '../logical-ids.ts';
import type { Part } from '../service/part.ts';
import { members, ref } from '../service/resources.ts';
import type { Service } from '../service/service.ts';

/**
 * `apiKeys` and `usagePlan` of `provider.apiGateway` (version 1: of `provider`). A list of plans has names, and keys belong to plans by name;
 * one plan without a name takes all keys.
 */
export function compileKeysAndPlans(service: Service, restApiId: TemplateValue): void {
  const { provider } = service;
  const [keys, plan] = ['apiKeys', 'usagePlan'].map((name) => {
    const part = provider.get('apiGateway').get(name);
    return part.exists ? part : provider.get(name);
  });
  if (keys === undefined || plan === undefined || (!keys.exists && !plan.exists)) return;
  const names = addPlans(service, plan, restApiId);
  let unnamed = 0;
  for (const key of keys.isListOrMissing('a list of API keys') ? keys.items : []) {
    const group = key.entries.find(([, { value }]) => Array.isArray(value));
    if (group === undefined) {
      addKey(service, key, restApiId, (unnamed += 1), undefined);
      continue;
    }
    const [name, list] = group;
    if (names.includes(name)) {
      for (const [index, member] of list.items.entries()) addKey(service, member, restApiId, index + 1, name);
      // The framework counts them together.
      unnamed = list.items.length;
    } else {
      const hint = () => nearestHint(name, names, 'plans') ?? 'Write usagePlan: as a list, with a plan of that name.';
      list.keyError(`the API keys of "${name}" have no usage plan of that name`, hint);
    }
  }
}

function addKey(service: Service, key: Part, restApiId: TemplateValue, number: number, plan: string | undefined): void {
  const id = apiKeyId(number, plan);
  const isText = typeof key.value === 'string';
  service.resources.add(
    id,
    'AWS::ApiGateway::ApiKey',
    {
      Enabled: key.get('enabled').exists ? key.get('enabled') : true,
      Name: isText ? key : key.get('name'),
      Value: key.get('value'),
      Description: key.get('description'),
      CustomerId: key.get('customerId'),
      StageKeys: [{ RestApiId: restApiId, StageName: service.stage }],
    },
    key,
  );
  const member = { KeyId: ref(id), KeyType: 'API_KEY', UsagePlanId: ref(usagePlanId(plan)) };
  service.resources.add(usagePlanKeyId(number, plan), 'AWS::ApiGateway::UsagePlanKey', member, key);
}

/** Adds the plans; returns their names, none for a plan without one. */
function addPlans(service: Service, plan: Part, restApiId: TemplateValue): readonly string[] {
  if (!Array.isArray(plan.value)) {
    addPlan(service, plan, restApiId, undefined);
    return [];
  }
  return plan.items.flatMap((item) =>
    item.entries.slice(0, 1).map(([name, settings]) => {
      addPlan(service, settings, restApiId, name);
      return name;
    }),
  );
}

function addPlan(
  { name: service, stage, resources }: Service,
  plan: Part,
  restApiId: TemplateValue,
  name?: string,
): void {
  const [quota, throttle] = [plan.get('quota'), plan.get('throttle')];
  resources.add(
    usagePlanId(name),
    'AWS::ApiGateway::UsagePlan',
    {
      ApiStages: [{ ApiId: restApiId, Stage: stage }],
      UsagePlanName: name === undefined ? `${service}-${stage}` : `${service}-${name}-${stage}`,
      Quota: quota.exists ? limits(quota, { Limit: 'limit', Offset: 'offset', Period: 'period' }) : undefined,
      Throttle: throttle.exists ? limits(throttle, { BurstLimit: 'burstLimit', RateLimit: 'rateLimit' }) : undefined,
    },
    plan,
  );
}

function limits(part: Part, names: Readonly<Record<string, string>>): TemplateMap {
  return members(Object.fromEntries(Object.entries(names).map(([to, from]) => [to, part.get(from)])), part);
}
