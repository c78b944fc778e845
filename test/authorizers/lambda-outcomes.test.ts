// Lambda authorizers: kind of API × outcome. docs/aws/rest-api.md#authorizer-output and docs/aws/rest-api.md#authorizer-outcomes,
// docs/aws/rest-api-observed.md#error-catalogue and docs/aws/rest-api-observed.md#authorizers; docs/aws/http-api.md#lambda-authorizers;
// docs/aws/websocket-api.md#identity-sources.
import { describe, expect, test } from 'vitest';
import type { Authorizer } from '../../src/model/definition/authorizer.ts';
import { LambdaServiceError } from '../../src/model/lambda/invocation.ts';
import { ARN, CUSTOM, gate, policy } from './gate.ts';
import { ask, CREDENTIALS, expectAnswer, HTTP, KINDS, type REST } from './lambda-kinds.ts';

type Outcome = readonly [what: string, answer: keyof typeof REST, decide: (arn: string) => unknown];

const statement = (over: Readonly<Record<string, unknown>>, arn: string) => ({
  principalId: 'user-1',
  policyDocument: { Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: arn, ...over }] },
});

const OUTCOMES: readonly Outcome[] = [
  ['allows the method', 'pass', (arn) => policy('Allow', arn)],
  ['allows by wildcard', 'pass', (arn) => policy('Allow', `${arn.slice(0, 40)}*`)],
  ['allows everything', 'pass', () => policy('Allow', '*')],
  ['denies explicitly', 'deny', (arn) => policy('Deny', arn)],
  [
    'allows, and denies in another statement',
    'deny',
    (arn) => ({
      principalId: 'user-1',
      policyDocument: {
        Statement: [
          { Effect: 'Allow', Action: '*', Resource: '*' },
          { Effect: 'Deny', Action: 'execute-api:*', Resource: arn },
        ],
      },
    }),
  ],
  ['allows something else', 'silent', () => policy('Allow', `${ARN.rest}/of/others`)],
  ['allows another action', 'silent', (arn) => statement({ Action: 'execute-api:InvalidateCache' }, arn)],
  [
    'allows on a condition that does not hold',
    'silent',
    (arn) => statement({ Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }, arn),
  ],
  [
    'allows on a condition that holds',
    'pass',
    (arn) => statement({ Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }, arn),
  ],
  ['has no statement', 'silent', () => ({ principalId: 'u', policyDocument: { Statement: [] } })],
  // docs/aws/rest-api.md#authorizer-outcomes: a transcript with its execution log.
  ['names no resource', 'silent', () => statement({ Resource: [] }, '')],
  ['names no action', 'silent', (arn) => statement({ Action: [] }, arn)],
  ['is null', 'fails', () => null],
  ['is text', 'fails', () => 'Allow'],
  ['is a list', 'fails', () => []],
  ['is a simple response where policies are wanted', 'fails', () => ({ isAuthorized: true })],
  ['is a proxy response', 'fails', () => ({ statusCode: 401 })],
  ['has no principalId', 'fails', (arn) => ({ ...policy('Allow', arn), principalId: undefined })],
  ['has no policyDocument', 'fails', () => ({ principalId: 'user-1' })],
  ['has a statement without Effect', 'fails', (arn) => statement({ Effect: undefined }, arn)],
  ['has an Effect that IAM does not know', 'fails', (arn) => statement({ Effect: 'allow' }, arn)],
  ['has a statement without Action', 'fails', (arn) => statement({ Action: undefined }, arn)],
  ['has a statement without Resource', 'fails', (arn) => statement({ Resource: undefined }, arn)],
  ['has an operator that IAM does not know', 'fails', (arn) => statement({ Condition: { Equals: { a: 'b' } } }, arn)],
  ['names a resource of 513 characters', 'fails', (arn) => policy('Allow', [arn, 'x'.repeat(513)])],
  ['has a context that is text', 'fails', (arn) => policy('Allow', arn, { context: 'x' })],
  ['has a usageIdentifierKey that is a number', 'fails', (arn) => policy('Allow', arn, { usageIdentifierKey: 7 })],
];

describe.each(KINDS)('$name', (kind) => {
  test.each(OUTCOMES)('an answer that %s: %s', async (_what, expected, decide) => {
    const { answer } = ask(kind, () => decide(ARN[kind.api]));
    expectAnswer(await answer, kind.answers[expected]);
  });

  test('a function that throws is a 500', async () => {
    const { answer } = ask(kind, () => {
      throw new Error('database is away');
    });
    expectAnswer(await answer, kind.answers.fails);
  });

  test('a function that throws exactly Unauthorized is a 401, in HTTP APIs a 500 (there unproven)', async () => {
    const { answer } = ask(kind, () => {
      throw new Error('Unauthorized');
    });
    expectAnswer(await answer, kind.api === 'http' ? HTTP.fails : kind.answers.unauthorized);
  });

  test.each(['unauthorized', 'Unauthorized.', '[401] Unauthorized'])(
    'a function that throws "%s" is a 500',
    async (text) => {
      const { answer } = ask(kind, () => {
        throw new Error(text);
      });
      expectAnswer(await answer, kind.answers.fails);
    },
  );

  test('a function that Lambda does not run is a 500', async () => {
    const { answer } = ask(kind, () => {
      throw new LambdaServiceError('TooManyRequestsException', 'Rate Exceeded.');
    });
    expectAnswer(await answer, kind.answers.fails);
  });

  test('a function that does not exist is a 500', async () => {
    const lambda = { functionName: 'nobody' };
    const door = gate(kind.api, { authorization: CUSTOM, authorizers: [{ ...kind.authorizer, lambda } as Authorizer] });
    expectAnswer(await door.send({ headers: CREDENTIALS }), kind.answers.fails);
  });

  test('a function that does not answer in time is a 500: 10 s in HTTP APIs, 30 s in the others (there unproven)', async () => {
    const { door, answer } = ask(kind, () => new Promise(() => {}));
    const limit = kind.api === 'http' ? 10_000 : 30_000;
    let settled = false;
    void answer.then(() => (settled = true));
    await door.clock.waitedFor();
    door.clock.advance(limit - 1);
    await Promise.resolve();
    expect(settled).toBe(false);
    door.clock.advance(1);
    expectAnswer(await answer, kind.answers.fails);
  });

  test('a missing identity source is a 401 without asking, except in REST REQUEST without a cache', async () => {
    const door = gate(kind.api, {
      authorization: CUSTOM,
      authorizers: [kind.authorizer],
      decide: () => policy('Allow', '*'),
    });
    const asksAnyway = kind.name === 'REST REQUEST';
    expectAnswer(await door.send(), asksAnyway ? kind.answers.pass : kind.answers.unauthorized);
    expect(door.asked()).toHaveLength(asksAnyway ? 1 : 0);
  });

  test('an empty identity source counts as missing', async () => {
    const door = gate(kind.api, {
      authorization: CUSTOM,
      authorizers: [kind.authorizer],
      decide: () => policy('Allow', '*'),
    });
    const empty = [
      ['Ticket', ''],
      ['Authorization', ''],
    ] as const;
    const expected = kind.name === 'REST REQUEST' ? kind.answers.pass : kind.answers.unauthorized;
    expectAnswer(await door.send({ headers: empty }), expected);
  });
});
