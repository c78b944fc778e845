import { INTEGRATION_TIMEOUT_MS } from '../../../model/definition/limits.ts';
import type { Integration, IntegrationResponse } from '../../../model/definition/integration.ts';
import { invocationUri } from './arns.ts';
import type { ExportOptions, OpenApiObject } from './export-options.ts';

/**
 * `x-amazon-apigateway-integration` of a REST method; types and passthrough in lower case (recorded:
 * docs/aws/rest-api-observed.md#openapi-import).
 */
export function restIntegration(integration: Integration, options: ExportOptions): OpenApiObject {
  const { type, lambda, responseTransferMode: mode, tlsConfig } = integration;
  const uri = lambda ? invocationUri(lambda, options, mode) : integration.uri;
  // MOCK has neither method nor URI; every other type must have a method.
  const httpMethod = type === 'MOCK' ? undefined : (integration.httpMethod ?? (lambda ? 'POST' : 'ANY'));
  return {
    type: type.toLowerCase(),
    ...(httpMethod !== undefined && { httpMethod }),
    ...(uri !== undefined && { uri }),
    ...connection(integration),
    ...(integration.responses.length > 0 && { responses: responsesOf(integration.responses) }),
    ...filled('requestParameters', integration.requestParameters),
    ...filled('requestTemplates', templates(integration.requestTemplates)),
    passthroughBehavior: integration.passthroughBehavior.toLowerCase(),
    ...(integration.contentHandling && { contentHandling: integration.contentHandling }),
    ...(integration.timeoutInMillis !== INTEGRATION_TIMEOUT_MS.rest && {
      timeoutInMillis: integration.timeoutInMillis,
    }),
    ...(integration.cacheNamespace !== undefined && { cacheNamespace: integration.cacheNamespace }),
    ...(integration.cacheKeyParameters.length > 0 && { cacheKeyParameters: integration.cacheKeyParameters }),
    ...(tlsConfig && { tlsConfig }),
    ...(mode === 'STREAM' && { responseTransferMode: mode }),
  };
}

/** Fields that REST and HTTP APIs write alike. */
export function connection({
  connectionType,
  connectionId,
  integrationTarget,
  credentials,
}: Integration): OpenApiObject {
  return {
    ...(connectionType && { connectionType }),
    ...(connectionId !== undefined && { connectionId }),
    ...(integrationTarget !== undefined && { integrationTarget }),
    ...(credentials !== undefined && { credentials }),
  };
}

/** A field that is omitted when its map is empty. */
export function filled(name: string, map: Readonly<Record<string, unknown>>): OpenApiObject {
  return Object.keys(map).length > 0 ? { [name]: map } : {};
}

function responsesOf(responses: readonly IntegrationResponse[]): OpenApiObject {
  return Object.fromEntries(
    responses.map((response) => [
      response.selectionPattern ?? 'default',
      {
        statusCode: response.statusCode,
        ...filled('responseParameters', response.responseParameters),
        ...filled('responseTemplates', templates(response.responseTemplates)),
        ...(response.contentHandling && { contentHandling: response.contentHandling }),
      },
    ]),
  );
}

/** An empty template passes the body as it is, which exports write out. */
function templates(map: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(map).map(([type, text]) => [type, text === '' ? '__passthrough__' : text]));
}
