// `clock: 'fake'`: everything that AWS times follows a clock that only the test moves.
import { expect, onTestFinished, test } from 'vitest';
import { startEmulator } from '../../../src/emulator.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const config = {
  functions: {
    echo: { inline: 'exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });' },
    count: { inline: 'let n = 0; exports.handler = async () => ({ statusCode: 200, body: String(++n) });' },
    hang: { inline: 'exports.handler = () => new Promise(() => setInterval(() => {}, 1000));', timeout: 20 },
    hangLong: { inline: 'exports.handler = () => new Promise(() => setInterval(() => {}, 1000));', timeout: 900 },
    failing: {
      inline: 'let n = 0; exports.handler = async () => { n += 1; console.log("attempt", n); throw new Error("no"); };',
    },
    authorize: { inline: 'let n = 0; exports.handler = async () => ({ isAuthorized: true, context: { n: ++n } });' },
    gone: { inline: 'exports.handler = async () => ({ statusCode: 200 });' },
  },
  apis: {
    shop: {
      type: 'http',
      authorizers: {
        session: {
          type: 'request',
          function: 'authorize',
          identitySource: ['$request.header.Cookie'],
          simpleResponses: true,
          ttl: 300,
        },
        users: { type: 'jwt', issuer: 'local', audience: ['shop'] },
      },
      routes: {
        'GET /echo': 'echo',
        'GET /slow': { function: 'count', throttle: { rate: 1, burst: 1 } },
        'GET /hang': 'hang',
        'GET /hang-long': 'hangLong',
        'GET /session': { function: 'echo', authorizer: 'session' },
        'GET /mine': { function: 'echo', authorizer: 'users' },
        'GET /backend': { http: 'https://backend.example.com/' },
      },
    },
    office: {
      type: 'rest',
      stage: 'dev',
      apiKeys: { partner: { value: 'partner-key-0123456789abcdef' } },
      usagePlans: { small: { apiKeys: ['partner'], quota: { limit: 2, period: 'DAY' } } },
      routes: { 'GET /quota': { function: 'echo', apiKeyRequired: true } },
    },
    chat: {
      type: 'websocket',
      stage: 'dev',
      routeSelectionExpression: '$request.body.action',
      routes: { $disconnect: 'gone', $default: { function: 'echo', routeResponse: true } },
    },
  },
};

async function timed() {
  const cwd = temporaryFolder('clock');
  const emulator = await startEmulator({ config, cwd, listen: false, clock: 'fake', watch: false });
  onTestFinished(() => emulator.close());
  return emulator;
}

test('a throttle lets the next request pass when its time has come, and no millisecond earlier', async () => {
  const emulator = await timed();
  const status = async (): Promise<number> => (await emulator.inject('shop', { path: '/slow' })).statusCode;
  expect([await status(), await status()]).toEqual([200, 429]);
  await emulator.clock.advance(999);
  expect(await status()).toBe(429);
  await emulator.clock.advance(1);
  expect(await status()).toBe(200);
});

test('a quota that is used up renews at midnight UTC', async () => {
  const emulator = await timed();
  const headers = { 'x-api-key': 'partner-key-0123456789abcdef' };
  const status = async (): Promise<number> => (await emulator.inject('office', { path: '/quota', headers })).statusCode;
  await emulator.clock.set('2030-01-31T23:59:59.999Z');
  expect([await status(), await status(), await status()]).toEqual([200, 200, 429]);
  const began = performance.now();
  await emulator.clock.advance(1);
  expect(performance.now() - began).toBeLessThan(250);
  expect(await status()).toBe(200);
});

test('a token of the local issuer has the time of the clock and expires with it', async () => {
  const emulator = await timed();
  await emulator.clock.set(Date.UTC(2031, 4, 1));
  const token = emulator.token({ subject: 'ann', audience: ['shop'], expiresIn: 3600 });
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, number>;
  expect([claims['iat'], claims['exp']]).toEqual([Date.UTC(2031, 4, 1) / 1000, Date.UTC(2031, 4, 1, 1) / 1000]);
  const status = async (): Promise<number> =>
    (await emulator.inject('shop', { path: '/mine', headers: { authorization: `Bearer ${token}` } })).statusCode;
  expect(await status()).toBe(200);
  await emulator.clock.advance(2 * HOUR);
  expect(await status()).toBe(401);
});

test('results of an authorizer are kept for their ttl', async () => {
  const emulator = await timed();
  const asked = async (): Promise<unknown> => {
    const response = await emulator.inject('shop', { path: '/session', headers: { cookie: 'a=1' } });
    const event = response.json() as { requestContext: { authorizer: { lambda: { n: number } } } };
    return event.requestContext.authorizer.lambda.n;
  };
  expect([await asked(), await asked()]).toEqual([1, 1]);
  await emulator.clock.advance(299 * SECOND);
  expect(await asked()).toBe(1);
  await emulator.clock.advance(1 * SECOND);
  expect(await asked()).toBe(2);
});

test('cached responses of a REST API are kept for their time', async () => {
  const cached = {
    functions: { count: config.functions.count },
    apis: {
      office: {
        type: 'rest',
        stage: 'dev',
        cacheClusterEnabled: true,
        methodSettings: [{ resourcePath: '/*', httpMethod: '*', cachingEnabled: true, cacheTtlInSeconds: 60 }],
        routes: { 'GET /count': 'count' },
      },
    },
  };
  const cwd = temporaryFolder('clock-cache');
  const emulator = await startEmulator({ config: cached, cwd, listen: false, clock: 'fake', watch: false });
  onTestFinished(() => emulator.close());
  const count = async (): Promise<string> => (await emulator.inject('office', { path: '/count' })).body;
  expect([await count(), await count()]).toEqual(['1', '1']);
  await emulator.clock.advance(59_999);
  expect(await count()).toBe('1');
  await emulator.clock.advance(1);
  expect([await count(), await count()]).toEqual(['2', '2']);
  await emulator.reset({ caches: true });
  expect(await count()).toBe('3');
});

test('the times of events follow', async () => {
  const emulator = await timed();
  await emulator.clock.set('2029-02-03T04:05:06.789Z');
  const event = (await emulator.inject('shop', { path: '/echo' })).json();
  expect(event).toMatchObject({
    requestContext: { time: '03/Feb/2029:04:05:06 +0000', timeEpoch: Date.UTC(2029, 1, 3, 4, 5, 6, 789) },
  });
  expect((await emulator.exchanges({ api: 'shop' }))[0]?.startedAt).toBe(Date.UTC(2029, 1, 3, 4, 5, 6, 789));
});

test('a function that hangs times out when its time is over', async () => {
  const emulator = await timed();
  const answer = emulator.inject('shop', { path: '/hang' });
  await emulator.clock.advance(19 * SECOND);
  expect(await Promise.race([answer, Promise.resolve('still waiting')])).toBe('still waiting');
  await emulator.clock.advance(1 * SECOND);
  expect((await answer).statusCode).toBe(500);
  const exchange = await emulator.waitForExchange({ path: '/hang' });
  expect(exchange.result).toMatchObject({
    errorMessage: expect.stringContaining('Task timed out after 20.00 seconds'),
  });
  expect(exchange.report?.durationMs).toBeGreaterThanOrEqual(20 * SECOND);
});

test('an integration times out after 30 seconds though its function may run on', async () => {
  const emulator = await timed();
  const answer = emulator.inject('shop', { path: '/hang-long' });
  await emulator.clock.advance(30 * SECOND);
  expect((await answer).statusCode).toBe(503);
});

test('a backend that does not answer runs into the timeout', async () => {
  const emulator = await timed();
  emulator.mockBackend('backend.example.com', () => new Promise(() => undefined));
  const answer = emulator.inject('shop', { path: '/backend' });
  await emulator.clock.advance(30 * SECOND);
  expect((await answer).statusCode).toBe(503);
});

test('a silent connection ends after ten minutes, and $disconnect has run when advance resolves', async () => {
  const emulator = await timed();
  const client = await emulator.connect('chat');
  await emulator.clock.advance(9 * MINUTE);
  client.send('{"still":"here"}');
  expect(await client.next()).toContain('still');
  await emulator.clock.advance(10 * MINUTE - 1);
  expect(client.messages).toHaveLength(1);
  await emulator.clock.advance(1);
  expect(await client.closed).toEqual({ code: 1001, reason: 'Going away' });
  expect(await emulator.exchanges({ api: 'chat' })).toMatchObject([
    { method: 'CONNECT' },
    {},
    { method: 'DISCONNECT' },
  ]);
});

test('a busy connection ends after two hours', async () => {
  const emulator = await timed();
  const client = await emulator.connect('chat');
  for (let minutes = 5; minutes < 120; minutes += 5) {
    await emulator.clock.advance(5 * MINUTE);
    client.send('{}');
    await client.next();
  }
  expect(await Promise.race([client.closed, Promise.resolve('open')])).toBe('open');
  await emulator.clock.advance(5 * MINUTE);
  expect((await client.closed).code).toBe(1001);
});

test('an asynchronous event is tried again after one minute and after two more', async () => {
  const emulator = await timed();
  const attempts: string[] = [];
  const retried = await startEmulator({
    config: {
      functions: config.functions,
      apis: {
        hook: {
          type: 'rest',
          stage: 'dev',
          routes: {
            'POST /hook': {
              integration: {
                type: 'aws',
                httpMethod: 'POST',
                uri: 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:failing/invocations',
                requestParameters: { 'integration.request.header.X-Amz-Invocation-Type': "'Event'" },
                responses: { default: { statusCode: '202' } },
              },
            },
          },
        },
      },
    },
    cwd: temporaryFolder('clock-async'),
    listen: false,
    clock: 'fake',
    watch: false,
    observer: { log: ({ line }) => line.includes('attempt') && attempts.push(line) },
  });
  onTestFinished(() => retried.close());
  expect((await retried.inject('hook', { method: 'POST', path: '/hook', body: {} })).statusCode).toBe(202);
  await retried.clock.advance(59 * SECOND);
  expect(attempts).toHaveLength(1);
  await retried.clock.advance(1 * SECOND);
  expect(attempts).toHaveLength(2);
  await retried.clock.advance(10 * MINUTE);
  expect(attempts).toHaveLength(3);
  expect(emulator.clock.now()).toBeLessThan(retried.clock.now());
});

test('going back in time changes nothing that waits', async () => {
  const emulator = await timed();
  const client = await emulator.connect('chat');
  await emulator.clock.set(emulator.clock.now() - 24 * HOUR);
  await emulator.clock.advance(9 * MINUTE);
  expect(await Promise.race([client.closed, Promise.resolve('open')])).toBe('open');
});

test('what is no time is refused, and the system has a clock that only reads', async () => {
  const emulator = await timed();
  await expect(emulator.clock.advance(-1)).rejects.toThrow('clock.advance takes milliseconds, 0 or more, and got -1');
  await expect(emulator.clock.set('soon')).rejects.toThrow('"soon" is not a date');
  const plain = await startEmulator({ config, cwd: temporaryFolder('clock-system'), listen: false, watch: false });
  onTestFinished(() => plain.close());
  expect(Math.abs(plain.clock.now() - Date.now())).toBeLessThan(1000);
  await expect(plain.clock.advance(1)).rejects.toThrow("Start it with startEmulator({ clock: 'fake' })");
});
