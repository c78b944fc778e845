// WebSocket APIs over real sockets: docs/aws/websocket-api.md#endpoints, docs/aws/websocket-api.md#life-cycle,
// docs/aws/websocket-api.md#connect-outcome, docs/aws/websocket-api.md#binary, docs/aws/websocket-api.md#idle-timer.
import { expect, test } from 'vitest';
import { proxyTo, sampleApi } from '../websocket-api/sample-api.ts';
import { deferred } from './deferred.ts';
import { ServedApi } from './served-api.ts';

const echo = { $default: { integration: proxyTo('echo'), routeResponse: true } };
const handlers = { echo: (event: unknown) => ({ body: (event as { body: string }).body }) };

test('a message goes to the handler and its reply comes back', async () => {
  await using served = await ServedApi.start(sampleApi(echo), handlers);
  const client = await served.client();
  client.send('héllo');
  expect(await client.next()).toBe('héllo');
});

test('a handshake that $connect refuses is refused before the upgrade, with its status', async () => {
  await using served = await ServedApi.start(sampleApi({ $connect: { integration: proxyTo('connect') } }), {
    connect: () => ({ statusCode: 401 }),
  });
  await expect(served.client()).rejects.toThrow('Unexpected server response: 401');
});

test('a path that is no stage is refused with 403', async () => {
  await using served = await ServedApi.start(sampleApi(echo), handlers);
  await expect(served.client('/prod')).rejects.toThrow('Unexpected server response: 403');
});

test('the upgrade waits for $connect', async () => {
  let accept = (): void => {};
  const asked = deferred();
  await using served = await ServedApi.start(sampleApi({ $connect: { integration: proxyTo('connect') } }), {
    connect: async () => {
      asked.resolve();
      await new Promise<void>((done) => (accept = done));
      return { statusCode: 200 };
    },
  });
  const opening = served.client();
  await asked.promise;
  expect(served.api.connections.all()).toEqual([]);
  accept();
  await opening;
  expect(served.api.connections.all()).toHaveLength(1);
});

test('permessage-deflate is offered by the client and not negotiated', async () => {
  await using served = await ServedApi.start(sampleApi(echo), handlers);
  const client = await served.client('/dev', [], { perMessageDeflate: true });
  expect(client.socket.extensions).toBe('');
});

test('a binary frame closes with 1003 and is not routed', async () => {
  await using served = await ServedApi.start(sampleApi(echo), handlers);
  const client = await served.client();
  client.socket.send(Buffer.from('bytes'));
  expect((await client.closed).code).toBe(1003);
  expect(served.api.lambda.calls).toEqual([]);
});

test('a ping is answered and reaches no route', async () => {
  await using served = await ServedApi.start(sampleApi(echo), handlers);
  const client = await served.client();
  const pong = new Promise<string>((done) => client.socket.once('pong', (data) => done(data.toString())));
  client.socket.ping('are you there');
  expect(await pong).toBe('are you there');
  expect(served.api.lambda.calls).toEqual([]);
});

test('connections outlive a reload: the next message meets the new routes', async () => {
  await using served = await ServedApi.start(sampleApi(echo), { ...handlers, loud: () => ({ body: 'LOUD' }) });
  const client = await served.client();
  served.api.reload(sampleApi({ $default: { integration: proxyTo('loud'), routeResponse: true } }));
  client.send('hello');
  expect(await client.next()).toBe('LOUD');
});

test('a defect of the emulator is a 500 and reaches the caller of attach', async () => {
  await using served = await ServedApi.start(
    sampleApi({ $connect: { authorization: { type: 'AWS_IAM' } } }),
    {},
    { authorizers: { compile: () => ({ authorize: () => Promise.reject(new Error('a bug')) }) } },
  );
  await expect(served.client()).rejects.toThrow('Unexpected server response: 500');
  expect(served.defects).toEqual([new Error('a bug')]);
});
