// What a Lambda authorizer is asked, and when it is not: docs/aws/rest-api.md#lambda-authorizers and
// docs/aws/rest-api.md#authorizer-events, docs/aws/rest-api-observed.md#authorizers, docs/aws/http-api.md#authorizer-caching,
// docs/aws/websocket-api.md#authorization.
import { describe, expect, test } from 'vitest';
import { javaMatches } from '../../src/mapping/java-regex.ts';
import { ARN, CUSTOM, gate, policy, requestAuthorizer, tokenAuthorizer } from './gate.ts';

const allow = () => policy('Allow', '*');

test('TOKEN: the event is type, whole header value and method ARN, nothing else', async () => {
  const door = gate('rest', { authorization: CUSTOM, authorizers: [tokenAuthorizer()], decide: allow });
  await door.send({ headers: [['authorization', 'Bearer abc']], query: 'x=1' });
  expect(door.asked()).toEqual([{ type: 'TOKEN', methodArn: ARN.rest, authorizationToken: 'Bearer abc' }]);
});

test('TOKEN: the ARN of the root ends with a slash', async () => {
  const door = gate('rest', { authorization: CUSTOM, authorizers: [tokenAuthorizer()], decide: allow });
  await door.send({ path: '/dev/', headers: [['Authorization', 'x']] });
  expect(door.asked()[0]?.methodArn).toBe('arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/dev/GET/');
});

describe('identityValidationExpression', () => {
  const cases: readonly [expression: string, token: string, status: number][] = [
    ['Bearer [a-z]+', 'Bearer abc', 200],
    ['^Bearer [a-z]+$', 'Bearer abc', 200],
    ['Bearer [a-z]+', 'Bearer 123', 401],
    ['Bearer [a-z]+', 'bearer abc', 401],
  ];
  test.each(cases)('%s against "%s": %i', async (identityValidationExpression, token, status) => {
    const authorizers = [tokenAuthorizer({ identityValidationExpression })];
    const door = gate('rest', { authorization: CUSTOM, authorizers, decide: allow });
    const seen = await door.send({ headers: [['Authorization', token]] });
    expect([seen.status, door.asked().length]).toEqual([status, status === 200 ? 1 : 0]);
  });

  test('has to match the whole token (unproven)', async () => {
    const authorizers = [tokenAuthorizer({ identityValidationExpression: 'abc' })];
    const door = gate('rest', { authorization: CUSTOM, authorizers, decide: allow });
    expect((await door.send({ headers: [['Authorization', 'xabcx']] })).status).toBe(401);
  });

  test('is Java’s where the services bring Java’s matcher', async () => {
    const authorizers = [tokenAuthorizer({ identityValidationExpression: '(?i)bearer \\p{Alpha}++\\z' })];
    const door = gate('rest', { authorization: CUSTOM, authorizers, decide: allow, services: { javaMatches } });
    expect((await door.send({ headers: [['Authorization', 'BEARER abc']] })).status).toBe(200);
    expect((await door.send({ headers: [['Authorization', 'BEARER 123']] })).status).toBe(401);
  });
});

describe('several identity sources', () => {
  const sources = ['$request.header.Ticket', '$request.querystring.tenant', '$stageVariables.env', '$context.routeKey'];
  const options = {
    authorization: CUSTOM,
    authorizers: [requestAuthorizer('http', { identitySources: sources })],
    decide: allow,
    stageVariables: { env: 'test' },
  };

  test('reach a 2.0 function in their order', async () => {
    const door = gate('http', options);
    await door.send({ headers: [['ticket', 't1']], query: 'tenant=acme' });
    expect(door.asked()[0]).toMatchObject({
      version: '2.0',
      type: 'REQUEST',
      routeArn: ARN.http,
      identitySource: ['t1', 'acme', 'test', 'GET /pets'],
    });
  });

  test('are all needed: one that is missing is a 401 without asking', async () => {
    const door = gate('http', options);
    expect((await door.send({ headers: [['Ticket', 't1']] })).status).toBe(401);
    expect(door.asked()).toEqual([]);
  });
});

test('REST REQUEST with a cache: every source is needed', async () => {
  const identitySources = ['method.request.header.Ticket', 'method.request.querystring.tenant'];
  const authorizers = [requestAuthorizer('rest', { identitySources, ttl: 300 })];
  const door = gate('rest', { authorization: CUSTOM, authorizers, decide: allow });
  expect((await door.send({ headers: [['Ticket', 't1']] })).status).toBe(401);
  expect((await door.send({ headers: [['Ticket', 't1']], query: 'tenant=acme' })).status).toBe(200);
  expect(door.asked()).toHaveLength(1);
});

test.each(['http', 'websocket', 'rest'] as const)(
  '%s: without identity sources the function is always asked',
  async (kind) => {
    const authorizers = [requestAuthorizer(kind, { identitySources: [], ttl: 300 })];
    const door = gate(kind, { authorization: CUSTOM, authorizers, decide: allow });
    await door.send();
    await door.send();
    expect(door.asked()).toHaveLength(2);
  },
);

test('a route without authorization asks no authorizer, and the event has none', async () => {
  const door = gate('rest', { authorization: { type: 'NONE' } });
  expect((await door.send()).status).toBe(200);
  expect(door.contexts()[0]).not.toHaveProperty('authorizer');
});

test('an invalid expression is an error when the API is compiled', () => {
  const authorizers = [tokenAuthorizer({ identityValidationExpression: '(' })];
  const compile = () => gate('rest', { authorization: CUSTOM, authorizers, decide: allow, services: { javaMatches } });
  expect(compile).toThrow(/^The identity validation expression "\(" is not a regular expression: /);
});
