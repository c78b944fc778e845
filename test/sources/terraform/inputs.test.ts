import { chmodSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { definitionKindOf } from '../../../src/sources/find-definition.ts';
import { readTerraform } from '../../../src/sources/terraform/index.ts';
import { inputContext, type TestContext } from '../input-context.ts';
import { writtenFolder } from '../written-folder.ts';
import { planJson, type Written } from './plan-json.ts';
import { readJson } from './reading.ts';

const FUNCTION = {
  function_name: 'f',
  handler: 'index.handler',
  filename: 'f.zip',
  environment: [{ variables: { TOKEN: 'hunter2' } }],
};
const fn: Written = { type: 'aws_lambda_function', name: 'f', values: FUNCTION };

const refused = async (content: string): Promise<string> => {
  const folder = writtenFolder({ 'some.json': content });
  const context = inputContext(folder);
  const { resources } = await readTerraform(join(folder, 'some.json'), context);
  expect(resources).toBeUndefined();
  return context.said.join('\n');
};

test('plans and states are known by their content, whatever the file is called', () => {
  const folder = writtenFolder({
    'infra.txt': planJson({ resources: [fn] }),
    'state.json': { format_version: '1.0', terraform_version: '1.11.4', values: { root_module: {} } },
    'stored.tfstate': { version: 4, terraform_version: '1.11.4', lineage: 'x', resources: [] },
    'saved.tfplan': 'PK\u0003\u0004',
    'tf/main.tf': '',
    'tofu/main.tofu': '',
    'other/readme.md': '',
  });
  const kinds = ['infra.txt', 'state.json', 'stored.tfstate', 'saved.tfplan', 'tf', 'tofu', 'other'];
  expect(kinds.map((name) => definitionKindOf(join(folder, name)))).toEqual([
    ...Array<string>(6).fill('terraform'),
    'cdk',
  ]);
});

test.each([
  ['a saved plan', 'PK\u0003\u0004', 'some.json is a saved plan; its JSON is wanted'],
  ['UTF-16', '\uFFFD\uFFFD{\0"\0', 'some.json is not UTF-8 text'],
  ['a log', '{"@level":"info","@module":"terraform.ui"}\n{}', 'some.json is the log of "terraform plan -json"'],
  ['a stored state', '{"version":4,"lineage":"x","resources":[]}', 'some.json is a state file as Terraform stores it'],
  ['an empty state', '{"format_version":"1.0"}', 'some.json holds neither planned values nor a state'],
  ['another format', '{"format_version":"9.1","values":{}}', 'some.json has the format version 9.1'],
  ['something else', '{"a":1}', 'some.json has no "format_version"'],
])('%s is refused with a sentence', async (_name, content, said) => {
  expect(await refused(content)).toContain(said);
});

test('what is wrong in a plan is said without its content', async () => {
  const text = JSON.stringify(planJson({ resources: [fn] }), undefined, 1);
  const cut = text.indexOf('hunter2') + 'hunter2'.length;
  for (const broken of [text.slice(0, cut), text.replace('"hunter2"', 'hunter2')]) {
    const said = await refused(broken);
    expect(said).toContain('some.json is not valid JSON');
    expect(said).not.toContain('hunter2');
  }
});

test('nothing in a plan that was changed by hand stops the reading', async () => {
  const { described } = await readJson({
    format_version: '1.2',
    planned_values: {
      root_module: {
        resources: [
          null,
          1,
          { address: 1 },
          { address: 'aws_api_gateway_rest_api.x', type: 'aws_api_gateway_rest_api', name: 'x', values: [] },
        ],
        child_modules: [null, { address: 'module.m' }, 7],
      },
    },
    configuration: { root_module: { resources: [null, 3], module_calls: { m: null } } },
    resource_changes: [null, { address: 'x' }],
    variables: 3,
  });
  expect(described.apis).toMatchObject([{ id: 'aws_api_gateway_rest_api.x' }]);
});

test('in a state ids lead from one resource to the other', async () => {
  const values = (type: string, name: string, known: object): object => ({
    address: `${type}.${name}`,
    mode: 'managed',
    type,
    name,
    values: known,
  });
  const arn = 'arn:aws:lambda:eu-west-1:210987654321:function:f';
  const { described, said } = await readJson({
    format_version: '1.0',
    terraform_version: '1.11.4',
    values: {
      root_module: {
        resources: [
          values('aws_lambda_function', 'f', {
            ...FUNCTION,
            id: 'f',
            arn,
            image_uri: '',
            s3_bucket: '',
            reserved_concurrent_executions: -1,
            layers: [],
          }),
          values('aws_apigatewayv2_api', 'api', {
            id: 'abcde12345',
            name: 'shop',
            protocol_type: 'HTTP',
            target: '',
            route_key: '',
            body: '',
            cors_configuration: [],
          }),
          values('aws_apigatewayv2_authorizer', 'jwt', {
            id: 'au1',
            api_id: 'abcde12345',
            name: 'jwt',
            authorizer_type: 'JWT',
            authorizer_uri: '',
            authorizer_result_ttl_in_seconds: 0,
            identity_sources: ['$request.header.Authorization'],
            jwt_configuration: [{ audience: ['shop'], issuer: 'https://idp.example.com' }],
          }),
          values('aws_apigatewayv2_integration', 'i', {
            id: 'int1',
            api_id: 'abcde12345',
            integration_type: 'AWS_PROXY',
            integration_uri: arn,
            connection_id: '',
            content_handling_strategy: '',
            credentials_arn: '',
            payload_format_version: '2.0',
            response_parameters: [],
            tls_config: [],
          }),
          values('aws_apigatewayv2_route', 'r', {
            id: 'ro1',
            api_id: 'abcde12345',
            route_key: 'GET /',
            target: 'integrations/int1',
            authorization_type: 'JWT',
            authorizer_id: 'au1',
            request_parameter: [],
          }),
          // The provider stores what it reads: limits that nobody set are 0.
          values('aws_apigatewayv2_stage', 's', {
            id: '$default',
            api_id: 'abcde12345',
            name: '$default',
            default_route_settings: [{ logging_level: '', throttling_burst_limit: 0, throttling_rate_limit: 0 }],
          }),
        ],
      },
    },
  });
  expect(said).toEqual([]);
  expect(described.apis).toMatchObject([
    {
      id: 'aws_apigatewayv2_api.api',
      apiId: 'abcde12345',
      authorizers: [{ name: 'jwt', type: 'jwt', issuer: 'https://idp.example.com', audience: ['shop'] }],
      routes: [
        {
          key: 'GET /',
          authorizer: 'jwt',
          payloadFormat: '2.0',
          target: { type: 'lambda', function: 'aws_lambda_function.f' },
        },
      ],
    },
  ]);
  expect(described.apis[0]?.authorizers?.[0]).not.toHaveProperty('ttl');
});

/** A program in the place of Terraform: writes what it was called with, and ends as told. */
const program = (text: string): string => `#!${process.execPath}\n${text}`;

const run = async (
  main: string,
  files: Record<string, unknown> = {},
): Promise<{ context: TestContext; folder: string; resources: unknown }> => {
  const folder = writtenFolder({
    'tf/main.tf': 'module "m" {\n  source = "./m"\n}\n',
    'tf/m/main.tf': '',
    'bin/terraform': program(main),
    ...files,
  });
  chmodSync(join(folder, 'bin/terraform'), 0o755);
  const context = inputContext(folder, { parameters: { stage: 'dev' } }, { PATH: join(folder, 'bin') });
  const { resources } = await readTerraform(join(folder, 'tf'), context);
  return { context, folder, resources };
};

test('a folder is planned, shown and watched; the plan is removed', async () => {
  const { context, folder, resources } = await run(`
const { appendFileSync, writeFileSync, existsSync } = require('node:fs');
const out = process.argv.find((one) => one.startsWith('-out='))?.slice(5) ?? process.argv.at(-1);
appendFileSync(${JSON.stringify('../calls')}, JSON.stringify([...process.argv.slice(2), existsSync(out)]) + '\\n');
if (process.argv[2] === 'plan') writeFileSync(out, 'plan');
else process.stdout.write(${JSON.stringify(JSON.stringify(planJson({ resources: [fn] })))});
`);
  expect(context.said).toEqual([]);
  expect(resources).toMatchObject({ root: join(folder, 'tf'), resources: [{ id: 'aws_lambda_function.f' }] });
  const [plan = [], show = []] = readFileSync(join(folder, 'calls'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown[]);
  expect(plan.slice(0, 6)).toEqual([
    'plan',
    '-input=false',
    '-lock=false',
    '-refresh=false',
    '-no-color',
    '-var=stage=dev',
  ]);
  expect(show).toEqual(['show', '-json', '-no-color', expect.any(String), true]);
  expect(existsSync(String(show[3]))).toBe(false);
  expect([...context.files].toSorted()).toEqual([join(folder, 'tf/m/main.tf'), join(folder, 'tf/main.tf')]);
  expect(readdirSync(join(folder, 'tf')).toSorted()).toEqual(['m', 'main.tf']);
});

test('a failing step is explained, with the file that Terraform names', async () => {
  const { context } = await run(`
process.stderr.write('\\u2577\\n\\u2502 Error: Unsupported argument\\n\\u2502 \\n\\u2502   on main.tf line 2, in module "m":\\n\\u2502    2: x\\n\\u2575\\n');
process.exit(1);`);
  expect(context.said).toEqual([`${join('tf', 'main.tf')}:2:1 "terraform plan" failed: Unsupported argument`]);
  expect(context.problems.list[0]?.hint).toContain(
    '"terraform plan" failed with exit code 1:\n  Error: Unsupported argument',
  );
});

test.each([
  ['Error: Inconsistent dependency lock file', 'the folder is not initialised: providers or modules are missing'],
  ['Error: No valid credential sources found', 'the AWS provider has no valid credentials'],
  ['Error: No value for required variable', 'a variable has no value'],
  ['Error: Error acquiring the state lock', 'the state is locked by another run'],
])('"%s" is put into words', async (said, words) => {
  const { context } = await run(`process.stderr.write(${JSON.stringify(said)}); process.exit(1);`);
  expect(context.said).toEqual([`"terraform plan" failed: ${words}`]);
});

test('without Terraform and OpenTofu there is a sentence', async () => {
  const folder = writtenFolder({ 'main.tf': '' });
  const context = inputContext(folder, {}, { PATH: folder });
  await readTerraform(folder, context);
  expect(context.said).toEqual([
    'neither terraform nor tofu is installed, and a folder of .tf files needs one of them',
  ]);
});

test('problems name the .tf file that declares the resource where it is here', async () => {
  const { context } = await readJson(
    planJson({
      modules: {
        m: {
          resources: [
            { type: 'aws_api_gateway_integration', name: 'lost', values: { http_method: 'GET', type: 'MOCK' } },
            fn,
          ],
        },
      },
    }),
    { 'm/api.tf': '# the API\n\nresource "aws_api_gateway_integration" "lost" {\n}\n' },
  );
  expect(context.said).toEqual([
    `${join(context.cwd, 'm/api.tf').slice(context.cwd.length + 1)}:3:1 module.m.aws_api_gateway_integration.lost belongs to no method of the input; it is skipped`,
  ]);
});
