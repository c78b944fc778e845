// Recordings of REST APIs without functions, replayed through the built CLI: docs/aws/rest-api-observed.md#request-headers,
// docs/aws/rest-api-observed.md#response-headers, docs/aws/rest-api-observed.md#http, docs/aws/rest-api-observed.md#mock,
// docs/aws/rest-api-observed.md#request-to-response-template; docs/aws/vtl.md#printing.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HeaderList } from '../../../src/model/http/messages.ts';
import { objectOf, recording } from '../../rest-api/support/recordings.ts';
import { samplesMissing, unlessSkipped } from '../../shared-folder.ts';
import { expectLikeRecorded, headerNames, recordedBytes } from './comparing.ts';
import { type Project, startProject } from './project.ts';
import { type StandIns, startStandIns } from './stand-ins.ts';

const json = (template: string) => ({ 'application/json': template });

const mock = (request: string, response?: string, parts: object = {}) => ({
  integration: {
    type: 'mock',
    requestTemplates: json(request),
    responses: {
      default: { statusCode: 200, ...(response === undefined ? {} : { responseTemplates: json(response) }) },
    },
    ...parts,
  },
});

const http = (uri: string, parts: object = {}) => ({
  integration: { type: 'http', uri, responses: { default: { statusCode: 200 } }, ...parts },
});

const OVERRIDES = [
  '#set($context.responseOverride.header.foo = "bar")',
  '#set($context.responseOverride.status = 444)',
  '#set($context.responseOverride.custom = "is also passed around")',
  '{"statusCode": 200}',
].join('\n');
const OVERRIDES_READ =
  '{"statusOverride": "$context.responseOverride.status", "fooHeader": "$context.responseOverride.header.foo", "custom": "$context.responseOverride.custom"}';
const MAP_WRITES = [
  '#set($paramName = "foo")',
  '#set($context.requestOverride.querystring[$paramName] = "bar")',
  '#set($paramPutName = "putfoo")',
  '$context.requestOverride.querystring.put($paramPutName, "putBar")',
  '#set($context["requestOverride"].querystring["nestedfoo"] = "nestedFoo")',
  '{"statusCode": 200}',
].join('\n');
const MAP_READS =
  '#set($value = $context.requestOverride.querystring["foo"])#set($value2 = $context.requestOverride.querystring["putfoo"])#set($value3 = $context.requestOverride.querystring["nestedfoo"]){"value": "$value", "value2": "$value2", "value3": "$value3"}';
const PATHS_WRITE =
  '#set($context.requestOverride.path.body = $util.base64Decode($input.params("id"))){"statusCode": 200}';
const PATHS_READ = [
  '#set($body = $context.requestOverride.path.body)',
  '#if($body == "path1"){"response": "path was path one"}',
  '#elseif($body == "path2"){"response": "path was path two"}',
  '#else{"response": "this is the else clause"}#end',
].join('');

const RAW = '$input.body';
const FORM = 'Action=SendMessage&MessageBody=$input.body';
const ENCODED = 'EncodedBody=$util.urlEncode($input.body)&EncodedBodyAccess=$util.urlEncode($input.body.testAccess)';
const body = (url: string, request: string, response: string) =>
  http(`${url}/raw`, {
    httpMethod: 'POST',
    requestTemplates: json(request),
    responses: { default: { statusCode: 200, responseTemplates: json(response) } },
  });
/** The recorded templates answer with what a path finds in the backend's answer, which echoes the request. */
const found = (url: string, template: string) =>
  http(`${url}/raw`, {
    httpMethod: 'POST',
    responses: { default: { statusCode: 200, responseTemplates: json(template) } },
  });
const PARTS =
  '#set($body = $input.path("$"))#set($nested = $input.path("$.nested")){"body": $body, "nested": $nested, "isNull": "#if( $body == $null )true#{else}false#end", "isEmptyString": "#if( $body == "" )true#{else}false#end"}';

const NAMES =
  'Accept Accept-Charset Accept-Encoding Age Authorization Connection Content-Encoding Content-Length Content-MD5 Content-Type Date Expect Host Max-Forwards Pragma Proxy-Authenticate Range Referer Server TE Transfer-Encoding Trailer Upgrade User-Agent Via Warn WWW-Authenticate'.split(
    ' ',
  );
const UNMAPPABLE = ['Content-Length', 'Transfer-Encoding'];
const UNMAPPABLE_TO_AWS = [...UNMAPPABLE, 'Authorization', 'Connection', 'Expect', 'Proxy-Authenticate', 'TE'];
const mappedTo = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [`integration.request.header.${name}`, `'request_params_${name}'`]));
const responseParameters = Object.fromEntries(
  NAMES.map((name) => [`method.response.header.${name}`, `'response_param_${name}'`]),
);

/** A route for each step of a header recording. */
function remappingRoutes(type: string, uri: string): Record<string, object> {
  const unmappable = type.startsWith('aws') ? UNMAPPABLE_TO_AWS : UNMAPPABLE;
  const route = (requestParameters: object, withResponses = true) => ({
    integration: {
      type,
      uri,
      httpMethod: 'POST',
      requestParameters,
      responses: { default: { statusCode: 200, ...(withResponses ? { responseParameters } : {}) } },
    },
  });
  return {
    [`GET /${type}/no-param-integration`]: route({}, false),
    [`GET /${type}/full-integration`]: route(mappedTo(NAMES.filter((name) => !unmappable.includes(name)))),
    ...Object.fromEntries(
      unmappable.map((name) => [`GET /${type}/${name.toLowerCase()}`, route(mappedTo([name]))] as const),
    ),
  };
}

const configWith = (url: string) => ({
  functions: { echo: 'handlers.echo', event: 'handlers.event' },
  apis: {
    backend: {
      type: 'rest',
      stage: 'local',
      routes: {
        'ANY /HTTP/{proxy+}': http(`${url}/echo`, { httpMethod: 'POST' }),
        'ANY /HTTP_PROXY/{proxy+}': http(`${url}/echo`, { type: 'http_proxy', httpMethod: 'POST' }),
        'GET /status/HTTP/{status}': http(`${url}/status/{status}`, {
          requestParameters: { 'integration.request.path.status': 'method.request.path.status' },
        }),
        'GET /status/HTTP_PROXY/{status}': http(`${url}/status/{status}`, {
          type: 'http_proxy',
          requestParameters: { 'integration.request.path.status': 'method.request.path.status' },
        }),
        'ANY /mapped/{pathVariable}': http(`${url}/echo?testVar={pathVar}&testQs={qsVar}`, {
          type: 'http_proxy',
          httpMethod: 'POST',
          requestParameters: {
            'integration.request.header.headerVar': 'method.request.header.foobar',
            'integration.request.path.qsVar': 'method.request.querystring.testVar',
            'integration.request.path.pathVar': 'method.request.path.pathVariable',
            'integration.request.querystring.queryString': 'method.request.querystring.testQueryString',
            'integration.request.querystring.testQs': 'method.request.querystring.testQueryString',
            'integration.request.querystring.testEmptyQs': 'method.request.header.emptyheader',
          },
        }),
        'POST /body/raw-body': body(url, RAW, RAW),
        'POST /body/str-body-input': body(url, FORM, RAW),
        'POST /body/str-body-output': body(url, RAW, FORM),
        'POST /body/str-body-all': body(url, FORM, FORM),
        'POST /body/body-attr-access': body(url, '$input.body.testAccess', RAW),
        'POST /body/url-encode': body(url, ENCODED, RAW),
        'POST /found/whole': found(url, '$input.path("$")'),
        'POST /found/nested': found(url, '$input.path("$.nested")'),
        'POST /found/first': found(url, '#set($list = $input.path("$"))$list[0]'),
        'POST /found/text': found(url, '$input.path("$").toString()'),
        'POST /found/parts': found(url, PARTS),
      },
    },
    headers: {
      type: 'rest',
      stage: 'local',
      routes: {
        ...remappingRoutes('http', `${url}/httpbin`),
        ...remappingRoutes('http_proxy', `${url}/httpbin`),
        ...remappingRoutes('aws', 'echo'),
        ...remappingRoutes('aws_proxy', 'event'),
      },
    },
    mocks: {
      type: 'rest',
      stage: 'test',
      routes: {
        ...Object.fromEntries(
          ['when_no_match', 'never', 'when_no_templates'].map((passthroughBehavior) => [
            `ANY /${passthroughBehavior.toUpperCase()}/{id}`,
            mock('{"statusCode": 200}', '{"statusCode": 200, "id": $input.params().path.id}', { passthroughBehavior }),
          ]),
        ),
        'GET /overrides': mock(OVERRIDES, OVERRIDES_READ),
        'GET /overrides-unread': mock(OVERRIDES),
        'GET /maps': mock(MAP_WRITES, MAP_READS),
        'GET /paths/{id}': mock(PATHS_WRITE, PATHS_READ),
        'GET /exists': mock('{"statusCode": 200}', '{"statusCode": 200, "message": "exists"}'),
      },
    },
  },
});

const HANDLERS = `
export const echo = async (event) => event;
export const event = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });
`;

let project: Project;
let standIns: StandIns;

describe.skipIf(samplesMissing)(unlessSkipped('recorded on AWS, through the CLI'), () => {
  beforeAll(async () => {
    standIns = await startStandIns();
    project = await startProject(configWith(standIns.url), HANDLERS);
  });
  afterAll(async () => {
    await project?.stop();
    await standIns?.close();
  });

  const types = ['HTTP', 'HTTP_PROXY'] as const;
  const client = (accept: string): HeaderList => [
    ['Content-Type', 'application/json'],
    ['accept', accept],
    ['user-Agent', 'test/integration'],
    ['Accept-Encoding', 'gzip, deflate'],
  ];
  const hello = '{"message": "hello world"}';

  test.each(
    types.flatMap((type) => [[type, 'matching-response', 200] as const, [type, 'non-matching-response', 400] as const]),
  )('test_http_integration_invoke_status_code_passthrough[%s] %s', async (type, step, status) => {
    const name = `test_http_integration_invoke_status_code_passthrough[${type}]`;
    const answer = await project.send('backend', `GET /local/status/${type}/${status}`);
    expect({ status_code: answer.status, body: answer.json() }).toEqual(recording('http', name, step));
  });

  test.each(types.flatMap((type) => ['post', 'put', 'get'].map((verb) => [type, verb] as const)))(
    'test_http_integration_method[%s] %s',
    async (type, verb) => {
      const recorded = recording('http', `test_http_integration_method[${type}]`, `http-invocation-lambda-url-${verb}`);
      const line = `${verb.toUpperCase()} /local/${type}/x`;
      const answer = await project.send('backend', line, { headers: client('application/json'), body: hello });
      const { headers, ...rest } = objectOf(answer.json());
      const shown = Object.keys(objectOf(objectOf(recorded)['headers']));
      const kept = Object.entries(objectOf(headers)).filter(([name]) => shown.includes(name));
      expectLikeRecorded({ ...rest, headers: Object.fromEntries(kept) }, recorded);
    },
  );

  test.each(types)('test_http_integration_with_lambda[%s]', async (type) => {
    const recorded = objectOf(
      recording('http', `test_http_integration_with_lambda[${type}]`, 'http-invocation-lambda-url'),
    );
    const headers = client('application/xml');
    const answer = await project.send('backend', `POST /local/${type}/x`, { headers, body: hello });
    expectLikeRecorded(answer.json(), recorded['content']);
    expect(answer.status).toBe(recorded['status_code']);
    expect(headerNames(answer.headers)).toEqual(headerNames(objectOf(recorded['headers'])));
  });

  test('test_http_proxy_integration_request_data_mappings', async () => {
    const name = 'test_http_proxy_integration_request_data_mappings';
    const recorded = objectOf(recording('http', name, 'http-proxy-invocation'));
    const headers: HeaderList = [...client('application/json'), ['foobar', 'mapped-value']];
    const line = 'POST /local/mapped/foobar?testQueryString=foo&testVar=bar';
    const answer = await project.send('backend', line, { headers, body: hello });
    const content = objectOf(answer.json());
    const shown = objectOf(objectOf(recorded['content'])['headers']);
    const kept = Object.entries(objectOf(content['headers'])).filter(([header]) => header in shown);
    expectLikeRecorded({ ...content, headers: Object.fromEntries(kept) }, recorded['content']);
    expect(headerNames(answer.headers)).toEqual(headerNames(objectOf(recorded['headers'])));
  });

  const BODY = 'TestApiGatewayCommon::test_input_body_formatting';
  test.each(['raw-body', 'str-body-input', 'str-body-output', 'str-body-all', 'body-attr-access', 'url-encode'])(
    'test_input_body_formatting response-%s',
    async (step) => {
      const recorded = objectOf(recording('common', BODY, `response-${step}`));
      const sent = { 'empty-body': undefined, 'json-body': '{"some": "value"}', 'str-body': 'some raw data' };
      for (const [name, text] of Object.entries(sent)) {
        const parts = text === undefined ? {} : { body: text };
        const answer = await project.send('backend', `POST /local/body/${step}`, parts);
        expect([name, answer.text]).toEqual([name, recordedBytes(recorded[name]).toString()]);
      }
    },
  );

  test.each([
    ['dict-response', 'whole', { foo: 'bar' }],
    ['json-list', 'whole', [{ foo: 'bar' }]],
    ['nested-dict', 'nested', { nested: { foo: 'bar' } }],
    ['nested-list', 'nested', { nested: [{ foo: 'bar' }] }],
    ['dict-in-list', 'first', [{ foo: 'bar' }]],
    ['list-with-nested-list', 'first', [[{ foo: 'bar' }]]],
    ['dict-with-nested-list', 'whole', { foo: [{ nested: 'bar' }] }],
    ['bigger-dict', 'whole', { bigger: 'dict', to: 'test', with: 'separators' }],
    ['to-string', 'text', { foo: 'bar' }],
    ['list-to-string', 'text', { list: [{ foo: 'bar' }] }],
    ['nested-empty-list', 'parts', []],
  ])('test_input_path_template_formatting %s', async (step, route, sent) => {
    const name = 'TestApiGatewayCommon::test_input_path_template_formatting';
    const answer = await project.send('backend', `POST /local/found/${route}`, { body: JSON.stringify(sent) });
    expect(answer.text).toBe(recording('common', name, step));
  });

  const sentByRecordedClient: HeaderList = NAMES.filter(
    (name) =>
      !['Connection', 'Content-Length', 'Expect', 'Host', 'Transfer-Encoding', 'TE', 'Trailer', 'Upgrade'].includes(
        name,
      ),
  ).map((name) => [name, name === 'Accept' ? 'application/json' : `request_${name}`] as const);

  test.each(
    ['HTTP', 'HTTP_PROXY'].flatMap((type) =>
      ['no-param-integration', 'full-integration', 'content-length', 'transfer-encoding'].map(
        (step) => [type, step] as const,
      ),
    ),
  )('test_apigateway_header_remapping_http[%s] %s', async (type, step) => {
    const name = `TestApiGatewayHeaderRemapping::test_apigateway_header_remapping_http[${type}]`;
    const recorded = objectOf(recording('integrations', name, step));
    const answer = await project.send('headers', `GET /local/${type.toLowerCase()}/${step}`, {
      headers: sentByRecordedClient,
    });
    expect(headerNames(answer.headers)).toEqual(headerNames(objectOf(recorded['response-headers'])));
    if (answer.status === 200) {
      const reached = objectOf(objectOf(answer.json())['headers']);
      const chain = ['x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto'];
      expect(headerNames(reached).filter((header) => !chain.includes(header))).toEqual(
        headerNames(objectOf(recorded['headers'])),
      );
    } else {
      expect(answer.json()).toEqual(recorded['body']);
    }
  });

  test.each(
    ['AWS', 'AWS_PROXY'].flatMap((type) =>
      ['no-param-integration', 'full-integration', ...UNMAPPABLE_TO_AWS.map((name) => name.toLowerCase())].map(
        (step) => [type, step] as const,
      ),
    ),
  )('test_apigateway_header_remapping_aws[%s] %s', async (type, step) => {
    const name = `TestApiGatewayHeaderRemapping::test_apigateway_header_remapping_aws[${type}]`;
    const recorded = objectOf(recording('integrations', name, step));
    const answer = await project.send('headers', `GET /local/${type.toLowerCase()}/${step}`, {
      headers: sentByRecordedClient,
    });
    if (answer.status !== 200) {
      expect(answer.status).toBe(500);
      expect(answer.json()).toEqual(recorded['body']);
      return;
    }
    expect(headerNames(answer.headers)).toEqual(headerNames(objectOf(recorded['response-headers'])));
    if (type === 'AWS_PROXY') {
      const reached = objectOf(objectOf(answer.json())['headers']);
      const missing = ['te', 'expect', 'upgrade', 'trailer'];
      expect(headerNames(reached)).toEqual(
        headerNames(objectOf(recorded['headers'])).filter((header) => !missing.includes(header)),
      );
    }
  });

  test.each(
    ['WHEN_NO_MATCH', 'NEVER', 'WHEN_NO_TEMPLATES'].flatMap((behaviour) =>
      ['GET', 'POST'].map((verb) => [behaviour, verb] as const),
    ),
  )('test_mock_integration_response[%s-%s], on both kinds of URL', async (behaviour, verb) => {
    const answer = await project.send('mocks', `${verb} /test/${behaviour}/42`);
    for (const url of ['PATH_BASED', 'HOST_BASED']) {
      const name = `TestIntegrations::test_mock_integration_response[${behaviour}-UrlType.${url}-${verb}]`;
      expect(answer.json()).toEqual(recording('basic', name, 'mock-response'));
    }
  });

  test.each([
    ['True', 'overrides'],
    ['False', 'overrides-unread'],
  ])('test_integration_mock_with_response_override_in_request_template[%s]', async (withTemplate, route) => {
    const name = `test_integration_mock_with_response_override_in_request_template[${withTemplate}]`;
    const recorded = objectOf(recording('integrations', name, 'response'));
    const answer = await project.send('mocks', `GET /test/${route}`);
    const seen = { body: answer.text === '' ? "b''" : answer.json(), status_code: answer.status };
    expect(seen).toEqual({ body: recorded['body'], status_code: recorded['status_code'] });
    expect(answer.headers).toContainEqual(['foo', 'bar']);
  });

  test('test_integration_mock_with_vtl_map_assignation', async () => {
    const recorded = recording('integrations', 'test_integration_mock_with_vtl_map_assignation', 'response');
    const answer = await project.send('mocks', 'GET /test/maps');
    expect({ body: answer.json(), status_code: answer.status }).toEqual(recorded);
  });

  test.each([
    ['invoke-path1', 'path1'],
    ['invoke-path2', 'path2'],
    ['invoke-path-else', 'other'],
  ])('test_integration_mock_with_request_overrides_in_response_template %s', async (step, id) => {
    const name = 'test_integration_mock_with_request_overrides_in_response_template';
    const answer = await project.send('mocks', `GET /test/paths/${Buffer.from(id).toString('base64')}`);
    expect(answer.json()).toEqual(recording('integrations', name, step));
  });

  test('test_routing_not_found working-route', async () => {
    const answer = await project.send('mocks', 'GET /test/exists');
    expect(answer.json()).toEqual(
      recording('common', 'TestApigatewayRouting::test_routing_not_found', 'working-route'),
    );
  });
});
