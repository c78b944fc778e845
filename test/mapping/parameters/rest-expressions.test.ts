// Rules: docs/aws/rest-api.md#parameter-mapping and docs/aws/rest-api.md#choosing-the-integration-response,
// docs/aws/rest-api-observed.md#parameter-mapping, docs/aws/websocket-api.md#request-side.
import { describe, expect, test } from 'vitest';
import {
  BodyNotJsonError,
  MappingExpressionError,
  parseMappingDestination,
  parseRestExpression,
  parseWebSocketExpression,
} from '../../../src/mapping/parameters/index.ts';
import { sourcesOf } from './test-sources.ts';

const sources = sourcesOf({
  request: {
    headers: { 'X-One': ['a', 'b'], accept: ['*/*'] },
    querystring: { q: ['1', '2'] },
    path: { id: '42' },
    body: '{"a":{"b":[1,{"c":"x"}]},"n":null,"big":12345678901234567890,"t":true,"d":1.0}',
  },
  response: {
    headers: { ETag: ['"e"'] },
    body: '{"errorMessage":"{\\"httpStatus\\":404,\\"list\\":[1]}","a":[{"b":2}]}',
  },
  context: { resourceId: 'r1', 'authorizer.principalId': 'ann' },
  stageVariables: { fn: 'live' },
});

test.each([
  ['method.request.header.X-One', 'b'],
  ['method.request.multivalueheader.X-One', ['a', 'b']],
  ['method.request.multivalueheaders.X-One', ['a', 'b']],
  ['method.request.querystring.q', '2'],
  ['method.request.multivaluequerystring.q', ['1', '2']],
  ['method.request.path.id', '42'],
  ['method.request.body.a.b[0]', '1'],
  ['method.request.body.a', '{"b":[1,{"c":"x"}]}'],
  ['method.request.body.a.b[1].c', 'x'],
  ['method.request.body.big', '12345678901234567890'],
  ['method.request.body.t', 'true'],
  ['method.request.body.a.b[*].c', '["x"]'],
  ['context.resourceId', 'r1'],
  ['context.authorizer.principalId', 'ann'],
  ['stageVariables.fn', 'live'],
  ["'static text'", 'static text'],
  ["''", ''],
  ["'it''s'", "it''s"],
])('%s of a request is mapped', (expression, value) => {
  expect(parseRestExpression(expression, 'request').evaluate(sources)).toEqual(value);
});

test.each([
  'method.request.header.x-one',
  'method.request.querystring.nope',
  'method.request.multivalueheader.nope',
  'method.request.path.nope',
  'method.request.body.nope.deeper',
  'method.request.body..nope',
  'context.nope',
  'stageVariables.nope',
])('%s is absent, so that its target is not set', (expression) => {
  expect(parseRestExpression(expression, 'request').evaluate(sources)).toBeUndefined();
});

test('JSON null is as good as absent (unproven)', () => {
  expect(parseRestExpression('method.request.body.n', 'request').evaluate(sources)).toBeUndefined();
});

test.each([
  ['integration.response.header.ETag', '"e"'],
  ['integration.response.multivalueheader.ETag', ['"e"']],
  ['integration.response.body.a[0].b', '2'],
  ['integration.response.body.errorMessage', '{"httpStatus":404,"list":[1]}'],
  ['integration.response.body.errorMessage.httpStatus', '404'],
  ['integration.response.body.errorMessage.list[0]', '1'],
  ["'*'", '*'],
])('%s of a response is mapped', (expression, value) => {
  expect(parseRestExpression(expression, 'response').evaluate(sources)).toEqual(value);
});

describe('whole bodies', () => {
  test.each([
    ['', '{}'],
    ['{"a":1}', '{"a":1}'],
    ['plain text', 'plain text'],
  ])('the body %j is mapped as %j', (body, value) => {
    expect(parseRestExpression('method.request.body', 'request').evaluate(sourcesOf({ request: { body } }))).toBe(
      value,
    );
  });

  test.each(['{"a":', '[1', '"x'])('the body %j, which only looks like JSON, is an error', (body) => {
    const expression = parseRestExpression('method.request.body', 'request');

    expect(() => expression.evaluate(sourcesOf({ request: { body } }))).toThrow(BodyNotJsonError);
  });

  test('a field of a body that is not JSON is an error', () => {
    const expression = parseRestExpression('integration.response.body.a', 'response');

    expect(() => expression.evaluate(sourcesOf({ response: { body: 'text' } }))).toThrow(
      'Invalid JSON in request body',
    );
  });

  test('a field of an empty body is absent', () => {
    expect(parseRestExpression('method.request.body.a', 'request').evaluate(sourcesOf({}))).toBeUndefined();
  });

  test('a body is read once, however many expressions need it', () => {
    let reads = 0;
    const counting = sourcesOf({});
    const request = { ...counting.request, body: () => `{"a":${++reads}}` };
    const evaluate = (text: string): unknown => parseRestExpression(text, 'request').evaluate({ ...counting, request });

    expect([evaluate('method.request.body.a'), evaluate('method.request.body.a')]).toEqual(['1', '1']);
  });
});

describe('what API Gateway refuses', () => {
  test.each([
    ['true', 'request'],
    ['method.request.cookie.a', 'request'],
    ['method.request.header.a b', 'request'],
    ['method.request.header.', 'request'],
    ['method.request.body.a[x]', 'request'],
    ['method.request.bodyguard', 'request'],
    ['integration.response.header.a', 'request'],
    ['method.request.header.a', 'response'],
    ['integration.response.querystring.a', 'response'],
    ['$context.requestId', 'request'],
    ["'open", 'request'],
  ] as const)('%s on the %s side', (expression, side) => {
    expect(() => parseRestExpression(expression, side)).toThrow(MappingExpressionError);
  });

  test('the management API words it like this', () => {
    expect(new MappingExpressionError('true', '').awsMessage).toBe(
      'Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: true]',
    );
  });
});

test('requests of WebSocket APIs are called route.request', () => {
  expect(parseWebSocketExpression('route.request.querystring.q', 'request').evaluate(sources)).toBe('2');
  expect(parseWebSocketExpression('route.request.body.a.b[0]', 'request').evaluate(sources)).toBe('1');
  expect(() => parseWebSocketExpression('method.request.header.a', 'request')).toThrow('wanted route.request.…');
});

test.each([
  ['integration.request.header.X-A', { location: 'header', name: 'X-A' }],
  ['integration.request.querystring.a.b', { location: 'querystring', name: 'a.b' }],
  ['integration.request.path.id', { location: 'path', name: 'id' }],
  ['method.response.header.Location', { location: 'header', name: 'Location' }],
  ['gatewayresponse.header.Access-Control-Allow-Origin', { location: 'header', name: 'Access-Control-Allow-Origin' }],
])('%s is a target', (text, destination) => {
  expect(parseMappingDestination(text)).toEqual(destination);
});

test.each(['method.response.querystring.a', 'integration.request.header.', 'header.a'])(
  '%s is not a target',
  (text) => {
    expect(() => parseMappingDestination(text)).toThrow(MappingExpressionError);
  },
);
