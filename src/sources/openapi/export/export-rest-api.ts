import type { RestApi } from '../../../model/definition/rest-api.ts';
import type { RestApiDefinition } from '../rest/import-rest-api.ts';
import { executeApiHost } from './arns.ts';
import type { OpenApiObject, RestExportOptions } from './export-options.ts';
import { filled } from './rest-integration.ts';
import { restOperation } from './rest-operation.ts';
import { schemasOf } from './schemas.ts';
import { apiKeyScheme, authorizerScheme, iamScheme, schemeNames } from './security-schemes.ts';
import { validatorsOf } from './validators.ts';

type Exported = RestApiDefinition & Pick<RestApi, 'name' | 'id'> & { readonly stage: Pick<RestApi['stage'], 'name'> };

/**
 * A REST API as OpenAPI 2 or 3.0.1, in the form of AWS's own exports (docs/aws/rest-api.md#import-and-export,
 * docs/aws/rest-api-observed.md#openapi-import). With all extensions it imports to an equal API, but for what OpenAPI cannot say: version 2
 * has one model for all media types of a body.
 */
export function exportRestApi(api: Exported, format: 'swagger' | 'oas30', options: RestExportOptions): OpenApiObject {
  const chosen = options.extensions ?? ['apigateway'];
  const withExtensions = chosen.includes('apigateway');
  const withIntegrations = withExtensions || chosen.includes('integrations');
  const names = schemeNames(api.authorizers);
  const operations = { ...options, format, names, withIntegrations, withExtensions };
  const paths: Record<string, OpenApiObject> = {};
  for (const method of api.methods) {
    const key = method.httpMethod === 'ANY' ? 'x-amazon-apigateway-any-method' : method.httpMethod.toLowerCase();
    paths[method.path] = { ...paths[method.path], [key]: restOperation(method, operations) };
  }
  const schemes = schemesOf(api, withExtensions || chosen.includes('authorizers'), options);
  const isSwagger = format === 'swagger';
  const schemas = schemasOf(api.models, isSwagger ? '#/definitions' : '#/components/schemas');
  const info = { title: api.name, version: options.version ?? '1.0' };
  const head = isSwagger ? swaggerHead(api, info, options) : openApiHead(api, info, options, withExtensions);
  return {
    ...head,
    paths,
    ...(isSwagger
      ? { ...filled('securityDefinitions', schemes), ...filled('definitions', schemas) }
      : { components: { ...filled('schemas', schemas), ...filled('securitySchemes', schemes) } }),
    ...(withExtensions && rootExtensions(api, isSwagger)),
  };
}

function swaggerHead(api: Exported, info: OpenApiObject, { region }: RestExportOptions): OpenApiObject {
  const host = executeApiHost(api.id, region);
  return { swagger: '2.0', info, host, basePath: `/${api.stage.name}`, schemes: ['https'] };
}

function openApiHead(
  api: Exported,
  info: OpenApiObject,
  { region }: RestExportOptions,
  withExtensions: boolean,
): OpenApiObject {
  const server = {
    url: `https://${executeApiHost(api.id, region)}/{basePath}`,
    variables: { basePath: { default: api.stage.name } },
    ...(withExtensions && endpointConfiguration(api)),
  };
  return { openapi: '3.0.1', info, servers: [server] };
}

/** AWS leaves the endpoint out; we keep what would otherwise be lost between an export and an import. */
function endpointConfiguration(api: Exported): OpenApiObject {
  if (!api.disableExecuteApiEndpoint) return {};
  return { 'x-amazon-apigateway-endpoint-configuration': { disableExecuteApiEndpoint: true } };
}

function schemesOf(api: Exported, withExtension: boolean, options: RestExportOptions): Record<string, OpenApiObject> {
  const names = schemeNames(api.authorizers);
  const schemes: Record<string, OpenApiObject> = {};
  if (api.methods.some((method) => method.apiKeyRequired)) schemes[names.apiKey] = apiKeyScheme;
  if (api.methods.some((method) => method.authorization.type === 'AWS_IAM')) schemes[names.iam] = iamScheme;
  for (const [name, authorizer] of Object.entries(api.authorizers))
    schemes[name] = authorizerScheme(authorizer, { ...options, kind: 'rest' }, withExtension);
  return schemes;
}

function rootExtensions(api: Exported, isSwagger: boolean): OpenApiObject {
  const { policy, minimumCompressionSize: size, binaryMediaTypes, apiKeySource } = api;
  const validators = validatorsOf(api.methods);
  const responses = Object.entries(api.gatewayResponses).map(([type, response]) => [
    type,
    {
      ...(response.statusCode !== undefined && { statusCode: response.statusCode }),
      ...filled('responseParameters', response.responseParameters),
      ...filled('responseTemplates', response.responseTemplates),
    },
  ]);
  return {
    ...filled('x-amazon-apigateway-request-validators', validators),
    ...filled('x-amazon-apigateway-gateway-responses', Object.fromEntries(responses)),
    ...(binaryMediaTypes.length > 0 && { 'x-amazon-apigateway-binary-media-types': binaryMediaTypes }),
    ...(size !== undefined && { 'x-amazon-apigateway-minimum-compression-size': size }),
    ...(apiKeySource !== 'HEADER' && { 'x-amazon-apigateway-api-key-source': apiKeySource }),
    ...(policy && { 'x-amazon-apigateway-policy': policy }),
    ...(isSwagger && endpointConfiguration(api)),
  };
}
