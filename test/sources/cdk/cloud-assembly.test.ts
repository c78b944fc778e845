import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCdk } from '../../../src/sources/cdk/index.ts';
import { inputContext } from '../input-context.ts';
import { writtenFolder } from '../written-folder.ts';

// The shapes are those of aws-cdk-lib 2.276.0: manifest.json, *.assets.json, nested assemblies of stages.

function lambda(key: string, path: string): unknown {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Code: { S3Bucket: { 'Fn::Sub': 'cdk-assets-${AWS::AccountId}-${AWS::Region}' }, S3Key: key },
      Handler: 'index.handler',
      Runtime: 'nodejs20.x',
    },
    Metadata: { 'aws:cdk:path': path },
  };
}

const stackArtifact = (templateFile: string, more: object = {}): object => ({
  type: 'aws:cloudformation:stack',
  environment: 'aws://unknown-account/unknown-region',
  properties: { templateFile, ...more },
});

const assets = (files: Record<string, string>): unknown => ({
  files: Object.fromEntries(
    Object.entries(files).map(([key, path]) => [
      key,
      { source: { path, packaging: 'zip' }, destinations: { here: { bucketName: 'b', objectKey: key } } },
    ]),
  ),
});

test('code is the folder or file of the asset that the key names', async () => {
  const folder = writtenFolder({
    'cdk.out/manifest.json': {
      artifacts: {
        'Shop.assets': { type: 'cdk:asset-manifest', properties: { file: 'Shop.assets.json' } },
        Shop: stackArtifact('Shop.template.json'),
      },
    },
    'cdk.out/Shop.assets.json': assets({ 'deploy-time/abc.zip': 'asset.abc' }),
    'cdk.out/Shop.template.json': { Resources: { Fn: lambda('deploy-time/abc.zip', 'Shop/Fn/Resource') } },
  });
  const context = inputContext(folder);
  const { kind, resources } = await readCdk(join(folder, 'cdk.out'), context);
  expect(context.said).toEqual([]);
  expect(kind).toBe('cdk');
  expect(resources?.resources).toMatchObject([
    { id: 'Fn', code: { path: join(folder, 'cdk.out', 'asset.abc') }, hints: { bundle: false } },
  ]);
});

test('with more than one stack, ids begin with the stack; stages are assemblies inside the assembly', async () => {
  const folder = writtenFolder({
    'manifest.json': {
      artifacts: {
        'assembly-Beta': { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Beta' } },
        Base: stackArtifact('Base.template.json'),
      },
    },
    'Base.template.json': {
      Resources: { Fn: lambda('a.zip', 'Base/Fn/Resource') },
      Outputs: { Out: { Value: { Ref: 'Fn' }, Export: { Name: 'Base:ExportsOutputRefFn' } } },
    },
    'assembly-Beta/manifest.json': {
      artifacts: {
        'Beta.assets': { type: 'cdk:asset-manifest', properties: { file: 'Beta.assets.json' } },
        'Beta-Service': stackArtifact('Beta.template.json', { stackName: 'BetaService' }),
      },
    },
    'assembly-Beta/Beta.assets.json': assets({ 'b.zip': '../asset.b' }),
    'assembly-Beta/Beta.template.json': {
      Resources: {
        Fn: {
          ...(lambda('b.zip', 'Beta/Service/Fn/Resource') as object),
          Properties: {
            ...(lambda('b.zip', '') as { Properties: object }).Properties,
            Environment: { Variables: { BASE: { 'Fn::ImportValue': 'Base:ExportsOutputRefFn' } } },
          },
        },
      },
    },
  });
  const { resources } = await readCdk(folder, inputContext(folder));
  expect(resources?.resources.map(({ id }) => id)).toEqual(['BetaService/Fn', 'Base/Fn']);
  expect(resources?.resources[0]).toMatchObject({
    code: { path: join(folder, 'asset.b') },
    environment: { variables: { BASE: 'Base-Fn' } },
  });
});

test('--stack chooses by name, id or construct path; an unknown name is a problem', async () => {
  const folder = writtenFolder({
    'manifest.json': {
      artifacts: {
        A: stackArtifact('A.template.json', { stackName: 'first' }),
        B: stackArtifact('B.template.json'),
      },
    },
    'A.template.json': { Resources: { Fn: lambda('a.zip', 'A/Fn') } },
    'B.template.json': { Resources: { Fn: lambda('b.zip', 'B/Fn') } },
  });
  const { resources } = await readCdk(folder, inputContext(folder, { stacks: ['A'] }));
  expect(resources?.resources.map(({ id }) => id)).toEqual(['first/Fn']);
  const context = inputContext(folder, { stacks: ['frist'] });
  await readCdk(folder, context);
  expect(context.said).toEqual(['the cloud assembly has no stack "frist"']);
});

test('the template of a nested stack is the asset that its URL ends in', async () => {
  const folder = writtenFolder({
    'manifest.json': {
      artifacts: {
        'Shop.assets': { type: 'cdk:asset-manifest', properties: { file: 'Shop.assets.json' } },
        Shop: stackArtifact('Shop.template.json'),
      },
    },
    'Shop.assets.json': assets({ 'n.json': 'Nested.nested.template.json', 'f.zip': 'asset.f' }),
    'Shop.template.json': {
      Resources: {
        Nested: {
          Type: 'AWS::CloudFormation::Stack',
          Properties: { TemplateURL: { 'Fn::Join': ['', ['https://s3.', { Ref: 'AWS::Region' }, '/b/n.json']] } },
        },
      },
    },
    'Nested.nested.template.json': { Resources: { Fn: lambda('f.zip', 'Shop/Nested/Fn') } },
  });
  const { resources } = await readCdk(folder, inputContext(folder));
  expect(resources?.resources).toMatchObject([{ id: 'Nested/Fn', code: { path: join(folder, 'asset.f') } }]);
});

test('a function that is only a service token is no function of the user', async () => {
  const folder = writtenFolder({
    'manifest.json': { artifacts: { Shop: stackArtifact('Shop.template.json') } },
    'Shop.template.json': {
      Resources: {
        Helper: lambda('h.zip', 'Shop/Helper'),
        Both: lambda('b.zip', 'Shop/Both'),
        Custom: { Type: 'Custom::X', Properties: { ServiceToken: { 'Fn::GetAtt': ['Helper', 'Arn'] } } },
        Other: { Type: 'Custom::Y', Properties: { ServiceToken: { 'Fn::GetAtt': ['Both', 'Arn'] } } },
        Url: {
          Type: 'AWS::Lambda::Url',
          Properties: { AuthType: 'NONE', TargetFunctionArn: { 'Fn::GetAtt': ['Both', 'Arn'] } },
        },
      },
    },
  });
  const { resources } = await readCdk(folder, inputContext(folder));
  const functions = resources?.resources.filter(({ resourceType }) => resourceType === 'AWS::Lambda::Function');
  expect(functions).toMatchObject([
    { id: 'Helper', hints: { notRun: expect.stringContaining('deployment') as string } },
    { id: 'Both', hints: { bundle: false } },
  ]);
});

test('places in a synthesised template are called by their construct', async () => {
  const folder = writtenFolder({
    'manifest.json': { artifacts: { Shop: stackArtifact('Shop.template.json') } },
    'Shop.template.json': {
      Resources: {
        Fn: { Type: 'AWS::Lambda::Function', Properties: [], Metadata: { 'aws:cdk:path': 'Shop/Fn/Resource' } },
      },
    },
  });
  const context = inputContext(folder);
  await readCdk(folder, context);
  expect(context.said[0]).toMatch(/^Shop\/Fn\/Resource \(Shop\.template\.json\):\d+:\d+ /);
});

test.each([
  ['a folder without a manifest', {}, '. is no cloud assembly: it has no manifest.json'],
  ['a manifest that is not JSON', { 'manifest.json': '{' }, 'manifest.json:1:2 not valid JSON'],
  ['a manifest that holds a list', { 'manifest.json': [] }, 'manifest.json must hold a map'],
  [
    'a template that is missing',
    { 'manifest.json': { artifacts: { A: stackArtifact('A.template.json') } } },
    'the template cannot be read',
  ],
])('%s is a problem', async (_, files, message) => {
  const folder = writtenFolder(files);
  const context = inputContext(folder);
  await readCdk(folder, context);
  expect(context.said[0]).toContain(message);
});

test('lookups that only AWS can answer are named once', async () => {
  const folder = writtenFolder({
    'manifest.json': { missing: [{ key: 'vpc-provider:account=1', provider: 'vpc-provider' }], artifacts: {} },
  });
  const context = inputContext(folder);
  await readCdk(folder, context);
  expect(context.said).toEqual([
    'the app looks up values in AWS that cdk.context.json does not have: vpc-provider:account=1',
  ]);
});
