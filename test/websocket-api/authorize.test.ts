// Who may connect: docs/aws/websocket-api.md#authorization.
import { describe, expect, test } from 'vitest';
import type { Authorization, AuthorizationRequest } from '../../src/authorizers/contract.ts';
import { GatewayError } from '../../src/model/http/gateway-error.ts';
import type { GatewayErrorType } from '../../src/model/http/gateway-error.ts';
import { EmulatedApi, handshakeHeaders, settled, upgradeRequest } from './emulated-api.ts';
import { proxyTo, sampleApi } from './sample-api.ts';

const handler = proxyTo('handler');
const routes = {
  $connect: { integration: handler, authorization: { type: 'CUSTOM', authorizer: 'ticket' } as const },
  $disconnect: { integration: handler },
  $default: { integration: handler },
};
const handlers = { handler: () => ({ statusCode: 200 }) };

function authorizedBy(authorize: (request: AuthorizationRequest) => Authorization, over = {}): EmulatedApi {
  const authorizers = { compile: () => ({ authorize: async (request: AuthorizationRequest) => authorize(request) }) };
  return new EmulatedApi(sampleApi(routes, over), handlers, { authorizers });
}

test.each<{ kind: GatewayErrorType; clientMessage?: string; status: number; message: string }>([
  { kind: 'UNAUTHORIZED', status: 401, message: 'Unauthorized' },
  { kind: 'ACCESS_DENIED', status: 403, message: 'User is not authorized to access this resource' },
  {
    kind: 'ACCESS_DENIED',
    clientMessage: 'User is not authorized to access this resource with an explicit deny',
    status: 403,
    message: 'User is not authorized to access this resource with an explicit deny',
  },
  { kind: 'MISSING_AUTHENTICATION_TOKEN', status: 403, message: 'Missing Authentication Token' },
  { kind: 'AUTHORIZER_FAILURE', status: 500, message: 'Internal server error' },
  { kind: 'AUTHORIZER_CONFIGURATION_ERROR', status: 500, message: 'Internal server error' },
])(
  '$kind refuses with $status (bodies unproven), and the handler does not run',
  async ({ kind, clientMessage, status, message }) => {
    const api = authorizedBy(() => {
      throw new GatewayError(kind, clientMessage === undefined ? {} : { clientMessage });
    });
    expect(await api.refusal()).toEqual({ status, body: { message } });
    expect(api.lambda.calls).toEqual([]);
  },
);

test('the authorizer is asked once for each connection, with the ARN of $connect', async () => {
  const asked: AuthorizationRequest[] = [];
  const api = authorizedBy((request) => {
    asked.push(request);
    return { principalId: 'user-1' };
  });
  const client = await api.open();
  await api.say(client, 'x');
  await api.say(client, 'y');
  expect(asked).toHaveLength(1);
  expect(asked[0]?.methodArn).toBe('arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/dev/$connect');
});

test('what the authorizer returns is in every event as text; the latency only in the CONNECT event', async () => {
  const api = authorizedBy(() => ({
    principalId: 'user-1',
    context: { tenant: 'acme', level: 3, admin: true },
    integrationLatency: 12,
  }));
  const client = await api.open();
  await api.say(client, 'x');
  api.frontEnd.closed(client.connection, 1000, '');
  await settled();
  const seen = api.lambda
    .eventsOf('handler')
    .map((event) => (event['requestContext'] as { authorizer: unknown }).authorizer);
  const texts = { principalId: 'user-1', tenant: 'acme', level: '3', admin: 'true' };
  expect(seen).toStrictEqual([{ ...texts, integrationLatency: 12 }, texts, texts]);
});

test('without an authorizer there is no authorizer member', async () => {
  const api = new EmulatedApi(sampleApi({ $default: { integration: handler } }), handlers);
  await api.say(await api.open(), 'x');
  expect(api.lambda.eventsOf('handler')[0]?.['requestContext']).not.toHaveProperty('authorizer');
});

test('a signer is in the identity of every event (unproven)', async () => {
  const iam = {
    accessKey: 'AKIDALICE',
    accountId: '123456789012',
    callerId: 'AIDAALICE',
    userArn: 'arn:aws:iam::123456789012:user/alice',
    userId: 'AIDAALICE',
    principalOrgId: null,
  };
  const api = authorizedBy(() => ({ iam }));
  await api.say(await api.open(), 'x');
  for (const event of api.lambda.eventsOf('handler'))
    expect(event['requestContext']).toMatchObject({
      identity: {
        userArn: 'arn:aws:iam::123456789012:user/alice',
        accountId: '123456789012',
        caller: 'AIDAALICE',
        accessKey: 'AKIDALICE',
        user: 'AIDAALICE',
        sourceIp: '203.0.113.9',
      },
    });
});

describe('identity sources', () => {
  const request = upgradeRequest({
    rawQuery: 'ticket=t1&ticket=t2&empty=',
    headers: [...handshakeHeaders, ['Authorization', 'Bearer x'] as const],
  });

  test.each([
    { source: 'route.request.header.authorization', value: 'Bearer x' },
    { source: 'route.request.header.Authorization', value: 'Bearer x' },
    { source: 'route.request.header.Missing', value: undefined },
    { source: 'route.request.querystring.ticket', value: 't2' },
    { source: 'route.request.querystring.empty', value: '' },
    { source: 'route.request.querystring.Ticket', value: undefined },
    { source: 'stageVariables.tenant', value: 'acme' },
    { source: 'stageVariables.missing', value: undefined },
    { source: 'context.stage', value: 'dev' },
    { source: 'context.identity.sourceIp', value: '203.0.113.9' },
    { source: 'context.nothing.at.all', value: undefined },
    { source: '$request.header.Authorization', value: undefined },
  ])('$source is $value', async ({ source, value }) => {
    const seen: unknown[] = [];
    const stage = { name: 'dev', variables: { tenant: 'acme' }, deploymentId: 'x' };
    const api = authorizedBy(
      (asked) => {
        seen.push(asked.identitySource(source));
        return {};
      },
      { stage },
    );
    await api.open(request);
    expect(seen).toEqual([value]);
  });
});

test('the authorizer event is the documented sample: every header, empty maps, no body', async () => {
  let event: unknown;
  const api = authorizedBy((request) => {
    event = request.event([]);
    return {};
  });
  await api.open();
  expect(event).toStrictEqual({
    type: 'REQUEST',
    methodArn: 'arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/dev/$connect',
    headers: {
      // docs/aws/websocket-api.md#authorizer-event: captured in lower case.
      Connection: 'upgrade',
      Host: 'a1b2c3d4e5.execute-api.us-east-1.amazonaws.com',
      'Sec-WebSocket-Extensions': 'permessage-deflate; client_max_window_bits',
      'Sec-WebSocket-Key': 'x3JJHMbDL1EzLkh9GBhXDw==',
      'Sec-WebSocket-Version': '13',
      Upgrade: 'websocket',
      'X-Amzn-Trace-Id': 'Root=1-65d2ff2e-0aa11bb22cc33dd44ee55ff6',
      'X-Forwarded-For': '203.0.113.9',
      'X-Forwarded-Port': '443',
      'X-Forwarded-Proto': 'https',
      'content-length': '0',
    },
    multiValueHeaders: {
      Connection: ['upgrade'],
      Host: ['a1b2c3d4e5.execute-api.us-east-1.amazonaws.com'],
      'Sec-WebSocket-Extensions': ['permessage-deflate; client_max_window_bits'],
      'Sec-WebSocket-Key': ['x3JJHMbDL1EzLkh9GBhXDw=='],
      'Sec-WebSocket-Version': ['13'],
      Upgrade: ['websocket'],
      'X-Amzn-Trace-Id': ['Root=1-65d2ff2e-0aa11bb22cc33dd44ee55ff6'],
      'X-Forwarded-For': ['203.0.113.9'],
      'X-Forwarded-Port': ['443'],
      'X-Forwarded-Proto': ['https'],
      'content-length': ['0'],
    },
    queryStringParameters: {},
    multiValueQueryStringParameters: {},
    stageVariables: {},
    requestContext: {
      routeKey: '$connect',
      eventType: 'CONNECT',
      extendedRequestId: 'id0000000000002=',
      requestTime: '19/Feb/2024:07:11:42 +0000',
      messageDirection: 'IN',
      stage: 'dev',
      connectedAt: 1_708_326_702_410,
      requestTimeEpoch: 1_708_326_702_410,
      identity: { sourceIp: '203.0.113.9' },
      requestId: 'id0000000000002=',
      domainName: 'a1b2c3d4e5.execute-api.us-east-1.amazonaws.com',
      connectionId: 'id0000000000001=',
      apiId: 'a1b2c3d4e5',
    },
  });
});
