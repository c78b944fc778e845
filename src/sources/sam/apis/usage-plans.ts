import type { Transformation } from '../transformation.ts';
import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { anyOf } from '../passes/combined-conditions.ts';
import { ResourceError } from '../words/errors.ts';
import { ref } from '../words/intrinsics.ts';
import { isGiven, isMap, picked } from '../words/values.ts';

const KEYS = ['CreateUsagePlan', 'Description', 'Quota', 'Tags', 'Throttle', 'UsagePlanName'];
const KINDS = ['SHARED', 'PER_API', 'NONE'];
const SHARED_CONDITION = 'SharedUsagePlanCondition';

/** The APIs that share `ServerlessUsagePlan` and its key. */
export class SharedUsagePlan {
  readonly stages: TemplateMap[] = [];
  readonly keys: TemplateMap[] = [];
  readonly #conditions = new Set<string>();
  #isUnconditional = false;

  /** The condition under which any of the APIs exists. */
  join(work: Transformation, api: string): string | undefined {
    const condition = work.conditionOf(api);
    if (condition === undefined) this.#isUnconditional = true;
    else this.#conditions.add(condition);
    if (this.#isUnconditional) {
      if (isMap(work.template['Conditions'])) delete work.template['Conditions'][SHARED_CONDITION];
      return undefined;
    }
    const names = [...this.#conditions];
    const [only] = names;
    if (names.length === 1) return only;
    work.conditions[SHARED_CONDITION] = anyOf(names);
    return SHARED_CONDITION;
  }
}

/** Makes the usage plan, the API key and their connection that an API's `Auth.UsagePlan` asks for. */
export function addUsagePlan(
  work: Transformation,
  api: string,
  plan: TemplateValue | undefined,
  stageId: string,
  shared: SharedUsagePlan,
): void {
  if (plan === undefined || plan === null) return;
  const { kind, settings } = readPlan(api, plan);
  if (kind === 'NONE') return;
  const stage = { ApiId: ref(api), Stage: ref(stageId) };
  const key = { RestApiId: ref(api), StageName: ref(stageId) };
  if (kind === 'PER_API') {
    make(work, api, [`${api}UsagePlan`, `${api}ApiKey`, `${api}UsagePlanKey`], {
      settings,
      stages: [stage],
      keys: [key],
    });
    return;
  }
  shared.stages.push(stage);
  shared.keys.push(key);
  const condition = shared.join(work, api);
  const ids = ['ServerlessUsagePlan', 'ServerlessApiKey', 'ServerlessUsagePlanKey'] as const;
  make(work, api, ids, { settings, stages: [...shared.stages], keys: [...shared.keys] });
  for (const id of ids) {
    const resource = work.made[id];
    if (!isMap(resource)) continue;
    delete resource['Condition'];
    if (condition !== undefined) resource['Condition'] = condition;
  }
}

interface Plan {
  readonly settings: TemplateMap;
  readonly stages: TemplateMap[];
  readonly keys: TemplateMap[];
}

function make(
  work: Transformation,
  api: string,
  [planId, keyId, connectionId]: readonly [string, string, string],
  { settings, stages, keys }: Plan,
): void {
  work.add(api, planId, { type: 'AWS::ApiGateway::UsagePlan', properties: { ...settings, ApiStages: stages } });
  work.add(api, keyId, { type: 'AWS::ApiGateway::ApiKey', properties: { Enabled: true, StageKeys: keys } });
  work.add(api, connectionId, {
    type: 'AWS::ApiGateway::UsagePlanKey',
    properties: { KeyId: ref(keyId), KeyType: 'API_KEY', UsagePlanId: ref(planId) },
  });
  work.names.set(`${api}.UsagePlan`, planId);
  work.names.set(`${api}.ApiKey`, keyId);
  work.names.set(`${api}.UsagePlanKey`, connectionId);
}

function readPlan(api: string, plan: TemplateValue): { readonly kind: string; readonly settings: TemplateMap } {
  const path = ['Properties', 'Auth', 'UsagePlan'];
  if (!isMap(plan)) throw new ResourceError(api, "'UsagePlan' must be a dictionary", path);
  const unknown = Object.keys(plan).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) {
    throw new ResourceError(
      api,
      "Invalid property for 'UsagePlan'",
      [...path, unknown],
      `"${unknown}" is not one of ${KEYS.join(', ')}.`,
    );
  }
  const { CreateUsagePlan: kind, ...settings } = plan;
  if (kind === undefined || kind === null) {
    throw new ResourceError(api, "'CreateUsagePlan' is a required field for UsagePlan.", path);
  }
  if (typeof kind !== 'string' || !KINDS.includes(kind)) {
    throw new ResourceError(api, "'CreateUsagePlan' accepts one of ['SHARED', 'PER_API', 'NONE'].", [
      ...path,
      'CreateUsagePlan',
    ]);
  }
  const given = Object.keys(settings).filter((key) => isGiven(settings[key]));
  return { kind, settings: picked(settings, given) };
}
