import type { MethodResponse, RestMethod } from '../../../model/definition/rest-api.ts';
import type { ExportOptions, OpenApiObject } from './export-options.ts';
import { restIntegration } from './rest-integration.ts';
import { schemaReference } from './schemas.ts';
import { requirements, type SchemeNames } from './security-schemes.ts';
import { validatorName } from './validators.ts';

export interface OperationOptions extends ExportOptions {
  readonly format: 'swagger' | 'oas30';
  readonly names: SchemeNames;
  readonly withIntegrations: boolean;
  readonly withExtensions: boolean;
}

type Models = Readonly<Record<string, string>>;

/** One REST method as an operation. */
export function restOperation(method: RestMethod, options: OperationOptions): OpenApiObject {
  const security = requirements(method.authorization, method.apiKeyRequired, options.names);
  const isSwagger = options.format === 'swagger';
  const parameters = [...parametersOf(method, isSwagger), ...(isSwagger ? bodyParameter(method.requestModels) : [])];
  const consumes = Object.keys(method.requestModels);
  const produces = [
    ...new Set(Object.values(method.methodResponses).flatMap(({ responseModels }) => Object.keys(responseModels))),
  ];
  const validator = method.requestValidator && validatorName(method.requestValidator);
  return {
    ...(method.operationName !== undefined && { operationId: method.operationName }),
    ...(isSwagger && consumes.length > 0 && { consumes }),
    ...(isSwagger && produces.length > 0 && { produces }),
    ...(parameters.length > 0 && { parameters }),
    ...(!isSwagger &&
      consumes.length > 0 && { requestBody: { content: contentOf(method.requestModels), required: true } }),
    responses: Object.fromEntries(
      Object.entries(method.methodResponses).map(([status, response]) => [status, responseOf(response, isSwagger)]),
    ),
    ...(security.length > 0 && { security }),
    ...(options.withExtensions && validator !== undefined && { 'x-amazon-apigateway-request-validator': validator }),
    ...(options.withIntegrations && {
      'x-amazon-apigateway-integration': restIntegration(method.integration, options),
    }),
  };
}

const LOCATIONS: Readonly<Record<string, string>> = { path: 'path', querystring: 'query', header: 'header' };

function parametersOf({ requestParameters }: RestMethod, isSwagger: boolean): OpenApiObject[] {
  return Object.entries(requestParameters).map(([key, required]) => {
    const [, location = '', name] = /^method\.request\.(\w+)\.(.+)$/.exec(key) ?? [];
    const type = isSwagger ? { type: 'string' } : { schema: { type: 'string' } };
    return { name, in: LOCATIONS[location], required, ...type };
  });
}

/** OpenAPI 2 has one schema for a body, whatever its media type. */
function bodyParameter(requestModels: Models): OpenApiObject[] {
  const [name] = Object.values(requestModels);
  if (name === undefined) return [];
  return [{ in: 'body', name, required: true, schema: schemaReference(name, '#/definitions') }];
}

/**
 * The description is always the same, and a response without a model has empty content (recorded:
 * docs/aws/rest-api-observed.md#openapi-import).
 */
function responseOf({ responseParameters, responseModels }: MethodResponse, isSwagger: boolean): OpenApiObject {
  const names = Object.keys(responseParameters).map((key) => key.replace(/^method\.response\.header\./, ''));
  const type = isSwagger ? { type: 'string' } : { schema: { type: 'string' } };
  const [model] = Object.values(responseModels);
  return {
    description: '200 response',
    ...(names.length > 0 && { headers: Object.fromEntries(names.map((name) => [name, type])) }),
    ...(isSwagger
      ? model !== undefined && { schema: schemaReference(model, '#/definitions') }
      : { content: contentOf(responseModels) }),
  };
}

function contentOf(models: Models): OpenApiObject {
  return Object.fromEntries(
    Object.entries(models).map(([type, name]) => [type, { schema: schemaReference(name, '#/components/schemas') }]),
  );
}
