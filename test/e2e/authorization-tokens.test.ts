// JWT authorizers of HTTP APIs and user pool authorizers of REST APIs, with the tokens that `gw-emulate token` prints. Expected:
// docs/aws/http-api.md#jwt-authorizers (texts marked unproven are inferred there), docs/aws/rest-api.md#cognito-authorizers.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { type AuthorizationApp, startAuthorizationApp } from './authorization-app.ts';

let app: AuthorizationApp;

beforeAll(async () => {
  app = await startAuthorizationApp();
});
afterAll(() => app?.stop());

async function token(...args: string[]): Promise<string> {
  return (await app.run('token', ...args)).trim();
}

/** The token with one part changed and the signature kept. */
function forged(good: string, part: 0 | 1, change: Readonly<Record<string, unknown>>): string {
  const parts = good.split('.');
  const written = JSON.parse(Buffer.from(parts[part] ?? '', 'base64url').toString()) as object;
  parts[part] = Buffer.from(JSON.stringify({ ...written, ...change })).toString('base64url');
  return parts.join('.');
}

describe('JWT', () => {
  const ask = (authorization: string, path = '/jwt') => app.ask('web', path, { headers: { authorization } });
  const invalid = (why: string, scope = '') => ({
    status: 401,
    body: '{"message":"Unauthorized"}',
    contentType: 'application/json',
    hasRequestId: true,
    wwwAuthenticate: `Bearer scope="${scope}" error="invalid_token" error_description="${why}"`,
  });

  test('a token of the command line passes, bare and as a bearer; claims are texts, lists in brackets', async () => {
    const alice = await token('--sub', 'alice', '--scope', 'orders.write', '--claim', 'role=admin', '--group', 'editors', '--group', 'staff'); // prettier-ignore
    for (const authorization of [alice, `Bearer ${alice}`, `bearer ${alice}`]) {
      const response = await app.send('web', '/jwt', { headers: { authorization } });
      expect(response.status).toBe(200);
      const claims = { sub: 'alice', aud: 'shop', role: 'admin', scope: 'orders.write', groups: '[editors staff]' };
      const jwt = { claims: { ...claims, exp: expect.stringMatching(/^\d{10}$/) }, scopes: null };
      expect(response.json()).toMatchObject({ authorizer: { jwt } });
    }
  });

  test('a route with scopes takes a token that has one of them, and shows all that it has', async () => {
    const response = await app.send('web', '/orders', {
      headers: { authorization: await token('--scope', 'orders.read', '--scope', 'mail') },
    });
    expect(response.status).toBe(200);
    expect(response.json()).toMatchObject({ authorizer: { jwt: { scopes: ['orders.read', 'mail'] } } });
  });

  test('without one of them it is a 403 (header unproven)', async () => {
    expect(await ask(await token('--scope', 'mail'), '/orders')).toMatchObject({
      status: 403,
      body: '{"message":"Forbidden"}',
      wwwAuthenticate: 'Bearer scope="orders.read orders.write" error="insufficient_scope"',
    });
  });

  test('no token', async () => {
    const none = { status: 401, body: '{"message":"Unauthorized"}', wwwAuthenticate: 'Bearer' };
    expect(await app.ask('web', '/jwt')).toMatchObject(none);
  });

  test('no JWT; the header names the scopes of the route', async () => {
    const why = 'token contains an invalid number of segments';
    expect(await ask('Bearer abc')).toMatchObject(invalid(why));
    expect(await ask('Bearer abc', '/orders')).toMatchObject(invalid(why, 'orders.read orders.write'));
  });

  test('a token for another audience', async () => {
    const elsewhere = await token('--audience', 'mail');
    expect(await ask(elsewhere)).toMatchObject(invalid('the token does not have a valid audience'));
  });

  test.each<[what: string, args: readonly string[], why: string]>([
    ['an expired token', ['--expires-in', '-60'], 'the token has expired'],
    ['a token of another issuer', ['--claim', 'iss=https://x.example'], 'the token does not have a valid issuer'],
    ['a token that is not valid yet', ['--claim', 'nbf=32503680000'], 'the token is not valid yet'],
    ['a token from the future', ['--claim', 'iat=32503680000'], 'the token was used before it was issued'],
  ])('%s (text unproven)', async (_what, args, why) => {
    expect(await ask(await token(...args))).toMatchObject(invalid(why));
  });

  test('a token that was tampered with (texts unproven)', async () => {
    const good = await token('--sub', 'alice');
    expect(await ask(forged(good, 1, { sub: 'root' }))).toMatchObject(invalid('signature is invalid'));
    expect(await ask(forged(good, 0, { alg: 'none' }))).toMatchObject(invalid('signing method none is invalid'));
    expect(await ask(forged(good, 0, { alg: 'HS256' }))).toMatchObject(invalid('signing method HS256 is invalid'));
    const why = 'unable to find a signing key that matches the kid of the token';
    expect(await ask(forged(good, 0, { kid: 'other' }))).toMatchObject(invalid(why));
  });

  test('jose verifies the token by discovery at the admin port', async () => {
    const discovery = `${app.cli().ready.admin}/_gw/issuer/.well-known/openid-configuration`;
    const { issuer, jwks_uri: keys } = (await (await fetch(discovery)).json()) as { issuer: string; jwks_uri: string };
    const { payload } = await jwtVerify(await token('--sub', 'alice'), createRemoteJWKSet(new URL(keys)), {
      issuer,
      audience: 'shop',
    });
    expect(payload.sub).toBe('alice');
  });
});

describe('user pool', () => {
  const ask = (authorization: string, path = '/users') => app.ask('rest', path, { headers: { authorization } });
  const refused = (body: string) => ({
    status: 401,
    body,
    errorType: 'UnauthorizedException',
    wwwAuthenticate: undefined,
    contentType: 'application/json',
  });
  const UNAUTHORIZED = refused('{"message":"Unauthorized"}');

  test('an ID token passes a method without scopes; claims are texts', async () => {
    const authorization = await token('--sub', 'alice', '--cognito', 'id', '--claim', 'level=3', '--group', 'editors', '--group', 'staff'); // prettier-ignore
    const response = await app.send('rest', '/users', { headers: { authorization } });
    expect(response.status).toBe(200);
    expect(response.json()).toMatchObject({
      authorizer: {
        claims: {
          sub: 'alice',
          token_use: 'id',
          level: '3',
          'cognito:username': 'alice',
          'cognito:groups': 'editors,staff',
          exp: expect.stringMatching(/^\w{3} \w{3} \d\d \d\d:\d\d:\d\d UTC \d{4}$/),
        },
      },
    });
  });

  test('an access token passes a method with scopes when it has one of them', async () => {
    expect((await ask(await token('--cognito', 'access', '--scope', 'orders/read'), '/orders')).status).toBe(200);
    const without = await token('--cognito', 'access', '--scope', 'mail/read');
    expect(await ask(without, '/orders')).toMatchObject(UNAUTHORIZED);
  });

  test('each kind of token is refused where the other is wanted', async () => {
    expect(await ask(await token('--cognito', 'access', '--scope', 'orders/read'))).toMatchObject(UNAUTHORIZED);
    expect(await ask(await token('--cognito', 'id'), '/orders')).toMatchObject(UNAUTHORIZED);
    expect(await ask(await token())).toMatchObject(UNAUTHORIZED);
  });

  test('no token, no JWT, one of another pool, one that was tampered with', async () => {
    const good = await token('--cognito', 'id');
    expect(await app.ask('rest', '/users')).toMatchObject(UNAUTHORIZED);
    expect(await ask('abc')).toMatchObject(UNAUTHORIZED);
    expect(await ask(await token('--cognito', 'id', '--claim', 'iss=https://x.example'))).toMatchObject(UNAUTHORIZED);
    expect(await ask(forged(good, 1, { sub: 'root' }))).toMatchObject(UNAUTHORIZED);
  });

  test('an expired token (text unproven)', async () => {
    const expired = await token('--cognito', 'id', '--expires-in', '-60');
    expect(await ask(expired)).toMatchObject(refused('{"message":"The incoming token has expired"}'));
  });
});

test('tokens outlive a crash, other ports and all: the key is on disk', async () => {
  const [jwt, id] = [await token('--sub', 'alice'), await token('--cognito', 'id')];
  await app.crashAndRestart();
  expect((await app.ask('web', '/jwt', { headers: { authorization: jwt } })).status).toBe(200);
  expect((await app.ask('rest', '/users', { headers: { authorization: id } })).status).toBe(200);
});
