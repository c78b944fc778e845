// Parameters, bodies, responses, validators, models, gateway responses, settings: rest-api 4, 7.2, 12.5, rest-api-observed 4.3, 12.2, 20.
import { describe, expect, test } from 'vitest';
import type { RestMethod } from '../../../src/model/rest-api.ts';
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

  test.each(['default', '2XX', '20', '600'])('a response %j is no method response', (status) => {
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

describe('models', () => {
  const modelOf = (schema: string): unknown => {
    const { definition } = importRest(
      `openapi: 3.0.1\npaths: {}\ncomponents: { schemas: { A: ${schema}, B: { type: object } } }`,
    );
    return JSON.parse(definition.models['A']?.schema ?? 'null');
  };
  const url = 'https://apigateway.amazonaws.com/restapis/abcdefghij/models/B';
  const toB = '{ $ref: "#/components/schemas/B" }';

  test.each([
    ['properties', `{ properties: { b: ${toB} } }`, { properties: { b: { $ref: url } } }],
    ['items', `{ items: ${toB} }`, { items: { $ref: url } }],
    ['tuples', `{ items: [${toB}] }`, { items: [{ $ref: url }] }],
    ['alternatives', `{ oneOf: [${toB}, { type: "null" }] }`, { oneOf: [{ $ref: url }, { type: 'null' }] }],
    ['negations', `{ not: ${toB} }`, { not: { $ref: url } }],
    ['further properties', `{ additionalProperties: ${toB} }`, { additionalProperties: { $ref: url } }],
    [
      'properties called like keywords',
      '{ properties: { minItems: { type: integer } } }',
      { properties: { minItems: { type: 'integer' } } },
    ],
    ['enumerated values', '{ enum: [{ minItems: 1 }] }', { enum: [{ minItems: 1 }] }],
    [
      'definitions of its own',
      '{ definitions: { C: { type: string } }, items: { $ref: "#/definitions/C" } }',
      { definitions: { C: { type: 'string' } }, items: { $ref: '#/definitions/C' } },
    ],
    ['the URL of a model', `{ items: { $ref: "${url}" } }`, { items: { $ref: url } }],
  ])('references in %s', (_what, schema, expected) => {
    expect(modelOf(schema)).toEqual(expected);
  });

  test.each([
    [
      'minItems',
      '{ minItems: 1, maxItems: 2 }',
      [
        'warning 3:31 API Gateway drops "minItems" when it imports a schema',
        'warning 3:44 API Gateway drops "maxItems" when it imports a schema',
      ],
      {},
    ],
    [
      'nullable',
      '{ nullable: true }',
      ['warning 3:31 API Gateway validates with JSON Schema draft 4, which has no "nullable"'],
      { nullable: true },
    ],
    [
      'discriminator',
      '{ discriminator: {} }',
      ['warning 3:31 API Gateway validates with JSON Schema draft 4, which has no "discriminator"'],
      { discriminator: {} },
    ],
    [
      'numeric bounds',
      '{ exclusiveMinimum: 1 }',
      ['warning 3:31 API Gateway validates with JSON Schema draft 4, which has no numeric "exclusiveMinimum"'],
      { exclusiveMinimum: 1 },
    ],
    ['boolean bounds', '{ exclusiveMinimum: true }', [], { exclusiveMinimum: true }],
    [
      'files',
      '{ $ref: "other.yaml#/A" }',
      ['error 3:37 API Gateway cannot follow "$ref": "other.yaml#/A" in a schema'],
      {},
    ],
    [
      'parts of schemas',
      '{ items: { $ref: "#/components/schemas/A/x" } }',
      ['error 3:46 API Gateway cannot follow "$ref": "#/components/schemas/A/x" in a schema'],
      { items: {} },
    ],
    [
      'schemas that are not there',
      '{ items: { $ref: "#/components/schemas/Z" } }',
      ['error 3:46 "$ref" leads nowhere: there is no #/components/schemas/Z'],
      { items: { $ref: url.replace(/B$/, 'Z') } },
    ],
  ])('%s', (_what, schema, expected, model) => {
    const text = `openapi: 3.0.1\npaths: {}\ncomponents: { schemas: { A: ${schema} } }`;
    const { definition, problems } = importRest(text);
    expect(said(problems)).toEqual(expected);
    expect(JSON.parse(definition.models['A']?.schema ?? '')).toEqual(model);
  });

  test('a name with other than letters and digits is refused', () => {
    const text = 'swagger: "2.0"\npaths: {}\ndefinitions: { a-b: { type: object } }';
    expect(said(importRest(text).problems)).toEqual(['error 3:16 "a-b" cannot be the name of a model']);
  });
});

describe('validators', () => {
  const validators =
    'x-amazon-apigateway-request-validators: { both: { validateRequestBody: true, validateRequestParameters: true }, none: {} }';

  test('an operation without one has the document’s', () => {
    const text = mockOperation('summary: a', `${validators}\nx-amazon-apigateway-request-validator: both`);
    expect(onlyMethod(text).requestValidator).toEqual({ validateRequestBody: true, validateRequestParameters: true });
  });

  test('its own wins', () => {
    const text = mockOperation(
      'x-amazon-apigateway-request-validator: none',
      `${validators}\nx-amazon-apigateway-request-validator: both`,
    );
    expect(onlyMethod(text).requestValidator).toEqual({ validateRequestBody: false, validateRequestParameters: false });
  });

  test('one that is not there is refused', () => {
    const { problems } = importRest(mockOperation('x-amazon-apigateway-request-validator: boht', validators));
    expect(said(problems)).toEqual([
      "error 5:46 Unable to put method 'GET' on resource at path '/a': Invalid Request Validator identifier specified",
    ]);
    expect(problems[0]?.hint).toBe('There is no validator "boht". Did you mean "both"?');
  });

  test('without any there is no validator', () => {
    expect(onlyMethod(mockOperation('summary: a'))).not.toHaveProperty('requestValidator');
  });
});

describe('gateway responses', () => {
  test('types are read without regard to case, and status codes as numbers', () => {
    const root =
      'x-amazon-apigateway-gateway-responses: { default_5xx: { statusCode: 599 }, THROTTLED: { statusCode: "430" } }';
    const { definition, problems } = importRest(mockOperation('summary: a', root));
    expect(problems).toEqual([]);
    expect(definition.gatewayResponses).toEqual({
      DEFAULT_5XX: { statusCode: 599, responseParameters: {}, responseTemplates: {} },
      THROTTLED: { statusCode: 430, responseParameters: {}, responseTemplates: {} },
    });
  });

  test.each([
    [
      '{ THROTLED: {} }',
      /^error 7:42 1 validation error detected: Value 'THROTLED' at 'responseType' failed to satisfy constraint: Member must satisfy enum value set: \[REQUEST_TOO_LARGE, RESOURCE_NOT_FOUND, .*, EXPIRED_TOKEN\]$/,
    ],
    [
      '{ THROTTLED: { statusCode: 99 } }',
      /^error 7:67 1 validation error detected: Value '99' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: \[1-5\]\\d\\d$/,
    ],
    ['{ REQUEST_TOO_LARGE: {} }', /^warning 7:42 REQUEST_TOO_LARGE cannot be customised: this has no effect$/],
    [
      '{ THROTTLED: { responseParameters: { header.A: "\'1\'" } } }',
      /^error 7:77 "header\.A" is no parameter of a gateway response$/,
    ],
    [
      "{ THROTTLED: { responseTemplates: { '123': a } } }",
      /^error 7:76 Validation Result: warnings : \[\], errors : \[Invalid content type specified: 123\]$/,
    ],
    ['{ THROTTLED: { status: 400 } }', /^warning 7:55 "status" is no field of THROTTLED; it is ignored$/],
  ])('%s', (responses, expected) => {
    const root = `x-amazon-apigateway-gateway-responses: ${responses}`;
    const lines = said(importRest(mockOperation('summary: a', root)).problems);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(expected);
  });
});

describe('settings of the API', () => {
  test.each([
    [
      'x-amazon-apigateway-minimum-compression-size: -1',
      'error 7:47 Invalid minimum compression size, must be between 0 and 10485760',
    ],
    [
      'x-amazon-apigateway-minimum-compression-size: 10485761',
      'error 7:47 Invalid minimum compression size, must be between 0 and 10485760',
    ],
    [
      'x-amazon-apigateway-api-key-source: COOKIE',
      'error 7:37 x-amazon-apigateway-api-key-source must be one of HEADER, AUTHORIZER, found "COOKIE"',
    ],
    [
      'x-amazon-apigateway-binary-media-types: image/png',
      'error 7:41 x-amazon-apigateway-binary-media-types must be a list of texts, found "image/png"',
    ],
    [
      'x-amazon-apigateway-policy: { Version: "2012-10-17" }',
      'error 7:29 x-amazon-apigateway-policy must be a policy document, with "Statement"',
    ],
  ])('%s', (root, expected) => {
    expect(said(importRest(mockOperation('summary: a', root)).problems)).toEqual([expected]);
  });

  test('what the document leaves out has API Gateway’s defaults', () => {
    const { definition } = importRest('openapi: 3.0.1\npaths: {}');
    expect(definition).toEqual({
      type: 'rest',
      methods: [],
      authorizers: {},
      models: {},
      gatewayResponses: {},
      binaryMediaTypes: [],
      apiKeySource: 'HEADER',
      disableExecuteApiEndpoint: false,
    });
  });
});
