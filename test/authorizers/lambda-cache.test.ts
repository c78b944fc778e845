// How long and for whom an authorizer's answer is good: docs/aws/rest-api.md#lambda-authorizers, docs/aws/rest-api-observed.md#authorizers,
// docs/aws/http-api.md#authorizer-caching, docs/aws/websocket-api.md#what-protects-what.
import { describe, expect, test } from 'vitest';
import { authorizerCompiler } from '../../src/authorizers/index.ts';
import { ResultCache } from '../../src/authorizers/lambda/result-cache.ts';
import { restApi } from '../rest-api/support/api.ts';
import { FakeClock } from '../fake-clock.ts';
import { FakeLambda } from '../websocket-api/fake-lambda.ts';
import { ARN, CUSTOM, type Gate, gate, policy, requestAuthorizer, tokenAuthorizer } from './gate.ts';

const kinds = [
  ['REST TOKEN', 'rest', tokenAuthorizer({ ttl: 300 })],
  ['REST REQUEST', 'rest', requestAuthorizer('rest', { ttl: 300 })],
  ['HTTP', 'http', requestAuthorizer('http', { ttl: 300 })],
] as const;

const as = (who: string) => ({
  headers: [
    ['Ticket', who],
    ['Authorization', who],
  ] as const,
});

describe.each(kinds)('%s', (_name, kind, authorizer) => {
  const open = (decide: (event: unknown) => unknown): Gate =>
    gate(kind, { authorization: CUSTOM, authorizers: [authorizer], decide });

  test('the same identity is asked about once until the TTL is over', async () => {
    const door = open(() => policy('Allow', '*'));
    await door.send(as('alice'));
    door.clock.advance(299_999);
    await door.send(as('alice'));
    expect(door.asked()).toHaveLength(1);
    door.clock.advance(1);
    await door.send(as('alice'));
    expect(door.asked()).toHaveLength(2);
  });

  test('another identity is asked about for itself', async () => {
    const door = open(() => policy('Allow', '*'));
    await door.send(as('alice'));
    await door.send(as('bob'));
    expect(door.asked()).toHaveLength(2);
  });

  test('the answer is shared by the routes of the authorizer, and its policy is asked anew for each', async () => {
    const door = open(() => policy('Allow', ARN[kind]));
    expect((await door.send(as('alice'))).status).toBe(200);
    const other = await door.send({ ...as('alice'), path: '/dev/other' });
    expect(other.status).toBe(403);
    expect(door.asked()).toHaveLength(1);
  });

  test('a refusal is kept as well', async () => {
    const door = open(() => policy('Deny', '*'));
    await door.send(as('alice'));
    expect((await door.send(as('alice'))).status).toBe(403);
    expect(door.asked()).toHaveLength(1);
  });

  test('a failure is not kept', async () => {
    let healthy = false;
    const door = open(() => {
      if (healthy) return policy('Allow', '*');
      throw new Error('away');
    });
    expect((await door.send(as('alice'))).status).toBe(500);
    healthy = true;
    expect((await door.send(as('alice'))).status).toBe(200);
  });

  test('requests that miss at once about one identity invoke once (unproven); no request waits for another identity', async () => {
    let release: ((answer: unknown) => void) | undefined;
    const door = open((event) =>
      JSON.stringify(event).includes('slow') ? new Promise((resolve) => (release = resolve)) : policy('Allow', '*'),
    );
    const slow = [door.send(as('slow')), door.send(as('slow')), door.send(as('slow'))];
    expect((await door.send(as('quick'))).status).toBe(200);
    release?.(policy('Allow', '*'));
    expect((await Promise.all(slow)).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(door.asked()).toHaveLength(2);
  });
});

test('a hit says that the function took no time', async () => {
  const door = gate('rest', {
    authorization: CUSTOM,
    authorizers: [tokenAuthorizer({ ttl: 300 })],
    decide: () => {
      door.clock.advance(7);
      return policy('Allow', '*');
    },
  });
  await door.send(as('alice'));
  await door.send(as('alice'));
  expect(
    door.contexts().map(({ authorizer }) => (authorizer as { integrationLatency: number }).integrationLatency),
  ).toEqual([7, 0]);
});

test('$context.routeKey as a source keeps routes apart', async () => {
  const identitySources = ['$request.header.Ticket', '$context.routeKey'];
  const authorizers = [requestAuthorizer('http', { ttl: 300, identitySources })];
  const door = gate('http', { authorization: CUSTOM, authorizers, decide: () => policy('Allow', '*') });
  await door.send(as('alice'));
  await door.send({ ...as('alice'), path: '/dev/other' });
  await door.send(as('alice'));
  expect(door.asked()).toHaveLength(2);
});

test('values of two sources are not mixed up', async () => {
  const identitySources = ['$request.header.A', '$request.header.B'];
  const authorizers = [requestAuthorizer('http', { ttl: 300, identitySources })];
  const door = gate('http', { authorization: CUSTOM, authorizers, decide: () => policy('Allow', '*') });
  const pair = (a: string, b: string) => ({
    headers: [
      ['A', a],
      ['B', b],
    ] as const,
  });
  await door.send(pair('x,y', 'z'));
  await door.send(pair('x', 'y,z'));
  expect(door.asked()).toHaveLength(2);
});

test('a cached simple answer covers every route', async () => {
  const authorizers = [requestAuthorizer('http', { ttl: 300, simpleResponses: true })];
  const door = gate('http', { authorization: CUSTOM, authorizers, decide: () => ({ isAuthorized: true }) });
  await door.send(as('alice'));
  expect((await door.send({ ...as('alice'), path: '/dev/other' })).status).toBe(200);
  expect(door.asked()).toHaveLength(1);
});

test('TTL 0 asks every time, and so does every handshake of a WebSocket API', async () => {
  const never = gate('rest', {
    authorization: CUSTOM,
    authorizers: [tokenAuthorizer()],
    decide: () => policy('Allow', '*'),
  });
  const chat = gate('websocket', {
    authorization: CUSTOM,
    authorizers: [requestAuthorizer('websocket', { ttl: 300 })],
    decide: () => policy('Allow', '*'),
  });
  for (const door of [never, chat]) {
    await door.send(as('alice'));
    await door.send(as('alice'));
    expect(door.asked()).toHaveLength(2);
  }
});

test('a flush forgets everything', async () => {
  const clock = new FakeClock();
  const lambda = new FakeLambda({ authorize: () => policy('Allow', '*') });
  const api = restApi([], { authorizers: { session: tokenAuthorizer({ ttl: 300 }) } });
  const compiler = authorizerCompiler(api, {
    region: 'us-east-1',
    accountId: '123456789012',
    lambda,
    credentials: [],
    localIssuer: undefined,
    clock,
    warn: () => {},
  });
  const authorizer = compiler.compile(CUSTOM);
  const request = {
    client: { method: 'GET', rawPath: '/', rawQuery: '', headers: [], body: null, sourceIp: '127.0.0.1' },
    identitySource: () => 'x',
    methodArn: ARN.rest,
    routeKey: 'GET /',
    event: () => ({}),
    body: () => Buffer.alloc(0),
  };
  await authorizer.authorize(request);
  await compiler.flushCaches();
  await authorizer.authorize(request);
  expect(lambda.calls).toHaveLength(2);
});

test('a flush while the function runs keeps its old answer out of the cache', async () => {
  const cache = new ResultCache<string>(new FakeClock(), 60);
  let finish: ((value: string) => void) | undefined;
  const first = cache.get('k', () => new Promise((resolve) => (finish = resolve)));
  cache.clear();
  const second = cache.get('k', () => Promise.resolve('new'));
  finish?.('old');
  expect([(await first).value, (await second).value]).toEqual(['old', 'new']);
  expect(await cache.get('k', () => Promise.resolve('newest'))).toEqual({ value: 'new', fresh: false });
});

test('the cache has an end: the oldest of 10,001 identities is asked about again', async () => {
  const cache = new ResultCache<number>(new FakeClock(), 60);
  for (let i = 0; i <= 10_000; i += 1) await cache.get(String(i), () => Promise.resolve(i));
  expect((await cache.get('10000', () => Promise.resolve(-1))).fresh).toBe(false);
  expect((await cache.get('1', () => Promise.resolve(-1))).fresh).toBe(false);
  expect((await cache.get('0', () => Promise.resolve(-1))).fresh).toBe(true);
});
