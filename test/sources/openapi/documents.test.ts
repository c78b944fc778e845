// Versions and extensions: docs/aws/rest-api.md#extensions, docs/aws/rest-api.md#how-a-document-is-mapped,
// docs/aws/http-api.md#openapi-import.
import { describe, expect, test } from 'vitest';
import { formatProblem } from '../../../src/sources/problems/format.ts';
import { importRestApi } from '../../../src/sources/openapi/index.ts';
import { documentFromObject } from '../../../src/sources/problems/source-document.ts';
import { importHttp, importRest, mockOperation, place, said } from './importing.ts';

const MOCK = 'x-amazon-apigateway-integration: { type: mock }';

describe('versions', () => {
  test.each([
    ['openapi: 3.0.0', []],
    ['openapi: 3.0.3', []],
    ['openapi: 3.0', []],
    ['swagger: "2.0"', []],
    ['swagger: 2.0', []],
    ['openapi: 3.1.0', ['error 1:10 API Gateway does not import OpenAPI 3.1.0']],
    ['openapi: 4.0.0', ['error 1:10 API Gateway does not import version 4.0.0']],
    ['swagger: "1.2"', ['error 1:10 API Gateway does not import version 1.2']],
    ['info: {}', ['error 1:1 Invalid OpenAPI input: it does not say which version of OpenAPI it is written in']],
  ])('a REST API says %s', (version, expected) => {
    expect(said(importRest(`${version}\npaths: { /a: { get: { ${MOCK} } } }`).problems)).toEqual(expected);
  });

  test('an HTTP API is not imported from Swagger 2.0', () => {
    const { problems } = importHttp('swagger: "2.0"\npaths: {}');
    expect(said(problems)).toEqual(['error 1:10 HTTP APIs are imported from OpenAPI 3.0 only, found Swagger 2.0']);
    expect(problems[0]?.hint).toBe('Convert the document to OpenAPI 3.0, or make it a REST API (type: rest).');
  });

  test.each([
    ['', 'error 1:1 Invalid OpenAPI input: the document is not a map'],
    ['- a', 'error 1:1 Invalid OpenAPI input: the document is not a map'],
    ['openapi: 3.0.1', 'error 1:1 Invalid OpenAPI input: the document has no paths'],
    ['openapi: 3.0.1\npaths: []', 'error 2:8 Invalid OpenAPI input: the document has no paths'],
  ])('%j is not a document', (text, expected) => {
    expect(said(importRest(text).problems)).toEqual([expected]);
  });

  test('JSON is read as well, and a syntax error has its place', () => {
    const text =
      '{\n  "openapi": "3.0.1",\n  "paths": {\n    "/a": { "get": { "x-amazon-apigateway-integration": { "type": "mock" } } }\n  }\n}';
    expect(said(importRest(text).problems)).toEqual([]);
    const [first] = importRest(text.replace('"3.0.1",', '"3.0.1"')).problems;
    expect(first).toMatchObject({ severity: 'error', position: { line: 3 } });
  });

  // docs/aws/rest-api.md#import-and-export
  test('a document of over 6 MB is refused unread', () => {
    const text = `openapi: 3.0.1\n# ${'x'.repeat(6 * 1024 * 1024)}`;
    expect(said(importRest(text).problems)[0]).toBe('error 1:1 an OpenAPI document may have 6 MB at most');
  });

  test('a document inside a template is read as it is, without positions', () => {
    const value = {
      openapi: '3.0.1',
      paths: { '/a': { get: { 'x-amazon-apigateway-integration': { type: 'mock' } } } },
    };
    const { definition, problems } = importRestApi(documentFromObject(value), place);
    expect(problems).toEqual([]);
    expect(definition.methods[0]).toMatchObject({ path: '/a', httpMethod: 'GET' });
    expect(definition.methods[0]).not.toHaveProperty('declaredAt');
  });
});

describe('extensions', () => {
  test('an unknown one is an error that names the nearest', () => {
    const { problems } = importRest(mockOperation('x-amazon-apigateway-request-validater: all'));
    expect(problems.map((problem) => formatProblem(problem))).toEqual([
      [
        'api.yaml:5:7: unknown extension "x-amazon-apigateway-request-validater"',
        '    3 |   /a:',
        '    4 |     get:',
        '  > 5 |       x-amazon-apigateway-request-validater: all',
        '      |       ^',
        '    6 |       x-amazon-apigateway-integration: { type: mock }',
        '  Did you mean "x-amazon-apigateway-request-validator"?',
      ].join('\n'),
    ]);
  });

  test.each([
    ['root', 'x-amazon-apigateway-polcy: {}', 'error 7:1 unknown extension "x-amazon-apigateway-polcy"'],
    [
      'components',
      'components: { x-amazon-apigateway-integrationz: {} }',
      'error 7:15 unknown extension "x-amazon-apigateway-integrationz"',
    ],
    ['tag', 'tags: [{ x-amazon-apigateway-tag: a }]', 'error 7:10 unknown extension "x-amazon-apigateway-tag"'],
    [
      'server',
      'servers: [{ x-amazon-apigateway-endpoint: a }]',
      'error 7:13 unknown extension "x-amazon-apigateway-endpoint"',
    ],
    [
      'misplaced',
      'x-amazon-apigateway-integration: {}',
      'warning 7:1 "x-amazon-apigateway-integration" is not looked at here',
    ],
    [
      'in the place of the other version',
      'x-amazon-apigateway-endpoint-configuration: {}',
      'warning 7:1 "x-amazon-apigateway-endpoint-configuration" is not looked at here',
    ],
    ['of HTTP APIs', 'x-amazon-apigateway-cors: {}', 'warning 7:1 REST APIs ignore "x-amazon-apigateway-cors"'],
    [
      'not supported yet',
      'x-amazon-apigateway-security-policy: SecurityPolicy_TLS13_1_3_2025_09',
      'warning 7:1 "x-amazon-apigateway-security-policy" is not supported yet: it has no effect here, though it has on AWS',
    ],
    [
      'not supported yet, either',
      'x-amazon-apigateway-endpoint-access-mode: STRICT',
      'warning 7:1 "x-amazon-apigateway-endpoint-access-mode" is not supported yet: it has no effect here, though it has on AWS',
    ],
  ])('in a REST API: %s', (_where, root, expected) => {
    expect(said(importRest(mockOperation('summary: a', root)).problems)).toEqual([expected]);
  });

  test('those without effect at run time, and everybody else’s, are passed in silence', () => {
    const root =
      'x-amazon-apigateway-documentation: { version: "1" }\nx-internal: true\ntags: [{ name: a, x-amazon-apigateway-tag-value: b }]';
    expect(importRest(mockOperation('x-own: 1', root)).problems).toEqual([]);
  });

  test.each([
    'api-key-source: HEADER',
    'binary-media-types: [a/b]',
    'gateway-responses: {}',
    'minimum-compression-size: 1',
    'policy: {}',
    'request-validators: {}',
    'request-validator: a',
    'documentation: {}',
  ])('HTTP APIs ignore x-amazon-apigateway-%s, with a warning', (extension) => {
    const [name] = extension.split(':');
    const text = `openapi: 3.0.1\npaths: {}\nx-amazon-apigateway-${extension}`;
    expect(said(importHttp(text).problems)).toEqual([`warning 3:1 HTTP APIs ignore "x-amazon-apigateway-${name}"`]);
  });
});
