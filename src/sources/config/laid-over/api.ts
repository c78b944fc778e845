import type { Api } from '../../../model/definition/api.ts';
import { withDeploymentId } from '../../../model/definition/deployment-id.ts';
import type { HttpApi } from '../../../model/definition/http-api.ts';
import type { RestApi } from '../../../model/definition/rest-api.ts';
import type { WebSocketApi } from '../../../model/definition/websocket-api.ts';
import type { DocumentParts } from '../build/apis/open-api-documents.ts';
import type { Place } from '../shape/place.ts';

/** What an API of the input brings to the configuration's, as a document would: its routes but for those that the configuration replaces. */
export function partsOf(base: Api, place: Place): DocumentParts {
  const own = new Set(place.at('routes').keys);
  if (base.type === 'http')
    return { http: { ...base, routes: base.routes.filter(({ routeKey }) => !own.has(routeKey)) } };
  if (base.type !== 'rest') return {};
  const isKept = ({ httpMethod, path }: RestApi['methods'][number]): boolean => !own.has(`${httpMethod} ${path}`);
  return { rest: { ...base, methods: base.methods.filter(isKept) } };
}

/** An API of the input with what the configuration says of it. `built` was built from the configuration with `partsOf` the input's API. */
export function laidOverApi(base: Api, built: Api, place: Place): Api {
  const merged = { ...base, ...keptOf(base, built, place), ...commonOf(base, built, place) };
  return withDeploymentId(merged as Api);
}

function commonOf(base: Api, built: Api, place: Place): Partial<Api> {
  const { stage } = built;
  return {
    ...(place.has('apiId') && { id: built.id }),
    ...(built.key !== undefined && { name: built.name, key: built.key }),
    stage: {
      ...base.stage,
      ...(place.has('stage') && { name: stage.name }),
      variables: { ...base.stage.variables, ...stage.variables },
      ...(place.has('accessLog') && stage.accessLog && { accessLog: stage.accessLog }),
      ...(place.has('throttle') && stage.throttle && { throttle: stage.throttle }),
    },
    ...((place.has('basePath') || place.has('domainName')) &&
      built.customDomain && { customDomain: built.customDomain }),
    ...(built.securityPolicy !== undefined && { securityPolicy: built.securityPolicy }),
    ...(built.truststore !== undefined && { truststore: built.truststore }),
    ...(place.has('disableExecuteApiEndpoint') && { disableExecuteApiEndpoint: built.disableExecuteApiEndpoint }),
  };
}

function keptOf(base: Api, built: Api, place: Place): Partial<HttpApi> | Partial<RestApi> | Partial<WebSocketApi> {
  const ifWritten = (key: string, field = key): object =>
    place.has(key) ? { [field]: (built as unknown as Readonly<Record<string, unknown>>)[field] } : {};
  const { authorizers } = built;
  const shared = { authorizers: { ...base.authorizers, ...authorizers } };
  if (built.type === 'http') {
    return { ...shared, routes: built.routes, ...ifWritten('cors'), ...ifWritten('trailingSlash') };
  }
  const plans = (key: 'apiKeys' | 'usagePlans'): object => {
    const before = 'apiKeys' in base ? base[key] : [];
    const names = new Set(built[key].map(({ name }) => name));
    return { [key]: [...before.filter(({ name }) => !names.has(name)), ...built[key]] };
  };
  const models = { models: { ...('models' in base ? base.models : {}), ...built.models } };
  if (built.type === 'websocket') {
    const keys = new Set(built.routes.map(({ routeKey }) => routeKey));
    const kept = base.type === 'websocket' ? base.routes.filter(({ routeKey }) => !keys.has(routeKey)) : [];
    return {
      ...shared,
      ...models,
      ...plans('apiKeys'),
      ...plans('usagePlans'),
      routes: [...kept, ...built.routes],
      ...ifWritten('limits'),
    };
  }
  return {
    ...shared,
    ...models,
    ...plans('apiKeys'),
    ...plans('usagePlans'),
    methods: built.methods,
    gatewayResponses: built.gatewayResponses,
    methodSettings: { ...(base.type === 'rest' ? base.methodSettings : {}), ...built.methodSettings },
    ...ifWritten('binaryMediaTypes'),
    ...ifWritten('minimumCompressionSize'),
    ...ifWritten('apiKeySource'),
    ...ifWritten('policy'),
    ...ifWritten('endpointType'),
    ...ifWritten('cacheClusterEnabled', 'cacheCluster'),
    ...ifWritten('cacheClusterSize'),
    ...ifWritten('canary'),
    ...ifWritten('executionLog'),
  };
}
