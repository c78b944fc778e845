import { expect, test } from 'vitest';
import { derivedId } from '../../../src/model/definition/derived-id.ts';
import { environment, functionWith, load, said } from './described.ts';

// Expected values: what the return values section of each resource type's page in the CloudFormation User Guide documents.
const RESOURCES = `
Resources:
  Table: { Type: AWS::DynamoDB::Table, Properties: { TableName: orders } }
  Plain: { Type: AWS::DynamoDB::Table }
  Queue: { Type: AWS::SQS::Queue }
  Topic: { Type: AWS::SNS::Topic }
  Bucket: { Type: AWS::S3::Bucket, Properties: { BucketName: photos } }
  Role: { Type: AWS::IAM::Role }
  Pool: { Type: AWS::Cognito::UserPool }
  Machine: { Type: AWS::StepFunctions::StateMachine }
  Stream: { Type: AWS::Kinesis::Stream }
  Bus: { Type: AWS::Events::EventBus, Properties: { Name: shop } }
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: shop } }
  Http: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: shop, ProtocolType: HTTP } }
  Chat: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: chat, ProtocolType: WEBSOCKET } }
  Other: { Type: AWS::Lambda::Function, Properties: { FunctionName: other, Runtime: nodejs22.x, Handler: i.h, Code: { ZipFile: x } } }
  Live: { Type: AWS::Lambda::Alias, Properties: { FunctionName: !Ref Other, Name: live, FunctionVersion: "1" } }
  Version: { Type: AWS::Lambda::Version, Properties: { FunctionName: !Ref Other } }`;

test.each([
  ['!Ref Table', 'orders'],
  ['!GetAtt Table.Arn', 'arn:aws:dynamodb:us-east-1:123456789012:table/orders'],
  ['!Ref Plain', 'Plain'],
  ['!Ref Queue', 'https://sqs.us-east-1.amazonaws.com/123456789012/Queue'],
  ['!GetAtt Queue.Arn', 'arn:aws:sqs:us-east-1:123456789012:Queue'],
  ['!GetAtt Queue.QueueName', 'Queue'],
  ['!Ref Topic', 'arn:aws:sns:us-east-1:123456789012:Topic'],
  ['!GetAtt Topic.TopicName', 'Topic'],
  ['!GetAtt Bucket.Arn', 'arn:aws:s3:::photos'],
  ['!GetAtt Role.Arn', 'arn:aws:iam::123456789012:role/Role'],
  ['!GetAtt Pool.Arn', 'arn:aws:cognito-idp:us-east-1:123456789012:userpool/Pool'],
  ['!Sub "https://${Pool.ProviderName}"', 'https://cognito-idp.us-east-1.amazonaws.com/Pool'],
  ['!Ref Machine', 'arn:aws:states:us-east-1:123456789012:stateMachine:Machine'],
  ['!GetAtt Stream.Arn', 'arn:aws:kinesis:us-east-1:123456789012:stream/Stream'],
  ['!GetAtt Bus.Arn', 'arn:aws:events:us-east-1:123456789012:event-bus/shop'],
  ['!Ref Other', 'other'],
  ['!GetAtt Other.Arn', 'arn:aws:lambda:us-east-1:123456789012:function:other'],
  ['!Ref Live', 'arn:aws:lambda:us-east-1:123456789012:function:other:live'],
  ['!Ref Version', 'arn:aws:lambda:us-east-1:123456789012:function:other:1'],
  ['!Ref Api', derivedId('api', 'Api')],
  ['!GetAtt Http.ApiEndpoint', `https://${derivedId('api', 'Http')}.execute-api.us-east-1.amazonaws.com`],
  ['!GetAtt Chat.ApiEndpoint', `wss://${derivedId('api', 'Chat')}.execute-api.us-east-1.amazonaws.com`],
])('%s is %s', async (written, expected) => {
  const { functions } =
    (await load({ 'template.yaml': functionWith(`VALUE: ${written}`, RESOURCES) })).describable ?? {};
  expect(functions?.find(({ id }) => id === 'Fn')?.described.environment).toEqual({ VALUE: expected });
});

test('a stack name given on the command line is the name of the stack', async () => {
  expect(await environment('A: !Ref AWS::StackName', '', { stackName: 'shop-dev' })).toEqual({ A: 'shop-dev' });
});

test('a value that cannot be known here is a readable text, and said once', async () => {
  const variables = `A: "{{resolve:ssm:/shop/key:3}}"
B: !Sub "{{resolve:ssm:/shop/key}}"
C: !ImportValue SharedVpc
D: !GetAtt Db.Endpoint.Address`;
  const rest = 'Resources:\n  Db: { Type: AWS::RDS::DBInstance }';
  const loaded = await load({ 'template.yaml': functionWith(variables, rest) });
  expect(loaded.describable?.functions[0]?.described.environment).toEqual({
    A: 'ssm:/shop/key',
    B: 'ssm:/shop/key',
    C: 'import:SharedVpc',
    D: 'Db.Endpoint.Address',
  });
  const field = (name: string): string => `environment.variables.${name} of AWS::Lambda::Function "Fn"`;
  expect(said(loaded)).toEqual([
    `template.yaml:11:14: warning: ssm:/shop/key cannot be known here; ${field('A')} has this name for its value`,
    `template.yaml:13:27: warning: import:SharedVpc cannot be known here; ${field('C')} has this name for its value`,
    `template.yaml:14:22: warning: Db.Endpoint.Address cannot be known here; ${field('D')} has this name for its value`,
  ]);
});
