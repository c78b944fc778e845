import { expect, test } from 'vitest';
import { described, load, said } from './described.ts';

const TEMPLATE = `Resources:
  Node: { Type: AWS::Lambda::Function, Properties: { FunctionName: shop-node, Runtime: nodejs22.x, Handler: app.handler, Code: ./src, Timeout: "30", MemorySize: 512, Layers: [!Ref Shared, "arn:aws:lambda:us-east-1:1:layer:theirs:3"], LoggingConfig: { LogFormat: JSON, ApplicationLogLevel: WARN } } }
  Zipped: { Type: AWS::Lambda::Function, Properties: { Runtime: nodejs22.x, Handler: app.handler, Code: build/app.zip } }
  Bucket: { Type: AWS::Lambda::Function, Properties: { Runtime: nodejs22.x, Handler: app.handler, Code: { S3Bucket: b, S3Key: k.zip } } }
  Image: { Type: AWS::Lambda::Function, Properties: { PackageType: Image, Code: { ImageUri: x } } }
  Java: { Type: AWS::Lambda::Function, Properties: { Runtime: java21, Handler: a.B, Code: ./src } }
  Python: { Type: AWS::Lambda::Function, Properties: { Runtime: python3.13, Handler: app.handler, Code: ./src } }
  Shared: { Type: AWS::Lambda::LayerVersion, Properties: { LayerName: shared, Content: ./layer } }
  Url: { Type: AWS::Lambda::Url, Properties: { TargetFunctionArn: !Ref Node, AuthType: NONE, InvokeMode: RESPONSE_STREAM } }
  Queue: { Type: AWS::SQS::Queue }
  FromQueue: { Type: AWS::Lambda::EventSourceMapping, Properties: { FunctionName: !Ref Node, EventSourceArn: !GetAtt Queue.Arn } }
  Nightly: { Type: AWS::Events::Rule, Properties: { ScheduleExpression: rate(1 day), Targets: [{ Arn: !GetAtt Python.Arn, Id: x }] } }
  Machine: { Type: AWS::StepFunctions::StateMachine, Properties: { DefinitionString: "{}" } }
  Made: { Type: Custom::Thing, Properties: { ServiceToken: !GetAtt Node.Arn } }
`;
const FILES = { 'src/app.js': 'exports.handler = async () => 1;', 'layer/nodejs/x.js': '' };

test('functions are described with their code, layers and URL', async () => {
  const { functions } = await described(TEMPLATE, {}, FILES);
  expect(
    functions.map(({ id, name, code, timeout, memory, layers, url }) => ({
      id,
      name,
      code,
      timeout,
      memory,
      layers,
      url,
    })),
  ).toEqual([
    {
      id: 'Node',
      name: 'shop-node',
      code: { path: 'src' },
      timeout: 30,
      memory: 512,
      layers: ['Shared', 'arn:aws:lambda:us-east-1:1:layer:theirs:3'],
      url: { auth: 'NONE', invokeMode: 'RESPONSE_STREAM' },
    },
    ...[
      ['Zipped', { path: 'build/app.zip' }],
      ['Bucket', { s3: 's3://b/k.zip' }],
      ['Image', { image: true }],
      ['Java', { path: 'src' }],
      ['Python', { path: 'src' }],
    ].map(([id, code]) => ({ id, name: id, code, timeout: 3, memory: 128, layers: undefined, url: undefined })),
  ]);
});

test('what is not run is named with its reason, once', async () => {
  const { notRun } = await described(TEMPLATE, {}, FILES);
  expect(notRun).toEqual([
    {
      id: 'Machine',
      type: 'AWS::StepFunctions::StateMachine',
      reason: 'AWS::StepFunctions::StateMachine is not run here',
    },
    { id: 'Made', type: 'Custom::Thing', reason: 'custom resources run during a deployment only' },
    { id: 'Bucket', type: 'AWS::Lambda::Function', reason: 'its code is in S3 (s3://b/k.zip)' },
    { id: 'Image', type: 'AWS::Lambda::Function', reason: 'its code is a container image' },
    { id: 'Java', type: 'AWS::Lambda::Function', reason: 'it is written in Java (java21)' },
  ]);
});

test('what else invokes functions is listed', async () => {
  const { triggers } = await described(TEMPLATE, {}, FILES);
  expect(triggers).toEqual([
    { id: 'FromQueue', kind: 'sqs', function: 'Node', source: 'arn:aws:sqs:us-east-1:123456789012:Queue' },
    { id: 'Nightly', kind: 'schedule', function: 'Python', source: 'rate(1 day)' },
  ]);
});

test('the model has what runs: the name on AWS, the id of the input, local layers, log settings as variables', async () => {
  const loaded = await load({ 'template.yaml': TEMPLATE, ...FILES });
  const node = loaded.model?.functions['shop-node'];
  expect(node).toMatchObject({
    name: 'shop-node',
    id: 'Node',
    environment: { AWS_LAMBDA_LOG_FORMAT: 'JSON', AWS_LAMBDA_LOG_LEVEL: 'WARN' },
  });
  expect(node?.layers.map((layer) => layer.split('/').at(-1))).toEqual(['layer']);
  expect(loaded.model?.functions['Image']?.code).toEqual({ kind: 'unavailable', why: 'its code is a container image' });
  expect(loaded.model?.functions['Python']?.code).toEqual({ kind: 'python', of: { kind: 'handler' } });
  expect(said(loaded)).toEqual([
    'template.yaml:2:189: warning: the layer arn:aws:lambda:us-east-1:1:layer:theirs:3 is not here; functions run without it',
  ]);
});

test('a route to a function of somewhere else keeps its ARN, and a stand-in that can be laid over', async () => {
  const text = `Resources:
  Api: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: x, ProtocolType: HTTP, Target: "arn:aws:lambda:eu-west-1:999999999999:function:theirs:live" } }
`;
  const { apis, functions } = await described(text);
  expect(apis[0]?.routes[0]?.target).toEqual({
    type: 'lambda',
    function: 'arn:aws:lambda:eu-west-1:999999999999:function:theirs:live',
  });
  expect(functions).toEqual([]);
  const { model } = await load({ 'template.yaml': text });
  expect(model?.functions['theirs']?.code.kind).toBe('unavailable');
});
