// Events of Lambda proxy integrations, field by field: docs/aws/websocket-api.md#events, docs/aws/websocket-api.md#samples, own values in
// captured shapes.
import { describe, expect, test } from 'vitest';
import { EmulatedApi, handshakeHeaders, settled } from './emulated-api.ts';
import { proxyTo, sampleApi } from './sample-api.ts';

const HOST = 'a1b2c3d4e5.execute-api.us-east-1.amazonaws.com';

const routes = {
  $connect: { integration: proxyTo('handler') },
  $disconnect: { integration: proxyTo('handler') },
  $default: { integration: proxyTo('handler') },
};

function emulated(over = {}): EmulatedApi {
  return new EmulatedApi(sampleApi(routes, over), { handler: () => ({ statusCode: 200 }) });
}

test('the CONNECT event is the sample of the reference', async () => {
  const api = emulated();
  await api.open({ rawQuery: 'room=one&room=two' });
  expect(api.lambda.eventsOf('handler')[0]).toStrictEqual({
    headers: {
      Host: HOST,
      'Sec-WebSocket-Extensions': 'permessage-deflate; client_max_window_bits',
      'Sec-WebSocket-Key': 'x3JJHMbDL1EzLkh9GBhXDw==',
      'Sec-WebSocket-Version': '13',
      'X-Amzn-Trace-Id': 'Root=1-65d2ff2e-0aa11bb22cc33dd44ee55ff6',
      'X-Forwarded-For': '203.0.113.9',
      'X-Forwarded-Port': '443',
      'X-Forwarded-Proto': 'https',
    },
    multiValueHeaders: {
      Host: [HOST],
      'Sec-WebSocket-Extensions': ['permessage-deflate; client_max_window_bits'],
      'Sec-WebSocket-Key': ['x3JJHMbDL1EzLkh9GBhXDw=='],
      'Sec-WebSocket-Version': ['13'],
      'X-Amzn-Trace-Id': ['Root=1-65d2ff2e-0aa11bb22cc33dd44ee55ff6'],
      'X-Forwarded-For': ['203.0.113.9'],
      'X-Forwarded-Port': ['443'],
      'X-Forwarded-Proto': ['https'],
    },
    queryStringParameters: { room: 'two' },
    multiValueQueryStringParameters: { room: ['one', 'two'] },
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
      domainName: HOST,
      connectionId: 'id0000000000001=',
      apiId: 'a1b2c3d4e5',
    },
    isBase64Encoded: false,
  });
});

test('the MESSAGE event is the sample of the reference: no headers, no query, the raw text', async () => {
  const api = emulated();
  const client = await api.open();
  api.clock.advance(2661);
  await api.say(client, '{"action":"hello"}');
  expect(api.lambda.eventsOf('handler')[1]).toStrictEqual({
    requestContext: {
      routeKey: '$default',
      messageId: 'id0000000000004=',
      eventType: 'MESSAGE',
      extendedRequestId: 'id0000000000003=',
      requestTime: '19/Feb/2024:07:11:45 +0000',
      messageDirection: 'IN',
      stage: 'dev',
      connectedAt: 1_708_326_702_410,
      requestTimeEpoch: 1_708_326_705_071,
      identity: { sourceIp: '203.0.113.9' },
      requestId: 'id0000000000003=',
      domainName: HOST,
      connectionId: 'id0000000000001=',
      apiId: 'a1b2c3d4e5',
    },
    body: '{"action":"hello"}',
    isBase64Encoded: false,
  });
});

test('the DISCONNECT event is the sample of the reference: four headers, code and reason', async () => {
  const api = emulated();
  const client = await api.open();
  api.clock.advance(7002);
  api.frontEnd.closed(client.connection, 1005, '');
  await settled();
  expect(api.lambda.eventsOf('handler')[1]).toStrictEqual({
    headers: { Host: HOST, 'x-api-key': '', 'X-Forwarded-For': '', 'x-restapi': '' },
    multiValueHeaders: { Host: [HOST], 'x-api-key': [''], 'X-Forwarded-For': [''], 'x-restapi': [''] },
    requestContext: {
      routeKey: '$disconnect',
      disconnectStatusCode: 1005,
      eventType: 'DISCONNECT',
      extendedRequestId: 'id0000000000003=',
      requestTime: '19/Feb/2024:07:11:49 +0000',
      messageDirection: 'IN',
      disconnectReason: 'Client-side close frame status not set',
      stage: 'dev',
      connectedAt: 1_708_326_702_410,
      requestTimeEpoch: 1_708_326_709_412,
      identity: { sourceIp: '203.0.113.9' },
      requestId: 'id0000000000003=',
      domainName: HOST,
      connectionId: 'id0000000000001=',
      apiId: 'a1b2c3d4e5',
    },
    isBase64Encoded: false,
  });
});

test('members of requestContext come in the order that AWS serialises them', async () => {
  const api = emulated();
  const client = await api.open();
  await api.say(client, 'x');
  api.frontEnd.closed(client.connection, 1000, 'bye');
  await settled();
  const keys = api.lambda.eventsOf('handler').map((event) => Object.keys(event['requestContext'] as object).join(' '));
  const tail = 'stage connectedAt requestTimeEpoch identity requestId domainName connectionId apiId';
  expect(keys).toEqual([
    `routeKey eventType extendedRequestId requestTime messageDirection ${tail}`,
    `routeKey messageId eventType extendedRequestId requestTime messageDirection ${tail}`,
    `routeKey disconnectStatusCode eventType extendedRequestId requestTime messageDirection disconnectReason ${tail}`,
  ]);
});

test('stage variables are in every event when the stage has some', async () => {
  const api = emulated({ stage: { name: 'dev', variables: { table: 'rooms' }, deploymentId: 'x' } });
  const client = await api.open();
  await api.say(client, 'x');
  api.frontEnd.closed(client.connection, 1000, '');
  await settled();
  const variables = api.lambda.eventsOf('handler').map((event) => event['stageVariables']);
  expect(variables).toEqual([{ table: 'rooms' }, { table: 'rooms' }, { table: 'rooms' }]);
});

test('the user agent of the handshake is in the identity of every event', async () => {
  const api = emulated();
  const client = await api.open({ headers: [...handshakeHeaders, ['User-Agent', 'wscat/5']] });
  await api.say(client, 'x');
  api.frontEnd.closed(client.connection, 1000, '');
  await settled();
  for (const event of api.lambda.eventsOf('handler'))
    expect(event['requestContext']).toMatchObject({ identity: { userAgent: 'wscat/5', sourceIp: '203.0.113.9' } });
});

describe('headers of the CONNECT event', () => {
  async function headersOf(sent: readonly (readonly [string, string])[]) {
    const api = emulated();
    await api.open({ headers: sent });
    return api.lambda.eventsOf('handler')[0] as {
      headers: Record<string, string>;
      multiValueHeaders: Record<string, string[]>;
    };
  }

  test('keep the spelling of the client', async () => {
    const { headers } = await headersOf([
      ['HeaderAuth1', 'a'],
      ['x-UPPER-lower', 'b'],
    ]);
    expect(headers).toMatchObject({ HeaderAuth1: 'a', 'x-UPPER-lower': 'b' });
  });

  test('sent twice: the last value, and all values (unproven)', async () => {
    const { headers, multiValueHeaders } = await headersOf([
      ['X-Tag', 'one'],
      ['x-tag', 'two'],
    ]);
    expect(headers['X-Tag']).toBe('two');
    expect(multiValueHeaders['X-Tag']).toEqual(['one', 'two']);
  });

  test('extend the chain of addresses that the client sent', async () => {
    const { headers } = await headersOf([['X-Forwarded-For', '198.51.100.7']]);
    expect(headers['X-Forwarded-For']).toBe('198.51.100.7, 203.0.113.9');
  });

  test('named like members of Object are ordinary headers', async () => {
    const { headers } = await headersOf([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
    expect(Object.entries(headers)).toContainEqual(['__proto__', 'x']);
    expect(headers['constructor']).toBe('y');
  });
});

test.each([
  { query: '', single: undefined },
  { query: '&&', single: undefined },
  { query: 'a', single: { a: '' } },
  { query: 'a=1&b=2', single: { a: '1', b: '2' } },
  { query: 'a=x+y&b=%2B%20', single: { a: 'x y', b: '+ ' } },
  { query: 'a=b=c', single: { a: 'b=c' } },
  { query: 'a=%zz', single: { a: '%zz' } },
])('the query string "$query" becomes $single', async ({ query, single }) => {
  const api = emulated();
  await api.open({ rawQuery: query });
  expect(api.lambda.eventsOf('handler')[0]?.['queryStringParameters']).toEqual(single);
});
