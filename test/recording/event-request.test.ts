// The request that an event describes: events as AWS sends them (docs/aws/http-api.md#event-v2, docs/aws/domains.md, docs/aws/rest-api-observed.md).
import { expect, test } from 'vitest';
import { describedRequest } from '../../src/recording/events/event-request.ts';

const described = (event: Record<string, unknown>) => {
  const { method, path, headers, body, kind, isAuthorizer, apiType } = describedRequest(event) ?? {};
  return { method, path, headers, body: body?.toString(), kind, isAuthorizer, apiType };
};

test('a decoded path of payload format 2.0 is encoded again, without the stage; cookies are one header', () => {
  expect(
    described({
      version: '2.0',
      rawPath: '/prod/a b/ä%2Fx',
      rawQueryString: 'x=1&y=%20',
      cookies: ['a=1', 'b=2'],
      headers: {
        accept: '*/*',
        host: 'abc.execute-api.us-east-1.amazonaws.com',
        'x-forwarded-for': '1.2.3.4',
        'x-amzn-trace-id': 'Root=1',
      },
      requestContext: { stage: 'prod', http: { method: 'PUT' } },
      body: 'aGk=',
      isBase64Encoded: true,
    }),
  ).toEqual({
    method: 'PUT',
    path: '/a%20b/%C3%A4%2Fx?x=1&y=%20',
    headers: [
      ['accept', '*/*'],
      ['Cookie', 'a=1; b=2'],
    ],
    body: 'hi',
    kind: 'request',
    isAuthorizer: false,
    apiType: 'http',
  });
});

test('of REST events, values that stand several times come back, and the key of a base path mapping goes', () => {
  const rest = (resource: string, path: string, pathParameters: object | null = null) =>
    described({
      resource,
      path,
      httpMethod: 'GET',
      pathParameters,
      multiValueQueryStringParameters: { a: ['1', '2 3'] },
      multiValueHeaders: { 'X-Two': ['1', '2'] },
      requestContext: { stage: 'prod' },
    });
  expect(rest('/orders/{id}', '/orders/5')).toMatchObject({
    path: '/orders/5?a=1&a=2%203',
    headers: [
      ['X-Two', '1'],
      ['X-Two', '2'],
    ],
    apiType: 'rest',
  });
  expect(rest('/orders/{id}', '/v1/shop/orders/5').path).toBe('/orders/5?a=1&a=2%203');
  expect(rest('/files/{proxy+}', '/v1/files/a/b/c', { proxy: 'a/b/c' }).path).toBe('/files/a/b/c?a=1&a=2%203');
  expect(rest('/', '/').path).toBe('/?a=1&a=2%203');
});

test('authorizers’ events describe the request that they decide on', () => {
  expect(
    describedRequest({
      type: 'TOKEN',
      authorizationToken: 't',
      methodArn: 'arn:aws:execute-api:us-east-1:123456789012:abc/prod/GET/orders/1',
    }),
  ).toMatchObject({ method: 'GET', path: '/orders/1', token: 't', apiId: 'abc', stage: 'prod', isAuthorizer: true });
  expect(
    described({
      version: '2.0',
      type: 'REQUEST',
      routeArn: 'arn',
      rawPath: '/x',
      rawQueryString: '',
      headers: {},
      requestContext: { http: { method: 'GET' } },
    }),
  ).toMatchObject({ path: '/x', isAuthorizer: true, apiType: 'http' });
});

test('function URLs, WebSocket events and events of other services are told apart', () => {
  expect(
    described({
      version: '2.0',
      rawPath: '/',
      requestContext: { domainName: 'x.lambda-url.us-east-1.on.aws', http: { method: 'GET' } },
    }).apiType,
  ).toBe('function-url');
  expect(
    described({
      headers: { 'Sec-WebSocket-Key': 'k', 'x-a': '1' },
      queryStringParameters: { t: '1' },
      requestContext: { connectionId: 'c', eventType: 'CONNECT' },
    }),
  ).toMatchObject({ kind: 'connect', path: '/?t=1', headers: [['x-a', '1']] });
  expect(describedRequest({ Records: [] })).toBeUndefined();
  expect(describedRequest({ source: 'aws.events', 'detail-type': 'x' })).toBeUndefined();
});
