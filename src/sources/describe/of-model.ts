import { relative } from 'node:path';
import type { Api } from '../../model/definition/api.ts';
import type { LambdaFunction } from '../../model/definition/function.ts';
import type { Model } from '../../model/definition/model.ts';
import type { ApiKey, UsagePlan } from '../../model/definition/rest-api.ts';
import type { Describable, DescribableApi } from './describable.ts';
import type { DescribedApiKey, DescribedCode, DescribedDomain, DescribedUsagePlan, SourceKind } from './document.ts';

/** A definition that is a model already: our own configuration, an OpenAPI document. Names are ids there. */
export function describableOf(model: Model, source: SourceKind): Describable {
  return {
    source,
    apis: model.apis.map(describableApi),
    functions: Object.values(model.functions).map((definition) => ({
      id: definition.name,
      definition,
      described: {
        code: codeOf(definition, model.root),
        environment: definition.environment,
        layers: definition.layers.map((layer) => relative(model.root, layer)),
      },
    })),
    foreign: [],
    usagePlans: plansOf(model.apis),
    apiKeys: keysOf(model.apis),
    notRun: [],
  };
}

function describableApi(definition: Api): DescribableApi {
  const { name, id, stage, customDomain } = definition;
  return {
    id: name,
    apiId: id,
    title: definition.title ?? name,
    ...(definition.type === 'websocket' && { routeSelection: definition.routeSelectionExpression }),
    definition,
    stages: [{ stage }],
    domains: (customDomain?.basePaths ?? []).flatMap((basePath): DescribedDomain[] =>
      customDomain?.domainName === undefined
        ? []
        : [{ domain: customDomain.domainName, ...(basePath !== '' && { basePath }) }],
    ),
  };
}

function codeOf({ code, root }: LambdaFunction, folder: string): DescribedCode {
  if (code.kind === 'inline') return { inline: true };
  return { path: relative(folder, code.kind === 'zip' ? code.file : root) || '.' };
}

function plansOf(apis: readonly Api[]): DescribedUsagePlan[] {
  return apis.flatMap((api) =>
    ('usagePlans' in api ? api.usagePlans : []).map(({ name, apiKeys, throttle, quota }: UsagePlan) => ({
      id: name,
      stages: [`${api.name}/${api.stage.name}`],
      apiKeys,
      ...(throttle && { throttle }),
      ...(quota && {
        quota: { limit: quota.limit, period: quota.period, ...(quota.offset !== 0 && { offset: quota.offset }) },
      }),
    })),
  );
}

function keysOf(apis: readonly Api[]): DescribedApiKey[] {
  return apis.flatMap((api) =>
    ('apiKeys' in api ? api.apiKeys : []).map(({ name, value }: ApiKey) => ({ id: name, name, value })),
  );
}
