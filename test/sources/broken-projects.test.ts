import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { readDefinition } from '../../src/emulator/definition/definition.ts';
import type { InputOptions } from '../../src/sources/describe/options.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const HEAD = 'Transform: AWS::Serverless-2016-10-31\nResources:\n';
const FUNCTION = `  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: app.handler
      CodeUri: src
      Events:
        Get: { Type: Api, Properties: { Path: /a, Method: get } }
`;
const STAGE = `Parameters: { Stage: { Type: String, AllowedValues: [dev, prod] } }\n${HEAD}${FUNCTION}`;

interface Broken {
  readonly files: Readonly<Record<string, string>>;
  readonly input?: InputOptions;
  readonly config?: string;
  /** `file:line:column: severity: message`, then the hint in brackets. */
  readonly said: readonly (string | RegExp)[];
}

/** As people break their projects; each is said once, where it is wrong, and nothing else is. */
const BROKEN: Readonly<Record<string, Broken>> = {
  'a DefinitionUri of a file that is not there': {
    files: {
      'template.yaml': `${HEAD}  Api:\n    Type: AWS::Serverless::Api\n    Properties:\n      StageName: dev\n      DefinitionUri: api/openapi.yml\n`,
      'api/openapi.yaml': 'openapi: 3.0.1\n',
    },
    said: [
      'template.yaml:7:22: error: the OpenAPI document cannot be read: there is no file api/openapi.yml; did you mean openapi.yaml?',
    ],
  },
  'a TemplateURL of a file that is not there': {
    files: {
      'template.yaml':
        'Resources:\n  Shop:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: nested/shop.yaml\n',
    },
    said: ['template.yaml:5:20: error: the template cannot be read: there is no file nested/shop.yaml'],
  },
  'an included file that is not there': {
    files: {
      'template.yaml': `${HEAD}  Api:\n    Type: AWS::Serverless::Api\n    Properties:\n      StageName: dev\n      DefinitionBody:\n        Fn::Transform: { Name: AWS::Include, Parameters: { Location: ./api.yml } }\n`,
    },
    said: ['template.yaml:8:70: error: AWS::Include cannot be read: there is no file api.yml'],
  },
  'a samconfig.toml that is not TOML': {
    files: {
      'template.yaml': `${HEAD}${FUNCTION}`,
      'samconfig.toml': 'version = 0.1\n[default.deploy.parameters]\nstack_name = "shop\nregion = "us-east-1"\n',
    },
    said: ['samconfig.toml:3:19: error: Invalid TOML document: control characters are not allowed in strings'],
  },
  'a parameter that samconfig.toml misspells': {
    files: {
      'template.yaml': STAGE,
      'samconfig.toml': '[default.deploy.parameters]\nparameter_overrides = "Size=1 Stge=dev Stage=qa"\n',
    },
    said: [
      'samconfig.toml:2:24: warning: the template has no parameter "Size" [Known parameters: Stage.]',
      'samconfig.toml:2:31: warning: the template has no parameter "Stge" [Did you mean "Stage"?]',
      'template.yaml:1:53: error: the parameter "Stage" cannot be "qa" [Known values: dev, prod.]',
    ],
  },
  'an environment that samconfig.toml does not have': {
    files: {
      'template.yaml': `${HEAD}${FUNCTION}`,
      'samconfig.toml': '[prod.deploy.parameters]\nstack_name = "shop"\n',
    },
    input: { stage: 'prodd' },
    said: ['samconfig.toml:1:1: error: samconfig.toml has no environment "prodd" [It has prod.]'],
  },
  'a file of variables with mistakes': {
    files: { 'template.yaml': `${HEAD}${FUNCTION}`, 'env.json': '{\n  "Fnn": { "TABLE": "x" },\n  "Fn": "y"\n}\n' },
    input: { envVars: 'env.json' },
    said: [
      'env.json:2:3: warning: there is no function "Fnn" [Did you mean "Fn"?]',
      'env.json:3:9: error: "Fn" in env.json must be a map of variables [Write it as { "Fn": { "NAME": "value" } }.]',
    ],
  },
  'a CDK app without its packages': {
    files: {
      'cdk.json': '{ "app": "node bin/app.js" }',
      'bin/app.js': "const cdk = require('aws-cdk-lib');\nnew cdk.App();\n",
    },
    said: [
      /^bin\/app\.js:1:13: error: the CDK app cannot be synthesised: Error: Cannot find module 'aws-cdk-lib' \[Install the packages of the project, as with "npm install"\.\n"node bin\/app\.js" failed with exit code 1:\n {2}Error: Cannot find module 'aws-cdk-lib'\n {6}at Object\.<anonymous> \(.*app\.js:1:13\)/,
    ],
  },
  'a cdk.json with a comma too many': {
    files: { 'cdk.json': '{\n  "app": "node app.js",\n}\n' },
    said: ['cdk.json:3:1: error: not valid JSON: Expected double-quoted property name'],
  },
  'a tab in a template': {
    files: { 'template.yaml': `${HEAD}\tFn:\n    Type: AWS::Serverless::Function\n` },
    said: ['template.yaml:3:1: error: not valid YAML: a tab indents this line [Indent with spaces.]'],
  },
  'a JSON template with a comma too many': {
    files: {
      'template.json':
        '{ "Resources": {\n  "Api": { "Type": "AWS::ApiGatewayV2::Api", "Properties": { "Name": "shop", } }\n} }\n',
    },
    said: [
      'template.json:2:78: warning: not valid JSON: Expected double-quoted property name [It is read as YAML here; AWS refuses it.]',
    ],
  },
  'a reference with a typing mistake': {
    files: {
      'template.yaml': `${HEAD}${FUNCTION}      Environment: { Variables: { TABLE: !Ref Tabel } }\n  Table: { Type: AWS::Serverless::SimpleTable }\n`,
    },
    said: ['template.yaml:11:47: error: there is no parameter or resource "Tabel" [Did you mean "Table"?]'],
  },
  'a type with a typing mistake': {
    files: { 'template.yaml': `${HEAD}${FUNCTION.replace('::Function', '::Functoin')}` },
    said: [
      'template.yaml:4:5: error: "Fn": there is no resource type AWS::Serverless::Functoin [Did you mean "AWS::Serverless::Function"?]',
    ],
  },
  'an event without its method': {
    files: { 'template.yaml': `${HEAD}${FUNCTION.replace('Method', 'Methd')}` },
    said: [
      "template.yaml:10:27: error: Resource with id [Fn] is invalid. Event with id [Get] is invalid. Property 'Method' is required",
    ],
  },
  'an authorizer with a typing mistake': {
    files: {
      'template.yaml': `${HEAD}  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: dev
      Auth: { DefaultAuthorizer: Pool, Authorizers: { Poool: { UserPoolArn: "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_a" } } }
`,
    },
    said: [
      "template.yaml:7:15: error: Resource with id [Api] is invalid. Unable to set DefaultAuthorizer because 'Pool' was not defined in 'Authorizers'",
    ],
  },
  'a saved plan instead of its JSON': {
    files: { tfplan: 'PK\u0003\u0004' },
    config: 'tfplan',
    said: ['error: tfplan is a saved plan; its JSON is wanted [Make it with: terraform show -json tfplan > plan.json]'],
  },
};

test.each(Object.entries(BROKEN))('%s', async (_, { files, input, config, said }) => {
  const cwd = temporaryFolder('broken');
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  const environment = { PATH: process.env['PATH'] };
  const read = await readDefinition({
    cwd,
    environment,
    ...(input && { input }),
    ...(config !== undefined && { config }),
  });
  const lines = read.problems.map(({ position, severity, message, hint }) => {
    const place = position === undefined ? '' : `${position.file}:${position.line}:${position.column}: `;
    return `${place}${severity}: ${message}${hint === undefined ? '' : ` [${hint}]`}`;
  });
  expect(lines).toEqual(said.map((one) => (typeof one === 'string' ? one : (expect.stringMatching(one) as string))));
});
