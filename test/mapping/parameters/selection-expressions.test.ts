// Rules: docs/aws/websocket-api.md#selection-expressions (with its worked table), docs/aws/websocket-api.md#expressions-by-place,
// docs/aws/websocket-api.md#choosing-a-route, docs/aws/websocket-api.md#response-side.
import { expect, test } from 'vitest';
import {
  MappingExpressionError,
  parseSelectionExpression,
  parseSelectionKey,
} from '../../../src/mapping/parameters/index.ts';
import { sourcesOf } from './test-sources.ts';

const sources = sourcesOf({
  request: {
    body: '{"service":"chat","action":"join","data":{"room":"room1234"},"n":1,"t":true,"list":["item1","item2"],"none":null,"items":[{"kind":"k"}]}',
    headers: { 'x-api-key': ['key'] },
  },
  response: { statusCode: 404, headers: { h: ['v', 'w'] }, body: '{"errorMessage":"[404] gone"}' },
  context: { 'authorizer.usageIdentifierKey': 'usage' },
});

test.each([
  ['$request.body.action', 'join'],
  ['${request.body.action}', 'join'],
  ['${request.body.service}/${request.body.action}', 'chat/join'],
  ['${request.body.action}-${request.body.invalidPath}', 'join-'],
  ['action', 'action'],
  ['\\$default', '$default'],
  ['$default', '$default'],
  ['$request.body.data.room', 'room1234'],
  ['$request.body.items[0].kind', 'k'],
  ["$request.body.items[?(@.kind == 'k')].kind", '[k]'],
  ['$request.body.n', '1'],
  ['$request.body.t', 'true'],
  ['$request.body.list', '[item1, item2]'],
  ['$request.body.none', ''],
  ['$request.body.nope', ''],
  ['$request.header.x-api-key', 'key'],
  ['$context.authorizer.usageIdentifierKey', 'usage'],
  ['$integration.response.statuscode', '404'],
  ['${integration.response.header.h}', 'w'],
  ['${integration.response.multivalueheader.h}', 'v,w'],
  ['$integration.response.body.errorMessage', '[404] gone'],
])('%s selects %j', (expression, value) => {
  expect(parseSelectionExpression(expression).evaluate(sources)).toBe(value);
});

test('an object selects its Java text (unproven)', () => {
  expect(parseSelectionExpression('$request.body.data').evaluate(sources)).toBe('{room=room1234}');
});

test.each(['not json', '{"action":'])('with the body %s, which is not JSON, nothing can be selected', (body) => {
  expect(parseSelectionExpression('$request.body.action').evaluate(sourcesOf({ request: { body } }))).toBeUndefined();
});

test.each(['5', '"x"', 'null', '[]'])(
  'in the body %s there is no action, so that the empty text is selected',
  (body) => {
    expect(parseSelectionExpression('$request.body.action').evaluate(sourcesOf({ request: { body } }))).toBe('');
  },
);

test('static text does not look at the body', () => {
  const expression = parseSelectionExpression('action');

  expect(expression.fixed).toBe('action');
  expect(expression.evaluate(sourcesOf({ request: { body: 'not json' } }))).toBe('action');
});

test('a value that looks like an expression is not evaluated again', () => {
  const body = '{"action":"${request.body.secret}","secret":"s"}';

  expect(parseSelectionExpression('$request.body.action').evaluate(sourcesOf({ request: { body } }))).toBe(
    '${request.body.secret}',
  );
});

test.each(['$foo.bar', '$request.cookie.a', '${request.body.a', '$request.body.a[x]', '$integration.response.reason'])(
  '%s is refused',
  (expression) => {
    expect(() => parseSelectionExpression(expression)).toThrow(MappingExpressionError);
  },
);

test.each([
  ['/2\\d\\d/', '204', true],
  ['/2\\d\\d/', '1204', false],
  ['200', '200', true],
  ['200', '2000', false],
  ['/.*gone/', '[404] gone', true],
])('the key %s for the value %j: %s', (key, value, expected) => {
  expect(parseSelectionKey(key)(value)).toBe(expected);
});
