// Security of both kinds of API: docs/aws/rest-api.md#lambda-authorizers, docs/aws/rest-api.md#cognito-authorizers,
// docs/aws/rest-api.md#extensions, docs/aws/rest-api.md#how-a-document-is-mapped, docs/aws/rest-api-observed.md#openapi-import (root
// security), docs/aws/http-api.md#jwt-authorizers, docs/aws/http-api.md#lambda-authorizers, docs/aws/http-api.md#openapi-import.
import { describe, expect, test } from 'vitest';
import { importHttp, importRest, LAMBDA_URI, said } from './importing.ts';

const MOCK = 'x-amazon-apigateway-integration: { type: mock }';
const PROXY = 'x-amazon-apigateway-integration: { type: http_proxy, httpMethod: GET, uri: "https://x.example" }';
const EXTENSION = 'x-amazon-apigateway-authorizer';

const rest = (lines: string, root = ''): string =>
  `openapi: 3.0.1\npaths: { /a: { get: { ${lines}, ${MOCK} } } }\n${root}\ncomponents:\n  securitySchemes:\n    key: { type: apiKey, name: x-api-key, in: header }\n    iam: { type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authtype: awsSigv4 }\n    token: { type: apiKey, name: Authorization, in: header, ${EXTENSION}: { type: token, authorizerUri: "${LAMBDA_URI}" } }\n    pool: { type: apiKey, name: Authorization, in: header, ${EXTENSION}: { type: COGNITO_USER_POOLS, providerARNs: ["arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_abc"] } }`;

const http = (lines: string, root = ''): string =>
  `openapi: 3.0.1\npaths: { /a: { get: { ${lines}, ${PROXY} } } }\n${root}\ncomponents:\n  securitySchemes:\n    users: { type: oauth2, ${EXTENSION}: { type: JWT, jwtConfiguration: { issuer: "https://idp.example", audience: [a] } } }\n    calls: { type: apiKey, name: A, in: header, ${EXTENSION}: { type: request, authorizerUri: "${LAMBDA_URI}", authorizerPayloadFormatVersion: 1.0 } }\n    iam: { type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authtype: awsSigv4 }`;

describe('what a REST method asks for', () => {
  test.each([
    ['summary: a', '', { type: 'NONE' }, false],
    ['security: [{ key: [] }]', '', { type: 'NONE' }, true],
    ['security: [{ iam: [] }]', '', { type: 'AWS_IAM' }, false],
    ['security: [{ token: [] }]', '', { type: 'CUSTOM', authorizer: 'token' }, false],
    ['security: [{ token: [], key: [] }]', '', { type: 'CUSTOM', authorizer: 'token' }, true],
    ['security: [{ key: [] }, { token: [] }]', '', { type: 'CUSTOM', authorizer: 'token' }, true],
    ['security: [{ pool: [x, y] }]', '', { type: 'COGNITO_USER_POOLS', authorizer: 'pool', scopes: ['x', 'y'] }, false],
    ['summary: a', 'security: [{ token: [] }]', { type: 'CUSTOM', authorizer: 'token' }, false],
    ['security: []', 'security: [{ token: [] }]', { type: 'NONE' }, false],
    ['security: [{ iam: [] }]', 'security: [{ token: [] }]', { type: 'AWS_IAM' }, false],
    ['security: [{ NONE: [] }]', 'security: [{ token: [] }]', { type: 'NONE' }, false],
    ['x-amazon-apigateway-auth: { type: Aws_Iam }', '', { type: 'AWS_IAM' }, false],
    ['x-amazon-apigateway-auth: { type: none }', 'security: [{ token: [] }]', { type: 'NONE' }, false],
    ['x-amazon-apigateway-auth: { type: NONE }', 'security: [{ token: [], key: [] }]', { type: 'NONE' }, true],
  ])('%s, %s', (lines, root, authorization, apiKeyRequired) => {
    const { definition, problems } = importRest(rest(lines, root));
    expect(said(problems)).toEqual([]);
    expect(definition.methods[0]).toMatchObject({ authorization, apiKeyRequired });
  });

  // Recorded: docs/aws/rest-api-observed.md#openapi-import
  test('the document’s security counts for OPTIONS and ANY too', () => {
    const text = rest('summary: a', 'security: [{ token: [] }]').replace(
      '/a: {',
      `/a: { options: { ${MOCK} }, x-amazon-apigateway-any-method: { ${MOCK} },`,
    );
    expect(importRest(text).definition.methods.map((method) => method.authorization.type)).toEqual([
      'CUSTOM',
      'CUSTOM',
      'CUSTOM',
    ]);
  });

  test.each([
    [
      'security: [{ tokn: [] }]',
      'warning 2:36 there is no security scheme "tokn": the operation asks nothing of its caller for it',
    ],
    ['security: { token: [] }', 'error 2:33 "security" must be a list, such as [{ scheme: [] }]'],
    [
      'security: [{ token: [] }, { pool: [] }]',
      'warning 2:33 a method has one authorizer; the first of these is taken',
    ],
    ['x-amazon-apigateway-auth: { type: IAM }', 'error 2:57 type must be one of NONE, AWS_IAM, found "IAM"'],
  ])('%s', (lines, expected) => {
    expect(said(importRest(rest(lines)).problems)).toEqual([expected]);
  });

  // docs/aws/rest-api.md#how-a-document-is-mapped: AWS's own sample for request validation.
  test('a scheme that the document does not declare leaves the method open', () => {
    const { definition } = importRest(rest('security: [{ api_key: [] }], x-amazon-apigateway-auth: { type: none }'));
    expect(definition.methods).toMatchObject([{ authorization: { type: 'NONE' }, apiKeyRequired: false }]);
  });
});

describe('what a route asks for', () => {
  test.each([
    ['summary: a', '', { type: 'NONE' }],
    ['security: [{ users: [x] }]', '', { type: 'JWT', authorizer: 'users', scopes: ['x'] }],
    ['security: [{ calls: [] }]', '', { type: 'CUSTOM', authorizer: 'calls' }],
    ['security: [{ iam: [] }]', '', { type: 'AWS_IAM' }],
    ['summary: a', 'security: [{ users: [] }]', { type: 'JWT', authorizer: 'users', scopes: [] }],
    ['security: []', 'security: [{ users: [] }]', { type: 'NONE' }],
    ['x-amazon-apigateway-auth: { type: AWS_IAM }', '', { type: 'AWS_IAM' }],
  ])('%s, %s', (lines, root, authorization) => {
    const { definition, problems } = importHttp(http(lines, root));
    expect(said(problems)).toEqual([]);
    expect(definition.routes[0]?.authorization).toEqual(authorization);
  });

  test('several requirements on one operation are an error', () => {
    expect(said(importHttp(http('security: [{ users: [] }, { calls: [] }]')).problems)).toEqual([
      'error 2:33 an operation of an HTTP API has one security requirement at most',
    ]);
  });
});

describe('REST authorizers', () => {
  const scheme = (lines: string, outer = 'type: apiKey, name: Authorization, in: header'): string =>
    `swagger: "2.0"\npaths: {}\nsecurityDefinitions: { a: { ${outer}, ${EXTENSION}: { ${lines} } } }`;
  const uri = `authorizerUri: "${LAMBDA_URI}"`;

  test.each([
    ['no type', uri, ['error 3:108 an authorizer needs "type"']],
    [
      'a type of HTTP APIs',
      `type: jwt, ${uri}`,
      ['error 3:116 type must be one of token, request, cognito_user_pools, found "jwt"'],
    ],
    ['no function', 'type: token', ['error 3:108 a Lambda authorizer needs "authorizerUri"']],
    [
      'what is not a function',
      'type: token, authorizerUri: https://x',
      ['error 3:138 "authorizerUri" names no Lambda function: "https://x"'],
    ],
    [
      'too long a cache',
      `authorizerResultTtlInSeconds: 3601, type: token, ${uri}`,
      ['error 3:140 authorizerResultTtlInSeconds must be a whole number from 0 to 3600, found 3601'],
    ],
    [
      'a path parameter as identity',
      `identitySource: method.request.path.id, type: request, ${uri}`,
      ['error 3:126 "method.request.path.id" is not an identity source'],
    ],
    [
      'a cache without identity',
      `type: request, authorizerResultTtlInSeconds: 1, ${uri}`,
      ['error 3:108 a REQUEST authorizer that caches needs "identitySource"'],
    ],
    [
      'no user pools',
      'type: cognito_user_pools',
      ['error 3:108 a Cognito authorizer needs "providerARNs", a list of user pool ARNs'],
    ],
    [
      'what is not a user pool',
      'type: cognito_user_pools, providerARNs: [pool]',
      ['error 3:150 "pool" is not a user pool ARN'],
    ],
    [
      'a local issuer',
      'type: cognito_user_pools, providerARNs: [local]',
      ['warning 3:150 "local" is not a user pool ARN: AWS would refuse it'],
    ],
    [
      'a field with a typo',
      `type: token, ${uri}, authoriserCredentials: a`,
      ['warning 3:265 "authoriserCredentials" is not a field of x-amazon-apigateway-authorizer; it is ignored'],
    ],
  ])('%s', (_what, lines, expected) => {
    expect(said(importRest(scheme(lines)).problems)).toEqual(expected);
  });

  test('a token needs a header', () => {
    expect(said(importRest(scheme(`type: token, ${uri}`, 'type: apiKey')).problems)).toEqual([
      'error 3:27 the security scheme does not name the header that holds the token',
    ]);
  });

  test('without an identity nothing is cached', () => {
    const { definition } = importRest(scheme(`type: request, ${uri}`));
    expect(definition.authorizers['a']).toMatchObject({ ttl: 0, identitySources: [] });
  });

  test('a stage variable may name the function', () => {
    const { definition } = importRest(
      scheme(`type: token, ${uri.replace('function:fn', 'function:${stageVariables.auth}')}`),
    );
    expect(definition.authorizers['a']).toMatchObject({ lambda: { functionName: '${stageVariables.auth}' } });
  });

  test('a scheme that nothing checks is warned of', () => {
    const text = 'openapi: 3.0.1\npaths: {}\ncomponents: { securitySchemes: { b: { type: http, scheme: bearer } } }';
    expect(said(importRest(text).problems)).toEqual([
      'warning 3:34 the security scheme "b" has no "x-amazon-apigateway-authorizer": nothing checks it',
    ]);
  });
});

describe('authorizers of HTTP APIs', () => {
  const scheme = (lines: string, outer = 'type: oauth2'): string =>
    `openapi: 3.0.1\npaths: {}\ncomponents: { securitySchemes: { a: { ${outer}, ${EXTENSION}: { ${lines} } } } }`;
  const uri = `authorizerUri: "${LAMBDA_URI}"`;
  const at = 85;

  test.each([
    [
      'a type of REST APIs',
      `type: token, ${uri}`,
      [`error 3:${at + 8} type must be one of jwt, request, found "token"`],
    ],
    ['no issuer', 'type: jwt, jwtConfiguration: { audience: [a] }', [`error 3:${at} a JWT authorizer needs an issuer`]],
    [
      'an issuer without TLS',
      'type: jwt, jwtConfiguration: { issuer: "http://idp.example", audience: [a] }',
      [`error 3:${at + 41} an issuer is an https URL, found "http://idp.example"`],
    ],
    [
      'no audience',
      'type: jwt, jwtConfiguration: { issuer: "https://idp.example" }',
      [`error 3:${at} a JWT authorizer needs at least one audience`],
    ],
    [
      'an identity source in the spelling of REST APIs',
      `identitySource: method.request.header.A, type: request, authorizerPayloadFormatVersion: "2.0", ${uri}`,
      [`error 3:${at + 18} "method.request.header.A" is not an identity source`],
    ],
    [
      'no payload version',
      `type: request, ${uri}`,
      [`warning 3:${at} AWS wants "authorizerPayloadFormatVersion"; it is taken for 2.0 here`],
    ],
    [
      'simple responses with payload 1.0',
      `enableSimpleResponses: true, type: request, authorizerPayloadFormatVersion: "1.0", ${uri}`,
      [`error 3:${at + 25} simple responses need authorizerPayloadFormatVersion 2.0, found 1.0`],
    ],
  ])('%s', (_what, lines, expected) => {
    expect(said(importHttp(scheme(lines)).problems)).toEqual(expected);
  });

  test.each(['http://localhost:9000', 'http://127.0.0.1', 'local', 'https://idp.example/x'])(
    'an issuer may be %s',
    (issuer) => {
      const text = scheme(`type: jwt, jwtConfiguration: { issuer: "${issuer}", audience: a }`);
      expect(importHttp(text).problems).toEqual([]);
      expect(importHttp(text).definition.authorizers['a']).toMatchObject({
        issuer,
        audience: ['a'],
        identitySource: '$request.header.Authorization',
      });
    },
  );

  test('answers are cached for 300 s when there is an identity, and not at all without', () => {
    const base = `type: request, authorizerPayloadFormatVersion: "2.0", ${uri}`;
    expect(importHttp(scheme(base)).definition.authorizers['a']).toMatchObject({ ttl: 0 });
    const withSource = `${base}, identitySource: "$request.header.A"`;
    expect(importHttp(scheme(withSource)).definition.authorizers['a']).toMatchObject({ ttl: 300 });
  });

  test('an API key is nothing that an HTTP API checks', () => {
    const text =
      'openapi: 3.0.1\npaths: {}\ncomponents: { securitySchemes: { k: { type: apiKey, name: x-api-key, in: header } } }';
    const { problems } = importHttp(text);
    expect(said(problems)).toEqual([
      'warning 3:34 the security scheme "k" has no "x-amazon-apigateway-authorizer": nothing checks it',
    ]);
    expect(problems[0]?.hint).toBe('HTTP APIs have no API keys.');
  });
});
