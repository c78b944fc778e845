// Rules: docs/aws/rest-api.md#models, docs/aws/rest-api-observed.md#run-time-validation (recorded: references to models of the API, models
// that refer to each other in circles).
import * as fc from 'fast-check';
import Ajv from 'ajv-draft-04';
import { describe, expect, test } from 'vitest';
import { compileModel, ModelError } from '../../../src/mapping/json-schema/compile-model.ts';
import { validateModel } from '../../../src/mapping/validate-model.ts';

const models = 'https://apigateway.amazonaws.com/restapis/a1b2c3d4e5/models/';

describe('references', () => {
  test('a model of the API is found whatever the id in the URL', () => {
    const order = { type: 'object', properties: { pet: { $ref: `${models}Pet` } } };
    const pet = '{"type":"object","required":["name"]}';

    expect(validateModel(order, '{"pet":{}}', { Pet: pet })).toEqual([
      'object has missing required properties (["name"])',
    ]);
    expect(validateModel(order, '{"pet":{"name":"Rex"}}', { Pet: pet })).toEqual([]);
  });

  test('models that refer to each other in a circle work', () => {
    const all = {
      Person: { type: 'object', properties: { house: { $ref: `${models}House` } }, required: ['name'] },
      House: { type: 'object', properties: { owner: { $ref: `${models}Person` } } },
    };

    expect(validateModel(all.Person, '{"name":"Ann","house":{"owner":{}}}', all)).toEqual([
      'object has missing required properties (["name"])',
    ]);
  });

  test('a part of another model is found below its name', () => {
    const shared = { definitions: { 'a/b': { type: 'integer' } } };

    expect(validateModel({ $ref: `${models}Shared#/definitions/a~1b` }, '"x"', { Shared: shared })).toHaveLength(1);
  });

  test('oneOf with null and a reference accepts either', () => {
    const schema = { oneOf: [{ type: 'null' }, { $ref: '#/definitions/C' }], definitions: { C: { type: 'integer' } } };

    expect(validateModel(schema, 'null')).toEqual([]);
    expect(validateModel(schema, '1')).toEqual([]);
    expect(validateModel(schema, '"x"')).toEqual(['instance failed to match exactly one schema (matched 0 out of 2)']);
  });

  test.each([
    [{ $ref: '#/definitions/Nope' }, 'The model is wrong at #: the reference "#/definitions/Nope" leads nowhere'],
    [
      { properties: { a: { $ref: `${models}Nope` } } },
      'The model is wrong at #/properties/a: there is no model named "Nope"',
    ],
    [
      { $ref: 'http://example.com/schema' },
      'the reference "http://example.com/schema" leads nowhere; wanted #/definitions/Name',
    ],
    [{ $ref: '#' }, 'the reference "#" leads back to itself'],
  ])('%j is refused', (schema, problem) => {
    expect(() => compileModel(schema)).toThrow(ModelError);
    expect(() => compileModel(schema)).toThrow(problem);
  });

  test('a schema that demands itself of the same value is refused instead of running for ever', () => {
    expect(() => validateModel({ allOf: [{ $ref: '#' }] }, '1')).toThrow(
      'the schema refers to itself for the same value',
    );
  });
});

describe('invalid schemas', () => {
  test.each([
    ['{"type":"object"', 'The model is wrong at #: it is not JSON (line 1, column 17: found the end of the text'],
    ['[]', 'a schema must be an object'],
    ['{"properties":{"a/b":{"type":"text"}}}', 'at #/properties/a~1b/type: "type" wants types of array, boolean'],
    ['{"required":true}', 'at #/required: "required" wants a list of texts'],
    ['{"minLength":-1}', '"minLength" wants an integer of 0 or more'],
    ['{"multipleOf":0}', '"multipleOf" wants a number above 0'],
    ['{"pattern":"("}', '"pattern" wants a regular expression of ECMA 262'],
    ['{"anyOf":[]}', '"anyOf" wants a list of at least one schema'],
    ['{"properties":[]}', '"properties" wants an object'],
    ['{"items":{"not":true}}', 'at #/items/not: a schema must be an object'],
  ])('%s is refused: %s', (schema, problem) => {
    expect(() => compileModel(schema)).toThrow(problem);
  });
});

test('a body that is not JSON is an error of its own', () => {
  expect(() => validateModel({}, '{oops}')).toThrow('The JSON is wrong at line 1, column 2');
});

describe('formats (unproven beyond those of the recorded cases)', () => {
  test.each([
    ['date-time', '2024-02-29T23:59:59.123+01:00', '2023-02-29T00:00:00Z'],
    ['email', 'ann@example.com', 'ann@exa mple'],
    ['hostname', 'a-b.example', '1.2'],
    ['ipv4', '127.0.0.1', '::1'],
    ['ipv6', '::1', '127.0.0.1'],
    ['uri', 'urn:a:b', 'http://a b'],
    ['regex', 'a+', 'a++('],
    ['uuid', '123e4567-e89b-12d3-a456-426614174000', '123e4567'],
    ['json-pointer', '/a~0/b', 'a'],
    ['mac', '00:11:22:33:44:55', '00:11'],
    ['base64', 'YWI=', 'YWI*'],
    ['md5', 'd41d8cd98f00b204e9800998ecf8427e', 'd41d'],
  ])('%s accepts %j and refuses %j', (format, good, bad) => {
    expect(validateModel({ format }, JSON.stringify(good))).toEqual([]);
    expect(validateModel({ format }, JSON.stringify(bad))).toHaveLength(1);
  });
});

test('the verdict is that of ajv on random schemas and values', () => {
  const ajv = new Ajv.default({ strict: false, validateSchema: false });
  fc.assert(
    fc.property(plain(schemas()), fc.array(plain(values()), { minLength: 10, maxLength: 20 }), (schema, instances) => {
      const model = compileModel(schema);
      const isValid = ajv.compile(schema);
      for (const instance of instances) {
        expect(model.validate(JSON.stringify(instance)).length === 0).toBe(isValid(instance));
      }
    }),
    // Compiling with ajv takes about ten milliseconds.
    { numRuns: 150 },
  );
});

/** Objects as JSON.parse makes them. */
function plain(arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  return arbitrary.map((value) => JSON.parse(JSON.stringify(value)) as object);
}

/** No numbers with a fraction of zero: ajv takes 1.0 for an integer. */
function values(): fc.Arbitrary<unknown> {
  const scalar = fc.constantFrom<unknown>(0, 1, 2, 3.5, -1, 'a', 'ab', '', 'xyz', true, false, null);
  return fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      scalar,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 3 }),
    ),
  })).value;
}

function schemas(): fc.Arbitrary<unknown> {
  const { schema } = fc.letrec((tie) => ({
    schema: fc.oneof(
      { maxDepth: 3 },
      fc.constant({}),
      fc.record(
        {
          type: fc.constantFrom(
            'string',
            'integer',
            'number',
            'object',
            'array',
            'null',
            ['string', 'integer'],
            'boolean',
          ),
          enum: fc.array(values(), { minLength: 1, maxLength: 3 }),
          minimum: fc.integer({ min: -1, max: 3 }),
          maximum: fc.integer({ min: 0, max: 3 }),
          multipleOf: fc.constantFrom(1, 2, 0.5),
          minLength: fc.nat(2),
          maxLength: fc.nat(2),
          pattern: fc.constantFrom('^a', 'b$', 'x.z'),
          required: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 2 }),
          minItems: fc.nat(2),
          maxItems: fc.nat(2),
          uniqueItems: fc.boolean(),
          minProperties: fc.nat(2),
          maxProperties: fc.nat(2),
          properties: fc.dictionary(fc.constantFrom('a', 'b'), tie('schema'), { maxKeys: 2 }),
          additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
          items: tie('schema'),
          dependencies: fc.record({ a: fc.constant(['b']), b: tie('schema') }, { requiredKeys: [] }),
          allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
          anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
          oneOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
          not: tie('schema'),
        },
        { requiredKeys: [] },
      ),
    ),
  }));
  return schema;
}
