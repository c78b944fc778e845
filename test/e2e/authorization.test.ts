// Lambda, JWT and user pool authorizers of the running command, with the tokens that `gw-emulate token` prints: kind of API × authorizer × outcome.
// Expected: docs/aws/rest-api.md#authorizer-outcomes and docs/aws/rest-api.md#cognito-authorizers, docs/aws/http-api.md#jwt-authorizers and
// docs/aws/http-api.md#lambda-authorizers, docs/aws/websocket-api.md#identity-sources; bodies of refused handshakes follow REST (inferred
// there).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client } from './authorization-client.ts';
import { type AuthorizationApp, type Seen, startAuthorizationApp } from './authorization-app.ts';

let app: AuthorizationApp;

beforeAll(async () => {
  app = await startAuthorizationApp();
});
afterAll(() => app?.stop());

type Answer = Partial<Seen>;
const JSON_TYPE = { contentType: 'application/json', hasRequestId: true };

function rest(status: number, body: string, errorType: string): Answer {
  return { status, body, errorType, wwwAuthenticate: undefined, ...JSON_TYPE };
}
function other(status: number, message: string): Answer {
  const body = JSON.stringify({ message });
  return { status, body, errorType: undefined, wwwAuthenticate: undefined, ...JSON_TYPE };
}

const DENIED = 'User is not authorized to access this resource with an explicit deny in an identity-based policy';
const SILENT =
  'User is not authorized to access this resource because no identity-based policy allows the execute-api:Invoke action';
const REST = {
  allow: { status: 200 },
  deny: rest(403, `{"Message":"${DENIED}"}`, 'AccessDeniedException'),
  silent: rest(403, `{"Message":"${SILENT}"}`, 'AccessDeniedException'),
  missing: rest(401, '{"message":"Unauthorized"}', 'UnauthorizedException'),
  unauthorized: rest(401, '{"message":"Unauthorized"}', 'UnauthorizedException'),
  malformed: rest(500, '{"message":null}', 'AuthorizerConfigurationException'),
  throw: rest(500, '{"message":null}', 'AuthorizerConfigurationException'),
  hang: rest(500, '{"message":null}', 'AuthorizerConfigurationException'),
};
const HTTP = {
  allow: { status: 200 },
  deny: other(403, 'Forbidden'),
  silent: other(403, 'Forbidden'),
  missing: other(401, 'Unauthorized'),
  unauthorized: other(500, 'Internal Server Error'),
  malformed: other(500, 'Internal Server Error'),
  throw: other(500, 'Internal Server Error'),
  hang: other(500, 'Internal Server Error'),
};
const WEBSOCKET = {
  allow: { status: 101 },
  deny: other(403, DENIED),
  silent: other(403, SILENT),
  missing: other(401, 'Unauthorized'),
  unauthorized: other(401, 'Unauthorized'),
  malformed: other(500, 'Internal server error'),
  throw: other(500, 'Internal server error'),
  hang: other(500, 'Internal server error'),
};

const DOORS: readonly [
  name: string,
  api: string,
  path: string,
  answers: Readonly<Record<keyof typeof REST, Answer>>,
][] = [
  ['REST TOKEN', 'rest', '/token', REST],
  ['REST REQUEST', 'rest', '/request', REST],
  // Without a cache the function is asked whatever is missing, and has no answer for that here.
  ['REST REQUEST without a cache', 'rest', '/uncached', { ...REST, missing: REST.malformed }],
  ['HTTP 1.0', 'web', '/one', HTTP],
  ['HTTP 2.0', 'web', '/two', HTTP],
  ['HTTP 2.0 without a cache', 'web', '/uncached', HTTP],
  ['HTTP simple', 'web', '/simple', HTTP],
  ['WebSocket', 'chat', '', WEBSOCKET],
];

let tickets = 0;
const fresh = (word: string): { Ticket: string } => ({ Ticket: `${word}${(tickets += 1)}` });

function knock(api: string, path: string, headers: Readonly<Record<string, string>>): Promise<Seen> {
  return api === 'chat' ? app.handshake(api, headers) : app.ask(api, path, { headers });
}

describe.each(DOORS)('%s', (_name, api, path, answers) => {
  test.each(['allow', 'deny', 'silent', 'unauthorized', 'malformed', 'throw', 'hang'] as const)(
    'a function that says: %s',
    async (word) => {
      expect(await knock(api, path, fresh(word))).toMatchObject(answers[word]);
    },
  );

  test.each<[what: string, headers: Readonly<Record<string, string>>]>([
    ['missing', {}],
    ['empty', { Ticket: '' }],
  ])('an identity source that is %s', async (_what, headers) => {
    expect(await knock(api, path, headers)).toMatchObject(answers.missing);
  });
});

test('a token that does not match the validation expression is a 401, whatever the function would say', async () => {
  expect(await app.ask('rest', '/token', { headers: { Ticket: 'ALLOW' } })).toMatchObject(REST.unauthorized);
});

test('handlers see the context: as texts in REST APIs, with its types in HTTP APIs', async () => {
  const of = async (api: string, path: string) =>
    (await app.send(api, path, { headers: fresh('allow') })).json() as { authorizer: unknown };
  const texts = { principalId: 'user-1', nonce: expect.any(String), level: '3', admin: 'true' };
  expect(await of('rest', '/token')).toMatchObject({ authorizer: texts });
  expect(await of('rest', '/request')).toMatchObject({ authorizer: texts });
  expect(await of('web', '/two')).toEqual({
    authorizer: { lambda: { nonce: expect.any(String), level: 3, admin: true } },
  });
  expect(await of('web', '/simple')).toEqual({
    authorizer: { lambda: { nonce: expect.any(String), level: 3, list: ['a', 1] } },
  });
});

test('every message of a connection carries the context of its handshake, as texts', async () => {
  const client = await Client.open(app.cli().url('chat'), fresh('allow'));
  const first = await client.answerTo({ action: 'x' });
  expect(first.authorizer).toMatchObject({ principalId: 'user-1', level: '3', admin: 'true' });
  expect(await client.answerTo({ action: 'y' })).toMatchObject({ authorizer: { nonce: first.authorizer.nonce } });
  client.close();
});

/** The same answer of the function shows by its nonce. */
async function nonces(api: string, path: string, headers: Readonly<Record<string, string>>): Promise<unknown[]> {
  const seen = [];
  for (let n = 0; n < 2; n += 1) {
    const { authorizer } = (await app.send(api, path, { headers })).json() as { authorizer: Authorizer };
    seen.push(authorizer.lambda?.nonce ?? authorizer.nonce);
  }
  return seen;
}
type Authorizer = { nonce?: string; lambda?: { nonce: string } };

describe('the cache', () => {
  test.each([
    ['rest', '/token'],
    ['rest', '/request'],
    ['web', '/one'],
    ['web', '/two'],
    ['web', '/simple'],
  ])('an answer is kept: %s %s', async (api, path) => {
    const [first, second] = await nonces(api, path, fresh('allow'));
    expect(first).toEqual(expect.any(String));
    expect(second).toBe(first);
  });

  test.each([
    ['rest', '/uncached'],
    ['web', '/uncached'],
  ])('with ttl: 0 it is not: %s %s', async (api, path) => {
    const [first, second] = await nonces(api, path, fresh('allow'));
    expect(first).toEqual(expect.any(String));
    expect(second).not.toBe(first);
  });

  // docs/aws/rest-api-observed.md#authorizers
  test('a kept policy that names the first method only refuses the next', async () => {
    const headers = { Ticket: 'keyed' };
    expect((await app.ask('keyedByAuthorizer', '/keyed', { headers })).status).toBe(200);
    const narrow = fresh('allow');
    expect((await app.ask('keyedByAuthorizer', '/other', { headers: narrow })).status).toBe(200);
    expect(await app.ask('keyedByAuthorizer', '/keyed', { headers: narrow })).toMatchObject(REST.silent);
  });

  test('handshakes are asked about each time', async () => {
    const headers = fresh('allow');
    const [first, second] = [await openNonce(headers), await openNonce(headers)];
    expect(first).not.toBe(second);
  });
});

async function openNonce(headers: Readonly<Record<string, string>>): Promise<unknown> {
  const client = await Client.open(app.cli().url('chat'), headers);
  const { authorizer } = await client.answerTo({ action: 'x' });
  client.close();
  return authorizer.nonce;
}
