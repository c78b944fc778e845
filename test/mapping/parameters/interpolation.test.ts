// Rules: docs/aws/rest-api.md#customisation and docs/aws/rest-api.md#access-logs, docs/aws/http-api.md#access-logs,
// docs/aws/rest-api-observed.md#customising.
import { expect, test } from 'vitest';
import { parseInterpolation } from '../../../src/mapping/parameters/index.ts';
import { sourcesOf } from './test-sources.ts';

const sources = sourcesOf({
  request: { headers: { 'X-Id': ['1', '2'] }, querystring: { q: ['z'] }, path: { id: '42' } },
  context: {
    requestId: 'req-1',
    'identity.sourceIp': '127.0.0.1',
    'error.messageString': '"Forbidden"',
    'authorizer.claims.sub-x': 'claim',
    status: '403',
  },
  stageVariables: { fn: 'live' },
});

test.each([
  ['{"ip":"$context.identity.sourceIp","id":"$context.requestId"}', '{"ip":"127.0.0.1","id":"req-1"}'],
  ['$context.requestId-$context.status.', 'req-1-403.'],
  ['{"message":$context.error.messageString}', '{"message":"Forbidden"}'],
  ['${context.requestId}x${stageVariables.fn}', 'req-1xlive'],
  ['${context.authorizer.claims.sub-x}', 'claim'],
  ['arn:aws:lambda:$stageVariables.fn', 'arn:aws:lambda:live'],
  ['$method.request.header.X-Id, $method.request.querystring.q/$method.request.path.id.', '2, z/42.'],
  ['$context.nope [$context.identity.user]', '- [-]'],
  [
    '#if($context.status)$input.body $util.x $ $5 ${nope} $context',
    '#if(403)$input.body $util.x $ $5 ${nope} $context',
  ],
  ['', ''],
])('%s becomes %s', (format, text) => {
  expect(parseInterpolation(format, { missing: '-' }).evaluate(sources)).toBe(text);
});

test('in a gateway response a missing value leaves nothing', () => {
  expect(parseInterpolation('[$context.nope]', { missing: '' }).evaluate(sources)).toBe('[]');
});

test('a value with variables in it is not read again', () => {
  const nested = sourcesOf({ context: { a: '$context.b', b: 'secret' } });

  expect(parseInterpolation('$context.a', { missing: '' }).evaluate(nested)).toBe('$context.b');
});

test('its variables can be listed, to check that a log format has the request id', () => {
  expect(parseInterpolation('$context.requestId ${stageVariables.x}', { missing: '-' }).variables).toEqual([
    'context.requestId',
    'stageVariables.x',
  ]);
});
