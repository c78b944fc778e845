// Recordings of REST APIs with functions behind them, replayed through the built CLI: docs/aws/rest-api-observed.md#routing,
// docs/aws/rest-api-observed.md#request-headers, docs/aws/rest-api-observed.md#lambda-proxy,
// docs/aws/rest-api-observed.md#lambda-non-proxy, docs/aws/rest-api-observed.md#choosing-the-integration-response,
// docs/aws/rest-api-observed.md#run-time-validation, docs/aws/rest-api-observed.md#trace-id.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HeaderList } from '../../../src/model/http/messages.ts';
import { RECORDED_ANSWERS } from '../../rest-api/support/recorded-answers.ts';
import { objectOf, recording } from '../../rest-api/support/recordings.ts';
import { samplesMissing, unlessSkipped } from '../../shared-folder.ts';
import { expectLikeRecorded, headerNames } from './comparing.ts';
import { type Project, type RequestParts, startProject } from './project.ts';

const HANDLERS = `
export const event = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });
export const says = async (event) => JSON.parse(event.body);
export const echo = async (event) => event;
export const ok = async () => ({ statusCode: 200, body: '{"data": "ok"}' });
export const raise = async ({ statusCode }) => {
  if (statusCode === '200') return 'Pass';
  throw new Error('Error: Raising ' + (statusCode === '400' ? 'four' : 'five') + ' hundred from within the Lambda function');
};
`;

const RESPONSE_TEMPLATE = [
  '#set($inputRoot = $input.path("$"))',
  '{"statusCode": 200, "body": "$inputRoot.body"}',
  '#if($inputRoot.toString().contains("customerror"))#set($context.responseOverride.status = 400)',
  '#else#set($context.responseOverride.status = 202)#end',
].join('\n');

const lambda = (name: string, parts: object) => ({
  integration: { type: 'aws', uri: name, httpMethod: 'POST', responses: { default: { statusCode: 200 } }, ...parts },
});

const number = { type: 'number' };
const model = (schema: object) => ({ contentType: 'application/json', schema });
const of = (name: string) => ({ $ref: `https://apigateway.amazonaws.com/restapis/abcdefghij/models/${name}` });
const both = { validateRequestBody: true, validateRequestParameters: true };
const needed = (...names: string[]) => Object.fromEntries(names.map((name) => [`method.request.${name}`, true]));

const CONFIG = {
  accountId: '111111111111',
  functions: Object.fromEntries(
    ['event', 'says', 'echo', 'ok', 'raise'].map((name) => [name, `handlers.${name}`] as const),
  ),
  apis: {
    greedy: {
      type: 'rest',
      stage: 'stage',
      routes: { 'ANY /{proxy+}': 'event', 'ANY /hardcoded': 'event' },
    },
    mapped: {
      type: 'rest',
      stage: 'test',
      routes: {
        'ANY /{pathVariable}': {
          integration: {
            type: 'aws_proxy',
            uri: 'event',
            httpMethod: 'POST',
            requestParameters: {
              'integration.request.header.headerVar': 'method.request.header.foobar',
              'integration.request.path.qsVar': 'method.request.querystring.testVar',
              'integration.request.path.pathVar': 'method.request.path.pathVariable',
              'integration.request.querystring.queryString': 'method.request.querystring.testQueryString',
              'integration.request.querystring.testQs': 'method.request.querystring.testQueryString',
            },
          },
        },
      },
    },
    local: {
      type: 'rest',
      stage: 'local',
      routes: {
        'POST /says': 'says',
        'GET /wrong-method': { integration: { type: 'aws_proxy', uri: 'ok', httpMethod: 'GET' } },
        'POST /echo': lambda('echo', {}),
        'GET /template': lambda('echo', {
          requestTemplates: { 'application/json': '{"param1": "$input.params(\'param1\')"}' },
        }),
        'POST /patterns': lambda('raise', {
          responses: {
            default: { statusCode: 200 },
            '.+': { statusCode: 502 },
            '.*four hundred.*': { statusCode: 405 },
          },
        }),
        'POST /overrides': lambda('echo', {
          responses: {
            default: { statusCode: 200, responseTemplates: { 'application/json': RESPONSE_TEMPLATE } },
          },
        }),
        'GET /traced': 'ok',
        'GET /mock': {
          integration: {
            type: 'mock',
            requestTemplates: { 'application/json': '{"statusCode": 200}' },
            responses: { default: { statusCode: 200 } },
          },
        },
      },
    },
    validated: {
      type: 'rest',
      stage: 'local',
      models: {
        testSchema: model({ type: 'object', properties: { a: number, b: number }, required: ['a', 'b'] }),
        testSchemaList: model({ type: 'array', items: of('testSchema') }),
        StatusModel: model({
          type: 'object',
          properties: { Status: { type: 'string' }, Order: { type: 'integer' } },
          required: ['Status', 'Order'],
        }),
        TestModel: model({
          type: 'object',
          properties: { status: { oneOf: [{ type: 'null' }, of('StatusModel')] } },
          required: ['status'],
        }),
      },
      routes: {
        'POST /unknown/{test}': {
          function: 'ok',
          requestValidator: both,
          requestModels: { 'application/json': 'testSchema' },
          requestParameters: needed('path.issuer', 'querystring.qs1', 'header.x-header-param'),
        },
        'ANY /known/{test}': {
          function: 'ok',
          requestValidator: both,
          requestModels: { 'application/json': 'testSchema' },
          requestParameters: needed('path.test', 'querystring.qs1', 'header.x-header-param'),
        },
        'POST /list': {
          function: 'ok',
          requestValidator: both,
          requestModels: { 'application/json': 'testSchemaList' },
        },
        'POST /one-of': { function: 'ok', requestValidator: both, requestModels: { 'application/json': 'TestModel' } },
      },
    },
  },
};

let project: Project;

describe.skipIf(samplesMissing)(unlessSkipped('recorded on AWS, through the CLI'), () => {
  beforeAll(async () => {
    project = await startProject(CONFIG, HANDLERS);
  });
  afterAll(() => project?.stop());

  const client: HeaderList = [
    ['User-Agent', 'python-requests/testing'],
    ['Accept-Encoding', 'gzip, deflate'],
    ['Accept', '*/*'],
    ['Connection', 'keep-alive'],
    ['tEsT-HEADeR', 'aValUE'],
    ['aUThorization', 'random-value'],
  ];

  test.each([
    ['payload-without-trailing-slash', 'GET /stage/proxy-value'],
    ['payload-with-trailing-slash', 'GET /stage/proxy-value/'],
    ['payload-with-double-slash', 'GET /stage/proxy-value//double-slash'],
    ['payload-with-prepended-slash-to-stage', 'GET //stage/proxy-value'],
    ['payload-with-prepended-slash', 'GET /stage//proxy-value'],
    ['payload-without-trailing-slash-and-query-params', 'GET /stage/proxy-value?urlparam=test'],
    ['payload-with-trailing-slash-and-query-params', 'GET /stage/proxy-value/?urlparam=test'],
    [
      'payload-with-path-encoded-email',
      'GET /stage/proxy-value/api/user/test%2Balias@gmail.com/plus/test+alias@gmail.com',
    ],
    [
      'payload-with-params-encoding',
      'GET /stage/proxy-value/api?dateTimeOffset=2023-06-12T18:05:10.123456+00:00&email=test%2Balias@gmail.com&plus=test+alias@gmail.com&url=https://www.google.com/&whitespace=foo%20bar&zhash=abort/',
    ],
    ['hardcoded', 'GET /stage//hardcoded'],
  ])('test_lambda_aws_proxy_integration %s', async (step, line) => {
    const recorded = objectOf(recording('lambda', 'test_lambda_aws_proxy_integration', `invocation-${step}`));
    const answer = await project.send('greedy', line, { headers: client });
    expectLikeRecorded(answer.json(), recorded);
  });

  test('test_lambda_aws_proxy_integration payload-with-params-encoding-multi', async () => {
    const step = 'invocation-payload-with-params-encoding-multi';
    const recorded = objectOf(recording('lambda', 'test_lambda_aws_proxy_integration', step));
    const headers: HeaderList = [
      ['Content-Type', 'application/json;charset=utf-8'],
      ['User-Agent', 'python-requests/testing'],
      ['Accept-Encoding', 'gzip, deflate'],
      ['Accept', '*/*'],
      ['Authorization', 'Bearer token123;API key456'],
    ];
    const body = JSON.stringify(recorded['body']);
    const line = 'POST /stage/proxy-value?category=electronics&category=books&price=10&price=20&price=30';
    const seen = objectOf((await project.send('greedy', line, { headers, body })).json());
    expectLikeRecorded({ ...seen, body: JSON.parse(String(seen['body'])) as unknown }, recorded);
  });

  test('test_lambda_aws_proxy_integration_non_post_method', async () => {
    const name = 'test_lambda_aws_proxy_integration_non_post_method';
    const answer = await project.send('local', 'GET /local/wrong-method');
    expect(answer.status).toBe(500);
    expect(answer.json()).toEqual(recording('lambda', name, 'invocation-payload-with-get-proxy-method'));
  });

  test('test_lambda_aws_proxy_integration_request_data_mapping', async () => {
    const name = 'test_lambda_aws_proxy_integration_request_data_mapping';
    const recorded = objectOf(recording('lambda', name, 'http-proxy-invocation-data-mapping'));
    const headers: HeaderList = [
      ['Content-Type', 'application/json'],
      ['Accept', 'application/json'],
      ['User-Agent', 'test/integration'],
      ['Accept-Encoding', 'gzip, deflate'],
      ['headerVar', 'request-value'],
      ['foobar', 'mapped-value'],
    ];
    const line = 'POST /test/foobar?testQueryString=foo&testVar=bar';
    const answer = await project.send('mapped', line, { headers, body: '{"message": "hello world"}' });
    const seen = objectOf(answer.json());
    const content = { ...seen, body: JSON.parse(String(seen['body'])) as unknown };
    expectLikeRecorded({ content, status_code: answer.status }, recorded);
  });

  test('test_lambda_aws_integration: the body is the event', async () => {
    const answer = await project.send('local', 'POST /local/echo', { body: '{"message": "hello world"}' });
    expect(answer.json()).toEqual(recording('lambda', 'test_lambda_aws_integration', 'lambda-aws-integration'));
  });

  test('test_lambda_aws_integration_with_request_template', async () => {
    const name = 'test_lambda_aws_integration_with_request_template';
    const answer = await project.send('local', 'GET /local/template?param1=foobar');
    expect(answer.json()).toEqual(recording('lambda', name, 'lambda-aws-integration-1'));
  });

  test.each([
    ['200', 200],
    ['400', 405],
    ['500', 502],
  ])('test_lambda_selection_patterns %s', async (statusCode, status) => {
    const recorded = recording('lambda', 'test_lambda_selection_patterns', `lambda-selection-pattern-${statusCode}`);
    const answer = await project.send('local', 'POST /local/patterns', { body: JSON.stringify({ statusCode }) });
    expect(answer.status).toBe(status);
    if (typeof recorded === 'string') expect(answer.text).toBe(JSON.stringify(recorded));
    else expect(objectOf(answer.json())['errorMessage']).toBe(objectOf(recorded)['errorMessage']);
  });

  test.each([
    ['response-template-202', 'noerror'],
    ['response-template-400', 'customerror'],
  ])('test_lambda_aws_integration_response_with_mapping_templates %s', async (step, body) => {
    const name = 'test_lambda_aws_integration_response_with_mapping_templates';
    const answer = await project.send('local', 'POST /local/overrides', { body: JSON.stringify({ body }) });
    expect({ body: answer.json(), statusCode: answer.status }).toEqual(recording('lambda', name, step));
  });

  // The recorded function got no body here, and failed.
  const answers: typeof RECORDED_ANSWERS = [...RECORDED_ANSWERS, ['empty-response', undefined]];

  test.each(answers)('test_aws_proxy_response_payload_format_validation invoke-api-%s', async (step, answer) => {
    const name = 'test_aws_proxy_response_payload_format_validation';
    const recorded = objectOf(recording('lambda', name, `invoke-api-${step}`));
    const parts = answer === undefined ? {} : { body: JSON.stringify(answer) };
    const response = await project.send('local', 'POST /local/says', parts);
    const { content } = recorded;
    if (typeof content === 'string') expect(response.text).toBe(content);
    else expect(response.json()).toEqual(content);
    if (!('headers' in recorded)) return;
    expectLikeRecorded(joined(response.headers), recorded['headers']);
  });

  test.each([
    ['normal-req-headers-MOCK', 'GET /local/mock', []],
    [
      'trace-id-req-headers-MOCK',
      'GET /local/mock',
      ['Root=1-3152b799-8954dae64eda91bc9a23a7e8;Parent=7fa8c0f79203be72;Sampled=1'],
    ],
    ['normal-req-headers-AWS_PROXY', 'GET /local/traced', []],
    [
      'trace-id-req-headers-AWS_PROXY',
      'GET /local/traced',
      ['Root=1-3152b799-8954dae64eda91bc9a23a7e8;Parent=7fa8c0f79203be72;Sampled=1'],
    ],
    ['trace-id-small-req-headers-AWS_PROXY', 'GET /local/traced', ['Root=1-3152b799-8954dae64eda91bc9a23a7e8']],
  ])('test_invocation_trace_id %s', async (step, line, [sent]) => {
    const recorded = objectOf(recording('common', 'TestApiGatewayCommon::test_invocation_trace_id', step));
    const headers: HeaderList = sent === undefined ? [] : [['x-amzn-trace-id', sent]];
    const answer = await project.send('local', line, { headers });
    expect(headerNames(answer.headers)).toEqual(headerNames(recorded));
    const trace = answer.headers.find(([name]) => name === 'X-Amzn-Trace-Id')?.[1];
    if (trace !== undefined && sent !== undefined) expect(trace.startsWith(sent)).toBe(true);
  });

  const VALIDATOR = 'TestApiGatewayCommon::test_api_gateway_request_validator';
  const one = JSON.stringify({ a: 1, b: 2 });
  test.each([
    [VALIDATOR, 'missing-all-required-request-params-post', 'POST /local/unknown/v', {}, 400],
    [VALIDATOR, 'missing-required-headers-request-params-get', 'GET /local/known/v?qs1=1', {}, 400],
    [
      VALIDATOR,
      'missing-required-qs-request-params-get',
      'GET /local/known/v',
      { headers: [['x-header-param', 'h']] },
      400,
    ],
    [
      VALIDATOR,
      'invalid-request-body',
      'POST /local/known/v?qs1=1',
      { headers: [['x-header-param', 'h']], body: '{"a": 1}' },
      400,
    ],
    [`${VALIDATOR}_with_ref_models`, 'successful', 'POST /local/list', { body: `[${one}]` }, 200],
    [`${VALIDATOR}_with_ref_models`, 'failed-validation', 'POST /local/list', { body: '[{"a": 1}]' }, 400],
    [`${VALIDATOR}_with_ref_one_ofmodels`, 'successful', 'POST /local/one-of', { body: '{"status": null}' }, 200],
    [
      `${VALIDATOR}_with_ref_one_ofmodels`,
      'successful-with-data',
      'POST /local/one-of',
      { body: '{"status": {"Status": "works", "Order": 1}}' },
      200,
    ],
    [`${VALIDATOR}_with_ref_one_ofmodels`, 'failed-validation-no-data', 'POST /local/one-of', {}, 400],
    [
      `${VALIDATOR}_with_ref_one_ofmodels`,
      'failed-validation-bad-data',
      'POST /local/one-of',
      { body: '{"status": {"Status": "works"}}' },
      400,
    ],
  ] satisfies [string, string, string, RequestParts, number][])('%s %s', async (name, step, line, parts, status) => {
    const answer = await project.send('validated', line, parts);
    expect(answer.json()).toEqual(recording('common', name, step));
    expect(answer.status).toBe(status);
  });

  test.each([
    ['not-found', 'GET /local/nowhere'],
    ['wrong-method', 'DELETE /local/echo'],
  ])('test_routing_not_found %s', async (step, line) => {
    const recorded = objectOf(recording('common', 'TestApigatewayRouting::test_routing_not_found', step));
    const answer = await project.send('local', line);
    expect(answer.status).toBe(403);
    expect(answer.json()).toEqual(recorded['content']);
    expect(answer.headers).toContainEqual(['x-amzn-ErrorType', recorded['errorType']]);
  });
});

/** As a client that joins repeated headers shows them. */
function joined(headers: HeaderList): Readonly<Record<string, string>> {
  const values = new Map<string, string>();
  for (const [name, value] of headers) values.set(name, values.has(name) ? `${values.get(name)}, ${value}` : value);
  return Object.fromEntries(values);
}
