// Routes, CORS and merging of HTTP APIs: docs/aws/http-api.md#route-keys, docs/aws/http-api.md#cors, docs/aws/http-api.md#openapi-import.
import { describe, expect, test } from 'vitest';
import { importHttp, place, said } from './importing.ts';
import { importHttpApiFrom } from '../../../src/sources/openapi/index.ts';

const PROXY = 'x-amazon-apigateway-integration: { type: http_proxy, httpMethod: GET, uri: "https://x.example" }';
const paths = (text: string): string => `openapi: 3.0.1\npaths:\n  ${text}`;

describe('routes', () => {
  test.each([
    [
      'a slash at the end',
      `/a/: { get: { ${PROXY} } }`,
      ['error 3:3 "/a/" is not a path of a route: it ends with a slash'],
    ],
    [
      'something after the greedy variable',
      `"/{p+}/a": { get: { ${PROXY} } }`,
      ['error 3:3 "/{p+}/a" is not a path of a route: nothing comes after the greedy variable {p+}'],
    ],
    [
      'a variable that is a part of a part',
      `"/a{p}": { get: { ${PROXY} } }`,
      ['error 3:3 "/a{p}" is not a path of a route: in "a{p}" a variable is not the whole part'],
    ],
    // docs/aws/http-api.md#route-keys: captures in public issues.
    [
      'variables of other names in one shape',
      `/a/{id}: { get: { ${PROXY} } }\n  "/a/{name}": { get: { ${PROXY} }, post: { ${PROXY} } }`,
      [
        'error 4:18 the route "GET /a/{name}" has a conflicting variable on the same hierarchical level as "GET /a/{id}"',
      ],
    ],
    ['a star', `"/a/*": { get: { ${PROXY} } }`, ['warning 3:3 a star in "/a/*" stands for itself, not for any text']],
    [
      'the default route by a method',
      `"/$default": { get: { ${PROXY} } }`,
      ['error 3:18 the default route is x-amazon-apigateway-any-method of the path /$default'],
    ],
    [
      'the default route at another path',
      `/a: { x-amazon-apigateway-any-method: { isDefaultRoute: true, ${PROXY} } }`,
      ['error 3:9 the default route is x-amazon-apigateway-any-method of the path /$default'],
    ],
    [
      'the default route without its flag',
      `"/$default": { x-amazon-apigateway-any-method: { ${PROXY} } }`,
      ['warning 3:18 AWS wants "isDefaultRoute: true" for the default route; it is taken for set'],
    ],
    [
      'no integration',
      '/a: { get: {} }',
      ['warning 3:9 GET /a has no x-amazon-apigateway-integration: the route is omitted'],
    ],
  ])('%s', (_what, text, expected) => {
    expect(said(importHttp(paths(text)).problems)).toEqual(expected);
  });

  test('a greedy variable may have any name, and two variables at one place are two routes', () => {
    const text = paths(
      `{ "/a/{x}": { get: { ${PROXY} } }, "/a/{y}/b": { get: { ${PROXY} } }, "/{rest+}": { get: { ${PROXY} } } }`,
    );
    const { definition, problems } = importHttp(text);
    expect(problems).toEqual([]);
    expect(definition.routes.map((route) => route.routeKey)).toEqual(['GET /a/{x}', 'GET /a/{y}/b', 'GET /{rest+}']);
  });

  test('what HTTP APIs have no use for is mentioned once', () => {
    const operation = `{ requestBody: {}, parameters: [{ name: q, in: query }], ${PROXY} }`;
    const text = `${paths(`{ /a: { get: ${operation}, post: ${operation} } }`)}\ncomponents: { schemas: { A: {} } }`;
    expect(said(importHttp(text).problems)).toEqual([
      'info 3:18 HTTP APIs do not look at "requestBody": nothing is validated',
      'info 3:35 HTTP APIs do not look at "parameters": nothing is validated',
      'info 4:15 HTTP APIs have no models: "schemas" is ignored',
    ]);
  });

  test('only export version 1.0 is known', () => {
    const text = 'openapi: 3.0.1\npaths: {}\nx-amazon-apigateway-importexport-version: "2.0"';
    expect(said(importHttp(text).problems)).toEqual([
      'error 3:43 x-amazon-apigateway-importexport-version must be "1.0", found "2.0"',
    ]);
    expect(importHttp(text.replace('"2.0"', '1.0')).problems).toEqual([]);
  });
});

describe('CORS', () => {
  test('missing lists are empty', () => {
    const text = 'openapi: 3.0.1\npaths: {}\nx-amazon-apigateway-cors: { allowOrigins: ["*"] }';
    expect(importHttp(text).definition.cors).toEqual({
      allowOrigins: ['*'],
      allowMethods: [],
      allowHeaders: [],
      exposeHeaders: [],
      allowCredentials: false,
    });
  });

  test.each([
    ['{ allowOrigins: ["*"], allowCredentials: true }', 'error 3:68 allowCredentials does not go with the origin "*"'],
    ['{ maxAge: 86401 }', 'error 3:37 maxAge must be a whole number from -1 to 86400, found 86401'],
    ['{ maxAge: -2 }', 'error 3:37 maxAge must be a whole number from -1 to 86400, found -2'],
    ['{ allowOrigins: "*" }', 'error 3:43 allowOrigins must be a list of texts, found "*"'],
    ['{ allowCredentials: maybe }', 'error 3:47 allowCredentials must be true or false, found "maybe"'],
    ['{ allowOrigin: ["*"] }', 'warning 3:29 "allowOrigin" is not a field of x-amazon-apigateway-cors; it is ignored'],
  ])('%s', (cors, expected) => {
    expect(said(importHttp(`openapi: 3.0.1\npaths: {}\nx-amazon-apigateway-cors: ${cors}`).problems)).toEqual([
      expected,
    ]);
  });
});

test('of several documents a later route replaces an earlier one, and the rest is added', () => {
  const document = (path: string, uri: string): { file: string; text: string } => ({
    file: `${uri}.yaml`,
    text: `openapi: 3.0.1\ninfo: { title: ${uri} }\npaths: { ${path}: { get: { ${PROXY.replace('x.example', uri)} } } }`,
  });
  const { definition, title } = importHttpApiFrom(
    [document('/a', 'one'), document('/b', 'two'), document('/a', 'three')],
    place,
  );
  expect(definition.routes.map((route) => [route.routeKey, route.integration.uri])).toEqual([
    ['GET /a', 'https://three'],
    ['GET /b', 'https://two'],
  ]);
  expect(title).toBe('one');
});
