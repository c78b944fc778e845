// User pool authorizers of REST APIs: docs/aws/rest-api.md#cognito-authorizers, docs/aws/rest-api.md#resource-policies (table B);
// docs/aws/rest-api-observed.md#authorizers.
import { describe, expect, test } from 'vitest';
import type { LocalIssuer, TokenRequest } from '../../src/authorizers/index.ts';
import { cognitoClaimTexts } from '../../src/authorizers/cognito/claim-text.ts';
import type { CognitoAuthorizer } from '../../src/model/definition/authorizer.ts';
import type { RestApi } from '../../src/model/definition/rest-api.ts';
import { FakeClock } from '../fake-clock.ts';
import { type Gate, gate, type Seen } from './gate.ts';
import { testIssuer } from './issuer.ts';

const POOL = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_abc';

const authorizer: CognitoAuthorizer = {
  name: 'pool',
  id: 'abc123',
  type: 'cognito',
  identitySource: 'method.request.header.Authorization',
  userPools: ['local'],
  ttl: 300,
};

function protectedBy(
  over: Partial<CognitoAuthorizer> = {},
  scopes: readonly string[] = [],
  rest: Partial<RestApi> = {},
): Gate {
  return gate('rest', {
    authorization: { type: 'COGNITO_USER_POOLS', authorizer: 'pool', scopes },
    authorizers: [{ ...authorizer, ...over }],
    localIssuer: testIssuer,
    rest,
  });
}

const issuer: LocalIssuer = testIssuer(new FakeClock());
const token = (cognito: 'id' | 'access', over: Partial<TokenRequest> = {}): string =>
  issuer.mint({ subject: 'alice', audience: ['client-1'], cognito, ...over });

const send = (door: Gate, value?: string): Promise<Seen> =>
  door.send({ headers: value === undefined ? [] : [['Authorization', value]] });

const EXPIRED = '{"message":"The incoming token has expired"}';
const UNAUTHORIZED = '{"message":"Unauthorized"}';

test.each<[what: string, scopes: readonly string[], value: () => string | undefined, status: number, body: string]>([
  ['no token', [], () => undefined, 401, UNAUTHORIZED],
  ['an empty header', [], () => '', 401, UNAUTHORIZED],
  ['no JWT', [], () => 'abc', 401, UNAUTHORIZED],
  ['an ID token', [], () => token('id'), 200, 'in'],
  ['an ID token after Bearer (unproven)', [], () => `Bearer ${token('id')}`, 200, 'in'],
  ['an access token on a method without scopes', [], () => token('access'), 401, UNAUTHORIZED],
  ['an access token with the scope', ['shop/read'], () => token('access', { scopes: ['x', 'shop/read'] }), 200, 'in'],
  ['an access token with one of two scopes', ['a', 'b'], () => token('access', { scopes: ['b'] }), 200, 'in'],
  ['an access token without the scope', ['shop/read'], () => token('access'), 401, UNAUTHORIZED],
  [
    'an ID token on a method with scopes',
    ['shop/read'],
    () => token('id', { claims: { scope: 'shop/read' } }),
    401,
    UNAUTHORIZED,
  ],
  ['neither kind of token', [], () => issuer.mint({ subject: 'alice' }), 401, UNAUTHORIZED],
  ['an expired token (text unproven)', [], () => token('id', { expiresIn: -1 }), 401, EXPIRED],
  ['a token of another pool', [], () => token('id', { claims: { iss: POOL } }), 401, UNAUTHORIZED],
  ['a changed token', [], () => `${token('id').slice(0, -8)}AAAAAAAA`, 401, UNAUTHORIZED],
])('%s, scopes %j: %i', async (_what, scopes, value, status, body) => {
  const door = protectedBy({}, scopes);
  const seen = await send(door, value());
  expect([seen.status, seen.body]).toEqual([status, body]);
  if (status === 401) expect(seen.headers['x-amzn-errortype']).toBe('UnauthorizedException');
  expect(door.contexts()).toHaveLength(status === 200 ? 1 : 0);
});

describe('the validation expression is matched against aud', () => {
  test.each<[string, 'id' | 'access', readonly string[], number]>([
    ['client-[0-9]', 'id', [], 200],
    ['client', 'id', [], 401],
    ['other', 'id', [], 401],
    ['client-1', 'access', ['a'], 401],
  ])('%s against %s token: %s', async (identityValidationExpression, kind, scopes, status) => {
    const door = protectedBy({ identityValidationExpression }, scopes);
    expect((await send(door, token(kind, { scopes: ['a'] }))).status).toBe(status);
  });
});

test('the event has the claims, each as text', async () => {
  const door = protectedBy();
  await send(door, token('id', { groups: ['admins', 'editors'], claims: { email_verified: true, level: 3 } }));
  expect(door.told().claims).toMatchObject({
    sub: 'alice',
    'cognito:username': 'alice',
    'cognito:groups': 'admins,editors',
    email_verified: 'true',
    level: '3',
    token_use: 'id',
    aud: 'client-1',
    exp: 'Mon Jun 17 15:48:13 UTC 2024',
  });
});

// docs/aws/rest-api.md#cognito-authorizers: eight captures of the times, four of the identities.
test('exp and iat show as Java prints dates, auth_time as its number', () => {
  expect(cognitoClaimTexts({ exp: 0, iat: 1_718_635_693, auth_time: 1_574_911_451, nothing: null })).toEqual({
    exp: 'Thu Jan 01 00:00:00 UTC 1970',
    iat: 'Mon Jun 17 14:48:13 UTC 2024',
    auth_time: '1574911451',
  });
});

test('a list of claims loses its brackets, whether its items are texts or maps', () => {
  const one = [{ userId: '7' }];
  const texts = cognitoClaimTexts({
    'cognito:groups': ['a', 'b'],
    identities: one,
    two: [...one, { userId: '8' }],
    none: [],
    map: { a: 1 },
  });
  expect(texts).toEqual({
    'cognito:groups': 'a,b',
    identities: '{"userId":"7"}',
    two: '{"userId":"7"},{"userId":"8"}',
    none: '',
    map: '{"a":1}',
  });
});

describe('a pool of AWS', () => {
  const pooled = (fetchJson: (url: string) => Promise<unknown>): Gate =>
    gate('rest', {
      authorization: { type: 'COGNITO_USER_POOLS', authorizer: 'pool', scopes: [] },
      authorizers: [{ ...authorizer, userPools: ['https://other.example', POOL] }],
      services: { fetchJson },
    });
  const foreign = (): string => token('id', { claims: { iss: POOL } });

  test('has its keys at the fixed place', async () => {
    const asked: string[] = [];
    const door = pooled((url) => {
      asked.push(url);
      return Promise.resolve(issuer.document('/_gw/issuer/.well-known/jwks.json'));
    });
    expect((await send(door, foreign())).status).toBe(200);
    expect(asked).toEqual([`${POOL}/.well-known/jwks.json`]);
  });

  test('that cannot be reached is a 500, and no request passes', async () => {
    const door = pooled(() => Promise.reject(new Error('getaddrinfo ENOTFOUND')));
    const seen = await send(door, foreign());
    expect([seen.status, seen.body, seen.headers['x-amzn-errortype']]).toEqual([
      500,
      '{"message":null}',
      'AuthorizerConfigurationException',
    ]);
    expect(door.warnings[0]).toContain('getaddrinfo ENOTFOUND');
  });

  test('any OpenID provider will do: its keys are found by discovery', async () => {
    const door = pooled((url) => {
      if (url === `${POOL}/.well-known/jwks.json`) return Promise.reject(new Error('status 404'));
      if (url === `${POOL}/.well-known/openid-configuration`) return Promise.resolve({ jwks_uri: `${POOL}/keys` });
      return Promise.resolve(issuer.document('/_gw/issuer/.well-known/jwks.json'));
    });
    expect((await send(door, foreign())).status).toBe(200);
  });
});

test.each([
  ['Allow', 200],
  ['Deny', 403],
] as const)('a resource policy has to allow too (table B): %s is %i', async (Effect, status) => {
  const Statement = [{ Effect, Principal: '*', Action: 'execute-api:Invoke', Resource: '*' }];
  expect((await send(protectedBy({}, [], { policy: { Statement } }), token('id'))).status).toBe(status);
});

test('a resource policy that is silent refuses a good token (table B)', async () => {
  expect((await send(protectedBy({}, [], { policy: { Statement: [] } }), token('id'))).status).toBe(403);
});
