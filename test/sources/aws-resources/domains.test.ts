import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { readDefinition } from '../../../src/emulator/definition/definition.ts';
import type { Domain } from '../../../src/model/definition/domain.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { planJson, refs } from '../terraform/plan-json.ts';

/** The domains of an input whose first file is the one that is named, and what is said beside what does not run. */
async function domainsOf(
  files: Readonly<Record<string, string>>,
): Promise<{ readonly domains: readonly Domain[]; readonly said: readonly string[] }> {
  const cwd = temporaryFolder('domains');
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  const [config] = Object.keys(files);
  const { model, problems } = await readDefinition({ cwd, environment: {}, config: config ?? '' });
  return { domains: model?.domains ?? [], said: problems.map(({ message }) => message) };
}

const REST = (id: string): string => `
  ${id}: { Type: AWS::ApiGateway::RestApi, Properties: { Name: ${id}, Body: { openapi: 3.0.1, paths: { /a: { get: { x-amazon-apigateway-integration: { type: mock } } } } } } }
  ${id}Deployment: { Type: AWS::ApiGateway::Deployment, Properties: { RestApiId: !Ref ${id}, StageName: prod } }`;

const ROUTED = `Resources:${REST('One')}${REST('Two')}
  Name: { Type: AWS::ApiGateway::DomainName, Properties: { DomainName: Api.Example.com, RoutingMode: ROUTING_RULE_THEN_BASE_PATH_MAPPING } }
  Mapping: { Type: AWS::ApiGateway::BasePathMapping, Properties: { DomainName: !Ref Name, RestApiId: !Ref One, Stage: prod } }
  ByHeader:
    Type: AWS::ApiGatewayV2::RoutingRule
    Properties:
      DomainNameArn: !GetAtt Name.DomainNameArn
      Priority: 10
      Conditions:
        - MatchHeaders: { AnyOf: [{ Header: X-Version, ValueGlob: "v2*" }] }
        - MatchBasePaths: { AnyOf: [orders] }
      Actions: [{ InvokeApi: { ApiId: !Ref Two, Stage: prod, StripBasePath: true } }]
  Rest:
    Type: AWS::ApiGatewayV2::RoutingRule
    Properties:
      DomainNameArn: !Sub "arn:\${AWS::Partition}:apigateway:\${AWS::Region}::/domainnames/\${Name}"
      Priority: 20
      Conditions: []
      Actions: [{ InvokeApi: { ApiId: !Ref Two, Stage: prod } }]
`;

test('routing rules and the routing mode of a template reach the domain', async () => {
  const { domains, said } = await domainsOf({ 'template.yaml': ROUTED });
  expect(said).toEqual([]);
  expect(domains).toEqual([
    {
      name: 'api.example.com',
      routingMode: 'rules-then-mappings',
      mappings: [{ basePath: '', api: 'One' }],
      routingRules: [
        {
          id: expect.stringMatching(/^[a-z0-9]{6}$/),
          priority: 10,
          headers: [{ header: 'X-Version', valueGlob: 'v2*' }],
          basePaths: ['orders'],
          api: 'Two',
          stripBasePath: true,
        },
        expect.objectContaining({ priority: 20, headers: [], basePaths: [], api: 'Two', stripBasePath: false }),
      ],
    },
  ]);
});

test('without a RoutingMode the rules are never looked at, as on AWS, and the first one is named', async () => {
  const { domains, said } = await domainsOf({
    'template.yaml': ROUTED.replace(', RoutingMode: ROUTING_RULE_THEN_BASE_PATH_MAPPING', ''),
  });
  expect(domains[0]?.routingMode).toBe('mappings');
  expect(said).toEqual([expect.stringMatching(/^this routing rule is never looked at/)]);
});

test('a rule whose API or domain name is elsewhere is not run, and everything else is', async () => {
  const elsewhere = ROUTED.replace('!GetAtt Name.DomainNameArn', '!ImportValue SharedDomain').replaceAll(
    'ApiId: !Ref Two, Stage: prod }',
    'ApiId: !ImportValue SharedApi, Stage: prod }',
  );
  const { domains, said } = await domainsOf({ 'template.yaml': elsewhere });
  expect(domains).toMatchObject([{ mappings: [{ api: 'One' }], routingRules: [] }]);
  expect(said.filter((one) => one.startsWith('not run here'))).toEqual([
    'not run here: Rest: the API that it leads to is not part of the input',
    'not run here: ByHeader: its domain name "import:SharedDomain" is not part of the input',
  ]);
});

test('private names with their mappings are domains here too', async () => {
  const { domains } = await domainsOf({
    'template.yaml': `Resources:${REST('One')}
  Name: { Type: AWS::ApiGateway::DomainNameV2, Properties: { DomainName: private.example.com, EndpointConfiguration: { Types: [PRIVATE] } } }
  Mapping: { Type: AWS::ApiGateway::BasePathMappingV2, Properties: { DomainNameArn: !GetAtt Name.DomainNameArn, RestApiId: !Ref One, Stage: prod, BasePath: v1 } }
`,
  });
  expect(domains).toMatchObject([{ name: 'private.example.com', mappings: [{ basePath: 'v1', api: 'One' }] }]);
});

const MAPPED = [{ name: 'api.example.com', routingMode: 'mappings', routingRules: [] }];

test('a SAM API with a Domain', async () => {
  const { domains } = await domainsOf({
    'template.yaml': `Transform: AWS::Serverless-2016-10-31
Resources:
  Rest:
    Type: AWS::Serverless::Api
    Properties: { StageName: prod, Domain: { DomainName: api.example.com, CertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1", BasePath: [shop, /] } }
  Fn: { Type: AWS::Serverless::Function, Properties: { Runtime: nodejs22.x, Handler: index.handler, InlineCode: x, Events: { Get: { Type: Api, Properties: { Path: /a, Method: get, RestApiId: !Ref Rest } } } } }
`,
  });
  expect(domains).toMatchObject(MAPPED);
  expect(domains[0]?.mappings).toEqual([
    { basePath: 'shop', api: 'Rest' },
    { basePath: '', api: 'Rest' },
  ]);
});

test("serverless.yml with serverless-domain-manager's customDomain", async () => {
  const { domains } = await domainsOf({
    'serverless.yml': `service: shop
provider: { name: aws, runtime: nodejs22.x }
plugins: [serverless-domain-manager]
custom: { customDomain: { domainName: api.example.com, basePath: shop, stage: dev } }
functions: { list: { handler: list.handler, events: [{ http: GET /a }] } }
`,
  });
  expect(domains).toMatchObject(MAPPED);
  expect(domains[0]?.mappings).toEqual([{ basePath: 'shop', api: 'ApiGatewayRestApi' }]);
});

test('a CDK app with a DomainName and an ApiMapping', async () => {
  // As aws-cdk-lib 2.276 synthesises `new HttpApi(this, 'Api', { defaultDomainMapping: { domainName, mappingKey: 'shop' } })`.
  const template = {
    Resources: {
      Domain66AC69E0: { Type: 'AWS::ApiGatewayV2::DomainName', Properties: { DomainName: 'api.example.com' } },
      ApiF70053CD: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'Api', ProtocolType: 'HTTP' } },
      ApiDefaultStage189A7074: {
        Type: 'AWS::ApiGatewayV2::Stage',
        Properties: { ApiId: { Ref: 'ApiF70053CD' }, StageName: '$default', AutoDeploy: true },
      },
      ApiMapping: {
        Type: 'AWS::ApiGatewayV2::ApiMapping',
        Properties: {
          ApiId: { Ref: 'ApiF70053CD' },
          ApiMappingKey: 'shop',
          DomainName: { Ref: 'Domain66AC69E0' },
          Stage: '$default',
        },
        DependsOn: ['ApiDefaultStage189A7074'],
      },
    },
  };
  const manifest = {
    artifacts: { T: { type: 'aws:cloudformation:stack', properties: { templateFile: 'T.template.json' } } },
  };
  const { domains } = await domainsOf({
    'cdk.out/manifest.json': JSON.stringify(manifest),
    'cdk.out/T.template.json': JSON.stringify(template),
  });
  expect(domains).toMatchObject(MAPPED);
  expect(domains[0]?.mappings).toEqual([{ basePath: 'shop', api: 'ApiF70053CD' }]);
});

test('a Terraform plan with a domain name, a mapping and a routing rule', async () => {
  const plan = planJson({
    resources: [
      {
        type: 'aws_apigatewayv2_api',
        name: 'shop',
        values: { name: 'shop', protocol_type: 'HTTP' },
        unknown: { id: true },
      },
      {
        type: 'aws_apigatewayv2_stage',
        name: 'main',
        values: { name: '$default', auto_deploy: true },
        unknown: { api_id: true },
        expressions: { api_id: refs('aws_apigatewayv2_api.shop.id') },
      },
      {
        type: 'aws_apigatewayv2_domain_name',
        name: 'api',
        values: { domain_name: 'api.example.com', routing_mode: 'ROUTING_RULE_THEN_API_MAPPING' },
        unknown: { id: true },
      },
      {
        type: 'aws_apigatewayv2_api_mapping',
        name: 'main',
        values: { api_mapping_key: 'shop' },
        unknown: { api_id: true, domain_name: true, stage: true },
        expressions: {
          api_id: refs('aws_apigatewayv2_api.shop.id'),
          domain_name: refs('aws_apigatewayv2_domain_name.api.id'),
          stage: refs('aws_apigatewayv2_stage.main.id'),
        },
      },
      {
        type: 'aws_apigatewayv2_routing_rule',
        name: 'beta',
        values: {
          domain_name: 'api.example.com',
          priority: 5,
          conditions: [{ match_base_paths: [], match_headers: [{ any_of: [{ header: 'x-beta', value_glob: '*' }] }] }],
          actions: [{ invoke_api: [{ stage: '$default', strip_base_path: false }] }],
        },
        unknown: { actions: [{ invoke_api: [{ api_id: true }] }] },
        expressions: { actions: [{ invoke_api: [{ api_id: refs('aws_apigatewayv2_api.shop.id') }] }] },
      },
    ],
  });
  const { domains } = await domainsOf({ 'plan.json': JSON.stringify(plan) });
  expect(domains).toEqual([
    {
      name: 'api.example.com',
      routingMode: 'rules-then-mappings',
      mappings: [{ basePath: 'shop', api: 'aws_apigatewayv2_api.shop' }],
      routingRules: [
        {
          id: expect.any(String),
          priority: 5,
          headers: [{ header: 'x-beta', valueGlob: '*' }],
          basePaths: [],
          api: 'aws_apigatewayv2_api.shop',
          stripBasePath: false,
        },
      ],
    },
  ]);
});

test('what quick create makes is otherwise where ApiGatewayManagedOverrides say so', async () => {
  const cwd = temporaryFolder('domains');
  writeFileSync(
    join(cwd, 'template.yaml'),
    `Resources:
  Fn: { Type: AWS::Lambda::Function, Properties: { Runtime: nodejs22.x, Handler: index.handler, Code: { ZipFile: x } } }
  Quick: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: quick, ProtocolType: HTTP, Target: !GetAtt Fn.Arn } }
  Overrides:
    Type: AWS::ApiGatewayV2::ApiGatewayManagedOverrides
    Properties:
      ApiId: !Ref Quick
      Integration: { TimeoutInMillis: 1000, PayloadFormatVersion: "1.0" }
      Route: { AuthorizationType: AWS_IAM, OperationName: all }
      Stage: { StageVariables: { colour: blue }, DefaultRouteSettings: { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 7 } }
`,
  );
  const { model, problems } = await readDefinition({ cwd, environment: {} });
  expect(problems).toEqual([]);
  expect(model?.apis[0]).toMatchObject({
    stage: { name: '$default', variables: { colour: 'blue' }, throttle: { rate: 5, burst: 7 } },
    routes: [
      {
        routeKey: '$default',
        authorization: { type: 'AWS_IAM' },
        operationName: 'all',
        integration: { timeoutInMillis: 1000, payloadFormatVersion: '1.0', lambda: { functionName: 'Fn' } },
      },
    ],
  });
});
