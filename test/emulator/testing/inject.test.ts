// `inject`, `mock` and `waitForExchange`: an API tested without a socket of the test's own.
import { expect, onTestFinished, test } from 'vitest';
import { startEmulator } from '../../../src/emulator.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

async function shop() {
  const config = {
    functions: {
      echo: {
        inline:
          'exports.handler = async (event) => ({ statusCode: 200, headers: { a: "1" }, cookies: ["x=1", "y=2"], body: JSON.stringify(event) });',
      },
      proxied: { inline: 'exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });' },
      other: { inline: 'exports.handler = async () => "other";' },
    },
    apis: {
      shop: { type: 'http', routes: { 'POST /orders': 'echo', 'GET /other': 'other' } },
      office: { type: 'rest', stage: 'dev', routes: { 'GET /orders': 'proxied' } },
    },
  };
  const emulator = await startEmulator({ config, cwd: temporaryFolder('inject'), port: 0, adminPort: 0, watch: false });
  onTestFinished(() => emulator.close());
  return emulator;
}

interface Event {
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly requestContext: { readonly stage: string };
  readonly path: string;
}

test('a request goes through the pipeline, and the whole response comes back', async () => {
  const emulator = await shop();
  const response = await emulator.inject('shop', {
    method: 'post',
    path: '/orders?a=1',
    query: { b: ['2', '3 4'] },
    headers: { 'x-one': ['1', '2'] },
    body: { id: 1 },
  });
  expect(response).toMatchObject({ statusCode: 200, headers: { a: '1' }, cookies: ['x=1', 'y=2'] });
  const event = response.json() as Event;
  expect([event.rawPath, event.rawQueryString, event.body]).toEqual(['/orders', 'a=1&b=2&b=3%204', '{"id":1}']);
  expect(event.headers).toMatchObject({ 'x-one': '1,2', 'content-type': 'application/json', 'content-length': '8' });
});

test('the path is what follows the URL of the API, so the stage is not part of it', async () => {
  const emulator = await shop();
  const event = (await emulator.inject('office', { path: '/orders' })).json() as Event;
  expect([event.path, event.requestContext.stage]).toEqual(['/orders', 'dev']);
  expect((await emulator.inject('office', { path: '/nothing' })).statusCode).toBe(403);
});

test('an API that is not there is named with those that are', async () => {
  const emulator = await shop();
  await expect(emulator.inject('shopp', { path: '/' })).rejects.toThrow(
    'There is no API "shopp". Known: shop, office.',
  );
});

test('a mocked function answers in the place of the real one until it is undone', async () => {
  const emulator = await shop();
  const seen: unknown[] = [];
  const undo = emulator.mock('other', (event) => {
    seen.push((event as { routeKey: string }).routeKey);
    return { statusCode: 201, body: 'mocked' };
  });
  expect(await emulator.inject('shop', { path: '/other' })).toMatchObject({ statusCode: 201, body: 'mocked' });
  expect(seen).toEqual(['GET /other']);
  emulator.mock('other', () => {
    throw new TypeError('no');
  })();
  expect((await emulator.inject('shop', { path: '/other' })).statusCode).toBe(201);
  undo();
  expect((await emulator.inject('shop', { path: '/other' })).body).toBe('other');
  expect(() => emulator.mock('othr', () => 1)).toThrow('There is no function "othr". Known: echo, proxied, other.');
});

test('a mock that throws is a function that failed', async () => {
  const emulator = await shop();
  emulator.mock('other', () => {
    throw new TypeError('no');
  });
  expect(await emulator.inject('shop', { path: '/other' })).toMatchObject({
    statusCode: 500,
    body: '{"message":"Internal Server Error"}',
  });
  const result = await emulator.invoke('other', {});
  expect(result.functionError).toBe('Unhandled');
  expect(JSON.parse(result.payload)).toMatchObject({ errorType: 'TypeError', errorMessage: 'no' });
});

test('an exchange is there already, or comes, or is missed with what came instead', async () => {
  const emulator = await shop();
  const later = emulator.waitForExchange({ api: 'shop', path: '/other' });
  await emulator.inject('shop', { path: '/other' });
  expect(await later).toMatchObject({ api: 'shop', method: 'GET', path: '/other', statusCode: 200 });
  expect(await emulator.waitForExchange({ method: 'get' })).toMatchObject({ path: '/other' });
  await expect(emulator.waitForExchange({ statusCode: 404, timeoutMs: 1 })).rejects.toThrow(
    'No exchange matched {"statusCode":404} within 1 ms. The last ones were: shop GET /other 200.',
  );
});
