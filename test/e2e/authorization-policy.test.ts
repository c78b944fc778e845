// The resource policy of a REST API, asked of the running command. Expected: docs/aws/rest-api.md#resource-policies,
// docs/aws/rest-api.md#authorizer-outcomes.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AuthorizationApp, startAuthorizationApp } from './authorization-app.ts';

let app: AuthorizationApp;

beforeAll(async () => {
  app = await startAuthorizationApp();
});
afterAll(() => app?.stop());

const SILENT = ' because no resource-based policy allows the execute-api:Invoke action';

const denied = (path: string, why = SILENT) => ({
  status: 403,
  body: expect.stringMatching(
    new RegExp(
      `^\\{"Message":"User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:\\*{8}9012:[a-z0-9]{10}/dev/GET/${path}${why}"\\}$`,
    ),
  ) as string,
  errorType: 'AccessDeniedException',
  contentType: 'application/json',
  hasRequestId: true,
});
const get = (path: string, headers: Readonly<Record<string, string>> = {}) => app.ask('guarded', path, { headers });
const BANNED = { 'User-Agent': 'banned' };

test('without an authorizer it has to allow: silence and a denial refuse', async () => {
  expect((await get('/open')).status).toBe(200);
  expect(await get('/silent')).toMatchObject(denied('silent'));
  expect(await get('/open', BANNED)).toMatchObject(denied('open', ' with an explicit deny in a resource-based policy'));
});

test('conditions on the address of the caller', async () => {
  expect((await get('/machine')).status).toBe(200);
  expect(await get('/office')).toMatchObject(denied('office'));
});

test('conditions on headers of the request, which have no value where the client sent none', async () => {
  expect((await get('/linked', { Referer: 'https://shop.example/cart' })).status).toBe(200);
  expect(await get('/linked', { Referer: 'https://elsewhere.example/' })).toMatchObject(denied('linked'));
  expect(await get('/linked')).toMatchObject(denied('linked'));
});

describe('a private API', () => {
  const ask = (path: string, headers: Readonly<Record<string, string>> = {}) => app.ask('inside', path, { headers });

  test.each([
    ['endpoint', 'x-amzn-vpce-id', 'vpce-'],
    ['network', 'x-amzn-vpc-id', 'vpc-'],
  ])('conditions on the %s that the header names', async (path, header, prefix) => {
    expect((await ask(`/${path}`, { [header]: `${prefix}0a1b2c3d` })).status).toBe(200);
    expect(await ask(`/${path}`, { [header]: `${prefix}99999999` })).toMatchObject(denied(path));
    expect(await ask(`/${path}`)).toMatchObject(denied(path));
  });

  test('knows the address of the caller inside the VPC, and no aws:SourceIp', async () => {
    expect((await ask('/machine')).status).toBe(200);
    expect(await ask('/internet')).toMatchObject(denied('internet'));
  });
});

test('with a Lambda authorizer one of the two allows and none denies (table A)', async () => {
  expect((await get('/token', { Ticket: 'allow1' })).status).toBe(200);
  expect((await get('/token', { Ticket: 'silent1' })).status).toBe(200);
  const text = 'User is not authorized to access this resource with an explicit deny in an identity-based policy';
  expect(await get('/token', { Ticket: 'deny1' })).toMatchObject({ status: 403, body: `{"Message":"${text}"}` });
  expect((await get('/token', { Ticket: 'allow1', ...BANNED })).status).toBe(403);
});

test('an explicit denial comes before the authorizer’s function, which would fail here', async () => {
  expect((await get('/token', { Ticket: 'throw1' })).status).toBe(500);
  expect((await get('/token', { Ticket: 'throw1', ...BANNED })).status).toBe(403);
});

test('a user pool is not enough where the policy is silent (table B), and is asked first', async () => {
  const authorization = (await app.run('token', '--cognito', 'id')).trim();
  expect(await get('/users', { authorization })).toMatchObject(denied('users'));
  expect((await get('/users')).status).toBe(401);
});
