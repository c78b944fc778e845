import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCloudFormation } from '../../../src/sources/cloudformation/read.ts';
import { parameterOverrides } from '../../../src/sources/sam/local/parameter-overrides.ts';
import type { InputOptions } from '../../../src/sources/describe/options.ts';
import { inputContext } from '../input-context.ts';
import { writtenFolder } from '../written-folder.ts';

const TEMPLATE = `
Transform: AWS::Serverless-2016-10-31
Parameters: { Table: { Type: String, Default: none } }
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src
      Handler: app.handler
      Runtime: nodejs20.x
      Environment: { Variables: { TABLE: !Ref Table, STACK: !Ref AWS::StackName, REGION: !Ref AWS::Region } }
`;

async function read(files: Record<string, unknown>, options: InputOptions = {}) {
  const folder = writtenFolder({ 'template.yaml': TEMPLATE, ...files });
  const context = inputContext(folder, options);
  const { resources } = await readCloudFormation(join(folder, 'template.yaml'), context);
  const fn = resources?.resources.find(({ id }) => id === 'Fn');
  const { environment, code } = (fn ?? {}) as { environment?: { variables: unknown }; code?: { path: string } };
  return { variables: environment?.variables, code, said: context.said };
}

const CONFIG = `
version = 0.1
[default.global.parameters]
stack_name = "shop"
region = "eu-west-1"
[default.deploy.parameters]
parameter_overrides = "Table=\\"my orders\\" Other=1"
[prod.deploy.parameters]
stack_name = "shop-prod"
parameter_overrides = ["Table=prod"]
`;

test('samconfig.toml gives the stack its name, its region and its parameters', async () => {
  const { variables } = await read({ 'samconfig.toml': CONFIG });
  expect(variables).toEqual({ TABLE: 'my orders', STACK: 'shop', REGION: 'eu-west-1' });
});

test('--stage chooses the environment; flags win over the file', async () => {
  const { variables } = await read({ 'samconfig.toml': CONFIG }, { stage: 'prod', parameters: { Table: 'given' } });
  expect(variables).toEqual({ TABLE: 'given', STACK: 'shop-prod', REGION: 'us-east-1' });
});

test('an environment that the file does not have, and a file that is no TOML', async () => {
  const { said } = await read({ 'samconfig.toml': CONFIG }, { stage: 'test' });
  expect(said).toEqual(['samconfig.toml:1:1 samconfig.toml has no environment "test"']);
  const broken = await read({ 'samconfig.toml': 'version = 0.1\n[default\n' });
  expect(broken.said[0]).toMatch(/^samconfig\.toml:2:\d+ Invalid TOML document/);
});

test.each([
  ['Key=Value Other="a b"', { Key: 'Value', Other: 'a b' }],
  ['ParameterKey=Key,ParameterValue=Value ParameterKey=B,ParameterValue="x y"', { Key: 'Value', B: 'x y' }],
  [['A=1', "B='2 3'"], { A: '1', B: '2 3' }],
  [
    { A: 1, B: ['x', 'y'], C: true },
    { A: '1', B: 'x,y', C: 'true' },
  ],
])('parameter overrides %j', (written, parameters) => {
  expect(parameterOverrides(written)).toEqual(parameters);
});

test('--env-vars replaces variables that the template declares; others are warned of', async () => {
  const { variables, said } = await read(
    { 'env.json': { Parameters: { TABLE: 'all', NOT: '1' }, Fn: { STACK: 'mine' }, Gone: {} } },
    { envVars: 'env.json' },
  );
  expect(variables).toEqual({ TABLE: 'all', STACK: 'mine', REGION: 'us-east-1' });
  expect(said).toEqual([
    'env.json:4:3 the template declares no variable "NOT" of "Parameters", so the function does not get it',
    'env.json:9:2 there is no function "Gone"',
  ]);
});

test('built code runs only where the handler is not in the source', async () => {
  const built = { '.aws-sam/build/Fn/app.js': '' };
  expect((await read({ ...built, 'src/app.ts': '' })).code).toMatchObject({ path: 'src' });
  expect((await read({ ...built, 'src/main.ts': '' })).code).toMatchObject({ path: '.aws-sam/build/Fn' });
});
