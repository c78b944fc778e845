import { describe, expect, test } from 'vitest';
import type { RawRequest } from '../../raw-http.ts';
import { app } from '../served.ts';
import { type RestEvent, eventOf } from './rest-events.ts';

// docs/aws/rest-api-observed.md#header-names-in-events, docs/aws/rest-api-observed.md#event, docs/aws/rest-api-observed.md#request-context
describe('the proxy event', () => {
  test('has the keys of AWS in the order of AWS', async () => {
    const event = await eventOf({ target: '/dev/hardcoded' });
    expect(Object.keys(event)).toEqual([
      'resource',
      'path',
      'httpMethod',
      'headers',
      'multiValueHeaders',
      'queryStringParameters',
      'multiValueQueryStringParameters',
      'pathParameters',
      'stageVariables',
      'requestContext',
      'body',
      'isBase64Encoded',
    ]);
    expect(Object.keys(event.requestContext)).toEqual([
      'resourceId',
      'resourcePath',
      'httpMethod',
      'extendedRequestId',
      'requestTime',
      'path',
      'accountId',
      'protocol',
      'stage',
      'domainPrefix',
      'requestTimeEpoch',
      'requestId',
      'identity',
      'domainName',
      'deploymentId',
      'apiId',
    ]);
    expect(event.requestContext.identity).toEqual({
      cognitoIdentityPoolId: null,
      accountId: null,
      cognitoIdentityId: null,
      caller: null,
      sourceIp: '127.0.0.1',
      principalOrgId: null,
      accessKey: null,
      cognitoAuthenticationType: null,
      cognitoAuthenticationProvider: null,
      userArn: null,
      userAgent: null,
      user: null,
    });
    expect(event).toMatchObject({ body: null, isBase64Encoded: false, stageVariables: null });
  });

  test('has the ids and the trace id of the response', async () => {
    const response = await app.send('rest', { target: '/dev/hardcoded' });
    const event = response.json() as RestEvent;
    expect(response.values('x-amzn-requestid')).toEqual([event.requestContext.requestId]);
    expect(response.values('x-amz-apigw-id')).toEqual([event.requestContext.extendedRequestId]);
    expect(response.values('x-amzn-trace-id')).toEqual([event.headers['X-Amzn-Trace-Id']]);
    expect(event.requestContext.requestId).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(event.headers['X-Amzn-Trace-Id']).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/);
  });

  test.each([
    ['tEsT-HEADeR', 'tEsT-HEADeR'],
    ['aUThorization', 'Authorization'],
    ['user-agent', 'User-Agent'],
    ['accept', 'accept'],
    ['Accept-Charset', 'Accept-Charset'],
    ['Age', 'Age'],
    ['Date', 'Date'],
    ['Pragma', 'Pragma'],
    ['Range', 'Range'],
    ['Referer', 'Referer'],
    ['Via', 'Via'],
    ['Warn', 'Warn'],
    ['Content-Encoding', 'Content-Encoding'],
    ['Content-Type', 'Content-Type'],
  ])('header %s arrives as %s', async (name, expected) => {
    const event = await eventOf({ target: '/dev/hardcoded', headers: [[name, 'value']] });
    expect([event.headers[expected], event.multiValueHeaders[expected]]).toEqual(['value', ['value']]);
  });

  test.each([
    'Connection',
    'Content-Length',
    'Content-MD5',
    'Expect',
    'Max-Forwards',
    'Proxy-Authenticate',
    'Server',
    'TE',
    'Trailer',
    'Upgrade',
    'WWW-Authenticate',
  ])('header %s does not arrive', async (name) => {
    const value =
      { Connection: 'close', 'Content-Length': '0', Upgrade: 'h2c', TE: 'trailers', Expect: 'nothing' }[name] ??
      'value';
    const event = await eventOf({ target: '/dev/hardcoded', headers: [[name, value]] });
    expect(Object.keys(event.headers).map((key) => key.toLowerCase())).not.toContain(name.toLowerCase());
  });

  test('header names are sorted whatever their case, and repeated ones keep the last in the single map', async () => {
    const event = await eventOf({
      target: '/dev/hardcoded',
      headers: [
        ['x-b', '1'],
        ['X-A', '2'],
        ['x-b', '3'],
        ['c', '4'],
      ],
    });
    const keys = Object.keys(event.headers);
    expect(keys).toEqual(keys.toSorted((a, b) => a.toLowerCase().localeCompare(b.toLowerCase())));
    expect([event.headers['x-b'], event.multiValueHeaders['x-b']]).toEqual(['3', ['1', '3']]);
  });

  test.each([
    ['Root=1-5759e988-bd862e3fe1be46a994272793', /^Root=1-5759e988-bd862e3fe1be46a994272793;Parent=[0-9a-f]{16}/],
    [
      'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1',
      /Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1/,
    ],
  ])('trace id %s (18)', async (sent, expected) => {
    const response = await app.send('rest', { target: '/dev/hardcoded', headers: [['X-Amzn-Trace-Id', sent]] });
    expect(response.values('x-amzn-trace-id')[0]).toMatch(expected);
  });

  test.each([
    ['text/plain', 'ü', false],
    ['application/x-www-form-urlencoded', 'ü', false],
    [undefined, 'ü', false],
    ['image/png', Buffer.from('ü').toString('base64'), true],
    ['application/octet-stream', Buffer.from('ü').toString('base64'), true],
    ['image/jpeg', 'ü', false],
  ])('a body of type %s', async (type, body, isBase64Encoded) => {
    const headers: RawRequest['headers'] = type === undefined ? [] : [['Content-Type', type]];
    const event = await eventOf({ method: 'POST', target: '/dev/only-post', headers, body: 'ü' });
    expect([event.body, event.isBase64Encoded]).toEqual([body, isBase64Encoded]);
  });
});
