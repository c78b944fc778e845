// Throttles: docs/aws/websocket-api.md#throttling.
import { expect, test } from 'vitest';
import { TokenBuckets } from '../../src/traffic/token-buckets.ts';
import { EmulatedApi, settled } from './emulated-api.ts';
import { FakeClock } from '../fake-clock.ts';
import { proxyTo, sampleApi } from './sample-api.ts';

const ok = (): unknown => ({ statusCode: 200 });

test('a throttled message is answered with a frame (words unproven)', async () => {
  const rate = { take: (id: string) => id !== 'ping' };
  const api = new EmulatedApi(sampleApi({ ping: { integration: proxyTo('ping') } }), { ping: ok }, { rate });
  const client = await api.open();
  await api.say(client, { action: 'ping' });
  expect(client.received).toEqual([
    '{"message": "Too Many Requests", "connectionId":"id0000000000001=", "requestId":"id0000000000003="}',
  ]);
  expect(api.lambda.calls).toEqual([]);
});

test.each([
  { at: 'a route', route: { rate: 1, burst: 2 }, stage: { rate: 9 }, expected: { rate: 1, burst: 2 } },
  { at: 'the stage', route: undefined, stage: { rate: 9 }, expected: { rate: 9 } },
  { at: 'nothing', route: undefined, stage: undefined, expected: undefined },
])('the limits of a message are those of $at', async ({ route, stage, expected }) => {
  const asked: unknown[] = [];
  const rate = { take: (id: string, limit: unknown) => asked.push([id, limit]) > 0 };
  const routes = { ping: { integration: proxyTo('ping'), ...(route ? { throttle: route } : {}) } };
  const stageOf = { name: 'dev', variables: {}, deploymentId: 'x', ...(stage ? { throttle: stage } : {}) };
  const api = new EmulatedApi(sampleApi(routes, { stage: stageOf }), { ping: ok }, { rate });
  await api.say(await api.open(), { action: 'ping' });
  expect(asked.at(-1)).toEqual(['ping', expected]);
});

const refused = { take: () => false };

test.each([
  { at: '$connect', over: { rate: refused } },
  { at: "the account's new connections", over: { accountRate: refused } },
])('a handshake without a token for $at is refused with 429', async ({ over }) => {
  const api = new EmulatedApi(sampleApi({}), {}, over);
  expect(await api.refusal()).toEqual({ status: 429, body: { message: 'Too Many Requests' } });
});

test('all WebSocket APIs of the account share 500 new connections a second (burst unproven)', async () => {
  const buckets = new TokenBuckets(new FakeClock());
  const apis = ['chat', 'game'].map((name) => {
    const shared = { rate: buckets.forApi(name, 'dev'), accountRate: buckets.forAccount() };
    return new EmulatedApi(sampleApi({}, { name }), {}, shared);
  });
  for (let opened = 0; opened < 250; opened += 1) for (const api of apis) await api.open();
  for (const api of apis) expect((await api.refusal()).status).toBe(429);
});

test('a client that sends faster than its handlers run is not read until they catch up (bound unproven)', async () => {
  const running: (() => void)[] = [];
  const api = new EmulatedApi(sampleApi({ $default: { integration: proxyTo('slow') } }), {
    slow: async () => {
      await new Promise<void>((done) => running.push(done));
      return { statusCode: 200 };
    },
  });
  const client = await api.open();
  for (let i = 0; i < 128; i += 1) await api.say(client, 'x'.repeat(131_072));
  expect(client.heldBack).toBe(false);
  await api.say(client, 'one more');
  expect(client.heldBack).toBe(true);
  running[0]?.();
  await settled();
  expect(client.heldBack).toBe(false);
});
