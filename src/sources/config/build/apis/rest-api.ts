import type { RestApi } from '../../../../model/definition/rest-api.ts';
import { checkRestPaths } from '../../check/rest-paths.ts';
import { withDeploymentId } from '../../../../model/definition/deployment-id.ts';
import type { Place } from '../../shape/place.ts';
import { buildApiCommon, type WrittenApi } from '../context/api-common.ts';
import { apiContext } from '../context/api-context.ts';
import { buildRestAuthorizer } from '../access/authorizers.ts';
import type { BuildContext } from '../context/context.ts';
import { buildGatewayResponses } from '../settings/gateway-responses.ts';
import { buildMethodSettings } from '../settings/method-settings.ts';
import { corsOf } from '../settings/cors.ts';
import { withRestCors } from '../settings/rest-cors.ts';
import { buildModels } from '../settings/models.ts';
import { buildApiKeys, buildUsagePlans } from '../settings/plans.ts';
import { buildPolicy } from '../access/policy.ts';
import { buildRestMethods, routeThrottles } from './rest-methods.ts';

type Written = Extract<WrittenApi, { type: 'rest' }>;

/** `type: rest`: what its OpenAPI document defines, and what the configuration adds to it. */
export function buildRestApi(
  name: string,
  written: Written,
  place: Place,
  context: BuildContext,
  port: number,
  document: Partial<RestApi> = {},
): RestApi {
  const inner = apiContext(written, place, context, document);
  const authorizers = Object.entries(written.authorizers ?? {}).map(([key, authorizer]) => [
    key,
    buildRestAuthorizer(key, authorizer, place.at('authorizers', key), inner),
  ]);
  const methods = buildRestMethods(written, place, inner, document.methods ?? []);
  checkRestPaths([
    ...(document.methods ?? []).map(({ path }) => ({ path, place: place.at('openapi'), isOfDocument: true })),
    ...methods.map(({ path, httpMethod }) => ({ path, place: place.at('routes', `${httpMethod} ${path}`) })),
  ]);
  const policy =
    written.policy === undefined ? document.policy : buildPolicy(written.policy, place.at('policy'), 'resource');
  const minimum = written.minimumCompressionSize ?? document.minimumCompressionSize;
  const common = buildApiCommon(name, written, place, context, port);
  const methodSettings = buildMethodSettings(
    written.methodSettings,
    place.at('methodSettings'),
    routeThrottles(written),
  );
  const throttle = common.stage.throttle ?? methodSettings['*/*']?.throttle;
  const api: RestApi = {
    ...common,
    stage: { ...common.stage, ...(throttle && { throttle }) },
    type: 'rest',
    ...(document.title !== undefined && { title: document.title }),
    disableExecuteApiEndpoint: written.disableExecuteApiEndpoint ?? document.disableExecuteApiEndpoint ?? false,
    methods: [...(document.methods ?? []), ...methods],
    authorizers: { ...document.authorizers, ...(Object.fromEntries(authorizers) as RestApi['authorizers']) },
    models: { ...document.models, ...buildModels(written.models, place.at('models'), inner) },
    gatewayResponses: {
      ...document.gatewayResponses,
      ...buildGatewayResponses(written.gatewayResponses, place.at('gatewayResponses'), inner),
    },
    binaryMediaTypes: written.binaryMediaTypes ?? document.binaryMediaTypes ?? [],
    ...(minimum !== undefined && { minimumCompressionSize: minimum }),
    apiKeySource: written.apiKeySource ?? document.apiKeySource ?? 'HEADER',
    ...(policy && { policy }),
    endpointType: written.endpointType ?? document.endpointType ?? 'REGIONAL',
    apiKeys: buildApiKeys(written.apiKeys, place.at('apiKeys')),
    usagePlans: buildUsagePlans(written.usagePlans, place.at('usagePlans'), place.at('apiKeys').keys),
    methodSettings,
    cacheCluster: written.cacheClusterEnabled ?? false,
    ...(written.cacheClusterSize !== undefined && { cacheClusterSize: written.cacheClusterSize }),
    ...(written.canary && { canary: canaryOf(written.canary) }),
    executionLog: written.executionLog ?? 'OFF',
  };
  warnOfUnusableKeys(api, place);
  return withDeploymentId(withRestCors(api, corsOf(written.cors, place)));
}

function canaryOf(written: NonNullable<Written['canary']>): NonNullable<RestApi['canary']> {
  return { stageVariableOverrides: {}, useStageCache: false, ...written };
}

/** Without a plan no key is good for anything: every such method answers 403 (docs/aws/rest-api.md#api-keys). */
function warnOfUnusableKeys(api: RestApi, place: Place): void {
  if (api.usagePlans.length > 0 || place.has('usagePlans')) return;
  const method = api.methods.find(({ apiKeyRequired }) => apiKeyRequired);
  if (!method) return;
  place.keyWarning(
    `${method.httpMethod} ${method.path} of ${place.name} wants an API key, but the API has no usage plan, so every call is refused`,
    'Add apiKeys: and a plan that lists them under usagePlans:.',
  );
}
