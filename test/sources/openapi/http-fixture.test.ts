// An HTTP API with every extension that HTTP APIs look at: docs/aws/http-api.md#openapi-import.
import { expect, test } from 'vitest';
import { importHttpApi } from '../../../src/sources/openapi/index.ts';
import { fixture, place, said } from './importing.ts';

const shop = importHttpApi(fixture('http-shop.yaml'), place);

test('the HTTP API is read with nothing to complain of', () => {
  expect(said(shop.problems)).toEqual([]);
  expect(shop.definition.routes.map((route) => route.routeKey)).toEqual([
    'GET /products',
    'GET /products/{id}',
    'POST /orders',
    'ANY /internal/{proxy+}',
    '$default',
  ]);
  expect(shop.definition).toMatchObject({
    disableExecuteApiEndpoint: true,
    cors: {
      allowOrigins: ['https://shop.example.com'],
      allowMethods: ['GET', 'POST'],
      allowHeaders: ['content-type'],
      exposeHeaders: ['x-total'],
      maxAge: 600,
      allowCredentials: true,
    },
  });
});

test('an integration of components is shared by reference', () => {
  expect(shop.definition.routes[0]).toMatchObject({
    operationName: 'listProducts',
    integration: {
      type: 'AWS_PROXY',
      lambda: { functionName: 'listProducts', qualifier: 'live' },
      payloadFormatVersion: '2.0',
    },
  });
});

test('an HTTP proxy route keeps its parameter mappings and TLS name', () => {
  expect(shop.definition.routes[1]).toMatchObject({
    authorization: { type: 'JWT', authorizer: 'users', scopes: ['products/read'] },
    integration: {
      uri: 'https://${stageVariables.backend}/products/{id}',
      payloadFormatVersion: '1.0',
      timeoutInMillis: 2000,
      requestParameters: {
        'append:header.x-user': '$context.authorizer.claims.sub',
        'overwrite:path': '$request.path',
      },
      responseParameters: { '500': { 'overwrite:statuscode': '503', 'remove:header.server': "''" } },
      tlsConfig: { serverNameToVerify: 'products.internal' },
    },
  });
});

test('service calls, private integrations and the default route are read', () => {
  expect(shop.definition.routes.slice(2)).toMatchObject([
    {
      authorization: { type: 'AWS_IAM' },
      integration: {
        integrationSubtype: 'SQS-SendMessage',
        credentials: 'arn:aws:iam::123456789012:role/queue',
        requestParameters: { QueueUrl: '$stageVariables.queue', MessageBody: '$request.body' },
      },
    },
    {
      authorization: { type: 'CUSTOM', authorizer: 'session' },
      integration: { connectionType: 'VPC_LINK', connectionId: 'link1', httpMethod: 'ANY' },
    },
    { integration: { lambda: { functionName: 'NotFound' }, payloadFormatVersion: '1.0' } },
  ]);
});

test('authorizers of an HTTP API are read, the issuer out of the discovery URL', () => {
  expect(shop.definition.authorizers).toMatchObject({
    users: {
      type: 'jwt',
      issuer: 'https://idp.example.com/pool',
      audience: ['shop', 'web'],
      identitySource: '$request.header.X-Token',
    },
    session: {
      type: 'request',
      identitySources: ['$request.header.Cookie', '$context.routeKey'],
      lambda: { functionName: 'authorize' },
      payloadFormatVersion: '2.0',
      simpleResponses: true,
      ttl: 30,
    },
  });
});
