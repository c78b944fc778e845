// Parameters, bodies, responses: docs/aws/rest-api.md#how-a-document-is-mapped, docs/aws/rest-api-observed.md#parameter-mapping,
// docs/aws/rest-api-observed.md#openapi-import.
import { describe, expect, test } from 'vitest';
import type { RestMethod } from '../../../src/model/definition/rest-api.ts';
import { importRest, mockOperation, said } from './importing.ts';

const MOCK = 'x-amazon-apigateway-integration: { type: mock }';

function onlyMethod(text: string): RestMethod {
  const { definition, problems } = importRest(text);
  expect(said(problems)).toEqual([]);
  const [method] = definition.methods;
  if (!method) throw new Error('no method');
  return method;
}

describe('parameters', () => {
  test('variables of the path are required parameters, declared or not', () => {
    const text = `openapi: 3.0.1\npaths: { "/a/{id}/{rest+}": { get: { ${MOCK} } } }`;
    expect(onlyMethod(text).requestParameters).toEqual({
      'method.request.path.id': true,
      'method.request.path.rest': true,
    });
  });

  test('an operation’s parameter replaces its path’s of the same name and place', () => {
    const text = `openapi: 3.0.1\npaths: { /a: { parameters: [{ name: q, in: query, required: true }, { name: h, in: header, required: true }], get: { parameters: [{ name: q, in: query }], ${MOCK} } } }`;
    expect(onlyMethod(text).requestParameters).toEqual({
      'method.request.querystring.q': false,
      'method.request.header.h': true,
    });
  });

  test.each([
    [
      'in a cookie',
      '[{ name: c, in: cookie }]',
      ['warning 5:20 REST APIs know parameters in path, query and header; "c" in cookie is ignored'],
    ],
    [
      'in a form',
      '[{ name: c, in: formData }]',
      ['warning 5:20 REST APIs know parameters in path, query and header; "c" in formData is ignored'],
    ],
    // docs/aws/rest-api.md#url-and-parameter-rules: AWS's own words, captured for import and PutMethod.
    ...['{ name: "filter[a]", in: query }', '{ name: "X Bad", in: header }'].map(
      (parameter) =>
        [
          `as ${parameter}`,
          `[${parameter}]`,
          [
            "error 5:20 Unable to put method 'GET' on resource at path '/a': Invalid mapping expression specified: Validation Result: warnings : [], errors : [Parameter name should match the following regular expression: ^[a-zA-Z0-9:._$-]+$]",
          ],
        ] as [string, string, string[]],
    ),
    ['nowhere', '[{ name: c }]', ['error 5:20 a parameter needs "name" and "in", both text; found nothing']],
    ['without a name', '[{ in: query }]', ['error 5:20 a parameter needs "name" and "in", both text; found nothing']],
    [
      'twice, in different places',
      '[{ name: c, in: query }, { name: c, in: header }]',
      [
        "error 4:5 Unable to put method 'GET' on resource at path '/a': Parameter names must be unique across querystring, header and path",
      ],
    ],
  ])('a parameter %s', (_what, list, expected) => {
    expect(said(importRest(mockOperation(`parameters: ${list}`)).problems)).toEqual(expected);
  });
});

describe('bodies and responses', () => {
  const swagger = (root: string, lines: string): string =>
    `swagger: "2.0"\n${root}\ndefinitions: { Pet: { type: object } }\npaths: { /a: { post: { ${lines}, ${MOCK} } } }`;
  const body = 'parameters: [{ name: b, in: body, schema: { $ref: "#/definitions/Pet" } }]';

  test.each([
    ['JSON unless said otherwise', swagger('', body), { 'application/json': 'Pet' }],
    ['each type of consumes', swagger('consumes: [a/b, c/d]', body), { 'a/b': 'Pet', 'c/d': 'Pet' }],
    ['the operation’s own consumes', swagger('consumes: [a/b]', `consumes: [e/f], ${body}`), { 'e/f': 'Pet' }],
  ])('OpenAPI 2 has a model for %s', (_what, text, expected) => {
    expect(onlyMethod(text).requestModels).toEqual(expected);
  });

  test('OpenAPI 2 has response models for each type of produces', () => {
    const text = swagger('produces: [a/b]', 'responses: { 200: { schema: { $ref: "#/definitions/Pet" } }, 404: {} }');
    expect(onlyMethod(text).methodResponses).toEqual({
      '200': { responseParameters: {}, responseModels: { 'a/b': 'Pet' } },
      '404': { responseParameters: {}, responseModels: {} },
    });
  });

  test('OpenAPI 3 has models by media type, $default included', () => {
    const content =
      'content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } }, $default: { schema: { $ref: "#/components/schemas/Pet" } }, text/plain: {} }';
    const text = mockOperation(
      `requestBody: { ${content} }\nresponses: { "200": { ${content} } }`,
      'components: { schemas: { Pet: { type: object } } }',
    );
    const models = { 'application/json': 'Pet', $default: 'Pet' };
    expect(onlyMethod(text).requestModels).toEqual(models);
    expect(onlyMethod(text).methodResponses['200']?.responseModels).toEqual(models);
  });

  test.each(['default', '2XX', '20', '600'])('a response %j is not a method response', (status) => {
    expect(said(importRest(mockOperation(`responses: { "${status}": {} }`)).problems)).toEqual([
      `warning 5:20 a method response has a status code of three digits; "${status}" is ignored`,
    ]);
  });

  test('equal schemas that are written out share one model (unproven)', () => {
    const schema = '{ application/json: { schema: { type: object } } }';
    const text = mockOperation(`requestBody: { content: ${schema} }\nresponses: { "200": { content: ${schema} } }`);
    const { definition } = importRest(text);
    expect(Object.keys(definition.models)).toEqual([definition.methods[0]?.requestModels['application/json']]);
  });

  test('a schema that is not there is an error', () => {
    const text = mockOperation(
      'requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/No" } } } }',
    );
    expect(said(importRest(text).problems)).toEqual(['error 5:69 there is no schema "No"']);
  });
});
