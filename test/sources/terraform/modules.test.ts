import { expect, test } from 'vitest';
import { constant, refs, type WrittenCall } from './plan-json.ts';
import { readPlan } from './reading.ts';

// The resources and expressions of terraform-aws-modules/apigateway-v2 (5.x): everything goes through one map of routes.

const lambda: WrittenCall = {
  source: 'terraform-aws-modules/lambda/aws',
  resources: [
    {
      type: 'aws_lambda_function',
      name: 'this',
      keys: [0],
      values: { handler: 'index.handler', runtime: 'nodejs20.x', filename: 'f.zip' },
      unknown: { function_name: true, arn: true, invoke_arn: true },
    },
  ],
  outputs: {
    lambda_function_arn: refs('aws_lambda_function.this[0].arn'),
    lambda_function_name: refs('aws_lambda_function.this[0].function_name'),
  },
};

const KEYS = ['GET /orders', 'POST /users'];
const over = { references: ['var.routes', 'local.create_routes_and_integrations'] };
const api = refs('aws_apigatewayv2_api.this[0].id');

const gateway: WrittenCall = {
  source: 'terraform-aws-modules/apigateway-v2/aws',
  variables: { routes: { default: {} }, authorizers: { default: {} } },
  expressions: {
    routes: refs('module.orders.lambda_function_arn', 'module.users.lambda_function_arn'),
    authorizers: refs('aws_cognito_user_pool.p.endpoint', 'aws_cognito_user_pool_client.c.id'),
  },
  resources: [
    {
      type: 'aws_apigatewayv2_api',
      name: 'this',
      keys: [0],
      values: { name: 'shop', protocol_type: 'HTTP', target: null },
    },
    {
      type: 'aws_apigatewayv2_stage',
      name: 'this',
      keys: [0],
      values: { name: '$default', access_log_settings: [] },
      unknown: { api_id: true },
      expressions: { api_id: api },
    },
    {
      type: 'aws_apigatewayv2_authorizer',
      name: 'this',
      keys: ['cognito'],
      forEach: { references: ['var.authorizers', 'local.create_routes_and_integrations'] },
      values: {
        name: 'cognito',
        authorizer_type: 'JWT',
        identity_sources: ['$request.header.Authorization'],
        jwt_configuration: [{ audience: [null] }],
      },
      unknown: { api_id: true, jwt_configuration: [{ issuer: true, audience: [true] }] },
      expressions: { api_id: api },
    },
    {
      type: 'aws_apigatewayv2_integration',
      name: 'this',
      keys: KEYS,
      forEach: over,
      values: { integration_type: 'AWS_PROXY', payload_format_version: '2.0', response_parameters: [] },
      unknown: { api_id: true, integration_uri: true },
      expressions: { api_id: api, integration_uri: { references: ['each.value.uri', 'each.value'] } },
    },
    {
      type: 'aws_apigatewayv2_route',
      name: 'this',
      keys: KEYS,
      forEach: over,
      values: (key) => ({ route_key: key, authorization_type: 'JWT' }),
      unknown: { api_id: true, target: true, authorizer_id: true },
      expressions: {
        api_id: api,
        target: { references: ['aws_apigatewayv2_integration.this', 'each.key'] },
        authorizer_id: {
          references: [
            'aws_apigatewayv2_authorizer.this',
            'each.value.authorizer_key',
            'each.value',
            'each.value.authorizer_id',
            'each.value',
          ],
        },
      },
    },
    { type: 'aws_apigatewayv2_domain_name', name: 'this', keys: [0], values: { domain_name: 'api.example.com' } },
    {
      type: 'aws_apigatewayv2_api_mapping',
      name: 'this',
      keys: [0],
      unknown: { api_id: true, domain_name: true, stage: true },
      expressions: {
        api_id: api,
        domain_name: refs('aws_apigatewayv2_domain_name.this[0].id'),
        stage: refs('aws_apigatewayv2_stage.this[0].id'),
      },
    },
  ],
};

test('terraform-aws-modules/apigateway-v2 with functions, an authorizer and a domain', async () => {
  const { described, said } = await readPlan({
    resources: [
      { type: 'aws_cognito_user_pool', name: 'p', values: { name: 'pool' }, unknown: { endpoint: true } },
      {
        type: 'aws_cognito_user_pool_client',
        name: 'c',
        values: { name: 'web' },
        expressions: { name: constant('web') },
      },
    ],
    modules: { api: gateway, orders: lambda, users: lambda },
  });
  expect(described.apis).toMatchObject([
    {
      id: 'module.api.aws_apigatewayv2_api.this[0]',
      name: 'shop',
      stages: [{ name: '$default' }],
      authorizers: [
        {
          name: 'cognito',
          type: 'jwt',
          issuer: expect.stringMatching(/^https:\/\/cognito-idp\.us-east-1\.amazonaws\.com\/us-east-1_\w+$/) as string,
          audience: [expect.stringMatching(/^\w{26}$/)],
        },
      ],
      routes: [
        {
          key: 'GET /orders',
          authorizer: 'cognito',
          payloadFormat: '2.0',
          target: { type: 'lambda', function: 'module.orders.aws_lambda_function.this[0]' },
        },
        {
          key: 'POST /users',
          authorizer: 'cognito',
          target: { type: 'lambda', function: 'module.users.aws_lambda_function.this[0]' },
        },
      ],
      domains: [{ domain: 'api.example.com' }],
    },
  ]);
  expect(described.functions?.map(({ name }) => name)).toEqual(['orders-this-0', 'users-this-0']);
  // Which route has which function is not in the plan.
  expect(said.map((line) => line.replace(/^\S+ /, ''))).toEqual([
    'the plan does not say which resource integration_uri of module.api.aws_apigatewayv2_integration.this["GET /orders"] means; module.orders.aws_lambda_function.this[0] is assumed, one of 2',
    'the plan does not say which resource integration_uri of module.api.aws_apigatewayv2_integration.this["POST /users"] means; module.users.aws_lambda_function.this[0] is assumed, one of 2',
  ]);
});
