// Forms of exports: recorded in docs/aws/rest-api-observed.md#openapi-import, documented in docs/aws/rest-api.md#import-and-export and
// docs/aws/http-api.md#openapi-import.
import { describe, expect, test } from 'vitest';
import { exportHttpApi, exportRestApi, type RestApiDefinition } from '../../../src/sources/openapi/index.ts';
import { importHttp, importRest, LAMBDA_URI, place } from './importing.ts';
import { named } from './round-trip.ts';

const { definition } = importRest(`openapi: 3.0.1
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{ name: q, in: query }]
      responses:
        "200": { headers: { X-A: {} }, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
        "404": {}
      security: [{ key: [] }, { token: [] }]
      x-amazon-apigateway-integration:
        type: AWS_PROXY
        httpMethod: POST
        uri: ${LAMBDA_URI}
    x-amazon-apigateway-any-method:
      x-amazon-apigateway-auth: { type: AWS_IAM }
      responses: {}
      x-amazon-apigateway-integration:
        type: MOCK
        requestTemplates: { application/json: "" }
        responses: { default: { statusCode: 200 } }
components:
  schemas: { Pet: { type: object, properties: { friend: { $ref: "#/components/schemas/Pet" } } } }
  securitySchemes:
    key: { type: apiKey, name: x-api-key, in: header }
    token:
      type: apiKey
      name: X-Token
      in: header
      x-amazon-apigateway-authorizer: { type: token, authorizerUri: "${LAMBDA_URI}" }
x-amazon-apigateway-binary-media-types: [image/png]
`);
const api = { ...definition, ...named };

const getIntegration = {
  type: 'aws_proxy',
  httpMethod: 'POST',
  uri: LAMBDA_URI,
  passthroughBehavior: 'when_no_match',
};
const anyIntegration = {
  type: 'mock',
  responses: { default: { statusCode: '200' } },
  requestTemplates: { 'application/json': '__passthrough__' },
  passthroughBehavior: 'when_no_match',
};

describe('a REST API', () => {
  test('in OpenAPI 3.0.1, with everything', () => {
    expect(exportRestApi(api, 'oas30', { ...place, version: '2024' })).toEqual({
      openapi: '3.0.1',
      info: { title: 'pets', version: '2024' },
      servers: [
        {
          url: 'https://abcdefghij.execute-api.us-east-1.amazonaws.com/{basePath}',
          variables: { basePath: { default: 'dev' } },
        },
      ],
      paths: {
        '/pets/{id}': {
          get: {
            operationId: 'getPet',
            parameters: [
              { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
              { name: 'q', in: 'query', required: false, schema: { type: 'string' } },
            ],
            responses: {
              '200': {
                description: '200 response',
                headers: { 'X-A': { schema: { type: 'string' } } },
                content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } },
              },
              '404': { description: '200 response', content: {} },
            },
            security: [{ api_key: [] }, { token: [] }],
            'x-amazon-apigateway-integration': getIntegration,
          },
          'x-amazon-apigateway-any-method': {
            parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
            responses: {},
            security: [{ sigv4: [] }],
            'x-amazon-apigateway-integration': anyIntegration,
          },
        },
      },
      components: {
        schemas: { Pet: { type: 'object', properties: { friend: { $ref: '#/components/schemas/Pet' } } } },
        securitySchemes: {
          api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
          sigv4: {
            type: 'apiKey',
            name: 'Authorization',
            in: 'header',
            'x-amazon-apigateway-authtype': 'awsSigv4',
          },
          token: {
            type: 'apiKey',
            name: 'X-Token',
            in: 'header',
            'x-amazon-apigateway-authtype': 'custom',
            'x-amazon-apigateway-authorizer': {
              type: 'token',
              authorizerUri: LAMBDA_URI,
              authorizerResultTtlInSeconds: 300,
            },
          },
        },
      },
      'x-amazon-apigateway-binary-media-types': ['image/png'],
    });
  });

  test('in OpenAPI 2 has host, base path and schemes', () => {
    const document = exportRestApi(api, 'swagger', place);
    expect(document).toMatchObject({
      swagger: '2.0',
      info: { title: 'pets', version: '1.0' },
      host: 'abcdefghij.execute-api.us-east-1.amazonaws.com',
      basePath: '/dev',
      schemes: ['https'],
      paths: {
        '/pets/{id}': {
          get: {
            produces: ['application/json'],
            responses: {
              '200': { headers: { 'X-A': { type: 'string' } }, schema: { $ref: '#/definitions/Pet' } },
              '404': { description: '200 response' },
            },
          },
        },
      },
      definitions: { Pet: { properties: { friend: { $ref: '#/definitions/Pet' } } } },
    });
    expect(document).not.toHaveProperty('components');
    expect(document).not.toHaveProperty('servers');
  });

  test('without schemas and authorizers has empty components', () => {
    const empty: RestApiDefinition = { ...definition, methods: [], models: {}, authorizers: {} };
    expect(exportRestApi({ ...empty, ...named }, 'oas30', place)).toMatchObject({ paths: {}, components: {} });
  });

  test.each([
    [[], false, false, false],
    [['integrations'], true, false, false],
    [['authorizers'], false, true, false],
    [['integrations', 'authorizers'], true, true, false],
    [['apigateway'], true, true, true],
    [['postman'], false, false, false],
  ] as const)('with extensions %j', (extensions, integrations, authorizers, settings) => {
    const text = JSON.stringify(exportRestApi(api, 'oas30', { ...place, extensions }));
    expect({
      integrations: text.includes('"x-amazon-apigateway-integration"'),
      authorizers: text.includes('"x-amazon-apigateway-authorizer"'),
      settings: text.includes('"x-amazon-apigateway-binary-media-types"'),
    }).toEqual({ integrations, authorizers, settings });
  });

  test('a streamed function has the URI for streams', () => {
    const streamed = definition.methods.map((method) => ({
      ...method,
      integration: { ...method.integration, responseTransferMode: 'STREAM' as const },
    }));
    expect(exportRestApi({ ...api, methods: streamed }, 'oas30', place)).toMatchObject({
      paths: {
        '/pets/{id}': {
          get: {
            'x-amazon-apigateway-integration': {
              uri: LAMBDA_URI.replace('2015-03-31', '2021-11-15').replace(
                /invocations$/,
                'response-streaming-invocations',
              ),
              responseTransferMode: 'STREAM',
            },
          },
        },
      },
    });
  });

  test('names of schemes keep out of the way of authorizers', () => {
    const token = definition.authorizers['token'];
    if (!token) throw new Error('no authorizer');
    const authorizers = { api_key: { ...token, name: 'api_key' } };
    const document = exportRestApi({ ...api, authorizers }, 'oas30', place);
    const { securitySchemes } = document['components'] as { securitySchemes: object };
    expect(Object.keys(securitySchemes).toSorted()).toEqual(['api_key', 'api_key_', 'sigv4']);
  });
});

test('an HTTP API has a default response, its export version and the default route’s flag', () => {
  const uri = 'https://example.com';
  const http = importHttp(
    `openapi: 3.0.1\npaths: { "/a/{b+}": { get: { x-amazon-apigateway-integration: { type: http_proxy, httpMethod: GET, uri: "${uri}" } } }, "/$default": { x-amazon-apigateway-any-method: { isDefaultRoute: true, x-amazon-apigateway-integration: { type: aws_proxy, payloadFormatVersion: "2.0", uri: "${LAMBDA_URI}" } } } }`,
  ).definition;
  expect(exportHttpApi({ ...http, ...named }, place)).toEqual({
    openapi: '3.0.1',
    info: { title: 'pets', version: '1.0' },
    servers: [{ url: 'https://abcdefghij.execute-api.us-east-1.amazonaws.com' }],
    paths: {
      '/a/{b+}': {
        get: {
          parameters: [{ name: 'b', in: 'path', required: true, schema: { type: 'string' } }],
          responses: { default: { description: 'Default response for GET /a/{b+}' } },
          'x-amazon-apigateway-integration': { type: 'http_proxy', httpMethod: 'GET', uri },
        },
      },
      '/$default': {
        'x-amazon-apigateway-any-method': {
          responses: { default: { description: 'Default response for $default' } },
          isDefaultRoute: true,
          'x-amazon-apigateway-integration': {
            type: 'aws_proxy',
            httpMethod: 'POST',
            uri: LAMBDA_URI,
            payloadFormatVersion: '2.0',
          },
        },
      },
    },
    'x-amazon-apigateway-importexport-version': '1.0',
  });
});
