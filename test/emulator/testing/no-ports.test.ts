// `listen: false`: no port is opened, and what functions call still arrives.
import { Server as NetServer } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type StartOptions, startEmulator } from '../../../src/emulator.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const config = {
  functions: {
    hello: {
      inline: 'exports.handler = async (event) => ({ statusCode: 200, body: "hello " + (event.name ?? "") });',
      url: true,
    },
    // Calls Lambda, and the API that it stands behind, by their names on AWS.
    caller: {
      inline: `exports.handler = async ({ requestContext: { domainName } }) => {
        const https = require('node:https');
        const post = (url, body) => new Promise((resolve, reject) => {
          const request = https.request(url, { method: 'POST' }, (response) => {
            let text = '';
            response.on('data', (chunk) => (text += chunk)).on('end', () => resolve(text));
          });
          request.on('error', reject).end(body);
        });
        const name = 'lambda.' + process.env.AWS_REGION + '.amazonaws.com';
        return { statusCode: 200, body: JSON.stringify({
          endpoint: process.env.AWS_ENDPOINT_URL_LAMBDA ?? null,
          lambda: await post('https://' + name + '/2015-03-31/functions/hello/invocations', '{"name":"lambda"}'),
          fetched: await (await fetch('https://' + name + '/2015-03-31/functions/hello/invocations', { method: 'POST', body: '{}' })).text(),
          api: await (await fetch('https://' + domainName + '/hello')).text(),
        }) };
      };`,
    },
  },
  apis: {
    shop: {
      type: 'http',
      routes: {
        'GET /hello': 'hello',
        'GET /caller': 'caller',
        'GET /again': { http: 'https://abcdefghij.execute-api.us-east-1.amazonaws.com/hello' },
      },
      apiId: 'abcdefghij',
    },
    office: { type: 'rest', stage: 'dev', routes: { 'GET /hello': 'hello' } },
    chat: {
      type: 'websocket',
      stage: 'dev',
      routeSelectionExpression: '$request.body.action',
      routes: { $connect: 'hello' },
    },
  },
  edge: { port: 0 },
};

async function portless(options: StartOptions = {}) {
  const emulator = await startEmulator({
    config,
    cwd: temporaryFolder('no-ports'),
    listen: false,
    watch: false,
    ...options,
  });
  onTestFinished(() => emulator.close());
  return emulator;
}

test('nothing of it listens on a port: APIs, function URLs, the admin port and the edge', async () => {
  const listen = vi.spyOn(NetServer.prototype, 'listen');
  onTestFinished(() => listen.mockRestore());
  const emulator = await portless();
  expect((await emulator.inject('shop', { path: '/hello' })).body).toBe('hello ');
  await emulator.connect('chat');
  expect(listen).toHaveBeenCalled();
  for (const [first] of listen.mock.calls) expect(typeof first).toBe('string');
  expect([emulator.admin, emulator.edge, emulator.functionUrls]).toEqual([undefined, undefined, []]);
});

test('handlers reach Lambda and the APIs by their names on AWS', async () => {
  const emulator = await portless();
  const response = await emulator.inject('shop', { path: '/caller' });
  expect(response.json()).toEqual({
    endpoint: null,
    lambda: '{"statusCode":200,"body":"hello lambda"}',
    fetched: '{"statusCode":200,"body":"hello "}',
    api: 'hello ',
  });
});

test('an HTTP integration reaches an API of the same emulator', async () => {
  const emulator = await portless();
  expect(await emulator.inject('shop', { path: '/again' })).toMatchObject({ statusCode: 200, body: 'hello ' });
});

test('a function URL takes injected requests', async () => {
  const emulator = await portless();
  expect((await emulator.inject('hello', { path: '/' })).body).toBe('hello ');
});

test('asking for a URL says what to do instead', async () => {
  const emulator = await portless();
  expect(() => emulator.url('shop')).toThrow(
    'The API "shop" has no URL, because the emulator was started with listen: false. ' +
      `Send requests with emulator.inject("shop", { path: '/' }).`,
  );
  expect(() => emulator.url('chat')).toThrow('Connect with emulator.connect("chat").');
  expect(emulator.apis).toContainEqual({ name: 'shop', type: 'http', stage: '$default', url: '' });
});

test('several emulators of one project run side by side', async () => {
  const cwd = temporaryFolder('no-ports-parallel');
  const emulators = await Promise.all([1, 2, 3].map(() => portless({ cwd })));
  const bodies = await Promise.all(
    emulators.map(async (emulator) => (await emulator.inject('office', { path: '/hello' })).body),
  );
  expect(bodies).toEqual(['hello ', 'hello ', 'hello ']);
});

test('an option that does not exist is refused in a sentence', async () => {
  await expect(portless({ clock: 'faked' as never })).rejects.toThrow(`clock is 'system' or 'fake', not "faked"`);
  await expect(portless({ listen: 'no' as never })).rejects.toThrow('listen is true or false, not "no"');
});
