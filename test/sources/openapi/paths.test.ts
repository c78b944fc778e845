// Paths, resources, base paths: docs/aws/rest-api.md#base-path, docs/aws/rest-api-observed.md#refused-resources,
// docs/aws/rest-api-observed.md#openapi-import.
import { describe, expect, test } from 'vitest';
import { importHttp, importRest, said } from './importing.ts';

const MOCK = 'x-amazon-apigateway-integration: { type: mock }';

describe('paths and methods', () => {
  test.each([
    ['a path without a slash', 'pets: { get: {} }', ['error 3:3 a path begins with "/", found "pets"']],
    ['an invalid method', '/a: { gett: {} }', ['error 3:9 "gett" is not a method of a path']],
    ['TRACE', '/a: { trace: {} }', ['warning 3:9 REST APIs have no method TRACE; it is omitted']],
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

// Recorded: docs/aws/rest-api-observed.md#refused-resources
describe('the tree of resources', () => {
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
    [['/pets{id}'], `Unable to create resource at path '/pets{id}': "pets{id}" is not a path part`],
    [['/pets/'], `Unable to create resource at path '/pets/': "" is not a path part`],
    [['/a b'], `Unable to create resource at path '/a b': "a b" is not a path part`],
  ])('%j is refused', (paths, expected) => {
    const text = `openapi: 3.0.1\npaths:\n${paths.map((path) => `  "${path}": { get: { ${MOCK} } }`).join('\n')}`;
    const { problems } = importRest(text);
    expect(problems.map((problem) => problem.message)).toEqual([expected]);
    expect(problems[0]?.position?.line).toBe(2 + paths.length);
  });

  test('the same variable on the way to several resources is not a sibling', () => {
    const text = `openapi: 3.0.1\npaths: { "/a/{id}": { get: { ${MOCK} } }, "/a/{id}/b": { get: { ${MOCK} } }, "/a/b": { get: { ${MOCK} } } }`;
    expect(importRest(text).problems).toEqual([]);
  });
});

describe('base paths (docs/aws/rest-api.md#base-path, recorded: docs/aws/rest-api-observed.md#openapi-import)', () => {
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
