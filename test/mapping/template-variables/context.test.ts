// $context: keys and their order, what prints, overrides. Recorded: docs/aws/vtl.md#printing, docs/aws/vtl.md#context,
// docs/aws/vtl.md#overrides and docs/aws/rest-api-observed.md#request-to-response-template, docs/aws/rest-api-observed.md#overrides.
import { describe, expect, test } from 'vitest';
import { renderTemplate } from '../../../src/mapping/render-template.ts';
import { OverrideMaps, Payload, apiGatewayVariables } from '../../../src/mapping/template-variables/index.ts';
import { compileTemplate } from '../../../src/mapping/velocity/compile-template.ts';

const names = [
  'stage',
  'apiId',
  'requestId',
  'identity',
  'resourceId',
  'protocol',
  'deploymentId',
  'httpMethod',
  'resourcePath',
];
const shuffled = {
  ...Object.fromEntries(names.map((name) => [name, name])),
  identity: { user: null, sourceIp: '1.2.3.4', accountId: null },
};

test('the keys of $context come in the order of AWS', () => {
  expect(renderTemplate('$context.keySet()', { context: shuffled }).output).toBe(
    '[resourceId, resourcePath, httpMethod, protocol, requestOverride, stage, requestId, identity, deploymentId, responseOverride, apiId]',
  );
});

test('the keys of $context.identity come in the order of AWS, and its nulls print nothing', () => {
  const template = '$context.identity.keySet() [$context.identity.user] $context.identity.sourceIp';
  expect(renderTemplate(template, { context: shuffled }).output).toBe('[accountId, sourceIp, user] [] 1.2.3.4');
});

test('identity and overrides print nothing as a whole, by name or by get', () => {
  const template =
    '[$context.identity][$context.requestOverride][$context.responseOverride][$context.get("identity")][$context.identity.toString()]';
  expect(renderTemplate(template, { context: shuffled }).output).toBe('[][][][][]');
});

test('claims print nothing as a whole and each by its name', () => {
  const context = { authorizer: { principalId: 'p', claims: { sub: 's' } } };
  expect(
    renderTemplate('[$context.authorizer.claims]$context.authorizer.claims.sub $context.authorizer.principalId', {
      context,
    }).output,
  ).toBe('[]s p');
});

test('without an authorizer a loop over its keys runs no round', () => {
  expect(renderTemplate('[#foreach($k in $context.authorizer.keySet())$k#end]').output).toBe('[]');
});

test('$context without overrides prints as a Java map', () => {
  const variables = apiGatewayVariables({
    context: { connectionId: 'c', stage: 'dev', connectedAt: 1_700_000_000_000 },
    overrides: null,
  });
  expect(compileTemplate('$context').render(variables)).toBe('{stage=dev, connectionId=c, connectedAt=1700000000000}');
});

describe('overrides', () => {
  test.each([
    ['a status', '#set($context.responseOverride.status = 400)#set($context.responseOverride.status = 404)'],
    ['a header', '#set($context.responseOverride.header.a = "1")$context.responseOverride.header.put("a", "2")'],
    ['a query parameter', '#set($q = $context.requestOverride.querystring)#set($q["a"] = "1")#set($q["a"] = "2")'],
    ['several at once', '#set($context.requestOverride.path.a = "1")$context.requestOverride.path.putAll({"a": "2"})'],
  ])(
    '%s may be overridden once (documented: docs/aws/vtl.md#overrides; the wording is unproven)',
    (_name, template) => {
      expect(() => renderTemplate(template)).toThrow(/an override may be applied to a parameter only once/);
    },
  );

  test('what is not a parameter may be written again', () => {
    const template =
      '#set($context.responseOverride.custom = "x")#set($context.responseOverride.custom = "y")$context.responseOverride.custom';
    expect(renderTemplate(template).output).toBe('y');
  });

  test.each([
    [
      'a property with dashes',
      '#set($context.requestOverride.header.X-Amz-Target = "A.B")',
      { request: { header: { 'X-Amz-Target': 'A.B' } } },
    ],
    [
      'an index',
      '#set($n = "k")#set($context.requestOverride.querystring[$n] = "v")',
      { request: { querystring: { k: 'v' } } },
    ],
    [
      'an index on $context',
      '#set($context["requestOverride"].querystring["n"] = "v")',
      { request: { querystring: { n: 'v' } } },
    ],
    ['put', '$context.requestOverride.querystring.put("n", "v")', { request: { querystring: { n: 'v' } } }],
    ['a path', '#set($context.requestOverride.path.id = 7)', { request: { path: { id: '7' } } }],
    ['a list', '#set($context.requestOverride.header.a = ["x", "y"])', { request: { header: { a: ['x', 'y'] } } }],
    ['a status', '#set($context.responseOverride.status = 404)', { response: { status: 404 } }],
    [
      'a response header',
      '#set($context.responseOverride.header.x-reason = "r")',
      { response: { header: { 'x-reason': 'r' } } },
    ],
    [
      'names that differ in case',
      '#set($context.responseOverride.header.A = "1")#set($context.responseOverride.header.a = "2")',
      { response: { header: { A: '1', a: '2' } } },
    ],
    ['a status out of range', '#set($context.responseOverride.status = 600)', {}],
    ['a status that is not an integer', '#set($context.responseOverride.status = 200.5)', {}],
    ['an invented key', '#set($context.responseOverride.custom = "x")', {}],
  ])('%s is read back and prints nothing', (_name, template, overrides) => {
    expect(renderTemplate(template)).toEqual({ output: '', overrides });
  });

  test('take effect although the body was printed before', () => {
    const template =
      '$input.json("$")\n#if($input.path("$").toString().contains("error"))\n#set($context.responseOverride.status = 404)\n#end';
    expect(renderTemplate(template, { body: '{"error": "no such pet"}' })).toEqual({
      output: '{"error":"no such pet"}\n',
      overrides: { response: { status: 404 } },
    });
  });

  test('written by the request template are seen by the response template of the same exchange', () => {
    const overrides = new OverrideMaps();
    const request = compileTemplate(
      '#set($context.responseOverride.status = 444)#set($context.responseOverride.custom = "x")#set($context.requestOverride.path.body = "b"){"statusCode": 200}',
    );
    const response = compileTemplate(
      '$context.responseOverride.status $context.responseOverride.custom $context.requestOverride.path.body',
    );
    expect(request.render(apiGatewayVariables({ overrides }))).toBe('{"statusCode": 200}');
    expect(response.render(apiGatewayVariables({ overrides }))).toBe('444 x b');
    expect(overrides.read()).toEqual({ request: { path: { body: 'b' } }, response: { status: 444 } });
  });

  test('list their keys', () => {
    expect(renderTemplate('$context.requestOverride.keySet() $context.responseOverride.keySet()').output).toBe(
      '[path, header, querystring] [header]',
    );
  });
});

test('setting a variable of $context does not change the record it came from', () => {
  const context = { stage: 'dev' };
  expect(renderTemplate('#set($context.stage = "x")$context.stage', { context }).output).toBe('x');
  expect(context).toEqual({ stage: 'dev' });
});

test('two templates may share a payload, which is read once', () => {
  const body = new Payload('{"a": [1]}');
  const variables = () => apiGatewayVariables({ body });
  expect(compileTemplate('$input.path("$.a")').render(variables())).toBe('[1]');
  expect(body.json).toBe(body.json);
});

test('further variables may be any JSON', () => {
  const variables = { list: [1, { a: 1.5 }], text: 't', flag: false };
  expect(renderTemplate('$list $list[1].a $text #if($flag)y#{else}n#end', { variables }).output).toBe(
    '[1,{"a":1.5}] 1.5 t n',
  );
});
