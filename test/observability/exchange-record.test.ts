/** What the console and tests are shown of an exchange, where a value is no ordinary JSON. */
import { expect, test } from 'vitest';
import type { Exchange } from '../../src/observability/exchange.ts';
import { stageRecords } from '../../src/observability/record/stages.ts';
import { refusalOf } from '../../src/observability/record/refusal.ts';
import { exchangeRecord } from '../../src/observability/record/exchange-record.ts';

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

test.each([
  [2, 'ACCESS_DENIED', ['route', 'apiKey', 'authorizer: refused', 'validation: not reached']],
  [3, 'INVALID_API_KEY', ['route', 'authorizer', 'apiKey: refused', 'validation: not reached']],
  [4, undefined, ['route', 'apiKey', 'authorizer', 'validation', 'response']],
])('the check of the API key shows once, wherever it refuses (reached: %i)', (reached, failure, expected) => {
  const names = ['route', 'apiKey', 'authorizer', 'apiKey', 'validation'];
  const trace = { began: 0, ended: 5, marks: [], reached, stages: { names, lastOwn: 4 } };
  const refused = { ...exchange, apiType: 'websocket', trace, ...(failure && { failure }) } as unknown as Exchange;
  const shown = stageRecords(refused).map(({ name, outcome }) => (outcome === 'passed' ? name : `${name}: ${outcome}`));
  expect(shown.filter((line) => failure === undefined || line !== 'response')).toEqual(expected);
});
