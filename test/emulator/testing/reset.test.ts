// `reset`: everything that one test leaves behind is gone for the next one.
import { expect, onTestFinished, test } from 'vitest';
import { startEmulator } from '../../../src/emulator.ts';
import { partsToReset } from '../../../src/emulator/testing/reset.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const key = 'partner-key-0123456789abcdef';

const config = {
  functions: {
    count: { inline: 'let n = 0; exports.handler = async () => ({ statusCode: 200, body: String(++n) });' },
    authorize: { inline: 'let n = 0; exports.handler = async () => ({ isAuthorized: true, context: { n: ++n } });' },
    echo: {
      inline:
        'exports.handler = async (event) => ({ statusCode: 200, body: String(event.requestContext.authorizer.lambda.n) });',
    },
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
      },
      routes: {
        'GET /count': 'count',
        'GET /slow': { function: 'count', throttle: { rate: 1, burst: 1 } },
        'GET /session': { function: 'echo', authorizer: 'session' },
        'GET /backend': { http: 'https://backend.example.com/' },
      },
    },
    office: {
      type: 'rest',
      stage: 'dev',
      apiKeys: { partner: { value: key } },
      usagePlans: { small: { apiKeys: ['partner'], quota: { limit: 1, period: 'DAY' } } },
      routes: { 'GET /quota': { function: 'gone', apiKeyRequired: true } },
    },
    chat: {
      type: 'websocket',
      stage: 'dev',
      routeSelectionExpression: '$request.body.action',
      routes: { $disconnect: 'gone' },
    },
  },
};

async function used(cwd = temporaryFolder('reset')) {
  const emulator = await startEmulator({ config, cwd, listen: false, clock: 'fake', watch: false });
  onTestFinished(() => emulator.close());
  const text = async (path: string): Promise<string> => {
    const { statusCode, body } = await emulator.inject('shop', { path, headers: { cookie: 'a=1' } });
    return statusCode === 200 ? body : String(statusCode);
  };
  const quota = async (): Promise<number> =>
    (await emulator.inject('office', { path: '/quota', headers: { 'x-api-key': key } })).statusCode;
  return { emulator, text, quota };
}

test('without an argument everything is as after the start', async () => {
  const { emulator, text, quota } = await used();
  emulator.mock('gone', () => ({ statusCode: 204 }));
  emulator.mockBackend('backend.example.com', () => ({ body: 'mocked' }));
  const client = await emulator.connect('chat');
  expect([await text('/count'), await text('/count'), await text('/session')]).toEqual(['1', '2', '1']);
  expect([await text('/slow'), await text('/slow')]).toEqual(['3', '429']);
  expect([await quota(), await quota()]).toEqual([204, 429]);
  expect(await text('/backend')).toBe('mocked');

  await emulator.reset();
  expect((await client.closed).code).toBe(1001);
  expect(await emulator.exchanges()).toEqual([]);
  // New environments begin to count anew; a cached authorizer would still have said 1 as well, but is asked.
  expect([await text('/count'), await text('/session'), await text('/slow')]).toEqual(['1', '1', '2']);
  expect([await quota(), await quota()]).toEqual([200, 429]);
  expect(await text('/backend')).not.toBe('mocked');
});

test('one part alone leaves the others as they are', async () => {
  const { emulator, text, quota } = await used();
  expect([await text('/count'), await text('/session'), await text('/slow'), await quota()]).toEqual([
    '1',
    '1',
    '2',
    200,
  ]);
  await emulator.reset({ caches: true });
  expect([await text('/session'), await text('/slow'), await quota()]).toEqual(['2', '429', 429]);
  await emulator.reset({ throttles: true });
  expect([await text('/slow'), await text('/slow'), await quota()]).toEqual(['3', '429', 429]);
  await emulator.reset({ quotas: true });
  expect([await quota(), await text('/slow')]).toEqual([200, '429']);
  expect((await emulator.exchanges()).length).toBeGreaterThan(5);
  await emulator.reset({ journal: true });
  expect(await emulator.exchanges()).toEqual([]);
  expect(await text('/count')).toBe('4');
  await emulator.reset({ functions: true });
  expect(await text('/count')).toBe('1');
});

test('parts that are false are left out, and a part that does not exist is refused', async () => {
  expect(partsToReset({ functions: false })).toEqual([
    'connections',
    'throttles',
    'caches',
    'quotas',
    'faults',
    'mocks',
    'journal',
  ]);
  const { emulator } = await used();
  await expect(emulator.reset({ quota: true } as never)).rejects.toThrow(
    'reset has no part "quota". It has connections,',
  );
});

test('what one emulator uses of a quota is no other one’s, and is not kept for the next run', async () => {
  const cwd = temporaryFolder('reset-quota');
  const [one, other] = [await used(cwd), await used(cwd)];
  expect([await one.quota(), await one.quota(), await other.quota()]).toEqual([200, 429, 200]);
  await one.emulator.close();
  const next = await used(cwd);
  expect(await next.quota()).toBe(200);
});

test('with keepUsage the next start goes on where this one ended', async () => {
  const cwd = temporaryFolder('reset-kept');
  const quotaOf = async (): Promise<number> => {
    await using emulator = await startEmulator({ config, cwd, listen: false, keepUsage: true, watch: false });
    return (await emulator.inject('office', { path: '/quota', headers: { 'x-api-key': key } })).statusCode;
  };
  expect([await quotaOf(), await quotaOf()]).toEqual([200, 429]);
});
