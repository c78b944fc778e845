// API keys, throttles and quotas of the running command, `gw-emulate usage` included. Expected: docs/aws/rest-api.md#keys-and-plans,
// docs/aws/rest-api-observed.md#keys-and-throttling, docs/aws/http-api.md#throttling, docs/aws/websocket-api.md#throttling.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AuthorizationApp, type Seen, startAuthorizationApp } from './authorization-app.ts';

let app: AuthorizationApp;

beforeAll(async () => {
  app = await startAuthorizationApp();
});
afterAll(() => app?.stop());

const keyed = (name: string): Promise<Seen> =>
  app.ask('keyed', '/keyed', { headers: { 'X-Api-Key': `${name}-0123456789-0123456789` } });

function refusal(status: number, message: string, errorType: string | undefined): Partial<Seen> {
  const body = JSON.stringify({ message });
  return { status, body, errorType, wwwAuthenticate: undefined, contentType: 'application/json', hasRequestId: true };
}
const FORBIDDEN = refusal(403, 'Forbidden', 'ForbiddenException');
const THROTTLED = refusal(429, 'Too Many Requests', 'TooManyRequestsException');
const USED_UP = refusal(429, 'Limit Exceeded', 'LimitExceededException');

test('a key in a plan of the stage passes, and handlers see it', async () => {
  const seen = await keyed('gold');
  expect(seen.status).toBe(200);
  const identity = {
    apiKey: 'gold-0123456789-0123456789',
    apiKeyId: expect.stringMatching(/^[a-z0-9]{10}$/) as string,
  };
  expect(JSON.parse(seen.body)).toMatchObject({ identity });
});

test('no key, an unknown, a disabled one and one without a plan are Forbidden; other methods ask for none', async () => {
  expect(await app.ask('keyed', '/keyed')).toMatchObject(FORBIDDEN);
  for (const name of ['nobody', 'retired', 'planless']) expect(await keyed(name)).toMatchObject(FORBIDDEN);
  expect((await app.ask('keyed', '/free')).status).toBe(200);
});

test('with apiKeySource AUTHORIZER the authorizer supplies the key, and the header counts for nothing', async () => {
  const ask = (Ticket: string) =>
    app.ask('keyedByAuthorizer', '/keyed', { headers: { Ticket, 'X-Api-Key': 'gold-by-authorizer-0123456789' } });
  expect((await ask('keyed')).status).toBe(200);
  expect(await ask('unkeyed')).toMatchObject(FORBIDDEN);
});

test('a plan’s throttle: the burst passes, the next is a 429, other keys are not concerned', async () => {
  expect([(await keyed('slow')).status, (await keyed('slow')).status]).toEqual([200, 200]);
  expect(await keyed('slow')).toMatchObject(THROTTLED);
  expect((await keyed('gold')).status).toBe(200);
});

test.each<[api: string, passed: number, refused: Partial<Seen>]>([
  ['rest', 200, THROTTLED],
  ['web', 200, refusal(429, 'Too Many Requests', undefined)],
  ['narrowChat', 101, refusal(429, 'Too Many Requests', undefined)],
])('a route’s throttle: %s', async (api, passed, refused) => {
  const knock = () => (api === 'narrowChat' ? app.handshake(api) : app.ask(api, '/narrow'));
  expect([(await knock()).status, (await knock()).status]).toEqual([passed, passed]);
  expect(await knock()).toMatchObject(refused);
});

test('a WebSocket API asks for the key at the handshake', async () => {
  const knock = (key: string) => app.handshake('keyedChat', { 'X-Api-Key': key });
  expect(await app.handshake('keyedChat')).toMatchObject(refusal(403, 'Forbidden', undefined));
  expect(await knock('nobody')).toMatchObject(refusal(403, 'Forbidden', undefined));
  const key = 'gold-of-the-chat-0123456789';
  expect([(await knock(key)).status, (await knock(key)).status]).toEqual([101, 101]);
  expect(await knock(key)).toMatchObject(refusal(429, 'Limit Exceeded', undefined));
});

test('a used-up quota is a 429, outlives kill -9, and `usage --reset` gives it back while the emulator runs', async () => {
  const used = async () => JSON.parse(await app.run('usage', '--json', '--key', 'metered')) as object;
  for (let n = 0; n < 3; n += 1) expect((await keyed('metered')).status).toBe(200);
  expect(await keyed('metered')).toMatchObject(USED_UP);

  await app.crashAndRestart();
  expect(await keyed('metered')).toMatchObject(USED_UP);
  const row = { api: 'keyed', plan: 'monthly', key: 'metered', period: 'MONTH', used: 3, remaining: 0 };
  expect(await used()).toMatchObject(row);
  expect(await app.run('usage')).toMatch(/^ *keyed +monthly +metered +MONTH +\d{4}-\d\d-01 +3 +0$/m);

  expect(await app.run('usage', '--reset', '--key', 'metered')).toBe('1 quota reset\n');
  expect(await used()).toMatchObject({ used: 0, remaining: 3 });
  expect((await keyed('metered')).status).toBe(200);
  expect(await used()).toMatchObject({ used: 1, remaining: 2 });
});
