// Request validation: recorded, docs/aws/rest-api-observed.md#run-time-validation (test_api_gateway_request_validator*).
import { describe, expect, test } from 'vitest';
import type { RestApi, RestMethod } from '../../src/model/definition/rest-api.ts';
import { method, proxy, restApi } from './support/api.ts';
import { recording } from './support/recorded.ts';
import { serve } from './support/serve.ts';
import type { RequestParts } from './support/serve.ts';

const both = { validateRequestBody: true, validateRequestParameters: true };
const pair = '{"type":"object","properties":{"a":{"type":"number"},"b":{"type":"number"}},"required":["a","b"]}';
const models = { Pair: { contentType: 'application/json', schema: pair } };
const ok = { functions: { fn: () => ({ statusCode: 200, body: 'passed' }) } };

function validated(parts: Partial<RestMethod>, api: Partial<RestApi> = {}) {
  const route = method('ANY /{test}', proxy('fn'), { requestValidator: both, ...parts });
  return serve(restApi([route], { models, ...api }), ok);
}

const parameters = {
  'method.request.path.issuer': true,
  'method.request.querystring.qs1': true,
  'method.request.header.x-header-param': true,
  'method.request.header.optional': false,
};

const INVALID = '{"message": "Invalid request body"}';

describe('parameters', () => {
  test('recorded: missing-all-required-request-params-post', async () => {
    const name = 'TestApiGatewayCommon::test_api_gateway_request_validator';
    const response = await validated({
      requestParameters: parameters,
      requestModels: { 'application/json': 'Pair' },
    }).send('POST /test/v');
    expect(response.statusCode).toBe(400);
    expect(response.json()).toEqual(recording('common', name, 'missing-all-required-request-params-post'));
    expect(response.body).toBe('{"message": "Missing required request parameters: [x-header-param, issuer, qs1]"}');
  });

  const known = { ...parameters, 'method.request.path.issuer': false, 'method.request.path.test': true };
  test.each([
    ['a header', 'GET /test/v?qs1=1', {}, '[x-header-param]'],
    ['a query parameter', 'GET /test/v', { headers: [['x-header-param', 'h']] }, '[qs1]'],
    [
      'a blank value counts as missing (D)',
      'GET /test/v?qs1=',
      { headers: [['x-header-param', ' ']] },
      '[x-header-param, qs1]',
    ],
    [
      'header names are case-sensitive (D)',
      'GET /test/v?qs1=1',
      { headers: [['X-Header-Param', 'h']] },
      '[x-header-param]',
    ],
  ] satisfies [string, string, RequestParts, string][])('%s', async (_, request, parts, missing) => {
    const response = await validated({ requestParameters: known }).send(request, parts);
    expect(response.body).toBe(`{"message": "Missing required request parameters: ${missing}"}`);
  });

  test('all there', async () => {
    const response = await validated({ requestParameters: known }).send('GET /test/v?qs1=1', {
      headers: [['x-header-param', 'h']],
    });
    expect(response.body).toBe('passed');
  });
});

describe('body', () => {
  const withModel = { requestModels: { 'application/json': 'Pair' } };
  test.each([
    ['a good body', 'POST', undefined, '{"a":1,"b":2}', true],
    ['a required property is missing', 'POST', undefined, '{"a":1}', false],
    ['no JSON', 'POST', undefined, 'a=1', false],
    ['fact 7: an empty body is `{}`, so GET is validated too', 'GET', undefined, '', false],
    ['parameters of the media type do not count', 'POST', 'application/json; charset=utf-8', '{}', false],
    ['a media type without a model is not validated (D)', 'POST', 'text/plain', '{}', true],
  ])('%s', async (_, verb, type, body, passes) => {
    const headers = type === undefined ? [] : ([['Content-Type', type]] as const);
    const response = await validated(withModel).send(`${verb} /test/v`, { headers, body });
    expect([response.statusCode, response.body]).toEqual(passes ? [200, 'passed'] : [400, INVALID]);
    if (!passes) expect(response.header('x-amzn-ErrorType')).toBe('BadRequestException');
  });

  test('an array model rejects the empty body', async () => {
    const list = { List: { contentType: 'application/json', schema: '{"type":"array"}' } };
    const served = validated({ requestModels: { 'application/json': 'List' } }, { models: list });
    expect((await served.send('POST /test/v')).body).toBe(INVALID);
    expect((await served.send('POST /test/v', { body: '[]' })).body).toBe('passed');
  });

  test('$default stands for every other media type', async () => {
    const served = validated({ requestModels: { $default: 'Pair' } });
    expect((await served.send('POST /test/v', { headers: [['Content-Type', 'text/x']], body: '{}' })).body).toBe(
      INVALID,
    );
  });

  test('models refer to each other by their URL, also in a cycle (recorded)', async () => {
    const ref = (name: string) => `{"$ref":"https://apigateway.amazonaws.com/restapis/a1b2c3d4e5/models/${name}"}`;
    const linked = {
      Status: {
        contentType: 'application/json',
        schema: `{"type":"object","properties":{"next":${ref('Body')}},"required":["s"]}`,
      },
      Body: {
        contentType: 'application/json',
        schema: `{"type":"object","properties":{"status":{"oneOf":[{"type":"null"},${ref('Status')}]}},"required":["status"]}`,
      },
    };
    const served = validated({ requestModels: { 'application/json': 'Body' } }, { models: linked });
    const bodyOf = async (body: string) => (await served.send('POST /test/v', { body })).body;
    expect(await bodyOf('{"status":null}')).toBe('passed');
    expect(await bodyOf('{"status":{"s":1,"next":{"status":null}}}')).toBe('passed');
    expect(await bodyOf('{"status":{"s":1,"next":{}}}')).toBe(INVALID);
    expect(await bodyOf('{}')).toBe(INVALID);
  });

  test('a required header counts in any case over HTTP/2, whose clients cannot keep it (unproven)', async () => {
    const served = validated({ ...withModel, requestParameters: { 'method.request.header.myHeader': true } });
    const headers = [['myheader', '1']] as const;
    const missing = '{"message": "Missing required request parameters: [myHeader]"}';
    expect((await served.send('POST /test/v', { headers, body: '{}' })).body).toBe(missing);
    expect((await served.send('POST /test/v', { headers, body: '{}', httpVersion: '2.0' })).body).toBe(INVALID);
  });

  test('parameters are checked first, and only their problems are reported', async () => {
    const served = validated({ ...withModel, requestParameters: { 'method.request.querystring.q': true } });
    expect((await served.send('POST /test/v', { body: '{}' })).body).toBe(
      '{"message": "Missing required request parameters: [q]"}',
    );
  });

  test('details are for gateway responses: $context.error.validationErrorString (R)', async () => {
    const template = '{"message":$context.error.messageString,"details":"$context.error.validationErrorString"}';
    const gatewayResponses = {
      BAD_REQUEST_BODY: { responseParameters: {}, responseTemplates: { 'application/json': template } },
    };
    const response = await validated(withModel, { gatewayResponses }).send('POST /test/v', { body: '{"a":1}' });
    expect(response.body).toBe(
      '{"message":"Invalid request body","details":"[object has missing required properties (["b"])]"}',
    );
  });

  test('a model that does not exist is reported once and checks nothing', async () => {
    const served = validated({ requestModels: { 'application/json': 'None' } });
    expect(served.warnings).toEqual([
      'ANY /{test}: there is no model "None"; application/json bodies are not validated',
    ]);
    expect((await served.send('POST /test/v', { body: 'x' })).body).toBe('passed');
  });

  test('a model that cannot be read lets nothing pass', async () => {
    const served = validated(
      { requestModels: { 'application/json': 'Bad' } },
      { models: { Bad: { contentType: 'x', schema: '{' } } },
    );
    expect(served.warnings).toHaveLength(1);
    expect((await served.send('POST /test/v', { body: '{}' })).body).toBe(INVALID);
  });
});

test('a validator with both flags off lets everything pass (recorded)', async () => {
  const off = { validateRequestBody: false, validateRequestParameters: false };
  const served = validated({
    requestValidator: off,
    requestParameters: parameters,
    requestModels: { 'application/json': 'Pair' },
  });
  expect((await served.send('POST /test/v')).body).toBe('passed');
});

test('a refused request never reaches the function', async () => {
  const served = validated({ requestModels: { 'application/json': 'Pair' } });
  await served.send('POST /test/v', { body: '{}' });
  expect(served.invocations).toEqual([]);
});
