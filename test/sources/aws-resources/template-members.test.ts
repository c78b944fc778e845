import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { readDefinition } from '../../../src/emulator/definition/definition.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { planJson, refs } from '../terraform/plan-json.ts';

/** Two members that API Gateway does not have, and one line that is as it should be. */
const MAPPING = "$input.parms('id')\n$context.identity.sourceip\n$util.escapeJavaScript($input.json('$'))";

const METHOD = {
  HttpMethod: 'POST',
  AuthorizationType: 'NONE',
  Integration: { Type: 'MOCK', RequestTemplates: { 'application/json': MAPPING } },
};

const CLOUDFORMATION = {
  Resources: {
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'shop' } },
    Post: {
      Type: 'AWS::ApiGateway::Method',
      Properties: { RestApiId: { Ref: 'Api' }, ResourceId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] }, ...METHOD },
    },
  },
};

const SAM = {
  Transform: 'AWS::Serverless-2016-10-31',
  Resources: {
    Api: {
      Type: 'AWS::Serverless::Api',
      Properties: {
        StageName: 'dev',
        DefinitionBody: {
          openapi: '3.0.1',
          info: { title: 'shop' },
          paths: {
            '/': {
              post: {
                'x-amazon-apigateway-integration': {
                  type: 'mock',
                  requestTemplates: { 'application/json': MAPPING },
                },
              },
            },
          },
        },
      },
    },
  },
};

const SERVERLESS = {
  service: 'shop',
  provider: { name: 'aws', runtime: 'nodejs22.x' },
  functions: {
    list: {
      handler: 'list.handler',
      events: [
        {
          http: {
            path: '/',
            method: 'post',
            integration: 'lambda',
            request: { template: { 'application/json': MAPPING } },
          },
        },
      ],
    },
  },
};

const CDK = {
  'cdk.out/manifest.json': {
    artifacts: { T: { type: 'aws:cloudformation:stack', properties: { templateFile: 'T.template.json' } } },
  },
  'cdk.out/T.template.json': CLOUDFORMATION,
};

const api = 'aws_api_gateway_rest_api.shop';
const TERRAFORM = planJson({
  resources: [
    { type: 'aws_api_gateway_rest_api', name: 'shop', values: { name: 'shop' }, unknown: { id: true } },
    {
      type: 'aws_api_gateway_method',
      name: 'post',
      values: { http_method: 'POST', authorization: 'NONE' },
      unknown: { rest_api_id: true, resource_id: true },
      expressions: { rest_api_id: refs(`${api}.id`), resource_id: refs(`${api}.root_resource_id`) },
    },
    {
      type: 'aws_api_gateway_integration',
      name: 'post',
      values: { http_method: 'POST', type: 'MOCK', request_templates: { 'application/json': MAPPING } },
      unknown: { rest_api_id: true, resource_id: true },
      expressions: { rest_api_id: refs(`${api}.id`), resource_id: refs(`${api}.root_resource_id`) },
    },
  ],
});

test.each([
  ['CloudFormation', { 'template.yaml': CLOUDFORMATION }],
  ['SAM', { 'template.yaml': SAM }],
  ['serverless.yml', { 'serverless.json': SERVERLESS }],
  ['the CDK', CDK],
  ['Terraform', { 'plan.json': TERRAFORM }],
])('%s: members that a mapping template does not have are said, each with the one that was meant', async (_, files) => {
  const cwd = temporaryFolder('template-members');
  for (const [name, value] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), JSON.stringify(value));
  }
  const [config = ''] = Object.keys(files);
  const { problems } = await readDefinition({ cwd, environment: {}, config });
  const doubts = problems.filter(({ message }) => message.includes('in the template'));
  expect(doubts.map(({ message }) => /parms|sourceip/.exec(message)?.[0])).toEqual(['parms', 'sourceip']);
  expect(doubts.map(({ hint }) => hint)).toEqual([
    expect.stringContaining('params'),
    expect.stringContaining('sourceIp'),
  ]);
  expect(doubts.every(({ position, severity }) => position !== undefined && severity === 'warning')).toBe(true);
});
