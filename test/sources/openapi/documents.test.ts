// Versions, extensions, references, base paths: rest-api 12, rest-api-observed 20, http-api 13.
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
  ])('%j is no document', (text, expected) => {
    expect(said(importRest(text).problems)).toEqual([expected]);
  });

  test('JSON is read as well, and a syntax error has its place', () => {
    const text =
      '{\n  "openapi": "3.0.1",\n  "paths": {\n    "/a": { "get": { "x-amazon-apigateway-integration": { "type": "mock" } } }\n  }\n}';
    expect(said(importRest(text).problems)).toEqual([]);
    const [first] = importRest(text.replace('"3.0.1",', '"3.0.1"')).problems;
    expect(first).toMatchObject({ severity: 'error', position: { line: 3 } });
  });

  test('a document of over 6 MB is refused unread (rest-api 12.1)', () => {
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

describe('paths and methods', () => {
  test.each([
    ['a path without a slash', 'pets: { get: {} }', ['error 3:3 a path begins with "/", found "pets"']],
    ['a method that is none', '/a: { gett: {} }', ['error 3:9 "gett" is no method of a path']],
    ['TRACE', '/a: { trace: {} }', ['warning 3:9 REST APIs have no method TRACE; it is left out']],
    ['no integration', '/a: { post: {} }', ['error 3:9 No integration defined for method: POST /a']],
  ])('%s', (_what, path, expected) => {
    expect(said(importRest(`openapi: 3.0.1\npaths:\n  ${path}`).problems)).toEqual(expected);
  });

  test('every method and ANY are read', () => {
    const verbs = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'x-amazon-apigateway-any-method'];
    const text = `openapi: 3.0.1\npaths:\n  /a:\n${verbs.map((verb) => `    ${verb}: { ${MOCK} }`).join('\n')}`;
    const { definition } = importRest(text);
    expect(definition.methods.map((method) => method.httpMethod)).toEqual([
      'GET',
      'PUT',
      'POST',
      'DELETE',
      'OPTIONS',
      'HEAD',
      'PATCH',
      'ANY',
    ]);
    expect(new Set(definition.methods.map((method) => method.resourceId)).size).toBe(1);
  });
});

describe('the tree of resources (recorded: rest-api-observed 3.3)', () => {
  test.each([
    [
      ['/pets/{a}', '/pets/{b}/toys'],
      "Unable to create resource at path '/pets/{b}/toys': A sibling ({a}) of this resource already has a variable path part -- only one is allowed",
    ],
    [
      ['/{proxy+}', '/{id}'],
      "Unable to create resource at path '/{id}': A sibling ({proxy+}) of this resource already has a variable path part -- only one is allowed",
    ],
    [
      ['/{proxy+}/more'],
      "Unable to create resource at path '/{proxy+}/more': Cannot create a child of a resource with a greedy path variable: {proxy+}",
    ],
    [['/pets{id}'], `Unable to create resource at path '/pets{id}': "pets{id}" is no path part`],
    [['/pets/'], `Unable to create resource at path '/pets/': "" is no path part`],
    [['/a b'], `Unable to create resource at path '/a b': "a b" is no path part`],
  ])('%j is refused', (paths, expected) => {
    const text = `openapi: 3.0.1\npaths:\n${paths.map((path) => `  "${path}": { get: { ${MOCK} } }`).join('\n')}`;
    const { problems } = importRest(text);
    expect(problems.map((problem) => problem.message)).toEqual([expected]);
    expect(problems[0]?.position?.line).toBe(2 + paths.length);
  });

  test('the same variable on the way to several resources is no sibling', () => {
    const text = `openapi: 3.0.1\npaths: { "/a/{id}": { get: { ${MOCK} } }, "/a/{id}/b": { get: { ${MOCK} } }, "/a/b": { get: { ${MOCK} } } }`;
    expect(importRest(text).problems).toEqual([]);
  });
});

describe('base paths (rest-api 12.2, recorded: rest-api-observed 20)', () => {
  const paths = `paths: { /: { get: { ${MOCK} } }, /e: { get: { ${MOCK} } } }`;
  const swagger = (basePath: string): string => `swagger: "2.0"\nbasePath: ${basePath}\n${paths}`;
  const servers = (list: string): string => `openapi: 3.0.1\nservers: ${list}\n${paths}`;

  test.each([
    ['ignore', swagger('/a/b/c'), ['/', '/e']],
    ['prepend', swagger('/a/b/c'), ['/a/b/c', '/a/b/c/e']],
    ['split', swagger('/a/b/c'), ['/b/c', '/b/c/e']],
    ['prepend', swagger('/base'), ['/base', '/base/e']],
    ['split', swagger('/base'), ['/', '/e']],
    ['split', swagger('/base-url/part'), ['/part', '/part/e']],
    ['prepend', servers('[{ url: "https://x.example/a/b" }]'), ['/a/b', '/a/b/e']],
    ['prepend', servers('[{ url: "https://x.example" }]'), ['/', '/e']],
    ['prepend', servers('[{ url: "/a" }]'), ['/a', '/a/e']],
    [
      'prepend',
      servers('[{ url: "https://x.example/{basePath}", variables: { basePath: { default: v1 } } }]'),
      ['/v1', '/v1/e'],
    ],
    [
      'prepend',
      servers('[{ url: "https://x.example/other", variables: { basePath: { default: /v1/v2 } } }]'),
      ['/v1/v2', '/v1/v2/e'],
    ],
    [
      'split',
      servers('[{ url: "https://x.example/other", variables: { basePath: { default: /v1/v2 } } }]'),
      ['/v2', '/v2/e'],
    ],
    ['prepend', servers('[{ url: "https://{host}/{v}", variables: { v: { default: v3 } } }]'), ['/v3', '/v3/e']],
  ] as const)('%s %s', (basepath, text, expected) => {
    const { definition, problems } = importRest(text, { basepath });
    expect(problems).toEqual([]);
    expect(definition.methods.map((method) => method.path)).toEqual(expected);
  });

  test('without a mode the base path is ignored', () => {
    expect(importRest(swagger('/a')).definition.methods.map((method) => method.path)).toEqual(['/', '/e']);
  });

  test('the default route of an HTTP API has none', () => {
    const route =
      '/$default: { x-amazon-apigateway-any-method: { isDefaultRoute: true, x-amazon-apigateway-integration: { type: http_proxy, httpMethod: ANY, uri: "https://x.example" } } }';
    const text = `openapi: 3.0.1\nservers: [{ url: https://x.example/v1 }]\npaths: { ${route} }`;
    expect(importHttp(text, { basepath: 'prepend' }).definition.routes.map((each) => each.routeKey)).toEqual([
      '$default',
    ]);
  });
});

describe('references', () => {
  const root = 'components: { parameters: { A: { name: a, in: query } } }';

  test.each([
    [
      'nowhere',
      "parameters: [{ $ref: '#/components/parameters/B' }]",
      'error 5:20 "$ref" leads nowhere: there is no #/components/parameters/B',
    ],
    [
      'in a circle',
      "parameters: [{ $ref: '#/paths/~1a/get/parameters/0' }]",
      'error 5:20 the reference "$ref" goes round in a circle',
    ],
    [
      'to the web',
      'parameters: [{ $ref: https://x.example/a.yaml }]',
      'error 5:20 "https://x.example/a.yaml" is not on this machine',
    ],
    [
      'to a file that nobody can read',
      'parameters: [{ $ref: a.yaml }]',
      'error 5:20 the document refers to another file, "a.yaml", and no other files can be read here',
    ],
  ])('%s', (_what, lines, expected) => {
    expect(said(importRest(mockOperation(lines, root)).problems)).toContain(expected);
  });

  test('a file that is missing is said with the reason', () => {
    const readFile = (): string => {
      throw new Error('no such file');
    };
    const { problems } = importRest(mockOperation('parameters: [{ $ref: more/a.yaml }]'), { readFile });
    expect(said(problems)).toContain('error 5:20 more/a.yaml cannot be read: no such file');
  });

  test('a part of a file is found, and problems in it have their place there', () => {
    const readFile = (): string => 'a:\n  - type: mocc\n';
    const text = 'openapi: 3.0.1\npaths: { /a: { get: { x-amazon-apigateway-integration: { $ref: "p.yaml#/a/0" } } } }';
    const [problem] = importRest(text, { readFile }).problems;
    expect(problem?.position).toEqual({ file: 'p.yaml', line: 2, column: 11 });
  });

  test('AWS::Include puts the content of a file beside what stands there', () => {
    const readFile = (): string => 'x-amazon-apigateway-integration: { type: mock }\noperationId: theirs\n';
    const text =
      'openapi: 3.0.1\npaths: { /a: { get: { operationId: ours, Fn::Transform: { Name: AWS::Include, Parameters: { Location: p.yaml } } } } }';
    const { definition, problems, files } = importRest(text, { readFile });
    expect(said(problems)).toEqual([]);
    expect(definition.methods[0]).toMatchObject({ operationName: 'ours', integration: { type: 'MOCK' } });
    expect(files).toEqual(['p.yaml']);
  });

  test.each([
    [
      'Fn::Transform: { Name: Other }',
      '"Fn::Transform" is read only with the name AWS::Include and a Location that is text',
    ],
    [
      'Fn::Transform: { Name: AWS::Include, Parameters: { Location: s3://b/k.yaml } }',
      '"s3://b/k.yaml" is not on this machine',
    ],
  ])('%s is refused', (line, message) => {
    const { problems } = importRest(mockOperation(line), { readFile: () => '' });
    expect(problems.map((problem) => problem.message)).toContain(message);
  });
});

describe('CloudFormation functions and pseudo parameters', () => {
  const uriOf = (uri: string): string | undefined => {
    const text = `openapi: 3.0.1\npaths: { /a: { get: { x-amazon-apigateway-integration: { type: aws_proxy, httpMethod: POST, uri: ${uri} } } } }`;
    const { definition } = importRest(text);
    return definition.methods[0]?.integration.lambda?.functionName;
  };
  const wrapped = (name: string): string =>
    `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${name}/invocations`;

  test.each([
    [`{ Fn::Sub: "${wrapped('${CreateOrder.Arn}')}" }`, 'CreateOrder'],
    [`!Sub "${wrapped('${CreateOrder.Arn}')}"`, 'CreateOrder'],
    [`"${wrapped('${CreateOrder.Arn}')}"`, 'CreateOrder'],
    [`{ Fn::Sub: ["${wrapped('${Target}')}", { Target: { Fn::GetAtt: CreateOrder.Arn } }] }`, 'CreateOrder'],
    [
      `{ Fn::Sub: "${wrapped('arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:${!stageVariables.fn}')}" }`,
      '${stageVariables.fn}',
    ],
    [
      `{ Fn::Sub: "${wrapped('arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:${CreateOrder}')}" }`,
      'CreateOrder',
    ],
    [`"${wrapped('arn:aws:lambda:us-east-1:123456789012:function:createOrder')}"`, 'createOrder'],
    [`"${wrapped('createOrder')}"`, 'createOrder'],
  ])('%s', (uri, expected) => {
    expect(uriOf(uri)).toBe(expected);
  });

  test('a template may know the values of its resources better', () => {
    const resolve = (name: string, attribute: string | undefined): string | undefined =>
      attribute === 'Arn' ? `arn:aws:lambda:eu-west-1:210987654321:function:stack-${name}` : undefined;
    const text = `openapi: 3.0.1\npaths: { /a: { get: { x-amazon-apigateway-integration: { type: aws_proxy, httpMethod: POST, uri: { Fn::Sub: "${wrapped('${Fn.Arn}')}" } } } } }`;
    expect(importRest(text, { resolve }).definition.methods[0]?.integration.lambda?.functionName).toBe('stack-Fn');
  });

  test('what cannot be known is an error', () => {
    const text = mockOperation('operationId: { Fn::ImportValue: name }');
    expect(said(importRest(text).problems)).toEqual(['error 5:20 operationId must be text, found a map']);
  });

  test('templates keep what is theirs', () => {
    const text =
      'openapi: 3.0.1\npaths: { /a: { get: { x-amazon-apigateway-integration: { type: mock, requestTemplates: { application/json: "${foo.Arn} ${AWS::Region}" } } } } }';
    expect(importRest(text).definition.methods[0]?.integration.requestTemplates).toEqual({
      'application/json': '${foo.Arn} us-east-1',
    });
  });
});

test('references through references are followed, and circles through them are found', () => {
  const good = mockOperation(
    "parameters: [{ $ref: '#/components/aliases/list/A' }]",
    "components: { aliases: { list: { $ref: '#/components/parameters' } }, parameters: { A: { name: a, in: query } } }",
  );
  expect(importRest(good).definition.methods[0]?.requestParameters).toEqual({ 'method.request.querystring.a': false });
  const bad = mockOperation("parameters: [{ $ref: '#/x/y' }]", "x: { $ref: '#/x/y' }");
  expect(said(importRest(bad).problems)).toContain('error 7:4 the reference "$ref" goes round in a circle');
});

test('files that include each other are refused', () => {
  const include = (file: string): string =>
    `Fn::Transform: { Name: AWS::Include, Parameters: { Location: ${file} } }\n`;
  const readFile = (file: string): string => include(file === 'a.yaml' ? 'b.yaml' : 'a.yaml');
  const { problems } = importRest(mockOperation(include('a.yaml')), { readFile });
  expect(said(problems)).toEqual(['error 1:1 "Fn::Transform" includes a.yaml, which includes this file']);
});
