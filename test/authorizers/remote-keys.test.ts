// Where the keys of issuers come from: docs/aws/http-api.md#jwt-authorizers (discovery, two hours, rotation, 1500 ms, 150,000 bytes,
// failures are 401).
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterEach, describe, expect, test } from 'vitest';
import type { FetchJson, LocalIssuer } from '../../src/authorizers/index.ts';
import { fetchJson } from '../../src/authorizers/jwt/fetch-json.ts';
import type { Authorizer } from '../../src/model/definition/authorizer.ts';
import { FakeClock } from '../fake-clock.ts';
import { type Gate, gate, type Seen } from './gate.ts';
import { freshRoot, testIssuer } from './issuer.ts';

const ISSUER = 'https://idp.example.com/realm';
const DISCOVERY = `${ISSUER}/.well-known/openid-configuration`;
const JWKS = `${ISSUER}/.well-known/jwks.json`;

/** Somebody else's identity provider: an issuer of ours with documents under another name. */
class Provider {
  readonly asked: string[] = [];
  away = false;
  issuer: LocalIssuer = testIssuer(new FakeClock());

  readonly fetchJson: FetchJson = async (url, limits) => {
    this.asked.push(url);
    expect(limits).toEqual({ timeoutMs: 1500, maxBytes: 150_000 });
    if (this.away) throw new Error('connect ECONNREFUSED');
    if (url === DISCOVERY) return { issuer: ISSUER, jwks_uri: JWKS };
    return this.issuer.document('/_gw/issuer/.well-known/jwks.json');
  };

  token(): string {
    return this.issuer.mint({ subject: 'alice', audience: ['shop'], claims: { iss: ISSUER }, expiresIn: 10 * 3600 });
  }

  rotate(): void {
    this.issuer = testIssuer(new FakeClock(), { root: freshRoot() });
  }
}

function protectedBy(provider: Provider, over: { readonly issuer?: string } = {}): Gate {
  const users: Authorizer = {
    name: 'users',
    id: 'abc123',
    type: 'jwt',
    identitySource: '$request.header.Authorization',
    issuer: ISSUER,
    audience: ['shop'],
    ...over,
  };
  const authorization = { type: 'JWT', authorizer: 'users', scopes: [] } as const;
  return gate('http', { authorization, authorizers: [users], services: { fetchJson: provider.fetchJson } });
}

const send = (door: Gate, token: string, path = '/dev/pets'): Promise<Seen> =>
  door.send({ path, headers: [['Authorization', token]] });

describe('keys of an OpenID provider', () => {
  test('are found through its discovery document and kept for two hours, for all routes', async () => {
    const provider = new Provider();
    const door = protectedBy(provider);
    const token = provider.token();
    expect((await send(door, token)).status).toBe(200);
    expect((await send(door, token, '/dev/other')).status).toBe(200);
    door.clock.advance(2 * 3_600_000 - 1);
    await send(door, token);
    expect(provider.asked).toEqual([DISCOVERY, JWKS]);
    door.clock.advance(1);
    await send(door, token);
    expect(provider.asked).toHaveLength(4);
  });

  test('are fetched once by requests that come together', async () => {
    const provider = new Provider();
    const door = protectedBy(provider);
    const token = provider.token();
    const seen = await Promise.all([send(door, token), send(door, token), send(door, token)]);
    expect(seen.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(provider.asked).toHaveLength(2);
  });

  test('rotate: an unknown key id asks again, at most once a second', async () => {
    const provider = new Provider();
    const door = protectedBy(provider);
    await send(door, provider.token());
    provider.rotate();
    expect((await send(door, provider.token())).status).toBe(401);
    expect(provider.asked).toHaveLength(2);
    door.clock.advance(1000);
    expect((await send(door, provider.token())).status).toBe(200);
    expect(provider.asked).toHaveLength(4);
  });

  test('stay good while the provider is away, for what they cover', async () => {
    const provider = new Provider();
    const door = protectedBy(provider);
    const known = provider.token();
    await send(door, known);
    provider.away = true;
    provider.rotate();
    door.clock.advance(3000);
    expect((await send(door, provider.token())).status).toBe(401);
    expect((await send(door, known)).status).toBe(200);
  });
});

describe('a provider that cannot be reached', () => {
  test('lets no request through: 401 with the reason, and one warning', async () => {
    const provider = new Provider();
    provider.away = true;
    const door = protectedBy(provider);
    const seen = await send(door, provider.token());
    expect(seen).toMatchObject({ status: 401, body: '{"message":"Unauthorized"}' });
    expect(seen.headers['www-authenticate']).toBe(
      'Bearer scope="" error="invalid_token" error_description="OIDC discovery endpoint communication error"',
    );
    await send(door, provider.token());
    expect(door.warnings).toEqual([
      `The keys of the issuer ${ISSUER} cannot be had, so its tokens are refused: OIDC discovery endpoint communication error: connect ECONNREFUSED`,
    ]);
    provider.away = false;
    expect((await send(door, provider.token())).status).toBe(200);
  });

  test.each<[what: string, documents: Readonly<Record<string, unknown>>, error: string]>([
    ['no jwks_uri', { [DISCOVERY]: {} }, 'OIDC discovery endpoint communication error'],
    [
      'a jwks_uri that is a file',
      { [DISCOVERY]: { jwks_uri: 'file:///etc/passwd' } },
      'OIDC discovery endpoint communication error',
    ],
    ['no key list', { [DISCOVERY]: { jwks_uri: JWKS }, [JWKS]: {} }, 'JWKS communication error'],
    [
      'a damaged key',
      { [DISCOVERY]: { jwks_uri: JWKS }, [JWKS]: { keys: [{ kty: 'RSA', kid: 'x' }, null, 7] } },
      'unable to find a signing key that matches the kid of the token',
    ],
  ])('%s', async (_what, documents, error) => {
    const provider = new Provider();
    const door = gate('http', {
      authorization: { type: 'JWT', authorizer: 'users', scopes: [] },
      authorizers: [
        {
          name: 'users',
          id: 'abc123',
          type: 'jwt',
          identitySource: '$request.header.Authorization',
          issuer: ISSUER,
          audience: ['shop'],
        },
      ],
      services: { fetchJson: (url) => Promise.resolve(documents[url]) },
    });
    const seen = await send(door, provider.token());
    expect([seen.status, seen.headers['www-authenticate']]).toEqual([
      401,
      `Bearer scope="" error="invalid_token" error_description="${error}"`,
    ]);
  });
});

describe('over the network', () => {
  let close: (() => Promise<void>) | undefined;
  afterEach(() => close?.());

  async function listen(answer: RequestListener): Promise<string> {
    const server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    close = () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  const limits = { timeoutMs: 1500, maxBytes: 1000 };

  test('a token of the local issuer is good for jose, which finds the keys itself', async () => {
    let url = '';
    const issuer = (): LocalIssuer => testIssuer(new FakeClock(), { adminUrl: url });
    url = await listen((request, response) => response.end(JSON.stringify(issuer().document(request.url ?? ''))));
    const discovery = (await fetchJson(`${url}/_gw/issuer/.well-known/openid-configuration`, limits)) as Record<
      string,
      string
    >;
    expect(discovery.issuer).toBe(`${url}/_gw/issuer`);
    const keys = createRemoteJWKSet(new URL(discovery.jwks_uri ?? ''));
    const token = issuer().mint({ subject: 'alice', audience: ['shop'], scopes: ['a'] });
    const currentDate = new Date(new FakeClock().now());
    const { payload } = await jwtVerify(token, keys, { issuer: discovery.issuer ?? '', audience: 'shop', currentDate });
    expect(payload).toMatchObject({ sub: 'alice', scope: 'a' });
  });

  test('an authorizer finds the keys of a provider by discovery', async () => {
    let url = '';
    const issuer = (): LocalIssuer => testIssuer(new FakeClock(), { adminUrl: url });
    url = await listen((request, response) => response.end(JSON.stringify(issuer().document(request.url ?? ''))));
    const users: Authorizer = {
      name: 'users',
      id: 'abc123',
      type: 'jwt',
      identitySource: '$request.header.Authorization',
      issuer: `${url}/_gw/issuer`,
      audience: ['shop'],
    };
    const door = gate('http', {
      authorization: { type: 'JWT', authorizer: 'users', scopes: [] },
      authorizers: [users],
    });
    expect((await send(door, issuer().mint({ subject: 'alice', audience: ['shop'] }))).status).toBe(200);
    await close?.();
    const later = gate('http', {
      authorization: { type: 'JWT', authorizer: 'users', scopes: [] },
      authorizers: [users],
    });
    expect((await send(later, issuer().mint({ subject: 'alice', audience: ['shop'] }))).status).toBe(401);
  });

  test.each<[what: string, answer: RequestListener, problem: RegExp]>([
    ['another status', (_, response) => response.writeHead(404).end('{}'), /status 404/],
    [
      'a redirect, which is not followed',
      (_, response) => response.writeHead(302, { location: '/x' }).end(),
      /status 302/,
    ],
    ['no JSON', (_, response) => response.end('<html>'), /does not answer with JSON/],
    ['more than allowed', (_, response) => response.end(`"${'x'.repeat(1000)}"`), /larger than 1000 bytes/],
    [
      'a cut connection',
      (_, response) => response.writeHead(200, { 'content-length': '9' }).write('{', () => response.destroy()),
      /aborted/,
    ],
  ])('%s', async (_what, answer, problem) => {
    const url = await listen(answer);
    await expect(fetchJson(url, limits)).rejects.toThrow(problem);
  });

  test('an answer that does not come, or does not end, is given up', async () => {
    const silent = await listen(() => {});
    await expect(fetchJson(silent, { ...limits, timeoutMs: 20 })).rejects.toThrow('did not answer within 20 ms');
    await close?.();
    const endless = await listen((_, response) => response.write('{'));
    await expect(fetchJson(endless, { ...limits, timeoutMs: 50 })).rejects.toThrow('did not answer within 50 ms');
  });
});
