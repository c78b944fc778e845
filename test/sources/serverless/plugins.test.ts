import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDefinition } from '../../../src/emulator/definition/definition.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { OFFLINE_KEYS } from '../../../src/sources/serverless/plugins/offline.ts';
import { environmentOf, readFiles, resourcesOf, said } from './service.ts';

const one = 'functions: { f: { handler: a.b, events: [{ http: GET /a }] } }\n';
const head = 'service: shop\nprovider: { name: aws, environment: { A: provider, B: provider } }\n';

test('serverless-offline: ports, stage and variables are used, what does nothing here is silent', async () => {
  const { local, problems } = await readFiles(
    {
      'serverless.yml': `${head}plugins: [serverless-offline]\n${one}custom: { serverless-offline: { host: localhost, httpPort: 4000, websocketPort: 4001, lambdaPort: "4002", noPrependStageInUrl: true, localEnvironment: true, useDocker: true, noAuth: false, reloadHandler: true } }`,
    },
    { environment: { HOME_TOWN: 'Oslo' } },
  );
  expect(problems.list).toEqual([]);
  expect(local).toEqual({
    port: 4000,
    adminPort: 4002,
    apis: { ApiGatewayRestApi: { basePath: '/' }, WebsocketsApi: { port: 4001 } },
    env: { IS_OFFLINE: 'true', HOME_TOWN: 'Oslo' },
  });
});

test('serverless-offline: a key that works differently is explained, a wrong one refused, an unknown one named', async () => {
  const project = await readFiles({
    'serverless.yml': `${head}${one}custom:\n  serverless-offline:\n    noAuth: true\n    noTimeout: true\n    prefix: api\n    httpPort: high\n    htpPort: 3\n`,
  });
  expect(said(project)).toEqual([
    'serverless.yml:6:5: info: custom.serverless-offline.noAuth has no effect: authorizers run as on AWS; "authorizer: none" in emulator.config.yaml opens single routes',
    'serverless.yml:7:5: info: custom.serverless-offline.noTimeout has no effect: functions end at their timeouts as on AWS, but not with --inspect',
    'serverless.yml:8:5: info: paths begin with the stage, as on AWS, and not with the prefix of serverless-offline (With noPrependStageInUrl: true the API is served below the prefix.)',
    'serverless.yml:9:15: custom.serverless-offline.httpPort must be a port from 0 to 65535, found "high"',
    'serverless.yml:10:5: warning: custom.serverless-offline.htpPort is no setting of serverless-offline (Did you mean "httpPort"?)',
  ]);
});

test('IS_OFFLINE is there only with serverless-offline', async () => {
  expect((await readFiles({ 'serverless.yml': `${head}${one}` })).local.env).toEqual({});
});

test('serverless-dotenv-plugin gives every function the variables of .env files', async () => {
  const files = {
    '.env': 'B=file\nC=file\nD=${C}2\n',
    '.env.qa': 'C=qa\n',
    '.env.local': 'C=local\nE=local\n',
  };
  const of = async (custom: string, stage?: string): Promise<unknown> => {
    const text = `${head}plugins: [serverless-dotenv-plugin]\n${custom}\n${one}`;
    const project = await readFiles({ 'serverless.yml': text, ...files }, stage === undefined ? {} : { stage });
    return environmentOf(resourcesOf(project), 'FLambdaFunction');
  };
  expect(await of('', 'qa')).toEqual({ A: 'provider', B: 'file', C: 'qa', D: 'qa2', E: 'local' });
  expect(await of('custom: { dotenv: { exclude: [B] } }')).toEqual({
    A: 'provider',
    B: 'provider',
    C: 'local',
    D: 'local2',
    E: 'local',
  });
  expect(await of('custom: { dotenv: { path: .env.qa, include: [C] } }')).toEqual({
    A: 'provider',
    B: 'provider',
    C: 'qa',
  });
});

test('bundling plugins, and version 4, say that the code is bundled', async () => {
  const of = async (text: string): Promise<unknown> =>
    resourcesOf(await readFiles({ 'serverless.yml': `${head}${text}\n${one}` }))['FLambdaFunction']?.Metadata;
  expect(await of('plugins: [serverless-esbuild]')).toEqual({ 'gw-emulate': { id: 'f', bundle: true } });
  expect(await of('plugins: { modules: [serverless-webpack] }')).toEqual({ 'gw-emulate': { id: 'f', bundle: true } });
  expect(await of('frameworkVersion: "4"\nbuild: { esbuild: { bundle: false } }')).toEqual({
    'gw-emulate': { id: 'f', bundle: false },
  });
  expect(await of('plugins: [serverless-prune-plugin]')).toEqual({ 'gw-emulate': { id: 'f' } });
});

test('serverless-domain-manager maps domains to the APIs that there are', async () => {
  const resources = resourcesOf(
    await readFiles({
      'serverless.yml': `${head}plugins: [serverless-domain-manager]\nfunctions: { f: { handler: a.b, events: [{ http: GET /a }, { httpApi: "*" }] } }\ncustom: { customDomain: { domainName: api.example.com, basePath: v1, endpointType: regional }, customDomains: [{ http: { domainName: http.example.com } }, { domainName: off.example.com, enabled: false }, { websocket: { domainName: ws.example.com } }] }`,
    }),
  );
  const domains = Object.entries(resources).filter(([, { Type }]) => /Domain|Mapping/.test(Type));
  expect(domains.map(([, { Type, Properties }]) => [Type, Properties])).toEqual([
    ['AWS::ApiGateway::DomainName', { DomainName: 'api.example.com', EndpointConfiguration: { Types: ['REGIONAL'] } }],
    [
      'AWS::ApiGateway::BasePathMapping',
      {
        DomainName: { Ref: 'DomainNameApiexamplecom' },
        RestApiId: { Ref: 'ApiGatewayRestApi' },
        Stage: 'dev',
        BasePath: 'v1',
      },
    ],
    ['AWS::ApiGatewayV2::DomainName', { DomainName: 'http.example.com' }],
    [
      'AWS::ApiGatewayV2::ApiMapping',
      { DomainName: { Ref: 'DomainNameHttpexamplecom' }, ApiId: { Ref: 'HttpApi' }, Stage: '$default' },
    ],
  ]);
});

test('plugins that change what is served are named, harmless ones are not, unknown ones in one line', async () => {
  const project = await readFiles({
    'serverless.yml': `${head}plugins:\n  - serverless-prune-plugin\n  - serverless-step-functions\n  - ./own-plugin.js\n  - somebody-elses\n  - serverless-apigateway-service-proxy\n${one}`,
  });
  expect(said(project)).toEqual([
    'serverless.yml:5:5: warning: the plugin serverless-step-functions is not run: state machines and the http events of stepFunctions: are missing here',
    'serverless.yml:6:5: info: these plugins are not run: ./own-plugin.js, somebody-elses; what they change is missing here',
    'serverless.yml:8:5: warning: the plugin serverless-apigateway-service-proxy is not run: the routes of custom.apiGatewayServiceProxies are missing here',
  ]);
});

test('serverless-pseudo-parameters: #{AWS::Region} is substituted', async () => {
  const resources = resourcesOf(
    await readFiles({
      'serverless.yml':
        'service: s\nprovider: { name: aws, environment: { A: "arn:#{AWS::Region}:x", B: { "Fn::Sub": "#{AWS::AccountId}-${Table}" } } }\nplugins: [serverless-pseudo-parameters]\nfunctions: { f: { handler: a.b } }',
    }),
  );
  expect(environmentOf(resources, 'FLambdaFunction')).toEqual({
    A: { 'Fn::Sub': 'arn:${AWS::Region}:x' },
    B: { 'Fn::Sub': '${AWS::AccountId}-${Table}' },
  });
});

test.each(['serverless-dynamodb', 'serverless-dynamodb-local'])(
  '%s: the tables and seeds of the stage',
  async (plugin) => {
    const text = (stages: string): string =>
      `${head}plugins: [${plugin}]\n${one}custom:\n  dynamodb:\n    stages: ${stages}\n    start: { port: 8001, migrate: true, seed: "a, b" }\n    seed:\n      a: { sources: [{ table: orders, sources: [./seeds/a.json, seeds/b.json] }] }\n      b: { sources: [{ table: orders, rawsources: [seeds/raw.json] }] }\n      c: { sources: [{ table: unwanted, sources: [c.json] }] }\nresources:\n  Resources:\n    Orders: { Type: AWS::DynamoDB::Table, Properties: { TableName: "orders-\${sls:stage}", KeySchema: [], TimeToLiveSpecification: { Enabled: true }, StreamSpecification: { StreamViewType: NEW_IMAGE } } }\n    Queue: { Type: AWS::SQS::Queue }\n`;
    const { tables } = (await readFiles({ 'serverless.yml': text('[dev]') })).local;
    expect(tables).toMatchObject({
      endpoint: 'http://localhost:8001',
      tables: [
        {
          TableName: 'orders-dev',
          KeySchema: [],
          StreamSpecification: { StreamViewType: 'NEW_IMAGE', StreamEnabled: true },
        },
      ],
    });
    expect(tables?.tables[0]).not.toHaveProperty('TimeToLiveSpecification');
    expect(
      tables?.seeds.map(({ table, files, isRaw }) => [
        table,
        files.map((file) => file.replace(/^.*\/seeds/, 'seeds')),
        isRaw,
      ]),
    ).toEqual([
      ['orders', ['seeds/a.json', 'seeds/b.json'], false],
      ['orders', ['seeds/raw.json'], true],
    ]);
    expect((await readFiles({ 'serverless.yml': text('[prod]') })).local.tables).toBeUndefined();
  },
);

test('a Compose file is no service: the services it lists are named', async () => {
  const project = await readFiles({
    'serverless-compose.yml': 'services:\n  api: { path: services/api }\n  web:\n    path: services/web\n',
  });
  expect(said(project)).toEqual([
    'serverless-compose.yml:1:1: serverless-compose.yml is a Compose file of 2 services, which are served one by one (Start one of them: gw-emulate -c services/api/serverless.yml, gw-emulate -c services/web/serverless.yml.)',
  ]);
});

test('version 4 loads .env files unasked, the .local ones first', async () => {
  const files = { '.env': 'A=plain\nB=plain\n', '.env.local': 'A=local\n' };
  const text = (version: string): string =>
    `service: s\nframeworkVersion: "${version}"\nprovider: { name: aws, environment: { A: "\${env:A, 'none'}", B: "\${env:B, 'none'}" } }\nfunctions: { f: { handler: a.b } }`;
  const of = async (version: string): Promise<unknown> =>
    environmentOf(resourcesOf(await readFiles({ 'serverless.yml': text(version), ...files })), 'FLambdaFunction');
  expect(await of('4')).toEqual({ A: 'local', B: 'plain' });
  expect(await of('3')).toEqual({ A: 'none', B: 'none' });
});

test('the guide names every key of serverless-offline', () => {
  const guide = readFileSync(
    new URL('../../../docs/guides/coming-from-serverless-offline.md', import.meta.url),
    'utf8',
  );
  expect(OFFLINE_KEYS.filter((key) => !guide.includes(`\`${key}\``))).toEqual([]);
  // The options of serverless-offline 14.8, from its `defaultOptions.js` and `commandOptions.js`.
  const known =
    'albPort corsAllowHeaders corsAllowOrigin corsDisallowCredentials corsExposedHeaders disableCookieValidation dockerHost dockerHostServicePath dockerNetwork dockerReadOnly enforceSecureCookies host httpPort httpsProtocol ignoreJWTSignature lambdaPort layersDir localEnvironment localLayers noAuth noPrependStageInUrl noSponsor noTimeout prefix preLoadModules reloadHandler resourceRoutes rubyWatchDirs terminateIdleLambdaTime useDocker useInProcess webSocketHardTimeout webSocketIdleTimeout websocketPort';
  expect(known.split(' ').filter((key) => !OFFLINE_KEYS.includes(key))).toEqual([]);
});

test('what a plugin that is not run may make is not a mistake: its name stands in', async () => {
  const text = `${head}plugins: [serverless-step-functions]\nfunctions: { f: { handler: a.b, environment: { FLOW: !GetAtt HelloStateMachine.Arn, OTHER: !Ref HelloStateMachine } } }\n`;
  const cwd = temporaryFolder('serverless');
  writeFileSync(join(cwd, 'serverless.yml'), text);
  const { model, problems } = await readDefinition({ cwd, environment: {} });
  expect(model?.functions['shop-dev-f']?.environment).toMatchObject({
    FLOW: 'HelloStateMachine.Arn',
    OTHER: 'HelloStateMachine',
  });
  expect(problems.map(({ message }) => message)).toContain(
    'there is no resource "HelloStateMachine": the plugin serverless-step-functions may make it, and is not run here',
  );
  writeFileSync(join(cwd, 'serverless.yml'), text.replace('serverless-step-functions', 'serverless-prune-plugin'));
  const { problems: mistakes } = await readDefinition({ cwd, environment: {} });
  expect(mistakes.find(({ severity }) => severity === 'error')?.message).toContain('HelloStateMachine');
});
