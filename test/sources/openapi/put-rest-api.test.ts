// Merge and overwrite: docs/aws/rest-api.md#import-and-export, docs/aws/rest-api-observed.md#openapi-import.
import { describe, expect, test } from 'vitest';
import { importRestApi, importRestApiFrom, putRestApi, type OpenApiInput } from '../../../src/sources/openapi/index.ts';
import { place } from './importing.ts';

const operation = (name: string): string => `{ operationId: ${name}, x-amazon-apigateway-integration: { type: mock } }`;
const input = (text: string): OpenApiInput => ({ file: 'api.yaml', text });

const old = importRestApi(
  input(`openapi: 3.0.1
info: { title: old }
servers: [{ url: /, x-amazon-apigateway-endpoint-configuration: { vpcEndpointIds: [vpce-1] } }]
paths: { /a: { get: ${operation('getA')}, post: ${operation('postA')} }, "/b/{id}": { get: ${operation('getB')} } }
components: { schemas: { Old: { type: object }, Both: { type: object } } }
x-amazon-apigateway-binary-media-types: [image/png]
x-amazon-apigateway-minimum-compression-size: 10
x-amazon-apigateway-gateway-responses: { THROTTLED: { statusCode: 430 } }`),
  place,
).definition;

const further = input(`openapi: 3.0.1
info: { title: new }
servers: [{ url: /, x-amazon-apigateway-endpoint-configuration: { disableExecuteApiEndpoint: true } }]
paths: { /a: { get: ${operation('newA')} }, /c: { get: ${operation('getC')} } }
components: { schemas: { New: { type: object }, Both: { type: string } } }
x-amazon-apigateway-binary-media-types: [image/gif, image/png]`);

const names = (definition: typeof old): unknown =>
  Object.fromEntries(definition.methods.map((method) => [`${method.httpMethod} ${method.path}`, method.operationName]));

describe('merge', () => {
  const merged = putRestApi(old, further, 'merge', place);

  test('replaces methods that both have and keeps the others', () => {
    expect(names(merged.definition)).toEqual({
      'GET /a': 'newA',
      'POST /a': 'postA',
      'GET /b/{id}': 'getB',
      'GET /c': 'getC',
    });
    expect(merged.problems).toEqual([]);
  });

  test('appends binary media types and keeps settings that the document leaves out', () => {
    expect(merged.definition).toMatchObject({
      binaryMediaTypes: ['image/png', 'image/gif'],
      minimumCompressionSize: 10,
      disableExecuteApiEndpoint: true,
      endpointType: 'PRIVATE',
      gatewayResponses: { THROTTLED: { statusCode: 430 } },
    });
    expect(merged.definition.models).toMatchObject({ Both: { schema: '{"type":"string"}' } });
    expect(Object.keys(merged.definition.models)).toEqual(['Old', 'Both', 'New']);
  });

  test('keeps the ids of resources whose paths stay', () => {
    const id = (definition: typeof old): string | undefined =>
      definition.methods.find((method) => method.path === '/a')?.resourceId;
    expect(id(merged.definition)).toBe(id(old));
  });

  test('refuses a path that does not go with those there are', () => {
    const bad = input(`openapi: 3.0.1\npaths: { "/b/{other}": { get: ${operation('x')} } }`);
    expect(putRestApi(old, bad, 'merge', place).problems.map((problem) => problem.message)).toEqual([
      "Unable to create resource at path '/b/{other}': A sibling ({id}) of this resource already has a variable path part -- only one is allowed",
    ]);
    expect(putRestApi(old, bad, 'overwrite', place).problems).toEqual([]);
  });
});

describe('overwrite', () => {
  const { definition } = putRestApi(old, further, 'overwrite', place);

  test('drops what the document does not have, but not the type of the endpoint', () => {
    expect(names(definition)).toEqual({ 'GET /a': 'newA', 'GET /c': 'getC' });
    expect(Object.keys(definition.models)).toEqual(['New', 'Both']);
    expect(definition.gatewayResponses).toEqual({});
    expect(definition).not.toHaveProperty('minimumCompressionSize');
    expect(definition).toMatchObject({ binaryMediaTypes: ['image/gif', 'image/png'], endpointType: 'PRIVATE' });
  });
});

test('several documents are merged in their order', () => {
  const { definition, title, problems } = importRestApiFrom(
    [input(`openapi: 3.0.1\ninfo: { title: first }\npaths: { /a: { get: ${operation('one')} } }`), further],
    place,
  );
  expect(problems).toEqual([]);
  expect(title).toBe('first');
  expect(names(definition)).toEqual({ 'GET /a': 'newA', 'GET /c': 'getC' });
});

test('problems of several documents come with their files', () => {
  const bad = { file: 'bad.yaml', text: 'openapi: 3.0.1\npaths: { /a: { get: {} } }' };
  const { problems } = importRestApiFrom([further, bad], place);
  expect(problems.map((problem) => problem.position?.file)).toEqual(['bad.yaml']);
});
