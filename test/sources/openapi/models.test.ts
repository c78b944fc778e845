// Models: docs/aws/rest-api.md#names, docs/aws/rest-api.md#models, docs/aws/rest-api-observed.md#openapi-import.
import { describe, expect, test } from 'vitest';
import { importRest, said } from './importing.ts';

test('a reference with a broken percent sequence leads nowhere, and is said to', () => {
  const text =
    'openapi: 3.0.1\npaths: {}\ncomponents: { schemas: { A: { items: { $ref: "#/components/schemas/%zz" } } } }';
  const [problem] = said(importRest(text).problems);
  expect(problem).toMatch(/^error 3:\d+ "\$ref" leads nowhere: there is no #\/components\/schemas\/%zz$/);
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
