import type { Authorizer } from '../../../../model/definition/authorizer.ts';
import { withDeploymentId } from '../../../../model/definition/deployment-id.ts';
import type { RestApi, RestMethod } from '../../../../model/definition/rest-api.ts';
import type { AwsResource } from '../../resources.ts';
import { ApiAuthorizers } from '../api-authorizers.ts';
import { BodyReader } from '../bodies.ts';
import type { BuiltApi } from '../built.ts';
import type { BuildContext } from '../context.ts';
import { declaredAt } from '../declared-at.ts';
import { titleOf } from '../title.ts';
import { buildGatewayResponses } from '../settings/gateway-responses.ts';
import { buildModels } from '../settings/models.ts';
import type { Plans } from '../settings/plans.ts';
import { policyOf } from '../settings/policy.ts';
import { domainsOf } from '../settings/domains.ts';
import { buildRestAuthorizer } from './authorizers.ts';
import { buildRestMethod } from './methods.ts';
import { buildRestStages, type RestStage } from './stages.ts';

type Record = AwsResource<'AWS::ApiGateway::RestApi'>;
type Definition = Omit<RestApi, 'stage' | 'apiKeys' | 'usagePlans' | keyof RestStage['settings']>;

/** A REST API: what its document defines, and what resources of their own add to it. */
export function buildRestApi(record: Record, plans: Plans, context: BuildContext): BuiltApi {
  const { id } = record;
  const imported = new BodyReader(context).rest(record);
  const document = imported.definition;
  const parts = ownParts(record, context);
  const policy = policyOf(record.policy, record, context) ?? document.policy;
  const minimum = record.minimumCompressionSize ?? document.minimumCompressionSize;
  const definition: Definition = {
    type: 'rest',
    name: id,
    ...titleOf(record.name ?? imported.title),
    id: record.physicalId,
    port: 0,
    disableExecuteApiEndpoint: record.disableExecuteApiEndpoint ?? document.disableExecuteApiEndpoint ?? false,
    methods: merged(document.methods ?? [], parts.methods),
    authorizers: { ...document.authorizers, ...parts.authorizers },
    models: { ...document.models, ...parts.models },
    gatewayResponses: { ...document.gatewayResponses, ...parts.gatewayResponses },
    // Both are kept: an import appends its types (docs/aws/rest-api-observed.md#openapi-import). `image~1png` is how patches write a media
    // type.
    binaryMediaTypes: [
      ...new Set([
        ...(record.binaryMediaTypes ?? []).map((type) => type.replaceAll('~1', '/')),
        ...(document.binaryMediaTypes ?? []),
      ]),
    ],
    ...(minimum !== undefined && { minimumCompressionSize: minimum }),
    apiKeySource: record.apiKeySource ?? document.apiKeySource ?? 'HEADER',
    ...(policy && { policy }),
    endpointType: endpointTypeOf(record) ?? document.endpointType ?? 'EDGE',
    ...declaredAt(record),
  };
  const stages = buildRestStages(id, context);
  const at = (stage: RestStage): RestApi =>
    withDeploymentId({ ...definition, stage: stage.stage, ...stage.settings, ...plans.of(id, stage.stage.name) });
  const built = stages.map((stage) => {
    const staged = at(stage);
    return { stage: staged.stage, definition: staged };
  });
  return {
    id,
    apiId: record.physicalId,
    title: record.name ?? imported.title,
    definition: built[0]?.definition ?? at(NO_STAGE),
    stages: built,
    domains: domainsOf(id, context),
  };
}

/** What an API without a stage is described with; it is not served. */
const NO_STAGE: RestStage = {
  stage: { name: '', variables: {}, deploymentId: '' },
  settings: { methodSettings: {}, cacheCluster: false, executionLog: 'OFF' },
};

function ownParts(
  { id }: Record,
  context: BuildContext,
): Pick<RestApi, 'methods' | 'authorizers' | 'models' | 'gatewayResponses'> {
  const { records } = context;
  const byRecord = new Map<string, Authorizer>();
  for (const record of records.all('AWS::ApiGateway::Authorizer').filter(({ restApi }) => restApi === id)) {
    const authorizer = buildRestAuthorizer(record, context);
    if (authorizer !== undefined) byRecord.set(record.id, authorizer);
  }
  const authorizers = new ApiAuthorizers(byRecord, 'rest', context);
  const methods = records
    .all('AWS::ApiGateway::Method')
    .filter(({ restApi }) => restApi === id)
    .flatMap((method) => buildRestMethod(method, authorizers, context) ?? []);
  return {
    authorizers: authorizers.byName,
    methods,
    models: buildModels(
      records.all('AWS::ApiGateway::Model').filter(({ restApi }) => restApi === id),
      context,
    ),
    gatewayResponses: buildGatewayResponses(
      records.all('AWS::ApiGateway::GatewayResponse').filter(({ restApi }) => restApi === id),
      context,
    ),
  };
}

/** A method resource replaces what the document says of its path and verb. */
function merged(document: readonly RestMethod[], own: readonly RestMethod[]): readonly RestMethod[] {
  if (own.length === 0) return document;
  const keyOf = ({ httpMethod, path }: RestMethod): string => `${httpMethod} ${path}`;
  const byKey = new Map([...document, ...own].map((method) => [keyOf(method), method]));
  return [...byKey.values()];
}

function endpointTypeOf({ endpointConfiguration }: Record): RestApi['endpointType'] | undefined {
  const type = endpointConfiguration?.types?.[0]?.toUpperCase();
  return type === 'REGIONAL' || type === 'EDGE' || type === 'PRIVATE' ? type : undefined;
}
