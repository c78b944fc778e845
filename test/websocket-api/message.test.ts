// Messages, replies and error frames: docs/aws/websocket-api.md#life-cycle, docs/aws/websocket-api.md#choosing-a-route,
// docs/aws/websocket-api.md#messages.
import { describe, expect, test } from 'vitest';
import { EmulatedApi, settled } from './emulated-api.ts';
import { proxyTo, sampleApi } from './sample-api.ts';

const ok = (): unknown => ({ statusCode: 200 });

function frame(message: string, requestId: string): string {
  return `{"message": "${message}", "connectionId":"id0000000000001=", "requestId":"${requestId}"}`;
}

describe('one-way routes', () => {
  const oneWay = (handler: (event: unknown) => unknown): EmulatedApi =>
    new EmulatedApi(sampleApi({ $default: { integration: proxyTo('handler') } }), { handler });

  test.each([
    { returned: { statusCode: 200, body: 'kept here' } },
    { returned: { statusCode: 500, body: 'kept here' } },
    { returned: {} },
    { returned: null },
    { returned: undefined },
  ])('send nothing when the handler returns $returned', async ({ returned }) => {
    const api = oneWay(() => returned);
    const client = await api.open();
    await api.say(client, 'hello');
    expect(api.lambda.eventsOf('handler')).toHaveLength(1);
    expect(client.received).toEqual([]);
  });

  test('warn when the handler returns nothing, since AWS may not be so kind', async () => {
    const api = oneWay(() => null);
    await api.say(await api.open(), 'hello');
    expect(api.warnings).toEqual([expect.stringContaining('handler returned nothing')]);
  });

  test.each([
    { name: 'throws', handler: () => Promise.reject(new Error('boom')) },
    { name: 'returns an extra key', handler: () => ({ statusCode: 200, Data: 'x' }) },
    { name: 'returns a string', handler: () => 'ok' },
    { name: 'returns a list', handler: () => [] },
  ])('send an error frame when the handler $name, and stay open', async ({ handler }) => {
    const api = oneWay(handler);
    const client = await api.open();
    await api.say(client, 'hello');
    expect(client.received).toEqual([frame('Internal server error', 'id0000000000003=')]);
    expect(client.closes).toEqual([]);
    expect(client.connection.state).toBe('open');
  });

  test('send an error frame when there is no such function', async () => {
    const api = new EmulatedApi(sampleApi({ $default: { integration: proxyTo('missing') } }));
    const client = await api.open();
    await api.say(client, 'hello');
    expect(client.received).toEqual([frame('Internal server error', 'id0000000000003=')]);
  });

  test('send an error frame when the integration takes more than 29 seconds', async () => {
    const api = oneWay(() => new Promise(() => {}));
    const client = await api.open();
    await api.say(client, 'hello');
    api.clock.advance(28_999);
    await settled();
    expect(client.received).toEqual([]);
    api.clock.advance(1);
    await settled();
    expect(client.received).toEqual([frame('Endpoint request timed out', 'id0000000000003=')]);
  });

  test('send an error frame when a message route has no integration (unproven)', async () => {
    const api = new EmulatedApi(sampleApi({ $default: {} }));
    const client = await api.open();
    await api.say(client, 'hello');
    expect(client.received).toEqual([frame('Internal server error', 'id0000000000003=')]);
  });
});

describe('two-way routes', () => {
  const twoWay = (handler: (event: unknown) => unknown): EmulatedApi =>
    new EmulatedApi(sampleApi({ $default: { integration: proxyTo('handler'), routeResponse: true } }), { handler });

  test.each([
    { name: 'the body', returned: { statusCode: 200, body: 'pong' }, sent: 'pong' },
    { name: 'the body of any status', returned: { statusCode: 500, body: 'oops' }, sent: 'oops' },
    { name: 'an empty message without a body', returned: { statusCode: 200 }, sent: '' },
    { name: 'the decoded text of base64 (unproven)', returned: { body: 'aMOp', isBase64Encoded: true }, sent: 'hé' },
    // aws-samples/serverless-samples, apigw-ws-integrations
    {
      name: 'the body where base64 is denied as text',
      returned: { body: 'aMOp', isBase64Encoded: 'false' },
      sent: 'aMOp',
    },
  ])('send $name', async ({ returned, sent }) => {
    const api = twoWay(() => returned);
    const client = await api.open();
    await api.say(client, 'ping');
    expect(client.received).toEqual([sent]);
  });

  test('need an answer: nothing returned is malformed (unproven)', async () => {
    const api = twoWay(() => null);
    const client = await api.open();
    await api.say(client, 'ping');
    expect(client.received).toEqual([frame('Internal server error', 'id0000000000003=')]);
  });

  test('fail for a reply of more than 128 KB (unproven)', async () => {
    const api = twoWay(() => ({ body: 'x'.repeat(131_073) }));
    const client = await api.open();
    await api.say(client, 'ping');
    expect(client.received).toEqual([frame('Internal server error', 'id0000000000003=')]);
  });

  test('drop a reply that the client is too slow for, and say so', async () => {
    const api = twoWay(() => ({ body: 'pong' }));
    const client = await api.open();
    client.backlog = 5 * 1024 * 1024;
    await api.say(client, 'ping');
    expect(client.received).toEqual([]);
    expect(api.warnings).toEqual([expect.stringContaining('reads too slowly')]);
  });

  test('on $connect send nothing: the socket does not exist yet (unproven)', async () => {
    const api = new EmulatedApi(sampleApi({ $connect: { integration: proxyTo('handler'), routeResponse: true } }), {
      handler: () => ({ statusCode: 200, body: 'welcome' }),
    });
    expect((await api.open()).received).toEqual([]);
  });
});

describe('the route of a message', () => {
  const routes = {
    $connect: { integration: proxyTo('connect') },
    $disconnect: { integration: proxyTo('disconnect') },
    $default: { integration: proxyTo('fallback') },
    join: { integration: proxyTo('join') },
    'chat/send message-1': { integration: proxyTo('send') },
  };
  const handlers = { connect: ok, disconnect: ok, fallback: ok, join: ok, send: ok };

  test.each([
    { message: { action: 'join' }, key: 'join' },
    { message: { action: 'chat/send message-1' }, key: 'chat/send message-1' },
    { message: { action: 'JOIN' }, key: '$default' },
    { message: { action: 'leave' }, key: '$default' },
    { message: { action: '' }, key: '$default' },
    { message: { action: null }, key: '$default' },
    { message: { other: 1 }, key: '$default' },
    { message: {}, key: '$default' },
    { message: 5, key: '$default' },
    { message: '"x"', key: '$default' },
    { message: 'null', key: '$default' },
    { message: '[]', key: '$default' },
    { message: 'plain words', key: '$default' },
    { message: '', key: '$default' },
    { message: '{"action":"join"', key: '$default' },
    { message: { action: '$connect' }, key: '$default' },
    { message: { action: '$disconnect' }, key: '$default' },
    { message: { action: '$default' }, key: '$default' },
    { message: { action: '__proto__' }, key: '$default' },
  ])('of $message is $key', async ({ message, key }) => {
    const api = new EmulatedApi(sampleApi(routes), handlers);
    const client = await api.open();
    await api.say(client, message);
    const event = api.lambda.calls.at(-1)?.event as { requestContext: { routeKey: string } };
    expect(event.requestContext.routeKey).toBe(key);
  });

  test.each([{ message: { action: 'leave' } }, { message: 'plain words' }])(
    'of $message without $default is answered with a Forbidden frame, and nothing is invoked',
    async ({ message }) => {
      const { $default: _, ...others } = routes;
      const api = new EmulatedApi(sampleApi(others), handlers);
      const client = await api.open();
      await api.say(client, message);
      expect(client.received).toEqual([frame('Forbidden', 'id0000000000003=')]);
      expect(api.lambda.calls).toHaveLength(1);
      expect(client.connection.state).toBe('open');
    },
  );
});

test('a slow handler holds back no later message: replies overtake (unproven)', async () => {
  let finishSlow = (): void => {};
  const api = new EmulatedApi(sampleApi({ $default: { integration: proxyTo('echo'), routeResponse: true } }), {
    echo: async (event) => {
      const { body } = event as { body: string };
      if (body === 'slow') await new Promise<void>((done) => (finishSlow = done));
      return { body };
    },
  });
  const client = await api.open();
  await api.say(client, 'slow');
  await api.say(client, 'fast');
  expect(client.received).toEqual(['fast']);
  finishSlow();
  await settled();
  expect(client.received).toEqual(['fast', 'slow']);
});

test('messages are invoked in the order in which they came', async () => {
  const seen: string[] = [];
  const api = new EmulatedApi(sampleApi({ $default: { integration: proxyTo('note') } }), {
    note: (event) => {
      seen.push((event as { body: string }).body);
      return { statusCode: 200 };
    },
  });
  const client = await api.open();
  for (let i = 0; i < 20; i += 1) api.frontEnd.message(client.connection, { text: String(i) });
  await settled();
  expect(seen).toEqual(Array.from({ length: 20 }, (_, i) => String(i)));
});

test('what is said after the close is not heard', async () => {
  const api = new EmulatedApi(sampleApi({ $default: { integration: proxyTo('handler') } }), { handler: ok });
  const client = await api.open();
  api.frontEnd.closed(client.connection, 1000, '');
  await api.say(client, 'too late');
  expect(api.lambda.calls).toEqual([]);
});

test('a reply to a client that has left goes nowhere', async () => {
  let finish = (): void => {};
  const api = new EmulatedApi(sampleApi({ $default: { integration: proxyTo('slow'), routeResponse: true } }), {
    slow: async () => {
      await new Promise<void>((done) => (finish = done));
      return { body: 'anybody there?' };
    },
  });
  const client = await api.open();
  await api.say(client, 'x');
  api.frontEnd.closed(client.connection, 1001, '');
  finish();
  await settled();
  expect(client.received).toEqual([]);
  expect(api.warnings).toEqual([]);
});

test('every event is an exchange in the journal, with its event, result and reason', async () => {
  const api = new EmulatedApi(
    sampleApi({ $connect: { integration: proxyTo('connect') }, $default: { integration: proxyTo('handler') } }),
    { connect: ok, handler: () => Promise.reject(new Error('boom')) },
  );
  const client = await api.open();
  await api.say(client, 'x');
  api.frontEnd.closed(client.connection, 1000, '');
  await settled();
  expect(api.journal.list()).toMatchObject([
    { method: 'CONNECT', path: '/dev', routeKey: '$connect', target: 'connect', statusCode: 200 },
    { method: 'MESSAGE', path: 'id0000000000001=', routeKey: '$default', target: 'handler', statusCode: 502 },
    { method: 'DISCONNECT', path: 'id0000000000001=', statusCode: 200 },
  ]);
  expect(api.journal.list()[1]?.reason).toContain('boom');
  expect(api.journal.list()[1]?.event).toMatchObject({ body: 'x' });
});
