import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { readDefinition, type ReadDefinition } from '../../../src/emulator/definition/definition.ts';
import type { RestApi } from '../../../src/model/definition/rest-api.ts';
import { describe as describeDefinition } from '../../../src/sources/describe/describe.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const TEMPLATE = `Parameters: { Stage: { Type: String, Default: prod } }
Resources:
  Create:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: !Sub "shop-\${Stage}-create"
      Runtime: nodejs22.x
      Handler: index.handler
      Timeout: 9
      Code: { ZipFile: x }
      Environment: { Variables: { TABLE: orders, KEY: "{{resolve:ssm:/shop/key}}" } }
  Image: { Type: AWS::Lambda::Function, Properties: { PackageType: Image, Code: { ImageUri: x } } }
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: shop } }
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      HttpMethod: GET
      AuthorizationType: NONE
      Integration: { Type: AWS_PROXY, IntegrationHttpMethod: POST, Uri: !Sub "arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Create.Arn}/invocations" }
  Deployed: { Type: AWS::ApiGateway::Deployment, Properties: { RestApiId: !Ref Api, StageName: !Ref Stage, StageDescription: { Variables: { a: "1", b: "2" } } } }
`;

async function laidOver(config: string): Promise<ReadDefinition> {
  const cwd = temporaryFolder('laid-over');
  for (const [name, text] of Object.entries({ 'infra/template.yaml': TEMPLATE, 'emulator.config.yaml': config })) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  return readDefinition({ cwd, environment: {} });
}

test('source: alone serves the input as it is', async () => {
  const { model } = await laidOver('source: infra/template.yaml\n');
  expect(model?.apis.map(({ name, stage, port }) => [name, stage.name, port])).toEqual([['Api', 'prod', 3000]]);
  expect(model?.functions['shop-prod-create']?.timeout).toBe(9);
});

test('functions are merged by their id: variables are added, what is written wins, the rest stays', async () => {
  const { model } = await laidOver(`source: { file: infra/template.yaml, parameters: { Stage: dev } }
values: { "ssm:/shop/key": abc }
functions:
  Create: { timeout: 20, environment: { TABLE: local, EXTRA: 1 } }
  Image: { inline: "exports.handler = 0;" }
  stub: { inline: "exports.handler = 1;" }
`);
  expect(model?.functions['shop-dev-create']).toMatchObject({
    timeout: 20,
    code: { kind: 'inline', source: 'x' },
    environment: { TABLE: 'local', KEY: 'abc', EXTRA: '1' },
  });
  expect(model?.functions['Image']?.code).toEqual({ kind: 'inline', source: 'exports.handler = 0;' });
  expect(Object.keys(model?.functions ?? {})).toEqual(['shop-dev-create', 'Image', 'stub']);
});

test('an API is merged: routes are added and replaced, stage variables merged, its port is its own', async () => {
  const { model, describable } = await laidOver(`source: infra/template.yaml
functions: { stub: { inline: "exports.handler = 1;" } }
apis:
  Api:
    port: 4000
    stageVariables: { b: "3" }
    routes: { GET /: stub, GET /again: Create }
  more: { type: http, routes: { GET /x: Create } }
`);
  const [api, more] = model?.apis ?? [];
  expect([api?.port, api?.stage.name, api?.stage.variables, more?.name, more?.port]).toEqual([
    4000,
    'prod',
    { a: '1', b: '3' },
    'more',
    3000,
  ]);
  const targets = (api as RestApi).methods.map(({ path, integration }) => [path, integration.lambda?.functionName]);
  expect(targets).toEqual([
    ['/', 'stub'],
    ['/again', 'shop-prod-create'],
  ]);
  const document = describable && describeDefinition(describable);
  expect(document?.source).toBe('cloudformation');
  expect(document?.apis.map(({ id, routes }) => [id, routes.map(({ key }) => key)])).toEqual([
    ['Api', ['GET /', 'GET /again']],
    ['more', ['GET /x']],
  ]);
});

test('a function that runs now is no longer among those that do not', async () => {
  const without = await laidOver('source: infra/template.yaml\n');
  expect(without.problems.map(({ message }) => message)).toContain(
    'not run here: Image: its code is a container image',
  );
  const over = await laidOver('source: infra/template.yaml\nfunctions: { Image: { command: ./bootstrap } }\n');
  expect(over.problems.map(({ message }) => message).filter((message) => message.startsWith('not run'))).toEqual([]);
  expect(over.model?.functions['Image']).toMatchObject({ code: { kind: 'command', command: './bootstrap' } });
});

test('errors of the input and of the configuration both have their places', async () => {
  const { model, problems } = await laidOver('source: infra/gone.yaml\n');
  expect(model).toBeUndefined();
  expect(problems).toMatchObject([
    { message: 'source cannot be read: there is no file infra/gone.yaml', position: { line: 1, column: 9 } },
  ]);
  const wrong = await laidOver('source: infra/template.yaml\nfunctions: { Create: { timeuot: 3 } }\n');
  expect(wrong.problems.filter(({ severity }) => severity === 'error')).toMatchObject([
    { message: 'unknown key "timeuot" in functions.Create', position: { file: 'emulator.config.yaml', line: 2 } },
  ]);
});

test('name: gives an API of the input another name, which its domains, its port and describe follow', async () => {
  const { model, describable } = await laidOver(`source: infra/template.yaml
apis: { Api: { name: shop, port: 3456 } }
domains: { api.shop.localhost: { mappings: { a: Api, b: shop } } }
edge: { port: 0 }
`);
  expect(model?.apis).toMatchObject([{ name: 'shop', key: 'Api', port: 3456, methods: [{ path: '/' }] }]);
  expect(model?.domains?.[0]?.mappings.map(({ api }) => api)).toEqual(['shop', 'shop']);
  expect(describable && describeDefinition(describable).apis).toMatchObject([{ id: 'Api', kind: 'rest' }]);
});

/** An app that writes an assembly with one function, whose environment holds the context it was given. */
const APP = `const { writeFileSync } = require('node:fs');
const { CDK_OUTDIR: out, CDK_CONTEXT_JSON: CONTEXT } = process.env;
const Fn = { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'fn', Code: { ZipFile: 'x' }, Handler: 'index.handler', Runtime: 'nodejs20.x', Environment: { Variables: { CONTEXT } } } };
writeFileSync(out + '/T.template.json', JSON.stringify({ Resources: { Fn } }));
writeFileSync(out + '/manifest.json', JSON.stringify({ artifacts: { T: { type: 'aws:cloudformation:stack', properties: { templateFile: 'T.template.json' } } } }));
`;

/** What `tryGetContext` would find in the app of a `source:`; its folder is `infra`. */
async function contextOf(source: string, files: Readonly<Record<string, string>>, flags?: Record<string, string>) {
  const cwd = temporaryFolder('laid-over');
  for (const [name, text] of Object.entries({ ...files, 'emulator.config.yaml': `source: ${source}\n` })) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  const environment = { PATH: process.env['PATH'] };
  const { model, problems } = await readDefinition({ cwd, environment, ...(flags && { input: { context: flags } }) });
  expect(problems).toEqual([]);
  return JSON.parse(model?.functions['fn']?.environment['CONTEXT'] ?? 'null') as unknown;
}

const CDK_JSON = '{ "app": "node app.js", "context": { "stage": "dev", "colour": "red" } }';

test('source.context and --context go to the CDK app, the flag first', async () => {
  const files = { 'infra/cdk.json': CDK_JSON, 'infra/app.js': APP };
  const source = '{ file: infra/cdk.json, context: { stage: qa, zones: [a] } }';
  expect(await contextOf(source, files)).toMatchObject({ stage: 'qa', colour: 'red', zones: ['a'] });
  expect(await contextOf(source, files, { stage: 'prod' })).toMatchObject({ stage: 'prod', zones: ['a'] });
});

test.each([
  ['a command beside the configuration', '{ app: node app.js }', { 'app.js': APP }],
  [
    'a command in place of that of cdk.json',
    '{ app: node app.js }',
    { 'app.js': APP, 'cdk.json': '{ "app": "false" }' },
  ],
  ['the folder of an app', '{ app: infra }', { 'infra/cdk.json': CDK_JSON, 'infra/app.js': APP }],
  ['the cdk.json of an app', '{ app: infra/cdk.json }', { 'infra/cdk.json': CDK_JSON, 'infra/app.js': APP }],
  ['no name at all', '{ context: { a: b } }', { 'cdk.json': CDK_JSON, 'app.js': APP }],
])('source.app may be %s', async (_, source, files) => {
  expect(await contextOf(source, files)).toMatchObject({ 'aws:cdk:enable-path-metadata': true });
});

test('source.plan is a Terraform plan, whatever its name and however broken', async () => {
  const { problems } = await laidOver('source: { plan: infra/template.yaml }\n');
  expect(problems.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^infra\/template\.yaml is not valid JSON/),
  ]);
  const twice = await laidOver('source: { file: infra/template.yaml, plan: plan.json }\n');
  expect(twice.problems.filter(({ severity }) => severity === 'error')).toMatchObject([
    { message: 'source names its input twice, with file and with plan', position: { line: 1 } },
  ]);
});
