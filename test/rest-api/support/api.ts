import { integrationDefaults } from '../../../src/model/definition/integration-defaults.ts';
import type { Integration } from '../../../src/model/definition/integration.ts';
import type { RestApi, RestMethod } from '../../../src/model/definition/rest-api.ts';
import { derivedId } from '../../../src/model/definition/derived-id.ts';

/** A REST API on the stage `test` with the given methods. */
export function restApi(methods: readonly RestMethod[], parts: Partial<RestApi> = {}): RestApi {
  return {
    type: 'rest',
    name: 'pets',
    id: 'a1b2c3d4e5',
    port: 0,
    stage: { name: 'test', variables: {}, deploymentId: 'dep123' },
    disableExecuteApiEndpoint: false,
    methods,
    authorizers: {},
    models: {},
    gatewayResponses: {},
    binaryMediaTypes: [],
    apiKeySource: 'HEADER',
    endpointType: 'REGIONAL',
    apiKeys: [],
    usagePlans: [],
    methodSettings: {},
    cacheCluster: false,
    executionLog: 'OFF',
    ...parts,
  };
}

/** `GET /pets/{id}` with an integration. */
export function method(
  route: string,
  integration: Partial<Integration> & Pick<Integration, 'type'>,
  parts: Partial<RestMethod> = {},
): RestMethod {
  const [httpMethod = '', path = ''] = route.split(' ');
  return {
    path,
    httpMethod,
    resourceId: derivedId('resource', path, 6),
    authorization: { type: 'NONE' },
    apiKeyRequired: false,
    requestParameters: {},
    requestModels: {},
    methodResponses: {},
    ...parts,
    integration: { ...integrationDefaults('rest'), ...integration },
  };
}

/** A Lambda proxy integration of a function. */
export function proxy(functionName: string, parts: Partial<Integration> = {}): Integration {
  return {
    ...method('GET /', { type: 'AWS_PROXY' }).integration,
    httpMethod: 'POST',
    lambda: { functionName },
    ...parts,
  };
}

/** The one integration response that most tests need. */
export function respondsWith(parts: Partial<Integration['responses'][number]> = {}): Integration['responses'][number] {
  return { statusCode: '200', responseParameters: {}, responseTemplates: {}, ...parts };
}
