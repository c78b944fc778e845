// `gw-emulate token`: a token of the local issuer on stdout, nothing else.
import { expect, test } from 'vitest';
import { runToken } from '../../../src/cli/commands/token.ts';
import type { TokenCommand } from '../../../src/cli/commands/token.ts';
import { fakeIo } from '../fake-io.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const jwt = (audience: readonly string[], issuer = 'local') => ({ type: 'jwt', issuer, audience });
const route = { 'GET /': { http: 'http://127.0.0.1:9' } };
const config = {
  admin: { port: 4999 },
  apis: {
    shop: { type: 'http', authorizers: { users: jwt(['shop', 'all']) }, routes: route },
    other: {
      type: 'http',
      authorizers: { users: jwt(['all', 'other']), partners: jwt(['x'], 'https://a.example') },
      routes: route,
    },
  },
};

async function run(over: Partial<TokenCommand> = {}): Promise<{ code: number; out: string; err: string }> {
  const { io, out, err } = fakeIo();
  const cwd = temporaryFolder('token');
  const code = await runToken({ config, cwd, environment: {}, ...over }, io);
  return { code, out: out(), err: err() };
}

const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

test('the example of the documentation', async () => {
  const { code, out, err } = await run({
    sub: 'alice',
    scopes: ['orders.write'],
    claims: ['role=admin'],
    groups: ['editors'],
  });
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  expect(claimsOf(out)).toMatchObject({
    iss: 'http://127.0.0.1:4999/_gw/issuer',
    sub: 'alice',
    scope: 'orders.write',
    role: 'admin',
    groups: ['editors'],
    aud: ['shop', 'all', 'other'],
  });
});

test('claims are JSON where they can be read as JSON', async () => {
  const { out } = await run({ claims: ['level=3', 'tags=["a"]', 'name=Alice', 'url=a=b', 'empty='] });
  expect(claimsOf(out)).toMatchObject({ level: 3, tags: ['a'], name: 'Alice', url: 'a=b', empty: '' });
});

test.each([
  ['90', 90],
  ['90s', 90],
  ['15m', 900],
  ['8h', 28_800],
  ['30d', 2_592_000],
  ['-60', -60],
])('--expires-in %s is %i seconds', async (expiresIn, seconds) => {
  const { exp, iat } = claimsOf((await run({ expiresIn })).out) as { exp: number; iat: number };
  expect(exp - iat).toBe(seconds);
});

test.each<[Partial<TokenCommand>, string]>([
  [{ claims: ['role'] }, '--claim takes name=value, found "role". For example: --claim role=admin'],
  [{ expiresIn: 'soon' }, '--expires-in takes seconds, or a number with s, m, h or d, found "soon"'],
])('%j is wrong usage', async (over, message) => {
  const { code, out, err } = await run(over);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(message);
});

test('a configuration with problems makes no token', async () => {
  const { code, out, err } = await run({ config: { apis: { shop: { type: 'nothing' } } } });
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain('nothing');
});

test('Cognito tokens', async () => {
  const { out } = await run({ cognito: 'access', audience: ['client-1'], groups: ['g'] });
  expect(claimsOf(out)).toMatchObject({ token_use: 'access', client_id: 'client-1', 'cognito:groups': ['g'] });
});
