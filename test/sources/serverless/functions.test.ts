import { expect, test } from 'vitest';
import { compiled, resourcesOf, environmentOf, readFiles, said, service } from './service.ts';

// Expected values: the templates that `osls package` 4.3.1 writes for the same files.

test('functions have the framework’s names and defaults, and the provider’s settings below their own', async () => {
  const resources = await compiled(`
service: shop
provider: { name: aws, runtime: nodejs20.x, timeout: 20, memorySize: 512, architecture: arm64, layers: [arn:aws:lambda:x:1:layer:a:1], environment: { A: p, B: p, C: p, N: 5, T: true } }
functions:
  plain: { handler: a.b }
  with-dash_and: { handler: a.c, name: own, timeout: 7, memorySize: 256, runtime: nodejs22.x, layers: [], environment: { B: f, C: null, R: { Ref: Table } }, reservedConcurrency: 2, condition: IsProd }
`);
  expect(resources['PlainLambdaFunction']).toMatchObject({
    Type: 'AWS::Lambda::Function',
    Properties: {
      Code: '.',
      Handler: 'a.b',
      Runtime: 'nodejs20.x',
      FunctionName: 'shop-dev-plain',
      Timeout: 20,
      MemorySize: 512,
      Architectures: ['arm64'],
      Layers: ['arn:aws:lambda:x:1:layer:a:1'],
    },
    Metadata: { 'gw-emulate': { id: 'plain' } },
  });
  expect(environmentOf(resources, 'PlainLambdaFunction')).toEqual({ A: 'p', B: 'p', C: 'p', N: '5', T: 'true' });
  const other = resources['WithDashdashUnderscoreandLambdaFunction'];
  expect(other).toMatchObject({
    Properties: {
      FunctionName: 'own',
      Timeout: 7,
      MemorySize: 256,
      Runtime: 'nodejs22.x',
      Layers: [],
      ReservedConcurrentExecutions: 2,
    },
    Condition: 'IsProd',
  });
  expect(environmentOf(resources, 'WithDashdashUnderscoreandLambdaFunction')).toEqual({
    A: 'p',
    B: 'f',
    N: '5',
    T: 'true',
    R: { Ref: 'Table' },
  });
});

test('where nothing is said, a function has 1024 MB and 6 seconds', async () => {
  const { FLambdaFunction } = await compiled('service: s\nprovider: aws\nfunctions: { f: { handler: a.b } }');
  expect(FLambdaFunction?.Properties).toMatchObject({ MemorySize: 1024, Timeout: 6, Runtime: 'nodejs24.x' });
});

test('functions in several files, some empty', async () => {
  const resources = await compiled(
    service('functions:\n  - ${file(./a.yml)}\n  - ${file(./b.yml)}\n  - c: { handler: c.c }\n    gone: null'),
    {},
    { 'a.yml': 'a: { handler: a.a, environment: { X: 1 } }\n', 'b.yml': 'a: { timeout: 9 }\nb: { handler: b.b }\n' },
  );
  expect(Object.keys(resources).filter((id) => id.endsWith('LambdaFunction'))).toEqual([
    'ALambdaFunction',
    'BLambdaFunction',
    'CLambdaFunction',
  ]);
  expect(resources['ALambdaFunction']?.Properties).toMatchObject({ Handler: 'a.a', Timeout: 9 });
});

test('artifacts, images and code in a bucket', async () => {
  const resources = await compiled(`
service: shop
provider: { name: aws, ecr: { images: { built: { path: ./image }, known: { uri: 1.dkr.ecr.us-east-1.amazonaws.com/x } } } }
package: { artifact: build/all.zip }
functions:
  all: { handler: a.b }
  own: { handler: a.b, package: { artifact: build/own.zip } }
  far: { handler: a.b, package: { artifact: s3://bucket/some/key.zip } }
  built: { image: built }
  known: { image: { name: known } }
  uri: { image: 1.dkr.ecr.us-east-1.amazonaws.com/y }
`);
  const code = (id: string): unknown => resources[`${id}LambdaFunction`]?.Properties['Code'];
  expect(['All', 'Own', 'Far', 'Built', 'Known', 'Uri'].map(code)).toEqual([
    'build/all.zip',
    'build/own.zip',
    { S3Bucket: 'bucket', S3Key: 'some/key.zip' },
    { ImageUri: 'built' },
    { ImageUri: '1.dkr.ecr.us-east-1.amazonaws.com/x' },
    { ImageUri: '1.dkr.ecr.us-east-1.amazonaws.com/y' },
  ]);
  expect(resources['BuiltLambdaFunction']?.Properties['PackageType']).toBe('Image');
});

test('layers of the service are folders or zips, which functions refer to', async () => {
  const resources = await compiled(
    service(
      'layers:\n  my-lib: { path: layers/lib, compatibleRuntimes: [nodejs22.x] }\n  zipped: { package: { artifact: l.zip }, name: other }\nfunctions: { f: { handler: a.b, layers: [{ Ref: MyDashlibLambdaLayer }] } }',
    ),
  );
  expect(resources['MyDashlibLambdaLayer']).toMatchObject({
    Type: 'AWS::Lambda::LayerVersion',
    Properties: { Content: 'layers/lib', LayerName: 'my-lib', CompatibleRuntimes: ['nodejs22.x'] },
  });
  expect(resources['ZippedLambdaLayer']?.Properties).toEqual({ Content: 'l.zip', LayerName: 'other' });
});

test('provisioned concurrency makes an alias that routes and triggers address', async () => {
  const resources = await compiled(
    service(
      'functions: { f: { handler: a.b, provisionedConcurrency: 2, events: [{ httpApi: "*" }, { http: GET /a }, { websocket: $connect }] } }',
    ),
  );
  const target = { 'Fn::Join': [':', [{ 'Fn::GetAtt': ['FLambdaFunction', 'Arn'] }, 'provisioned']] };
  expect(resources['FProvConcLambdaAlias']?.Properties).toMatchObject({
    Name: 'provisioned',
    FunctionName: { Ref: 'FLambdaFunction' },
  });
  expect(resources['HttpApiIntegrationF']?.Properties['IntegrationUri']).toEqual(target);
  expect(JSON.stringify(resources['ApiGatewayMethodAGet'])).toContain(JSON.stringify(target));
  expect(JSON.stringify(resources['FWebsocketsIntegration'])).toContain(JSON.stringify(target));
});

test('function URLs: open, signed, with CORS and streamed', async () => {
  const resources = await compiled(
    service(
      'functions:\n  a: { handler: a.b, url: true }\n  b: { handler: a.b, url: { authorizer: aws_iam, invokeMode: RESPONSE_STREAM } }\n  c: { handler: a.b, url: { cors: true } }\n  d: { handler: a.b, url: { cors: { allowedOrigins: [https://x], allowedHeaders: null, maxAge: 5, allowCredentials: true } } }\n  e: { handler: a.b, url: false }',
    ),
  );
  const url = (key: string): unknown => resources[`${key}LambdaFunctionUrl`]?.Properties;
  expect(url('A')).toEqual({ AuthType: 'NONE', TargetFunctionArn: { 'Fn::GetAtt': ['ALambdaFunction', 'Arn'] } });
  expect(url('B')).toMatchObject({ AuthType: 'AWS_IAM', InvokeMode: 'RESPONSE_STREAM' });
  expect(url('C')).toMatchObject({ Cors: { AllowMethods: ['*'], AllowOrigins: ['*'] } });
  expect(url('D')).toMatchObject({
    Cors: { AllowMethods: ['*'], AllowOrigins: ['https://x'], MaxAge: 5, AllowCredentials: true },
  });
  expect(Object.keys((url('D') as { Cors: object }).Cors)).not.toContain('AllowHeaders');
  expect(url('E')).toBeUndefined();
});

test('destinations and retries of asynchronous invocations', async () => {
  const resources = await compiled(
    service(
      'functions: { dlq: { handler: a.b }, f: { handler: a.b, maximumRetryAttempts: 1, destinations: { onFailure: dlq, onSuccess: "arn:aws:sqs:us-east-1:1:q" } } }',
    ),
  );
  expect(resources['FLambdaEvConf']?.Properties).toEqual({
    FunctionName: { Ref: 'FLambdaFunction' },
    Qualifier: '$LATEST',
    DestinationConfig: {
      OnSuccess: { Destination: 'arn:aws:sqs:us-east-1:1:q' },
      OnFailure: { Destination: { 'Fn::GetAtt': ['DlqLambdaFunction', 'Arn'] } },
    },
    MaximumRetryAttempts: 1,
  });
});

test('triggers are listed with the reason why they do not run', async () => {
  const project = await readFiles({
    'serverless.yml': service(
      'functions:\n  f:\n    handler: a.b\n    events:\n      - schedule: rate(1 hour)\n      - schedule: { rate: [cron(0 1 * * ? *), rate(2 hours)], method: scheduler }\n      - sqs: arn:aws:sqs:us-east-1:1:my-queue\n      - sns: my-topic\n      - s3: photos\n      - stream: { type: dynamodb, arn: { "Fn::GetAtt": [Table, StreamArn] } }\n      - alexaSkill\n      - alb: { listenerArn: x, priority: 1 }\n      - eventBridge: { pattern: { source: [x] } }\n      - cognitoUserPool: { pool: users, trigger: PreSignUp }',
    ),
  });
  expect(said(project)).toEqual([]);
  const Resources = resourcesOf(project);
  const listed = Object.entries(Resources).filter(([, { Metadata }]) =>
    JSON.stringify(Metadata ?? {}).includes('notRun'),
  );
  expect(listed.map(([id, { Type }]) => `${id} ${Type}`)).toEqual([
    'FEventsRuleSchedule1 AWS::Events::Rule',
    'FSchedulerSchedule2 AWS::Scheduler::Schedule',
    'FSchedulerSchedule3 AWS::Scheduler::Schedule',
    'FEventSourceMappingSQSMyqueue AWS::Lambda::EventSourceMapping',
    'FSnsSubscriptionMytopic AWS::SNS::Subscription',
    'FLambdaPermissionPhotosS3 AWS::Lambda::Permission',
    'FEventSourceMappingDynamodbTable AWS::Lambda::EventSourceMapping',
    'FLambdaPermissionAlexaSkill1 AWS::Lambda::Permission',
    'FAlbListenerRule1 AWS::ElasticLoadBalancingV2::ListenerRule',
    'Frule1EventBridgeRule AWS::Events::Rule',
    'FLambdaPermissionCognitoUserPoolUsersTriggerSourcePreSignUp AWS::Lambda::Permission',
  ]);
  expect(Object.keys(Resources)).toEqual(
    expect.arrayContaining(['SNSTopicMytopic', 'S3BucketPhotos', 'CognitoUserPoolUsers']),
  );
});
