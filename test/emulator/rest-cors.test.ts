/** `cors:` of a REST API as clients see it (docs/configuration.md#rest-apis): one origin, several, a scheme, and bytes everywhere. */
import { expect, onTestFinished, test } from 'vitest';
import { startEmulator } from '../../src/emulator.ts';

const BOTH = { allowOrigins: ['http://a.test', 'http://b.test'] };

async function served(cors: object, api: object = {}) {
  const emulator = await startEmulator({
    config: {
      functions: { f: { inline: '' } },
      apis: { back: { type: 'rest', stage: 'dev', cors, routes: { 'GET /x': 'f' }, ...api } },
    },
    listen: false,
    watch: false,
  });
  onTestFinished(() => emulator.close());
  const ask = async (method: string, path: string, origin?: string) => {
    const headers = { 'Access-Control-Request-Method': 'GET', ...(origin === undefined ? {} : { Origin: origin }) };
    const response = await emulator.inject('back', { method, path, headers });
    const named = (name: string) => response.headers[name.toLowerCase()];
    return {
      status: response.statusCode,
      origin: named('Access-Control-Allow-Origin'),
      vary: named('Vary'),
      credentials: named('Access-Control-Allow-Credentials'),
      expose: named('Access-Control-Expose-Headers'),
    };
  };
  return {
    preflight: (origin?: string) => ask('OPTIONS', '/x', origin),
    refused: (origin?: string) => ask('GET', '/no', origin),
  };
}

test.each([
  ['plain', {}],
  ['with every media type binary', { binaryMediaTypes: ['*/*'] }],
])('of several origins a preflight names the one that asks, %s', async (_how, api) => {
  const { preflight } = await served(BOTH, api);
  expect(await preflight('http://b.test')).toMatchObject({ status: 204, origin: 'http://b.test', vary: 'Origin' });
  for (const foreign of ['http://a.test.evil.example', 'https://a.test', undefined]) {
    expect(await preflight(foreign)).toMatchObject({ status: 204, origin: undefined });
  }
});

test('one origin stands there whoever asks; a scheme admits its origins', async () => {
  const one = await served({ allowOrigins: ['http://a.test'] }, { binaryMediaTypes: ['*/*'] });
  expect(await one.preflight('http://b.test')).toMatchObject({ status: 204, origin: 'http://a.test' });
  const scheme = await served({ allowOrigins: ['https://*'] });
  expect(await scheme.preflight('https://any.test')).toMatchObject({ origin: 'https://any.test' });
  expect(await scheme.preflight('http://any.test')).toMatchObject({ origin: undefined });
});

test('answers of the gateway name the origin that asks, with credentials and exposed headers', async () => {
  const { refused } = await served({ ...BOTH, allowCredentials: true, exposeHeaders: ['x-a', 'x-b'] });
  expect(await refused('http://b.test')).toMatchObject({
    status: 403,
    origin: 'http://b.test',
    credentials: 'true',
    expose: 'x-a,x-b',
  });
  expect(await refused()).toMatchObject({ status: 403, origin: undefined });
});
