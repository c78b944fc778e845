import { expect, test } from 'vitest';
import { transformed } from './transformed.ts';

// Expected values: AWS's translator (samtranslator 1.110), run on the same templates.

test('globals are merged: maps deeply, lists with the globals first, the rest replaced', () => {
  const { resources, errors } = transformed(`
Globals:
  Function: { Timeout: 9, Runtime: nodejs20.x, Layers: ["arn:1"], Environment: { Variables: { A: global, B: global } } }
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: src, Handler: app.handler, Timeout: 3, Layers: ["arn:2"], Environment: { Variables: { B: own } } }`);
  expect(errors).toEqual([]);
  expect(resources['Fn']).toMatchObject({
    Type: 'AWS::Lambda::Function',
    Properties: {
      Timeout: 3,
      Runtime: 'nodejs20.x',
      Layers: ['arn:1', 'arn:2'],
      Environment: { Variables: { A: 'global', B: 'own' } },
    },
  });
});

test('IgnoreGlobals leaves globals out', () => {
  const { resources } = transformed(`
Globals: { Function: { Timeout: 9, MemorySize: 512 } }
Resources:
  Fn:
    Type: AWS::Serverless::Function
    IgnoreGlobals: [Timeout]
    Properties: { CodeUri: src, Handler: app.handler, Runtime: nodejs20.x }`);
  expect(resources['Fn']?.Properties['Timeout']).toBeUndefined();
  expect(resources['Fn']?.Properties['MemorySize']).toBe(512);
});

test.each([
  ['a path', 'CodeUri: src/', 'src/'],
  ['nothing, which is the folder of the template', 'Timeout: 3', '.'],
  ['source text', 'InlineCode: "exports.handler = 1"', { ZipFile: 'exports.handler = 1' }],
  ['an S3 URI', 'CodeUri: s3://b/k/e?versionId=3', { S3Bucket: 'b', S3Key: 'k/e', S3ObjectVersion: '3' }],
  ['an S3 object', 'CodeUri: { Bucket: b, Key: k }', { S3Bucket: 'b', S3Key: 'k' }],
])('code is %s', (_, line, code) => {
  const { resources } = transformed(`
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties: { Handler: app.handler, Runtime: nodejs20.x, ${line} }`);
  expect(resources['Fn']?.Properties['Code']).toEqual(code);
});

test('names that only SAM knows lead to the resources that it made', () => {
  const { template, errors } = transformed(`
Resources:
  Api: { Type: AWS::Serverless::Api, Properties: { StageName: dev } }
  Layer: { Type: AWS::Serverless::LayerVersion, Properties: { ContentUri: s3://bucket/key } }
  Fn:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: src, Handler: app.handler, Runtime: nodejs20.x, AutoPublishAlias: live, Layers: [!Ref Layer] }
Outputs:
  Stage: { Value: !Ref Api.Stage }
  Url: { Value: !Sub "https://\${Api}/\${Api.Stage}" }
  Alias: { Value: !Ref Fn.Alias }
  Role: { Value: !GetAtt FnRole.Arn }`);
  expect(errors).toEqual([]);
  expect(template['Outputs']).toEqual({
    Stage: { Value: { Ref: 'ApidevStage' } },
    Url: { Value: { 'Fn::Sub': 'https://${Api}/${ApidevStage}' } },
    Alias: { Value: { Ref: 'FnAliaslive' } },
    Role: { Value: { 'Fn::GetAtt': ['FnRole', 'Arn'] } },
  });
  // SHA-1 of {"Layer":{"Properties":{"ContentUri":"s3://bucket/key"},"Type":"AWS::Serverless::LayerVersion"}}
  expect((template['Resources'] as Record<string, { Properties: unknown }>)['Fn']?.Properties).toMatchObject({
    Layers: [{ Ref: 'Layercc36522aa6' }],
  });
});

test('a function URL belongs to the alias', () => {
  const { resources } = transformed(`
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src
      Handler: app.handler
      Runtime: nodejs20.x
      AutoPublishAlias: live
      FunctionUrlConfig: { AuthType: NONE, InvokeMode: RESPONSE_STREAM }`);
  expect(resources['FnUrl']).toMatchObject({
    Type: 'AWS::Lambda::Url',
    Properties: { TargetFunctionArn: { Ref: 'FnAliaslive' }, AuthType: 'NONE', InvokeMode: 'RESPONSE_STREAM' },
  });
});

test.each([
  ['Schedule', 'Schedule: rate(1 minute)', 'AWS::Events::Rule'],
  ['EventBridgeRule', 'Pattern: { source: [a] }', 'AWS::Events::Rule'],
  ['SQS', 'Queue: "arn:aws:sqs:us-east-1:123456789012:q"', 'AWS::Lambda::EventSourceMapping'],
  ['DynamoDB', 'Stream: "arn:s", StartingPosition: LATEST', 'AWS::Lambda::EventSourceMapping'],
  ['SNS', 'Topic: "arn:t"', 'AWS::SNS::Subscription'],
  ['IoTRule', 'Sql: "SELECT 1"', 'AWS::IoT::TopicRule'],
])('an event of type %s', (type, properties, made) => {
  const { resources, errors } = transformed(`
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src
      Handler: app.handler
      Runtime: nodejs20.x
      Events: { It: { Type: ${type}, Properties: { ${properties} } } }`);
  expect(errors).toEqual([]);
  expect(resources['FnIt']?.Type).toBe(made);
});

test('BuildMethod: esbuild says that the function is bundled', () => {
  const { resources } = transformed(`
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Metadata: { BuildMethod: esbuild, BuildProperties: { Minify: true } }
    Properties: { CodeUri: src, Handler: app.handler, Runtime: nodejs20.x }`);
  expect(resources['Fn']?.['Metadata']).toMatchObject({ 'gw-emulate': { bundle: true } });
});

test.each([
  ['get.handler', '[src/handlers/get.ts]', 'src/handlers'],
  ['a/get.handler', '[src/a/get.ts, src/b/put.ts]', 'src'],
  ['get.handler', '[get.ts]', undefined],
  ['src/get.handler', '[src/get.ts]', undefined],
])('the handler %s of the entry points %s is looked for below %s', (handler, entries, sourceRoot) => {
  const { resources } = transformed(`
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Metadata: { BuildMethod: esbuild, BuildProperties: { EntryPoints: ${entries} } }
    Properties: { CodeUri: app, Handler: ${handler}, Runtime: nodejs20.x }`);
  const hints = { bundle: true, ...(sourceRoot !== undefined && { sourceRoot }) };
  expect(resources['Fn']).toHaveProperty(['Metadata', 'gw-emulate'], hints);
});

test('a simple table has the key id', () => {
  const { resources } = transformed('Resources: { T: { Type: AWS::Serverless::SimpleTable } }');
  expect(resources['T']).toMatchObject({
    Type: 'AWS::DynamoDB::Table',
    Properties: { KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }] },
  });
});
