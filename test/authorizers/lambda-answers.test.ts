// What Lambda authorizers may answer beside allow and deny: docs/aws/rest-api.md#authorizer-output, docs/aws/http-api.md#authorizer-output,
// docs/aws/websocket-api.md#authorizer-result.
import { describe, expect, test } from 'vitest';
import { method, proxy } from '../rest-api/support/api.ts';
import { API_KEY, CUSTOM, gate, policy, requestAuthorizer, tokenAuthorizer } from './gate.ts';
import { ask, CREDENTIALS, expectAnswer, HTTP, type Kind, KINDS, WEBSOCKET } from './lambda-kinds.ts';

describe('context values', () => {
  test.each(KINDS.filter(({ api }) => api !== 'http'))(
    '$name takes texts, numbers, booleans and null',
    async (kind) => {
      const context = { text: 'a', number: 3, boolean: true, nothing: null };
      const { answer } = ask(kind, () => policy('Allow', '*', { context }));
      expectAnswer(await answer, kind.answers.pass);
    },
  );

  test.each(KINDS.filter(({ api }) => api !== 'http'))('$name refuses lists and maps', async (kind) => {
    for (const value of [['a'], { a: 1 }]) {
      const { answer } = ask(kind, () => policy('Allow', '*', { context: { value } }));
      expectAnswer(await answer, kind.answers.fails);
    }
  });

  test('payload 2.0 hands any JSON on to the function, types kept', async () => {
    const context = { roles: ['a', 'b'], tenant: { id: 7 }, admin: false };
    const { door, answer } = ask(KINDS[3] as Kind, () => policy('Allow', '*', { context }));
    expect((await answer).status).toBe(200);
    expect(door.contexts()[0]?.authorizer).toEqual({ lambda: context });
  });

  test('payload 1.0 keeps the key "claims" for itself', async () => {
    const { answer } = ask(KINDS[2] as Kind, () => policy('Allow', '*', { context: { claims: 'x' } }));
    expectAnswer(await answer, HTTP.fails);
  });

  test('REST hands principal and context on as text, with the latency of the function', async () => {
    const { door, answer } = ask(KINDS[0] as Kind, async () => {
      // The function may be asked before `ask` has returned.
      await Promise.resolve();
      door.clock.advance(12);
      return policy('Allow', '*', { context: { level: 3, admin: true } });
    });
    await answer;
    expect(door.contexts()[0]?.authorizer).toEqual({
      principalId: 'user-1',
      level: '3',
      admin: 'true',
      integrationLatency: 12,
    });
  });
});

describe('simple responses', () => {
  const kind: Kind = {
    name: 'HTTP simple',
    api: 'http',
    authorizer: requestAuthorizer('http', { simpleResponses: true }),
    answers: HTTP,
  };

  test.each<[unknown, keyof typeof HTTP]>([
    [{ isAuthorized: true }, 'pass'],
    [{ isAuthorized: true, context: { roles: ['a'] } }, 'pass'],
    [{ isAuthorized: false }, 'deny'],
    [{ isAuthorized: 'true' }, 'fails'],
    [{ isAuthorized: 1 }, 'fails'],
    [{}, 'fails'],
    [null, 'fails'],
    [true, 'fails'],
    [policy('Allow', '*'), 'fails'],
    [{ isAuthorized: true, context: [] }, 'fails'],
  ])('%j: %s', async (answered, expected) => {
    expectAnswer(await ask(kind, () => answered).answer, HTTP[expected]);
  });
});

test('a WebSocket answer of more than 8 KB is a 500', async () => {
  const { answer } = ask(KINDS[4] as Kind, () => policy('Allow', '*', { context: { text: 'x'.repeat(8192) } }));
  expectAnswer(await answer, WEBSOCKET.fails);
});

test('the function of an authorizer may be named by a stage variable', async () => {
  const lambda = { functionName: '${stageVariables.fn}', qualifier: '${stageVariables.alias}' };
  const door = gate('rest', {
    authorization: CUSTOM,
    authorizers: [tokenAuthorizer({ lambda })],
    stageVariables: { fn: 'authorize', alias: 'live' },
    decide: () => policy('Allow', '*'),
  });
  expect((await door.send({ headers: CREDENTIALS })).status).toBe(200);
});

test.each([
  [API_KEY, 200, 'in'],
  ['another', 403, '{"message":"Forbidden"}'],
  [undefined, 403, '{"message":"Forbidden"}'],
])('usageIdentifierKey %s stands for the API key where the authorizer is its source: %i', async (key, status, body) => {
  const keyed = method('GET /pets', proxy('handler'), { authorization: CUSTOM, apiKeyRequired: true });
  const door = gate('rest', {
    authorization: CUSTOM,
    authorizers: [tokenAuthorizer()],
    decide: () => policy('Allow', '*', { usageIdentifierKey: key }),
    rest: { apiKeySource: 'AUTHORIZER', methods: [keyed] },
  });
  const sent = { headers: [...CREDENTIALS, ['x-api-key', API_KEY] as const] };
  expect(await door.send(sent)).toMatchObject({ status, body });
});
