import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startEmulator } from '../../src/emulator.ts';
import { constant, planJson, refs } from '../sources/terraform/plan-json.ts';
import { writtenFolder } from '../sources/written-folder.ts';

const plan = (routeKey: string): object =>
  planJson({
    modules: {
      orders: {
        source: './modules/fn',
        resources: [
          {
            type: 'aws_lambda_function',
            name: 'this',
            values: {
              function_name: 'orders',
              handler: 'index.handler',
              runtime: 'nodejs22.x',
              filename: '.build/orders.zip',
            },
            unknown: { arn: true, invoke_arn: true },
            expressions: { filename: refs('data.archive_file.zip.output_path') },
          },
          {
            type: 'archive_file',
            name: 'zip',
            mode: 'data',
            values: { source_dir: 'src', output_path: '.build/orders.zip' },
          },
        ],
        outputs: { invoke_arn: refs('aws_lambda_function.this.invoke_arn') },
      },
    },
    resources: [
      { type: 'aws_apigatewayv2_api', name: 'api', values: { name: 'shop', protocol_type: 'HTTP' } },
      {
        type: 'aws_apigatewayv2_integration',
        name: 'i',
        values: { integration_type: 'AWS_PROXY', payload_format_version: '2.0' },
        unknown: { api_id: true, integration_uri: true },
        expressions: { api_id: refs('aws_apigatewayv2_api.api.id'), integration_uri: refs('module.orders.invoke_arn') },
      },
      {
        type: 'aws_apigatewayv2_route',
        name: 'r',
        values: { route_key: routeKey },
        unknown: { api_id: true, target: true },
        expressions: { api_id: refs('aws_apigatewayv2_api.api.id'), target: refs('aws_apigatewayv2_integration.i.id') },
      },
      {
        type: 'aws_apigatewayv2_stage',
        name: 's',
        values: { name: '$default' },
        unknown: { api_id: true },
        expressions: { api_id: refs('aws_apigatewayv2_api.api.id'), name: constant('$default') },
      },
    ],
  });

const handler = (word: string): string => `export const handler = async (): Promise<string> => '${word}';\n`;

test('a plan is served; an edit in the folder of its archive needs no new plan, a new plan is applied', async () => {
  const cwd = writtenFolder({ 'plan.json': plan('GET /orders'), 'src/index.ts': handler('first') });
  const applied: unknown[] = [];
  await using emulator = await startEmulator({
    cwd,
    config: 'plan.json',
    port: 0,
    adminPort: 0,
    observer: { reloaded: () => applied.push(emulator.model) },
  });
  const get = async (path: string): Promise<string> => {
    const url = emulator.url('aws_apigatewayv2_api.api');
    return (await fetch(`${url}${path}`)).text();
  };
  expect(await get('/orders')).toBe('first');
  writeFileSync(join(cwd, 'src/index.ts'), handler('second'));
  await expect.poll(() => get('/orders')).toBe('second');
  expect(applied).toEqual([]);
  writeFileSync(join(cwd, 'plan.json'), JSON.stringify(plan('GET /sales')));
  await expect.poll(() => applied.length).toBe(1);
  expect(await get('/sales')).toBe('second');
});

test('a configuration over a plan names functions and APIs by their addresses', async () => {
  const cwd = writtenFolder({
    'plan.json': plan('GET /orders'),
    'src/index.ts': 'export const handler = async () => process.env.TABLE;',
    'emulator.config.yaml': `source: { plan: plan.json }
functions:
  module.orders.aws_lambda_function.this: { environment: { TABLE: local } }
  stub: { inline: "exports.handler = async () => 'stub'" }
apis:
  aws_apigatewayv2_api.api: { routes: { GET /stub: stub } }
`,
  });
  await using emulator = await startEmulator({ cwd, port: 0, adminPort: 0, watch: false });
  const get = async (path: string): Promise<string> =>
    (await emulator.inject('aws_apigatewayv2_api.api', { method: 'GET', path })).body;
  expect(await get('/orders')).toBe('local');
  expect(await get('/stub')).toBe('stub');
});
