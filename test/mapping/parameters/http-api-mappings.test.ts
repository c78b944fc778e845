// Rules: docs/aws/http-api.md#parameter-mapping.
import { expect, test } from 'vitest';
import {
  MappingExpressionError,
  parseHttpApiExpression,
  parseHttpApiMappingKey,
} from '../../../src/mapping/parameters/index.ts';
import { sourcesOf } from './test-sources.ts';

const sources = sourcesOf({
  request: {
    headers: { 'x-one': ['a', 'b'] },
    querystring: { q: ['1', '2'] },
    path: { id: '42', name: 'rex' },
    fullPath: '/pets/42',
    body: '{"a":{"b":"x"},"l":[1,2]}',
  },
  response: { headers: { etag: ['e'] }, body: '{"ok":true}', statusCode: 200 },
  context: { requestId: 'req' },
  stageVariables: { v: '7' },
});

test.each([
  ['$request.header.x-one', 'a,b'],
  ['${request.header.x-one}', 'a,b'],
  ['$request.querystring.q', '1,2'],
  ['$request.path', '/pets/42'],
  ['$request.path.id', '42'],
  ['$request.body', '{"a":{"b":"x"},"l":[1,2]}'],
  ['$request.body.a.b', 'x'],
  ['$request.body.l[1]', '2'],
  ['$request.body.a', '{"b":"x"}'],
  ['$response.header.etag', 'e'],
  ['$response.body.ok', 'true'],
  ['$context.requestId', 'req'],
  ['$stageVariables.v', '7'],
  ['${request.path.name} ${request.path.id}', 'rex 42'],
  ['id=${request.path.id}&v=${stageVariables.v}', 'id=42&v=7'],
  ['static', 'static'],
  ['$5.00', '$5.00'],
  ['', ''],
])('%s is %j', (expression, value) => {
  expect(parseHttpApiExpression(expression).evaluate(sources)).toBe(value);
});

test.each([
  '$request.header.nope',
  '$request.body.nope',
  '$context.nope',
  '${request.path.nope}${stageVariables.nope}',
])('%s is absent, so that the mapping does nothing', (expression) => {
  expect(parseHttpApiExpression(expression).evaluate(sources)).toBeUndefined();
});

test('one absent variable among others counts as empty (unproven)', () => {
  expect(parseHttpApiExpression('${request.path.id}-${request.path.nope}').evaluate(sources)).toBe('42-');
});

test('a body over 100 KB is cut before a path is applied, and then is not JSON any more', () => {
  const body = JSON.stringify({ a: 'x', filler: 'f'.repeat(110 * 1024) });
  const large = sourcesOf({ request: { body } });

  expect(parseHttpApiExpression('$request.body.a').evaluate(large)).toBeUndefined();
  expect(parseHttpApiExpression('$request.body').evaluate(large)).toBe(body);
});

test.each([
  '$request.cookie.a',
  '$foo.bar',
  '$request.body..a',
  '$request.body.l[?(@ == 1)]',
  '${request.path.id',
  '$request.header.a b',
])('%s is refused', (expression) => {
  expect(() => parseHttpApiExpression(expression)).toThrow(MappingExpressionError);
});

test.each([
  ['append:header.X-A', 'request', { action: 'append', location: 'header', name: 'X-A' }],
  ['overwrite:querystring.a.b', 'request', { action: 'overwrite', location: 'querystring', name: 'a.b' }],
  ['remove:header.cookie', 'response', { action: 'remove', location: 'header', name: 'cookie' }],
  ['overwrite:path', 'request', { action: 'overwrite', location: 'path' }],
  ['overwrite:statuscode', 'response', { action: 'overwrite', location: 'statuscode' }],
] as const)('%s is a key on the %s side', (key, side, parsed) => {
  expect(parseHttpApiMappingKey(key, side)).toEqual(parsed);
});

test.each([
  ['append:path', 'request'],
  ['overwrite:statuscode', 'request'],
  ['overwrite:path', 'response'],
  ['append:querystring.a', 'response'],
  ['header.a', 'request'],
  ['append:header.', 'request'],
  ['append:cookie.a', 'request'],
] as const)('%s is not a key on the %s side', (key, side) => {
  expect(() => parseHttpApiMappingKey(key, side)).toThrow(MappingExpressionError);
});

test.each([
  'Authorization',
  'access-control-allow-origin',
  'X-Amzn-Trace-Id',
  'x-amz-date',
  'Via',
  'apigw-requestid',
  'Content-Length',
  'X-Forwarded-For',
])('the header %s may not be mapped', (header) => {
  expect(() => parseHttpApiMappingKey(`overwrite:header.${header}`, 'response')).toThrow(
    `the header ${header} is reserved`,
  );
});
