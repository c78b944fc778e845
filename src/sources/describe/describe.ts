import type { ApiModels } from '../../model/definition/api-common.ts';
import { describeAuthorizer } from './authorizers.ts';
import type { Describable, DescribableApi } from './describable.ts';
import type { DescribedApi, Description } from './document.ts';
import { describeFunction, FunctionIds } from './functions.ts';
import { describeRoutes } from './routes.ts';
import { tidy } from './tidy.ts';

/** What would be served, in AWS's terms, the same whichever source it came from. */
export function describe(definition: Describable): Description {
  const functions = new FunctionIds(definition);
  return {
    source: definition.source,
    apis: definition.apis.map((api) => describeApi(api, functions)),
    ...tidy<Partial<Description>>({
      usagePlans: definition.usagePlans.map((plan) => ({ ...tidy(plan), id: plan.id })),
      apiKeys: definition.apiKeys,
    }),
    functions: definition.functions.map(describeFunction),
    ...tidy<Partial<Description>>({ triggers: definition.triggers }),
    ...tidy<Partial<Description>>({ notRun: definition.notRun.map(({ id, type, reason }) => ({ id, type, reason })) }),
  };
}

function describeApi(api: DescribableApi, functions: FunctionIds): DescribedApi {
  const { definition } = api;
  return {
    id: api.id,
    apiId: api.apiId,
    kind: definition.type,
    stages: api.stages.map(({ stage: { name, variables } }) => ({
      name,
      ...(variables && Object.keys(variables).length > 0 && { variables }),
    })),
    routes: describeRoutes(definition, functions),
    ...tidy<Partial<DescribedApi>>({
      name: api.title,
      authorizers: Object.values(definition.authorizers).map((authorizer) => describeAuthorizer(authorizer, functions)),
      domains: api.domains
        .filter(({ isPrivate }) => isPrivate !== true)
        .map(({ domain, basePath }) => ({ domain, ...(basePath !== undefined && { basePath }) })),
    }),
    ...ofKind(api),
  };
}

function ofKind({ definition, routeSelection }: DescribableApi): Partial<DescribedApi> {
  if (definition.type === 'http') {
    return tidy<Partial<DescribedApi>>({ cors: definition.cors && tidy(definition.cors) });
  }
  if (definition.type === 'websocket') return tidy<Partial<DescribedApi>>({ routeSelection });
  return {
    ...tidy<Partial<DescribedApi>>({
      binaryMediaTypes: definition.binaryMediaTypes,
      models: namesOf(definition.models),
      gatewayResponses: Object.keys(definition.gatewayResponses),
    }),
    ...(definition.minimumCompressionSize !== undefined && {
      minimumCompressionSize: definition.minimumCompressionSize,
    }),
    ...(definition.policy && { policy: true }),
    ...(definition.securityPolicy !== undefined && { securityPolicy: definition.securityPolicy }),
  };
}

/** Models that the import of a document made up for schemas without a name are not described. */
function namesOf(models: ApiModels): string[] {
  return Object.keys(models).filter((name) => models[name]?.isGenerated !== true);
}
