import type { Api } from '../../../model/definition/api.ts';
import type { Domain, DomainMapping, RoutingRule } from '../../../model/definition/domain.ts';
import type { Model } from '../../../model/definition/model.ts';
import type { BuiltApi, BuiltDefinition } from './built.ts';
import { servedName } from './served-name.ts';

interface ServedStage {
  readonly stage: string;
  /** The name that it is served under. */
  readonly api: string;
}

/** The custom domains of the input, as the edge serves them: those that lead to an API which is served. */
export function modelDomains({ apis, domainNames }: BuiltDefinition, served: readonly Api[]): Pick<Model, 'domains'> {
  const names = new Set(served.map(({ name }) => name));
  const stages = new Map(apis.map((api) => [api.id, stagesOf(api, names)]));
  const mappings = mappingsOf(apis, stages);
  const known = new Map(domainNames.map((domain) => [domain.name, domain]));
  const domains = [...new Set([...mappings.keys(), ...known.keys()])].flatMap((name): Domain[] => {
    const domain: Domain = {
      name,
      routingMode: known.get(name)?.routingMode ?? 'mappings',
      mappings: mappings.get(name) ?? [],
      routingRules: (known.get(name)?.rules ?? []).flatMap(({ stage, ...rule }): RoutingRule[] => {
        const api = leadsTo(stages.get(rule.api) ?? [], stage)?.api;
        return api === undefined ? [] : [{ ...rule, api }];
      }),
    };
    return domain.mappings.length + domain.routingRules.length === 0 ? [] : [domain];
  });
  return domains.length === 0 ? {} : { domains };
}

function stagesOf({ id, stages }: BuiltApi, served: ReadonlySet<string>): ServedStage[] {
  return stages
    .map(({ stage: { name } }, index) => ({ stage: name, api: servedName(id, name, index) }))
    .filter(({ api }) => served.has(api));
}

function mappingsOf(
  apis: readonly BuiltApi[],
  stages: ReadonlyMap<string, readonly ServedStage[]>,
): Map<string, DomainMapping[]> {
  const mappings = new Map<string, DomainMapping[]>();
  for (const { id, domains } of apis) {
    for (const { domain, basePath = '', stage } of domains) {
      const name = domain.toLowerCase();
      const targets = mappedStages(stages.get(id) ?? [], stage);
      if (name === '' || targets.length === 0) continue;
      mappings.set(name, [...(mappings.get(name) ?? []), ...targets.map((target) => ({ basePath, ...target }))]);
    }
  }
  return mappings;
}

/** The stage that a mapping names; every stage, to be written by the caller, where it names none. */
function mappedStages(stages: readonly ServedStage[], wanted: string | undefined): Omit<DomainMapping, 'basePath'>[] {
  if (wanted === undefined || wanted === '(none)') return stages.map(({ stage, api }) => ({ api, stageInPath: stage }));
  const api = leadsTo(stages, wanted)?.api;
  return api === undefined ? [] : [{ api }];
}

/** The stage of that name; the only one where its name is unknown here. */
function leadsTo(stages: readonly ServedStage[], wanted: string | undefined): ServedStage | undefined {
  return stages.find(({ stage }) => stage === wanted) ?? (stages.length === 1 ? stages[0] : undefined);
}
