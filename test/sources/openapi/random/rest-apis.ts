import * as fc from 'fast-check';
import type { Authorizer } from '../../../../src/model/definition/authorizer.ts';
import { derivedId } from '../../../../src/model/definition/derived-id.ts';
import type { RestMethod } from '../../../../src/model/definition/rest-api.ts';
import type { RestApiDefinition } from '../../../../src/sources/openapi/index.ts';
import { place } from '../importing.ts';
import { anyAuthorization, restAuthorizers } from './authorizers.ts';
import { restIntegration } from './integrations.ts';
import { mediaType, modelName, name, optional, path, text, verb } from './values.ts';

/** OpenAPI 2 can name one model only for all media types of a body. */
function bodies(format: 'swagger' | 'oas30'): fc.Arbitrary<Record<string, string>> {
  if (format === 'oas30') return fc.dictionary(mediaType, modelName, { maxKeys: 3 });
  return fc
    .option(modelName, { nil: undefined })
    .map((each): Record<string, string> => (each === undefined ? {} : { 'application/json': each }));
}

function method(known: Readonly<Record<string, Authorizer>>, format: 'swagger' | 'oas30'): fc.Arbitrary<RestMethod> {
  return fc
    .record({
      path,
      httpMethod: verb,
      authorization: anyAuthorization(known),
      apiKeyRequired: fc.boolean(),
      query: fc.dictionary(
        name.map((each) => `method.request.querystring.q${each}`),
        fc.boolean(),
        { maxKeys: 2 },
      ),
      headers: fc.dictionary(
        name.map((each) => `method.request.header.h${each}`),
        fc.boolean(),
        { maxKeys: 2 },
      ),
      requestModels: bodies(format),
      validator: optional(
        'requestValidator',
        fc.record({ validateRequestBody: fc.boolean(), validateRequestParameters: fc.boolean() }),
      ),
      operationName: optional('operationName', name),
      integration: restIntegration,
      methodResponses: fc.dictionary(
        fc.constantFrom('200', '201', '400', '404', '500'),
        fc.record({
          responseParameters: fc.dictionary(
            name.map((each) => `method.response.header.${each}`),
            fc.constant(false),
            { maxKeys: 2 },
          ),
          responseModels: bodies(format),
        }),
        { maxKeys: 3 },
      ),
    })
    .map(({ query, headers, validator, operationName, ...rest }) => {
      const variables = [...rest.path.matchAll(/\{([^{}+]+)\+?\}/g)].map(([, variable]) => [
        `method.request.path.${variable}`,
        true,
      ]);
      return {
        ...rest,
        resourceId: derivedId('resource', rest.path, 6),
        requestParameters: { ...(Object.fromEntries(variables) as Record<string, boolean>), ...query, ...headers },
        ...validator,
        ...operationName,
      };
    });
}

const schemas: Readonly<Record<string, unknown>> = {
  Pet: {
    type: 'object',
    required: ['name'],
    properties: { name: { type: 'string' }, cage: { $ref: modelReference('Cage') } },
  },
  Error: { title: 'Error', type: 'object', additionalProperties: false },
  Cage: {
    type: 'array',
    items: { anyOf: [{ $ref: modelReference('Pet') }, { type: 'null' }] },
    definitions: { X: { type: 'string' } },
  },
};

function modelReference(model: string): string {
  return `https://apigateway.amazonaws.com/restapis/${place.apiId}/models/${model}`;
}

export function restApis(format: 'swagger' | 'oas30'): fc.Arbitrary<RestApiDefinition> {
  return restAuthorizers.chain((known) =>
    fc
      .record({
        methods: fc.uniqueArray(method(known, format), {
          maxLength: 4,
          selector: (each) => `${each.httpMethod} ${each.path}`,
        }),
        gatewayResponses: fc.dictionary(
          fc.constantFrom('DEFAULT_4XX' as const, 'THROTTLED' as const, 'UNAUTHORIZED' as const),
          fc
            .record({
              statusCode: optional('statusCode', fc.integer({ min: 100, max: 599 })),
              responseParameters: fc.dictionary(
                name.map((each) => `gatewayresponse.header.${each}`),
                fc.constant("'*'"),
                { maxKeys: 2 },
              ),
              responseTemplates: fc.dictionary(fc.constantFrom('application/json', 'text/plain'), text, { maxKeys: 2 }),
            })
            .map(({ statusCode, ...rest }) => ({ ...statusCode, ...rest })),
        ),
        binaryMediaTypes: fc.uniqueArray(fc.constantFrom('image/png', 'application/*', '*/*')),
        size: optional('minimumCompressionSize', fc.integer({ min: 0, max: 10_485_760 })),
        apiKeySource: fc.constantFrom('HEADER' as const, 'AUTHORIZER' as const),
        policy: optional(
          'policy',
          fc.constant({
            Version: '2012-10-17',
            Statement: [{ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }],
          }),
        ),
        disableExecuteApiEndpoint: fc.boolean(),
      })
      .map(({ size, policy, ...rest }) => ({
        type: 'rest' as const,
        authorizers: known,
        models: Object.fromEntries(
          Object.entries(schemas).map(([model, schema]) => [
            model,
            { contentType: 'application/json', schema: JSON.stringify(schema) },
          ]),
        ),
        ...rest,
        ...size,
        ...policy,
      })),
  );
}
