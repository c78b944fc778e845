// Choice of the request template, passthrough, parameter mapping, request overrides: docs/aws/rest-api-observed.md#request-template,
// docs/aws/rest-api-observed.md#parameter-mapping, docs/aws/rest-api-observed.md#overrides; docs/aws/rest-api.md#parameter-mapping to
// docs/aws/rest-api.md#overrides.
import { describe, expect, test } from 'vitest';
import type { Integration } from '../../src/model/definition/integration.ts';
import type { HeaderList } from '../../src/model/http/messages.ts';
import { method, respondsWith, restApi } from './support/api.ts';
import { serve } from './support/serve.ts';
import type { RequestParts } from './support/serve.ts';

async function sent(parts: Partial<Integration>, request: RequestParts = {}, target = '/test/pets/7') {
  const integration = {
    type: 'HTTP',
    httpMethod: 'POST',
    uri: 'http://b.example.com/',
    responses: [respondsWith()],
    ...parts,
  } as const;
  const stage = { name: 'test', variables: { color: 'blue' }, deploymentId: 'd' };
  const served = serve(restApi([method('ANY /pets/{id}', integration)], { stage }));
  const response = await served.send(`POST ${target}`, request);
  const call = served.backendCalls[0];
  return {
    statusCode: response.statusCode,
    answer: response.body,
    body: Buffer.isBuffer(call?.body) ? call.body.toString() : undefined,
    url: call?.url,
    header: (name: string) => call?.headers.find(([candidate]) => candidate === name)?.[1],
  };
}

const typed = (type: string): HeaderList => [['Content-Type', type]];

// docs/aws/rest-api-observed.md#request-template, docs/aws/rest-api.md#choosing-the-request-template
describe('passthrough', () => {
  const json = { 'application/json': 'mapped' };
  const xml = { 'application/xml': 'mapped' };
  test.each([
    [json, undefined, 'mapped', 'mapped', 'mapped'],
    [json, 'application/json', 'mapped', 'mapped', 'mapped'],
    [json, 'application/json; charset=utf-8', 'mapped', 'mapped', 'mapped'],
    [json, 'application/xml', 'raw', 415, 415],
    [xml, undefined, 'raw', 415, 415],
    [xml, 'application/json', 'raw', 415, 415],
    [xml, 'application/xml', 'mapped', 'mapped', 'mapped'],
    [{}, undefined, 'raw', 'raw', 415],
    [{}, 'text/plain', 'raw', 'raw', 415],
    [{ $default: 'mapped' }, 'text/plain', 'mapped', 'mapped', 'mapped'],
  ])('templates %j, Content-Type %s', async (requestTemplates, type, noMatch, noTemplates, never) => {
    const expected = { WHEN_NO_MATCH: noMatch, WHEN_NO_TEMPLATES: noTemplates, NEVER: never } as const;
    for (const passthroughBehavior of ['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER'] as const) {
      const headers = type === undefined ? [] : typed(type);
      const result = await sent({ requestTemplates, passthroughBehavior }, { body: 'raw', headers });
      const wanted = expected[passthroughBehavior];
      expect([passthroughBehavior, wanted === 415 ? result.statusCode : result.body]).toEqual([
        passthroughBehavior,
        wanted,
      ]);
      if (wanted === 415) expect(result.answer).toBe('{"message": "Unsupported Media Type"}');
    }
  });
});

describe('fact 7: what templates see of an empty body', () => {
  test('`{}` in $input.body', async () => {
    expect((await sent({ requestTemplates: { 'application/json': '[$input.body]' } })).body).toBe('[{}]');
  });

  test('passed through without a template it stays empty towards HTTP', async () => {
    expect((await sent({})).body).toBeUndefined();
  });
});

test('fact 10: objects print as {k=v}, lists as JSON, undefined as nothing and equal to ""', async () => {
  const template =
    '$input.path("$.o") $input.path("$.l") [$input.path("$.none")] #if($input.path("$.none") == "")empty#end';
  const body = '{"o": {"k": "v"}, "l": [{"k": "v"}]}';
  expect((await sent({ requestTemplates: { 'application/json': template } }, { body })).body).toBe(
    '{k=v} [{"k":"v"}] [] empty',
  );
});

test('a template sees parameters, context and stage variables', async () => {
  const template =
    '$input.params("id") $input.params("q") $input.params("X-H") $context.httpMethod $context.resourcePath $context.path $context.stage [$context.identity.apiKey] $stageVariables.color';
  const headers: HeaderList = [['X-H', 'h']];
  const result = await sent(
    { requestTemplates: { 'application/json': template } },
    { headers },
    '/test/pets/7?q=1&q=2',
  );
  expect(result.body).toBe('7 2 h POST /pets/{id} /test/pets/7 test [] blue');
});

// docs/aws/rest-api-observed.md#parameter-mapping
describe('parameter mapping', () => {
  const header = (source: string) => ({ requestParameters: { 'integration.request.header.X-T': source } });
  test.each([
    ["'static'", 'static'],
    ['method.request.path.id', '7'],
    ['method.request.querystring.a', '2'],
    ['method.request.multivaluequerystring.a', '1,2'],
    ['method.request.header.X-A', '4'],
    ['method.request.multivalueheader.X-A', '3,4'],
    ['method.request.header.x-a', undefined],
    ['method.request.body', '{"p":{"q":[1,"x"]}}'],
    ['method.request.body.p.q[1]', 'x'],
    ['method.request.body.p', '{"q":[1,"x"]}'],
    ['method.request.body.none', undefined],
    ['stageVariables.color', 'blue'],
    ['stageVariables.none', undefined],
    ['context.resourcePath', '/pets/{id}'],
    ['context.identity.sourceIp', '198.51.100.7'],
    ['context.authorizer.none', undefined],
  ])('%s', async (source, expected) => {
    const headers: HeaderList = [
      ['X-A', '3'],
      ['X-A', '4'],
    ];
    const result = await sent(header(source), { headers, body: '{"p":{"q":[1,"x"]}}' }, '/test/pets/7?a=1&a=2');
    expect(result.header('X-T')).toBe(expected);
  });

  test('the whole of an empty body is `{}` (U)', async () => {
    expect((await sent(header('method.request.body'))).header('X-T')).toBe('{}');
  });

  test('a body that a mapping needs and that is not JSON is a 400 (U)', async () => {
    for (const source of ['method.request.body', 'method.request.body.a']) {
      const result = await sent(header(source), { body: '{"a":' });
      expect(result).toMatchObject({ statusCode: 400, answer: '{"message": "Invalid JSON in request body"}' });
    }
  });

  test('an invalid expression makes the method answer 500', async () => {
    expect((await sent(header('true'))).statusCode).toBe(500);
  });
});

// docs/aws/rest-api-observed.md#overrides
describe('request overrides', () => {
  test('headers with dashes, query and path, after the whole template has run', async () => {
    const template =
      '{"a": 1}#set($context.requestOverride.header.X-Amz-Target = "A.B")#set($context.requestOverride.querystring.q = ["1", "2"])#set($context.requestOverride.path.p = "over")';
    const requestParameters = {
      'integration.request.header.X-Amz-Target': "'mapped'",
      'integration.request.path.p': "'mapped'",
    };
    const uri = 'http://b.example.com/{p}';
    const result = await sent({ requestTemplates: { 'application/json': template }, requestParameters, uri });
    expect(result.body).toBe('{"a": 1}');
    expect(result.header('X-Amz-Target')).toBe('A.B');
    expect(result.url).toBe('http://b.example.com/over?q=1&q=2');
  });

  test('an override of a header that may not be mapped is the same 500', async () => {
    const template = '#set($context.requestOverride.header.Content-Length = "5")';
    expect((await sent({ requestTemplates: { 'application/json': template } })).statusCode).toBe(500);
  });
});
