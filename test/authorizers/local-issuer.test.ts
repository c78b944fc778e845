// The emulator's own token issuer: what `issuer: local` means.
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FakeClock } from '../fake-clock.ts';
import { freshRoot, testIssuer } from './issuer.ts';

const clock = new FakeClock();
const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

const kidOf = (token: string): unknown =>
  JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid;

test('the key is made when first needed, for its owner alone, and kept out of git', () => {
  const root = freshRoot();
  const file = join(root, '.gw-emulate', 'issuer.json');
  const issuer = testIssuer(clock, { root });
  expect(existsSync(file)).toBe(false);
  issuer.document('/_gw/issuer/.well-known/jwks.json');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(root, '.gw-emulate', '.gitignore'), 'utf8')).toBe('*\n');
});

test('tokens outlive restarts, on another port too', async () => {
  const root = freshRoot();
  const before = testIssuer(clock, { root, adminUrl: 'http://127.0.0.1:4567' });
  const after = testIssuer(clock, { root, adminUrl: 'http://127.0.0.1:39001' });
  const [head] = before.mint({ subject: 'alice' }).split('.');
  const { kid } = JSON.parse(Buffer.from(head ?? '', 'base64url').toString()) as { kid: string };
  expect(await after.keys.key(kid)).toBeDefined();
  expect(after.isIssuer(claimsOf(before.mint({ subject: 'alice' })).iss)).toBe(true);
});

test("a key whose mode a copy has lost is its owner's alone again", () => {
  const root = freshRoot();
  const token = testIssuer(clock, { root }).mint({ subject: 'alice' });
  const file = join(root, '.gw-emulate', 'issuer.json');
  chmodSync(file, 0o644);
  expect(kidOf(testIssuer(clock, { root }).mint({ subject: 'alice' }))).toBe(kidOf(token));
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a .gitignore that is a link is not written through', () => {
  const root = freshRoot();
  const elsewhere = join(root, 'elsewhere');
  writeFileSync(elsewhere, 'kept');
  mkdirSync(join(root, '.gw-emulate'));
  symlinkSync(elsewhere, join(root, '.gw-emulate', '.gitignore'));
  testIssuer(clock, { root }).mint({ subject: 'alice' });
  expect(readFileSync(elsewhere, 'utf8')).toBe('kept');
});

test.each([undefined, 7, '', 'x', 'https://idp.example.com', 'http://127.0.0.1:4567/_gw/issuer/x'])(
  '%j is not the local issuer',
  (iss) => {
    expect(testIssuer(clock).isIssuer(iss)).toBe(false);
  },
);

test('a damaged key file is said, not replaced', () => {
  const root = freshRoot();
  testIssuer(clock, { root }).mint({ subject: 'alice' });
  const file = join(root, '.gw-emulate', 'issuer.json');
  writeFileSync(file, '{}');
  expect(() => testIssuer(clock, { root }).mint({ subject: 'alice' })).toThrow(
    /issuer\.json cannot be read: .*Delete it/,
  );
});

test('the documents: discovery and public keys, nothing private, nothing else', () => {
  const issuer = testIssuer(clock);
  expect(issuer.document('/_gw/issuer/.well-known/openid-configuration')).toMatchObject({
    issuer: 'http://127.0.0.1:4567/_gw/issuer',
    jwks_uri: 'http://127.0.0.1:4567/_gw/issuer/.well-known/jwks.json',
  });
  const { keys } = issuer.document('/_gw/issuer/.well-known/jwks.json') as { keys: object[] };
  expect(keys.map((key) => Object.keys(key).sort())).toEqual([['alg', 'e', 'kid', 'kty', 'n', 'use']]);
  for (const path of ['/', '/_gw/issuer', '/_gw/issuer/.well-known/', '/_gw/issuer/constructor', '__proto__']) {
    expect(issuer.document(path)).toBeUndefined();
  }
});

describe('claims', () => {
  const now = Math.floor(clock.now() / 1000);
  const iss = 'http://127.0.0.1:4567/_gw/issuer';
  const jti = expect.any(String) as unknown;

  test('of a plain token', () => {
    const token = testIssuer(clock).mint({
      subject: 'alice',
      scopes: ['orders.read', 'orders.write'],
      groups: ['editors'],
      audience: ['shop'],
      claims: { role: 'admin' },
      expiresIn: 60,
    });
    expect(claimsOf(token)).toEqual({
      iss,
      sub: 'alice',
      iat: now,
      exp: now + 60,
      jti,
      aud: 'shop',
      scope: 'orders.read orders.write',
      groups: ['editors'],
      role: 'admin',
    });
  });

  test('of a plain token that was asked for nothing: no scope, no audience, an hour', () => {
    expect(claimsOf(testIssuer(clock).mint({ subject: 'alice' }))).toEqual({
      iss,
      sub: 'alice',
      iat: now,
      exp: now + 3600,
      jti,
    });
  });

  test('of a Cognito ID token', () => {
    const token = testIssuer(clock).mint({ subject: 'alice', groups: ['g'], audience: ['client'], cognito: 'id' });
    expect(claimsOf(token)).toEqual({
      iss,
      sub: 'alice',
      iat: now,
      exp: now + 3600,
      jti,
      auth_time: now,
      event_id: jti,
      origin_jti: jti,
      token_use: 'id',
      aud: 'client',
      'cognito:username': 'alice',
      'cognito:groups': ['g'],
    });
  });

  test('of a Cognito access token: client_id for aud, and always a scope', () => {
    const token = testIssuer(clock).mint({ subject: 'alice', cognito: 'access' });
    const claims = claimsOf(token);
    expect(claims).toMatchObject({
      token_use: 'access',
      client_id: 'local',
      username: 'alice',
      version: 2,
      scope: 'aws.cognito.signin.user.admin',
    });
    expect(claims).not.toHaveProperty('aud');
  });

  test('asked for replace the issuer’s own, so that bad tokens can be had as well', () => {
    const token = testIssuer(clock).mint({ subject: 'alice', claims: { iss: 'x', exp: 1 } });
    expect(claimsOf(token)).toMatchObject({ iss: 'x', exp: 1 });
  });
});
