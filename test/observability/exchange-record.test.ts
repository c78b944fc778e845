/** What the console and tests are shown of an exchange, where a value is no ordinary JSON. */
import { expect, test } from 'vitest';
import type { Exchange } from '../../src/observability/exchange.ts';
import { refusalOf } from '../../src/observability/record/refusal.ts';
import { exchangeRecord, LIGHT_NOTE } from '../../src/observability/record/exchange-record.ts';
import { ExchangeLine } from '../../src/observability/exchange-line.ts';

const exchange: Exchange = {
  id: 'a',
  api: 'shop',
  apiType: 'http',
  startedAt: 0,
  durationMs: 1,
  method: 'POST',
  path: '/orders',
  statusCode: 200,
};

test('values too deep to be written as JSON again are their text, or a sentence', () => {
  const payload = '['.repeat(50_000) + ']'.repeat(50_000);
  const deep = { ...exchange, result: { payload, requestId: 'r', report: { logLines: () => [] } } };
  const asText = exchangeRecord({ ...deep, event: payload } as unknown as Exchange, {} as never);
  expect(asText).toMatchObject({ event: payload, result: payload });
  const asValue = exchangeRecord({ ...exchange, event: JSON.parse(payload) as unknown }, {} as never);
  expect(asValue.event).toBe('(a value of more than 1000 levels)');
  expect(() => JSON.stringify([asText, asValue])).not.toThrow();
});

const CONFIG = `apis:
  guarded:
    type: rest
    policy:
      Statement: []
    routes:
      GET /secret: list
`;
const DOCUMENT = `{
  "openapi": "3.0.1",
  "paths": { "/secret": { "get": {
    "security": [{ "policy": [] }]
  } } },
  "x-amazon-apigateway-policy": { "Statement": [] }
}
`;

test.each([
  ['of the API', { file: 'c.yaml', line: 7, column: 7 }, { file: 'c.yaml', line: 4, column: 5 }],
  ['of its OpenAPI document', { file: 'd.json', line: 3, column: 27 }, { file: 'd.json', line: 6, column: 4 }],
  ['that stands in no file', { file: 'none.json', line: 3, column: 27 }, { file: 'other.yaml', line: 2, column: 3 }],
])('a refusal by the resource policy leads to the policy %s', (_, declaredAt, position) => {
  const authorization = { type: 'CUSTOM', authorizer: 'session' };
  const apiAt = { file: declaredAt.file === 'c.yaml' ? 'c.yaml' : 'other.yaml', line: 2, column: 3 };
  const refused = {
    ...exchange,
    apiType: 'rest',
    routeKey: 'GET /secret',
    failure: 'ACCESS_DENIED',
    reason: 'Denied explicitly by the resource policy',
    definition: {
      type: 'rest',
      declaredAt: apiAt,
      authorizers: { session: { declaredAt: { file: 'wrong', line: 1, column: 1 } } },
      methodSettings: {},
      methods: [{ path: '/secret', httpMethod: 'GET', declaredAt, authorization }],
    },
  } as unknown as Exchange;
  const files: Record<string, string> = { 'c.yaml': CONFIG, 'd.json': DOCUMENT };
  const context = { read: (file: string) => files[file], functionNamed: () => undefined, ownFile: () => undefined };
  expect(refusalOf(refused, context)).toMatchObject({ position });
});

test('a line without its exchange says why there is no more', () => {
  const line = new ExchangeLine();
  line.write(0, exchange, 0);
  expect(exchangeRecord(line.read(), {} as never).note).toBeUndefined();
  line.lighten();
  expect(exchangeRecord(line.read(), {} as never)).toMatchObject({ detail: 'light', note: LIGHT_NOTE, stages: [] });
});

test('a refusal by the resource policy leads to the policy, not to the route or its authorizer', () => {
  const lines = [
    'apis:',
    '  backoffice:',
    '    type: rest',
    '    policy: { Statement: [] }',
    '    routes:',
    '      GET /forbidden: { function: list, authorizer: gate }',
  ];
  const at = (line: number, column: number) => ({ file: 'emulator.config.yaml', line, column });
  const positionBehind = (reason: string): unknown =>
    exchangeRecord(
      {
        ...exchange,
        apiType: 'rest',
        statusCode: 403,
        routeKey: 'GET /forbidden',
        failure: 'ACCESS_DENIED',
        reason,
        definition: {
          type: 'rest',
          declaredAt: at(2, 3),
          authorizers: {},
          methodSettings: {},
          methods: [{ path: '/forbidden', httpMethod: 'GET', declaredAt: at(6, 7), authorization: { type: 'NONE' } }],
        } as unknown as NonNullable<Exchange['definition']>,
      },
      { read: () => lines.join('\n'), functionNamed: () => undefined, ownFile: () => undefined },
    ).refusal?.position;
  expect(positionBehind('Denied explicitly by the resource policy')).toEqual(at(4, 5));
  expect(positionBehind('Not allowed by the resource policy')).toEqual(at(4, 5));
  expect(positionBehind('Denied explicitly by the caller’s policy')).toEqual(at(6, 41));
});

test('a WebSocket handshake has one check of the API key: before its authorizer, or after it where the authorizer names the key', () => {
  const names = ['route', 'apiKey', 'authorizer', 'apiKey', 'integration'];
  const checks = (apiKeySelectionExpression: string): string[] =>
    exchangeRecord(
      {
        ...exchange,
        apiType: 'websocket',
        method: 'CONNECT',
        trace: { stages: { names, lastOwn: 4 }, marks: [], reached: 4, began: 0, ended: 1 },
        definition: { type: 'websocket', apiKeySelectionExpression, routes: [] },
      } as unknown as Exchange,
      {} as never,
    ).stages.map(({ name }) => name);
  expect(checks('$request.header.x-api-key')).toEqual(['route', 'apiKey', 'authorizer', 'integration', 'response']);
  expect(checks('$context.authorizer.usageIdentifierKey')).toEqual([
    'route',
    'authorizer',
    'apiKey',
    'integration',
    'response',
  ]);
});
