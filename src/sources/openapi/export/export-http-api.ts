import { INTEGRATION_TIMEOUT_MS } from '../../../model/definition/limits.ts';
import type { HttpApi, HttpRoute } from '../../../model/definition/http-api.ts';
import type { Integration } from '../../../model/definition/integration.ts';
import type { HttpApiDefinition } from '../http/import-http-api.ts';
import { executeApiHost, invocationUri } from './arns.ts';
import type { ExportOptions, OpenApiObject } from './export-options.ts';
import { connection, filled } from './rest-integration.ts';
import { authorizerScheme, requirements, schemeNames } from './security-schemes.ts';

type Exported = HttpApiDefinition & Pick<HttpApi, 'name' | 'id'>;

/**
 * An HTTP API as OpenAPI 3.0.1 with its extensions, export version 1.0 (docs/aws/http-api.md#openapi-import). It imports to an equal API.
 */
export function exportHttpApi(api: Exported, options: ExportOptions): OpenApiObject {
  const paths: Record<string, OpenApiObject> = {};
  for (const route of api.routes) {
    const [method = '', path = '/$default'] = route.routeKey.split(' ');
    const isAny = method === 'ANY' || route.routeKey === '$default';
    const key = isAny ? 'x-amazon-apigateway-any-method' : method.toLowerCase();
    paths[path] = { ...paths[path], [key]: operationOf(route, api, options) };
  }
  const schemes = Object.entries(api.authorizers).map(([name, authorizer]) => [
    name,
    authorizerScheme(authorizer, { ...options, kind: 'http' }, true),
  ]);
  const server = {
    url: `https://${executeApiHost(api.id, options.region)}`,
    ...(api.disableExecuteApiEndpoint && {
      'x-amazon-apigateway-endpoint-configuration': { disableExecuteApiEndpoint: true },
    }),
  };
  return {
    openapi: '3.0.1',
    info: { title: api.name, version: options.version ?? '1.0' },
    servers: [server],
    paths,
    ...(schemes.length > 0 && { components: { securitySchemes: Object.fromEntries(schemes) } }),
    ...(api.cors && { 'x-amazon-apigateway-cors': api.cors }),
    'x-amazon-apigateway-importexport-version': '1.0',
  };
}

function operationOf(route: HttpRoute, api: Exported, options: ExportOptions): OpenApiObject {
  const { routeKey, authorization, operationName } = route;
  const security =
    authorization.type === 'AWS_IAM' ? [] : requirements(authorization, false, schemeNames(api.authorizers));
  const variables = [...routeKey.matchAll(/\{([^{}+]+)\+?\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  return {
    ...(operationName !== undefined && { operationId: operationName }),
    ...(variables.length > 0 && { parameters: variables }),
    responses: { default: { description: `Default response for ${routeKey}` } },
    ...(security.length > 0 && { security }),
    ...(routeKey === '$default' && { isDefaultRoute: true }),
    ...(authorization.type === 'AWS_IAM' && { 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } }),
    'x-amazon-apigateway-integration': integrationOf(route.integration, options),
  };
}

function integrationOf(integration: Integration, options: ExportOptions): OpenApiObject {
  const { lambda, integrationSubtype: subtype, payloadFormatVersion: version, tlsConfig } = integration;
  const uri = lambda ? invocationUri(lambda, options) : integration.uri;
  const httpMethod = integration.httpMethod ?? (lambda ? 'POST' : undefined);
  return {
    type: integration.type.toLowerCase(),
    ...(subtype !== undefined && { integrationSubtype: subtype }),
    ...(httpMethod !== undefined && { httpMethod }),
    ...(uri !== undefined && { uri }),
    ...connection(integration),
    ...(version && { payloadFormatVersion: version }),
    ...filled('requestParameters', integration.requestParameters),
    ...filled('responseParameters', integration.responseParameters),
    ...(integration.timeoutInMillis !== INTEGRATION_TIMEOUT_MS.http && {
      timeoutInMillis: integration.timeoutInMillis,
    }),
    ...(tlsConfig && { tlsConfig }),
  };
}
