import { expect, test } from 'vitest';
import { constant, refs, type Written } from './plan-json.ts';
import { readPlan } from './reading.ts';

// References are as Terraform 1.11.4 writes them: `a.b[each.key].id` has lost its attribute and is "a.b", "each.key".

const lambda = (name: string, more: Partial<Written> = {}): Written => ({
  type: 'aws_lambda_function',
  name,
  values: { function_name: `${name}-fn`, handler: 'index.handler', runtime: 'nodejs20.x', filename: `${name}.zip` },
  unknown: { arn: true, invoke_arn: true },
  expressions: { function_name: constant(`${name}-fn`) },
  ...more,
});

const api: Written = { type: 'aws_apigatewayv2_api', name: 'api', values: { name: 'shop', protocol_type: 'HTTP' } };

const route = (key: string, more: Partial<Written> = {}): Written => ({
  type: 'aws_apigatewayv2_route',
  name: 'r',
  values: { route_key: key },
  unknown: { api_id: true, target: true },
  expressions: { api_id: refs('aws_apigatewayv2_api.api.id'), target: refs('aws_apigatewayv2_integration.i.id') },
  ...more,
});

const integration = (uri: unknown, more: Partial<Written> = {}): Written => ({
  type: 'aws_apigatewayv2_integration',
  name: 'i',
  values: { integration_type: 'AWS_PROXY', payload_format_version: '2.0' },
  unknown: { api_id: true, integration_uri: true },
  expressions: { api_id: refs('aws_apigatewayv2_api.api.id'), integration_uri: uri },
  ...more,
});

const targets = async (...resources: Written[]): Promise<unknown> => {
  const { described } = await readPlan({ resources });
  return Object.fromEntries((described.apis[0]?.routes ?? []).map(({ key, target }) => [key, target]));
};

const each = { keys: ['a', 'b'], forEach: constant({ a: { fn: 'y' }, b: { fn: 'x' } }) };
const eachRoute = (target: unknown): Written =>
  route('', {
    ...each,
    values: (key) => ({ route_key: `GET /${key}` }),
    expressions: { api_id: refs('aws_apigatewayv2_api.api.id'), target },
  });

test('an instance of for_each refers to the instance with the same key', async () => {
  expect(
    await targets(
      api,
      lambda('f', { keys: ['a', 'b'], values: (key) => ({ function_name: `f-${key}`, handler: 'index.handler' }) }),
      integration({ references: ['aws_lambda_function.f', 'each.key'] }, each),
      eachRoute({ references: ['aws_apigatewayv2_integration.i', 'each.key'] }),
    ),
  ).toEqual({
    'GET /a': { type: 'lambda', function: 'aws_lambda_function.f["a"]' },
    'GET /b': { type: 'lambda', function: 'aws_lambda_function.f["b"]' },
  });
});

test('a key that stands in the value of each is followed into the map of for_each', async () => {
  expect(
    await targets(
      api,
      lambda('f', { keys: ['x', 'y'], values: (key) => ({ function_name: `f-${key}`, handler: 'index.handler' }) }),
      integration({ references: ['aws_lambda_function.f', 'each.value.fn', 'each.value'] }, each),
      eachRoute({ references: ['aws_apigatewayv2_integration.i', 'each.key'] }),
    ),
  ).toEqual({
    'GET /a': { type: 'lambda', function: 'aws_lambda_function.f["y"]' },
    'GET /b': { type: 'lambda', function: 'aws_lambda_function.f["x"]' },
  });
});

test('a for_each over another resource hands each of its instances on', async () => {
  const over = { keys: ['a', 'b'], forEach: refs('aws_lambda_function.f') };
  expect(
    await targets(
      api,
      lambda('f', { keys: ['a', 'b'], values: (key) => ({ function_name: `f-${key}`, handler: 'index.handler' }) }),
      integration(refs('each.value.invoke_arn'), over),
      eachRoute({ references: ['aws_apigatewayv2_integration.i', 'each.key'] }),
    ),
  ).toEqual({
    'GET /a': { type: 'lambda', function: 'aws_lambda_function.f["a"]' },
    'GET /b': { type: 'lambda', function: 'aws_lambda_function.f["b"]' },
  });
});

test('count refers by number, and a splat to the only instance', async () => {
  expect(
    await targets(
      api,
      lambda('f', { keys: [0] }),
      integration({ references: ['aws_lambda_function.f'] }, { keys: [0, 1] }),
      route('GET /', {
        expressions: {
          api_id: refs('aws_apigatewayv2_api.api.id'),
          target: refs('aws_apigatewayv2_integration.i[1].id'),
        },
      }),
    ),
  ).toEqual({ 'GET /': { type: 'lambda', function: 'aws_lambda_function.f[0]' } });
});

test('an alias is its qualifier; a version its number', async () => {
  const alias: Written = {
    type: 'aws_lambda_alias',
    name: 'live',
    values: { name: 'live' },
    unknown: { function_name: true, arn: true },
    expressions: { function_name: refs('aws_lambda_function.f.function_name'), name: constant('live') },
  };
  expect(
    await targets(api, lambda('f'), alias, integration(refs('aws_lambda_alias.live.invoke_arn')), route('GET /')),
  ).toEqual({
    'GET /': { type: 'lambda', function: 'aws_lambda_function.f', qualifier: 'live' },
  });
  expect(
    await targets(api, lambda('f'), integration(refs('aws_lambda_function.f.qualified_invoke_arn')), route('GET /')),
  ).toEqual({
    'GET /': { type: 'lambda', function: 'aws_lambda_function.f', qualifier: '1' },
  });
});

test('outputs and variables are followed through nested modules, for each of their instances', async () => {
  const { described, said } = await readPlan({
    resources: [
      api,
      eachRoute({ references: ['aws_apigatewayv2_integration.i', 'each.key'] }),
      integration({ references: ['module.service', 'each.key'] }, each),
    ],
    modules: {
      service: {
        keys: ['a', 'b'],
        forEach: constant({ a: {}, b: {} }),
        expressions: { name: refs('each.key') },
        variables: { name: {} },
        outputs: { name: refs('var.name'), arn: refs('module.function.invoke_arn') },
        modules: {
          function: {
            expressions: { name: refs('var.name') },
            variables: { name: {} },
            outputs: { invoke_arn: { references: ['aws_lambda_function.this'] }, name: refs('var.name') },
            resources: [
              lambda('this', {
                keys: [0],
                values: { handler: 'index.handler' },
                unknown: { function_name: true, invoke_arn: true },
                expressions: { function_name: refs('random_pet.name.id') },
              }),
            ],
          },
        },
      },
    },
  });
  expect(said).toEqual([]);
  expect(described.apis[0]?.routes.map(({ key, target }) => [key, (target as { function?: string }).function])).toEqual(
    [
      ['GET /a', 'module.service["a"].module.function.aws_lambda_function.this[0]'],
      ['GET /b', 'module.service["b"].module.function.aws_lambda_function.this[0]'],
    ],
  );
});

test('a local leads to the only function there is, or to the one with a like name, and that is said', async () => {
  const { described, said } = await readPlan({
    resources: [
      api,
      lambda('orders'),
      lambda('users'),
      integration(refs('local.fn'), { name: 'users' }),
      route('GET /users', {
        expressions: { api_id: refs('local.api'), target: refs('aws_apigatewayv2_integration.users.id') },
      }),
    ],
  });
  expect(described.apis[0]?.routes).toMatchObject([
    { key: 'GET /users', target: { type: 'lambda', function: 'aws_lambda_function.users' } },
  ]);
  expect(said.map((line) => line.replace(/^\S+ /, ''))).toEqual([
    'the plan does not say which resource integration_uri of aws_apigatewayv2_integration.users means; aws_lambda_function.users is assumed, one of 2',
    'the plan does not say which resource api_id of aws_apigatewayv2_route.r means; aws_apigatewayv2_api.api is assumed',
  ]);
});

test('a relation of which nothing is left is said with its address', async () => {
  const { said } = await readPlan({
    resources: [api, lambda('one'), lambda('two'), integration(refs('local.fn')), route('GET /')],
  });
  expect(said.join('\n')).toContain(
    'the plan does not say which resource integration_uri of aws_apigatewayv2_integration.i means',
  );
});

test('a circle of references ends', async () => {
  const { said } = await readPlan({
    resources: [api, integration(refs('aws_apigatewayv2_integration.i.integration_uri')), route('GET /')],
    modules: {
      m: {
        outputs: { x: refs('var.x') },
        expressions: { x: refs('module.m.x') },
        variables: { x: {} },
        resources: [
          lambda('f', {
            expressions: { function_name: refs('var.x') },
            unknown: { function_name: true },
            values: { handler: 'a.b' },
          }),
        ],
      },
    },
  });
  expect(said.join('\n')).toContain('aws_apigatewayv2_integration.i');
});

test('circles that branch at every step end too', async () => {
  const outputs = Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [
      `o${index}`,
      { references: Array.from({ length: 12 }, (_one, other) => `module.deep.o${other}`) },
    ]),
  );
  const circle = {
    outputs: Object.fromEntries(Object.keys(outputs).map((name) => [name, refs(`var.${name}`)])),
    expressions: outputs,
    variables: {},
  };
  const { described } = await readPlan({
    resources: [api, lambda('f'), integration(refs('module.deep.o0')), route('GET /')],
    modules: { deep: circle },
  });
  expect(described.apis).toHaveLength(1);
});
