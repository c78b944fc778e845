// docs/aws/http-api.md#event-v1, docs/aws/http-api.md#slashes-and-encoding: the event in payload format 1.0.
import { describe, expect, test } from 'vitest';
import type { Authorization } from '../../src/authorizers/contract.ts';
import type { EventV1 } from '../../src/http-api/events/event-v1.ts';
import type { HttpApi, HttpRoute } from '../../src/model/definition/http-api.ts';
import type { ClientRequest } from '../../src/model/http/messages.ts';
import { REQUEST_ID, START, ask, onlyEvent, route, stage, world } from './harness.ts';

const V1 = { payloadFormatVersion: '1.0' } as const;

async function eventOf(
  request: ClientRequest,
  api: Partial<HttpApi> = {},
  who: Authorization = {},
  more: Partial<HttpRoute> = {},
): Promise<EventV1> {
  const made = world({
    api: { routes: [route('ANY /{proxy+}', V1, more)], ...api },
    authorize: () => Promise.resolve(who),
  });
  await made.handle(request);
  return onlyEvent(made) as unknown as EventV1;
}

describe('members of the event', () => {
  test('a bare GET through a named stage has null where there is nothing (recorded 2022)', async () => {
    const event = await eventOf(ask('GET', '/sandbox/data'), stage('sandbox'));
    expect(event).toEqual({
      version: '1.0',
      resource: '/{proxy+}',
      path: '/sandbox/data',
      httpMethod: 'GET',
      headers: {
        Host: 'uo9pe23ec6.execute-api.us-east-1.amazonaws.com',
        'Content-Length': '0',
        'X-Amzn-Trace-Id': 'Root=1-5e7ae61f-bb13a2d967a67dd51b8aca50',
        'X-Forwarded-For': '192.182.149.40',
        'X-Forwarded-Port': '443',
        'X-Forwarded-Proto': 'https',
      },
      multiValueHeaders: {
        Host: ['uo9pe23ec6.execute-api.us-east-1.amazonaws.com'],
        'Content-Length': ['0'],
        'X-Amzn-Trace-Id': ['Root=1-5e7ae61f-bb13a2d967a67dd51b8aca50'],
        'X-Forwarded-For': ['192.182.149.40'],
        'X-Forwarded-Port': ['443'],
        'X-Forwarded-Proto': ['https'],
      },
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      requestContext: {
        accountId: '626492997873',
        apiId: 'uo9pe23ec6',
        domainName: 'uo9pe23ec6.execute-api.us-east-1.amazonaws.com',
        domainPrefix: 'uo9pe23ec6',
        extendedRequestId: REQUEST_ID,
        httpMethod: 'GET',
        identity: {
          accessKey: null,
          accountId: null,
          caller: null,
          cognitoAmr: null,
          cognitoAuthenticationProvider: null,
          cognitoAuthenticationType: null,
          cognitoIdentityId: null,
          cognitoIdentityPoolId: null,
          principalOrgId: null,
          sourceIp: '192.182.149.40',
          user: null,
          userAgent: '',
          userArn: null,
        },
        path: '/sandbox/data',
        protocol: 'HTTP/1.1',
        requestId: REQUEST_ID,
        requestTime: '25/Mar/2020:05:03:27 +0000',
        requestTimeEpoch: START,
        resourceId: 'ANY /{proxy+}',
        resourcePath: '/{proxy+}',
        stage: 'sandbox',
      },
      pathParameters: { proxy: 'data' },
      stageVariables: null,
      body: null,
      isBase64Encoded: false,
    });
  });

  test('path stays encoded, requestContext.path and path parameters are decoded (recorded 2025)', async () => {
    const event = await eventOf(ask('GET', '/a%20b'));
    expect(event.path).toBe('/a%20b');
    expect(event.requestContext.path).toBe('/a b');
    expect(event.pathParameters).toEqual({ proxy: 'a b' });
  });

  test('the default route names itself as resource (unproven)', async () => {
    const event = await eventOf(ask('GET', '/x'), { routes: [route('$default', V1)] });
    expect(event).toMatchObject({ resource: '$default', pathParameters: null });
    expect(event.requestContext).toMatchObject({ resourceId: '$default', resourcePath: '$default' });
  });
});

describe('repeats and spelling', () => {
  test('of repeated query parameters the last stands alone, all of them in the list (recorded 2025)', async () => {
    const event = await eventOf(ask('GET', '/x?a=1&a=2%20'));
    expect(event.queryStringParameters).toEqual({ a: '2 ' });
    expect(event.multiValueQueryStringParameters).toEqual({ a: ['1', '2 '] });
  });

  test('headers keep their spelling except those that are always canonical; Cookie stays (recorded 2022)', async () => {
    const headers = [
      ['accept', '*/*'],
      ['content-type', 'text/plain'],
      ['user-agent', 'curl/8'],
      ['X-MY', 'a'],
      ['x-my', 'b'],
      ['cookie', 'a=1; b=2'],
    ] as const;
    const event = await eventOf(ask('POST', '/x', { headers, body: 'hi' }));
    expect(event.headers).toMatchObject({
      accept: '*/*',
      'Content-Type': 'text/plain',
      'User-Agent': 'curl/8',
      'Content-Length': '2',
      'X-MY': 'b',
      cookie: 'a=1; b=2',
    });
    expect(event.multiValueHeaders['X-MY']).toEqual(['a', 'b']);
    expect(event.headers).not.toHaveProperty('x-my');
    expect(event.body).toBe('hi');
  });
});

test('a header named constructor is just a header', async () => {
  const headers = [
    ['constructor', 'x'],
    ['__proto__', 'y'],
  ] as const;
  const event = await eventOf(ask('GET', '/x', { headers }));
  expect(Object.entries(event.headers)).toEqual(
    expect.arrayContaining([
      ['constructor', 'x'],
      ['__proto__', 'y'],
    ]),
  );
});

describe('who called', () => {
  const iam = {
    accessKey: 'AKID',
    accountId: '123456789012',
    callerId: 'CALLER',
    userArn: 'arn:aws:iam::123456789012:user/alice',
    userId: 'USER',
    principalOrgId: null,
  };

  test('a JWT shows as claims and scopes', async () => {
    const who = { claims: { sub: 'me' }, scopes: null };
    const event = await eventOf(ask('GET', '/x'), {}, who, {
      authorization: { type: 'JWT', authorizer: 'users', scopes: [] },
    });
    expect(event.requestContext.authorizer).toEqual({ claims: { sub: 'me' }, scopes: null });
  });

  test("a Lambda authorizer's context lies flat, with the principal (unproven extras)", async () => {
    const who = { principalId: 'me', context: { role: 'admin', level: 3 }, integrationLatency: 12 };
    const event = await eventOf(ask('GET', '/x'), {}, who, {
      authorization: { type: 'CUSTOM', authorizer: 'session' },
    });
    expect(event.requestContext.authorizer).toEqual({
      role: 'admin',
      level: 3,
      principalId: 'me',
      integrationLatency: 12,
    });
  });

  test('IAM fills the identity and leaves no authorizer', async () => {
    const event = await eventOf(ask('GET', '/x'), {}, { iam }, { authorization: { type: 'AWS_IAM' } });
    expect(event.requestContext).not.toHaveProperty('authorizer');
    expect(event.requestContext.identity).toMatchObject({
      accessKey: 'AKID',
      accountId: '123456789012',
      caller: 'CALLER',
      user: 'USER',
      userArn: 'arn:aws:iam::123456789012:user/alice',
    });
  });
});
