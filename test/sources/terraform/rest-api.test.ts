import { expect, test } from 'vitest';
import { constant, refs, type Written } from './plan-json.ts';
import { readPlan } from './reading.ts';

const API = 'aws_api_gateway_rest_api.api';
const ids = (...attributes: string[]): Record<string, true> =>
  Object.fromEntries(attributes.map((name) => [name, true]));

const api = (more: Partial<Written> = {}): Written => ({
  type: 'aws_api_gateway_rest_api',
  name: 'api',
  // minimum_compression_size is -1 in plans where it is not set.
  values: { name: 'shop', minimum_compression_size: '-1', binary_media_types: ['image/png'], body: null },
  unknown: ids('root_resource_id', 'execution_arn'),
  ...more,
});

const fn: Written = {
  type: 'aws_lambda_function',
  name: 'f',
  values: { function_name: 'f', handler: 'index.handler', runtime: 'nodejs20.x', filename: 'f.zip' },
  unknown: ids('arn', 'invoke_arn'),
};

const part = (type: string, name: string, values: object, expressions: object, unknown: string[]): Written => ({
  type,
  name,
  values: { ...values },
  unknown: ids(...unknown, 'rest_api_id'),
  expressions: { rest_api_id: refs(`${API}.id`), ...expressions },
});

const resource = (name: string, pathPart: string, parent: string): Written =>
  part('aws_api_gateway_resource', name, { path_part: pathPart }, { parent_id: refs(parent) }, ['parent_id']);

const method = (name: string, verb: string, on: string, more: object = {}, expressions: object = {}): Written =>
  part(
    'aws_api_gateway_method',
    name,
    { http_method: verb, authorization: 'NONE', api_key_required: false, ...more },
    { resource_id: refs(on), ...expressions },
    ['resource_id', ...Object.keys(expressions)],
  );

const integration = (name: string, verb: string, more: object = {}, expressions: object = {}): Written =>
  part(
    'aws_api_gateway_integration',
    name,
    {
      http_method: verb,
      type: 'AWS_PROXY',
      integration_http_method: 'POST',
      timeout_milliseconds: 29_000,
      tls_config: [],
      ...more,
    },
    {
      resource_id: refs(`aws_api_gateway_method.${name}.resource_id`),
      uri: refs('aws_lambda_function.f.invoke_arn'),
      ...expressions,
    },
    ['resource_id', 'uri'],
  );

const stage = part(
  'aws_api_gateway_stage',
  's',
  {
    stage_name: 'v1',
    variables: { who: 'me' },
    canary_settings: [],
    access_log_settings: [{ destination_arn: 'arn:aws:logs:us-east-1:1:x', format: '$context.requestId' }],
  },
  { deployment_id: refs('aws_api_gateway_deployment.d.id') },
  ['deployment_id'],
);

test('a path goes from resource to resource; the resource may come through the method', async () => {
  const { described, said } = await readPlan({
    resources: [
      api(),
      fn,
      stage,
      resource('orders', 'orders', `${API}.root_resource_id`),
      resource('one', '{id}', 'aws_api_gateway_resource.orders.id'),
      method('get', 'GET', 'aws_api_gateway_resource.one.id', {
        operation_name: 'getOrder',
        request_parameters: { 'method.request.querystring.q': true },
      }),
      integration('get', 'GET'),
      method('root', 'ANY', `${API}.root_resource_id`),
      integration('root', 'ANY'),
    ],
  });
  expect(said).toEqual([]);
  expect(described.apis).toMatchObject([
    {
      id: API,
      name: 'shop',
      kind: 'rest',
      binaryMediaTypes: ['image/png'],
      stages: [{ name: 'v1', variables: { who: 'me' } }],
      routes: [
        {
          key: 'GET /orders/{id}',
          operation: 'getOrder',
          target: { type: 'lambda', function: 'aws_lambda_function.f' },
          required: ['querystring.q'],
        },
        { key: 'ANY /', target: { type: 'lambda', function: 'aws_lambda_function.f' } },
      ],
    },
  ]);
  expect(described.apis[0]).not.toHaveProperty('minimumCompressionSize');
});

test('integration responses and method responses are joined to their method', async () => {
  const options = {
    resource_id: refs(`${API}.root_resource_id`),
    http_method: refs('aws_api_gateway_method.opt.http_method'),
  };
  const { described, said } = await readPlan({
    resources: [
      api(),
      stage,
      method('opt', 'OPTIONS', `${API}.root_resource_id`),
      integration(
        'opt',
        'OPTIONS',
        { type: 'MOCK', uri: null, request_templates: { 'application/json': '{"statusCode":200}' } },
        { uri: undefined },
      ),
      part(
        'aws_api_gateway_method_response',
        'o',
        {
          http_method: 'OPTIONS',
          status_code: '200',
          response_parameters: { 'method.response.header.Access-Control-Allow-Origin': true },
        },
        options,
        ['resource_id'],
      ),
      part(
        'aws_api_gateway_integration_response',
        'o',
        {
          http_method: 'OPTIONS',
          status_code: '200',
          selection_pattern: '',
          content_handling: '',
          response_parameters: { 'method.response.header.Access-Control-Allow-Origin': "'*'" },
        },
        options,
        ['resource_id'],
      ),
    ],
  });
  expect(said).toEqual([]);
  expect(described.apis[0]?.routes).toEqual([
    { key: 'OPTIONS /', target: { type: 'mock', corsHeaders: { 'access-control-allow-origin': "'*'" } } },
  ]);
});

test('authorizers, validators, models and user pools are found by reference', async () => {
  const authorizer = (name: string, values: object, expressions: object): Written =>
    part('aws_api_gateway_authorizer', name, { name, ...values }, expressions, Object.keys(expressions));
  const { described, said } = await readPlan({
    resources: [
      api(),
      fn,
      stage,
      { type: 'aws_cognito_user_pool', name: 'p', values: { name: 'pool' }, unknown: ids('arn') },
      authorizer(
        'tok',
        { authorizer_result_ttl_in_seconds: 60 },
        { authorizer_uri: refs('aws_lambda_function.f.invoke_arn') },
      ),
      authorizer('cog', { type: 'COGNITO_USER_POOLS' }, { provider_arns: refs('aws_cognito_user_pool.p.arn') }),
      part(
        'aws_api_gateway_model',
        'm',
        { name: 'Order', content_type: 'application/json', schema: '{"type":"object"}' },
        {},
        [],
      ),
      part(
        'aws_api_gateway_request_validator',
        'v',
        { name: 'v', validate_request_body: true, validate_request_parameters: false },
        {},
        [],
      ),
      method(
        'a',
        'GET',
        `${API}.root_resource_id`,
        { authorization: 'CUSTOM' },
        { authorizer_id: refs('aws_api_gateway_authorizer.tok.id') },
      ),
      integration('a', 'GET'),
      method(
        'b',
        'POST',
        `${API}.root_resource_id`,
        {
          authorization: 'COGNITO_USER_POOLS',
          authorization_scopes: ['x/read'],
          request_models: { 'application/json': 'Order' },
        },
        {
          authorizer_id: refs('aws_api_gateway_authorizer.cog.id'),
          request_validator_id: refs('aws_api_gateway_request_validator.v.id'),
        },
      ),
      integration('b', 'POST'),
    ],
  });
  expect(said).toEqual([]);
  expect(described.apis[0]).toMatchObject({
    authorizers: [
      { name: 'tok', type: 'token', ttl: 60, function: 'aws_lambda_function.f' },
      {
        name: 'cog',
        type: 'cognito',
        userPools: [expect.stringMatching(/^arn:aws:cognito-idp:us-east-1:123456789012:userpool\/us-east-1_\w{9}$/)],
      },
    ],
    routes: [
      { key: 'GET /', authorizer: 'tok' },
      {
        key: 'POST /',
        authorizer: 'cog',
        scopes: ['x/read'],
        validator: { body: true },
        models: { 'application/json': 'Order' },
      },
    ],
    models: ['Order'],
  });
});

test('usage plans name their stages and keys, whose throttles are lists of blocks', async () => {
  const { described, said } = await readPlan({
    resources: [
      api(),
      stage,
      {
        type: 'aws_api_gateway_api_key',
        name: 'k',
        values: { name: 'partner', value: 'partner-key-0123456789', enabled: true },
      },
      {
        type: 'aws_api_gateway_usage_plan',
        name: 'u',
        // A set with an unknown item is missing from a plan.
        values: {
          name: 'gold',
          quota_settings: [{ limit: 100, offset: 0, period: 'DAY' }],
          throttle_settings: [{ rate_limit: 5, burst_limit: 10 }],
        },
        unknown: { api_stages: true },
        expressions: {
          api_stages: [
            {
              api_id: refs(`${API}.id`),
              stage: refs('aws_api_gateway_stage.s.stage_name'),
              throttle: [{ path: constant('/a/GET'), rate_limit: constant(1), burst_limit: constant(2) }],
            },
          ],
        },
      },
      {
        type: 'aws_api_gateway_usage_plan_key',
        name: 'uk',
        values: { key_type: 'API_KEY' },
        unknown: ids('key_id', 'usage_plan_id'),
        expressions: {
          key_id: refs('aws_api_gateway_api_key.k.id'),
          usage_plan_id: refs('aws_api_gateway_usage_plan.u.id'),
        },
      },
    ],
  });
  expect(said).toEqual([]);
  expect(described.usagePlans).toEqual([
    {
      id: 'aws_api_gateway_usage_plan.u',
      stages: [`${API}/v1`],
      apiKeys: ['aws_api_gateway_api_key.k'],
      throttle: { rate: 5, burst: 10 },
      quota: { limit: 100, period: 'DAY' },
    },
  ]);
  expect(described.apiKeys).toEqual([
    { id: 'aws_api_gateway_api_key.k', name: 'partner', value: 'partner-key-0123456789' },
  ]);
});

test('a document and methods of their own are one API; domains are mapped', async () => {
  const body = JSON.stringify({
    openapi: '3.0.1',
    info: { title: 't', version: '1' },
    paths: {
      '/d': {
        get: {
          'x-amazon-apigateway-integration': { type: 'http_proxy', httpMethod: 'GET', uri: 'https://back.example/d' },
          responses: {},
        },
      },
    },
  });
  const { described, said } = await readPlan({
    resources: [
      api({ values: { name: 'shop', body, put_rest_api_mode: 'merge' } }),
      fn,
      stage,
      method('a', 'GET', `${API}.root_resource_id`),
      integration('a', 'GET'),
      { type: 'aws_api_gateway_domain_name', name: 'd', values: { domain_name: 'api.example.com' } },
      {
        type: 'aws_api_gateway_base_path_mapping',
        name: 'm',
        values: { base_path: 'v1', domain_name: 'api.example.com', stage_name: 'v1' },
        unknown: ids('api_id'),
        expressions: { api_id: refs(`${API}.id`) },
      },
    ],
  });
  expect(said).toEqual([]);
  expect(described.apis[0]?.routes.map(({ key }) => key).toSorted()).toEqual(['GET /', 'GET /d']);
  expect(described.apis[0]).toMatchObject({ domains: [{ domain: 'api.example.com', basePath: 'v1' }] });
});

test('a document or policy that mentions what is not there yet is missing, and that is said', async () => {
  const { described, said } = await readPlan({
    resources: [
      api({
        values: { name: 'shop' },
        unknown: ids('body', 'policy', 'root_resource_id'),
        expressions: { body: refs('aws_lambda_function.f.invoke_arn'), policy: refs(`${API}.execution_arn`) },
      }),
      fn,
      stage,
    ],
  });
  expect(described.apis[0]).not.toHaveProperty('policy');
  expect(described.notRun).toMatchObject([
    { id: API, reason: expect.stringContaining('its body is known after the apply only') as string },
  ]);
  expect(said.join('\n')).toContain(`${API} is served without its policy`);
});

test('method settings and a policy are resources of their own', async () => {
  const policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: '*' }],
  });
  const { described, context } = await readPlan({
    resources: [
      api(),
      fn,
      stage,
      part('aws_api_gateway_rest_api_policy', 'p', { policy }, {}, []),
      part(
        'aws_api_gateway_method_settings',
        'all',
        {
          stage_name: 'v1',
          method_path: '*/*',
          settings: [
            { throttling_burst_limit: 7, throttling_rate_limit: 3, caching_enabled: false, logging_level: 'INFO' },
          ],
        },
        {},
        [],
      ),
      method('a', 'GET', `${API}.root_resource_id`),
      integration('a', 'GET'),
    ],
  });
  expect(context.said).toEqual([]);
  expect(described.apis[0]).toMatchObject({ policy: true });
});

test('a service integration is known by its queue; an unknown URL is reported', async () => {
  const { described, said } = await readPlan({
    resources: [
      api(),
      stage,
      { type: 'aws_sqs_queue', name: 'q', values: { name: 'orders' }, unknown: ids('arn', 'url') },
      { type: 'aws_lb', name: 'lb', values: { name: 'lb' }, unknown: ids('dns_name') },
      method('q', 'POST', `${API}.root_resource_id`),
      integration('q', 'POST', { type: 'AWS' }, { uri: refs('data.aws_region.current.name', 'aws_sqs_queue.q.name') }),
      method('h', 'GET', `${API}.root_resource_id`),
      integration(
        'h',
        'GET',
        { type: 'HTTP_PROXY', integration_http_method: 'GET' },
        { uri: refs('aws_lb.lb.dns_name') },
      ),
    ],
  });
  expect(described.apis[0]?.routes).toMatchObject([
    { key: 'POST /', target: { type: 'aws', uri: 'arn:aws:apigateway:us-east-1:sqs:path/123456789012/orders' } },
    { key: 'GET /', target: { type: 'http', uri: 'aws_api_gateway_integration.h.uri' } },
  ]);
  expect(said.join('\n')).toContain('aws_api_gateway_integration.h.uri is known after the apply only');
});

test('an integration without its method is said with its address', async () => {
  const { said } = await readPlan({ resources: [api(), fn, stage, integration('lost', 'GET')] });
  expect(said.map((line) => line.replace(/^\S+ /, ''))).toContain(
    'aws_api_gateway_integration.lost belongs to no method of the input; it is skipped',
  );
});
