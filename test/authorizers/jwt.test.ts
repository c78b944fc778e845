// JWT authorizers of HTTP APIs: docs/aws/http-api.md#jwt-authorizers. Texts of WWW-Authenticate that were not captured are marked unproven.
import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { LocalIssuer } from '../../src/authorizers/index.ts';
import { claimTexts } from '../../src/authorizers/jwt/claim-text.ts';
import type { JwtAuthorizer } from '../../src/model/definition/authorizer.ts';
import type { TokenRequest } from '../../src/authorizers/index.ts';
import { FakeClock } from '../fake-clock.ts';
import { type Gate, gate, type Seen } from './gate.ts';
import { testIssuer } from './issuer.ts';

const authorizer: JwtAuthorizer = {
  name: 'users',
  id: 'abc123',
  type: 'jwt',
  identitySource: '$request.header.Authorization',
  issuer: 'local',
  audience: ['shop', 'admin'],
};

function protectedBy(over: Partial<JwtAuthorizer> = {}, scopes: readonly string[] = []): Gate {
  return gate('http', {
    authorization: { type: 'JWT', authorizer: 'users', scopes },
    authorizers: [{ ...authorizer, ...over }],
    localIssuer: testIssuer,
  });
}

const issuer: LocalIssuer = testIssuer(new FakeClock());
const token = (over: Partial<TokenRequest> = {}): string =>
  issuer.mint({ subject: 'alice', audience: ['shop'], ...over });
const now = Math.floor(new FakeClock().now() / 1000);

function send(door: Gate, authorization?: string): Promise<Seen> {
  return door.send({ headers: authorization === undefined ? [] : [['Authorization', authorization]] });
}

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const forge = (header: object, claims: object, signer: (text: string) => string): string => {
  const text = `${encoded(header)}.${encoded(claims)}`;
  return `${text}.${signer(text)}`;
};
const partOf = (jwt: string, index: number): object =>
  JSON.parse(Buffer.from(jwt.split('.')[index] ?? '', 'base64url').toString()) as object;

describe('tokens that pass', () => {
  test.each<[what: string, authorization: () => string]>([
    ['bare', () => token()],
    ['after Bearer', () => `Bearer ${token()}`],
    ['after bearer in lower case (unproven)', () => `bearer ${token()}`],
    ['with one of several audiences', () => token({ audience: ['other', 'admin'] })],
    ['with client_id and no aud', () => token({ audience: [], claims: { client_id: 'shop' } })],
    ['with nbf in the past', () => token({ claims: { nbf: now - 1 } })],
  ])('%s', async (_what, authorization) => {
    expect((await send(protectedBy(), authorization())).status).toBe(200);
  });

  test('from the query string', async () => {
    const door = protectedBy({ identitySource: '$request.querystring.token' });
    expect((await door.send({ query: `token=${token()}` })).status).toBe(200);
  });
});

describe('tokens that are refused with 401', () => {
  const { privateKey: strangersKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const strangers = (text: string): string => sign('RSA-SHA256', Buffer.from(text), strangersKey).toString('base64url');
  const goodHeader = () => partOf(token(), 0);
  const goodClaims = () => partOf(token(), 1);

  const segments = 'token contains an invalid number of segments';
  const audience = 'the token does not have a valid audience';
  test.each<[what: string, authorization: () => string, description: string]>([
    ['a text that is not a JWT', () => 'Bearer abc', segments],
    ['four segments', () => `${token()}.x`, segments],
    ['another audience', () => token({ audience: ['other'] }), audience],
    ['no audience', () => token({ audience: [] }), audience],
    [
      'a client_id that is not looked at beside aud',
      () => token({ audience: ['other'], claims: { client_id: 'shop' } }),
      audience,
    ],
    ['expired (unproven)', () => token({ expiresIn: 0 }), 'the token has expired'],
    ['no exp (unproven)', () => token({ claims: { exp: undefined } }), 'the token has expired'],
    ['not valid yet (unproven)', () => token({ claims: { nbf: now + 1 } }), 'the token is not valid yet'],
    [
      'issued in the future (unproven)',
      () => token({ claims: { iat: now + 1 } }),
      'the token was used before it was issued',
    ],
    [
      'another issuer (unproven)',
      () => token({ claims: { iss: 'https://idp.example.com' } }),
      'the token does not have a valid issuer',
    ],
    [
      'a header that is not JSON (unproven)',
      () => `x.${token().split('.').slice(1).join('.')}`,
      'the token is malformed',
    ],
    ['alg none (unproven)', () => forge({ alg: 'none' }, goodClaims(), () => ''), 'signing method none is invalid'],
    [
      'HS256 with the public key as secret (unproven)',
      () =>
        forge({ ...goodHeader(), alg: 'HS256' }, goodClaims(), (text) =>
          createHmac('sha256', JSON.stringify(issuer.document('/_gw/issuer/.well-known/jwks.json')))
            .update(text)
            .digest('base64url'),
        ),
      'signing method HS256 is invalid',
    ],
    [
      'ES256 (unproven)',
      () => forge({ ...goodHeader(), alg: 'ES256' }, goodClaims(), () => 'AAAA'),
      'signing method ES256 is invalid',
    ],
    [
      'an alg that would break the header (unproven)',
      () => forge({ alg: 'x"\r\nSet-Cookie: a' }, {}, () => ''),
      'signing method xSet-Cookiea is invalid',
    ],
    [
      'an unknown kid (unproven)',
      () => forge({ alg: 'RS256', kid: 'x' }, goodClaims(), strangers),
      'unable to find a signing key that matches the kid of the token',
    ],
    ['no kid (unproven)', () => forge({ alg: 'RS256' }, goodClaims(), strangers), 'the token has no kid'],
    ['a stranger’s signature (unproven)', () => forge(goodHeader(), goodClaims(), strangers), 'signature is invalid'],
    [
      'claims changed after signing (unproven)',
      () => {
        const [head, , tail] = token().split('.');
        return `${head}.${encoded({ ...goodClaims(), sub: 'mallory' })}.${tail}`;
      },
      'signature is invalid',
    ],
  ])('%s', async (_what, authorization, description) => {
    const door = protectedBy();
    const seen = await send(door, authorization());
    expect(seen).toMatchObject({ status: 401, body: '{"message":"Unauthorized"}' });
    expect(seen.headers['content-type']).toBe('application/json');
    expect(seen.headers['www-authenticate']).toBe(
      `Bearer scope="" error="invalid_token" error_description="${description}"`,
    );
    expect(door.contexts()).toEqual([]);
  });

  test('no token at all: the challenge is Bearer alone', async () => {
    const seen = await send(protectedBy());
    expect(seen).toMatchObject({ status: 401, body: '{"message":"Unauthorized"}' });
    expect(seen.headers['www-authenticate']).toBe('Bearer');
  });

  test('the challenge names the scopes of the route (unproven)', async () => {
    const seen = await send(protectedBy({}, ['a', 'b']), 'Bearer x');
    expect(seen.headers['www-authenticate']).toBe(
      `Bearer scope="a b" error="invalid_token" error_description="${segments}"`,
    );
  });

  test('a token is good until its exp, not longer', async () => {
    const door = protectedBy();
    const short = token({ expiresIn: 60 });
    door.clock.advance(59_000);
    expect((await send(door, short)).status).toBe(200);
    door.clock.advance(1000);
    expect((await send(door, short)).status).toBe(401);
  });
});

describe('scopes', () => {
  test.each<[claims: object, status: number]>([
    [{ scope: 'orders.read orders.write' }, 200],
    [{ scp: ['orders.write'] }, 200],
    [{ scp: 'x orders.write' }, 200],
    [{ scope: 'orders.writer' }, 403],
    [{ scope: '' }, 403],
    [{}, 403],
  ])('a route that wants orders.write, a token with %j: %i', async (claims, status) => {
    const seen = await send(protectedBy({}, ['orders.write', 'orders.admin']), token({ claims: { ...claims } }));
    expect(seen.status).toBe(status);
    if (status === 200) return;
    expect(seen.body).toBe('{"message":"Forbidden"}');
    expect(seen.headers['www-authenticate']).toBe(
      'Bearer scope="orders.write orders.admin" error="insufficient_scope"',
    );
  });

  test('the event has all scopes of the token where the route wants any, else null; the claim stays', async () => {
    const [wanting, open] = [protectedBy({}, ['a']), protectedBy()];
    for (const door of [wanting, open]) await send(door, token({ scopes: ['a', 'b'] }));
    const jwtOf = (door: Gate) => door.told().jwt as { scopes: unknown; claims: object };
    expect([jwtOf(wanting).scopes, jwtOf(open).scopes]).toEqual([['a', 'b'], null]);
    expect(jwtOf(open).claims).toMatchObject({ scope: 'a b' });
  });
});

test.each<[unknown, string]>([
  [1787996002, '1787996002'],
  [1e21, '1000000000000000000000'],
  [1.5, '1.5'],
  [true, 'true'],
  ['text', 'text'],
  [['admin', 'poweruser'], '[admin poweruser]'],
  [[], '[]'],
  [[1, [true, null]], '[1 [true <nil>]]'],
  [{ roles: ['admin'] }, 'map[roles:[admin]]'],
  [{ b: 1, a: { c: 2 } }, 'map[a:map[c:2] b:1]'],
])('the claim %j shows as %s', (value, expected) => {
  expect(claimTexts({ claim: value, empty: null })).toEqual({ claim: expected });
});

test('a claim named __proto__ is a claim like others', () => {
  const texts = claimTexts(JSON.parse('{"__proto__":"x"}') as Record<string, unknown>);
  expect(Object.getOwnPropertyNames(texts)).toEqual(['__proto__']);
});

test('without a local issuer its tokens are refused, never let through', async () => {
  const door = gate('http', {
    authorization: { type: 'JWT', authorizer: 'users', scopes: [] },
    authorizers: [authorizer],
  });
  const seen = await send(door, token());
  expect(seen.status).toBe(401);
  expect(seen.headers['www-authenticate']).toContain('JWKS communication error');
});
