// docs/aws/http-api.md#service-integrations: first-class service integrations, in the wire format of each service.
// 400 for a missing or empty value, 500 for an error of the service, and the passing on of headers: an AWS-validated test of another
// project (Kinesis-PutRecord, 2024). Wire formats: the services' API references.
import { describe, expect, test } from 'vitest';
import { BackendError } from '../../src/integrations/contract.ts';
import type { AwsServiceRequest, BackendResponse } from '../../src/integrations/contract.ts';
import { ask, awsService, bodyText, headerLines, stage, world } from './harness.ts';
import type { World } from './harness.ts';

const JSON_ANSWER: BackendResponse = {
  statusCode: 200,
  headers: [
    ['x-amzn-requestid', 'service-1'],
    ['x-amz-id-2', 'service-2'],
    ['content-type', 'application/x-amz-json-1.1'],
  ],
  body: Buffer.from('{"ShardId":"shard-0"}'),
};

function serving(
  subtype: string,
  parameters: Readonly<Record<string, string>>,
  answer: BackendResponse | Error = JSON_ANSWER,
): World {
  return world({
    api: {
      routes: [
        { routeKey: 'POST /q/{id}', authorization: { type: 'NONE' }, integration: awsService(subtype, parameters) },
      ],
      ...stage('$default', { variables: { queue: 'http://sqs.local/123/orders' } }),
    },
    aws: () => (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)),
  });
}

async function callOf(
  subtype: string,
  parameters: Readonly<Record<string, string>>,
  body = '{"a":"b","n":1}',
): Promise<AwsServiceRequest> {
  const made = serving(subtype, parameters);
  await made.handle(ask('POST', '/q/7?x=1', { body, headers: [['X-Key', 'k1']] }));
  const [request] = made.awsRequests;
  if (!request) throw new Error('the service was not called');
  return request;
}

/** Subtypes of the JSON protocol: service, target, content type, and the input that the parameters make. */
const jsonCalls: readonly (readonly [string, Readonly<Record<string, string>>, string, string, string, unknown])[] = [
  [
    'EventBridge-PutEvents',
    {
      Detail: '$request.body',
      DetailType: 'order.$request.path.id',
      Source: '$request.header.x-key',
      Resources: 'arn:1, arn:2',
      Time: '2020-03-25T05:03:27Z',
      EventBusName: 'bus',
    },
    'events',
    'AWSEvents.PutEvents',
    'application/x-amz-json-1.1',
    {
      Entries: [
        {
          Detail: '{"a":"b","n":1}',
          DetailType: 'order.$request.path.id',
          Source: 'k1',
          Resources: ['arn:1', 'arn:2'],
          Time: 1_585_112_607,
          EventBusName: 'bus',
        },
      ],
    },
  ],
  [
    'Kinesis-PutRecord',
    { StreamName: 's', Data: '$request.body.a', PartitionKey: '${request.path.id}-${request.querystring.x}' },
    'kinesis',
    'Kinesis_20131202.PutRecord',
    'application/x-amz-json-1.1',
    { StreamName: 's', Data: 'b', PartitionKey: '7-1' },
  ],
  [
    'StepFunctions-StartExecution',
    { StateMachineArn: 'arn:sm', Input: '$request.body', Name: '$context.requestId' },
    'states',
    'AWSStepFunctions.StartExecution',
    'application/x-amz-json-1.0',
    { stateMachineArn: 'arn:sm', input: '{"a":"b","n":1}', name: 'J7jk9g-7oAMEJGw=' },
  ],
  [
    'StepFunctions-StartSyncExecution',
    { StateMachineArn: 'arn:sm', TraceHeader: 't' },
    'states',
    'AWSStepFunctions.StartSyncExecution',
    'application/x-amz-json-1.0',
    { stateMachineArn: 'arn:sm', traceHeader: 't' },
  ],
  [
    'StepFunctions-StopExecution',
    { ExecutionArn: 'arn:e', Cause: 'c', Error: 'e' },
    'states',
    'AWSStepFunctions.StopExecution',
    'application/x-amz-json-1.0',
    { executionArn: 'arn:e', cause: 'c', error: 'e' },
  ],
];

describe('services of the JSON protocol', () => {
  test.each(jsonCalls)('%s', async (subtype, parameters, service, target, contentType, input) => {
    const call = await callOf(subtype, parameters);
    expect(call).toMatchObject({ service, method: 'POST', path: '', region: 'us-east-1', timeoutMs: 30_000 });
    expect(call.headers).toEqual([
      ['Content-Type', contentType],
      ['X-Amz-Target', target],
    ]);
    expect(JSON.parse(String(call.body))).toEqual(input);
  });

  test('Region chooses where the call goes', async () => {
    const call = await callOf('StepFunctions-StartExecution', { StateMachineArn: 'arn:sm', Region: 'eu-west-1' });
    expect([call.region, call.body]).toEqual(['eu-west-1', '{"stateMachineArn":"arn:sm"}']);
  });
});

describe('SQS, in the query protocol', () => {
  const QueueUrl = '${stageVariables.queue}';

  test.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, string>>]>([
    [
      'SendMessage',
      { QueueUrl, MessageBody: '$request.body', DelaySeconds: '5' },
      { MessageBody: '{"a":"b","n":1}', DelaySeconds: '5' },
    ],
    [
      'SendMessage',
      { QueueUrl, MessageBody: 'x', MessageAttributes: '{"color":{"DataType":"String","StringValue":"red"}}' },
      {
        MessageBody: 'x',
        'MessageAttribute.1.Name': 'color',
        'MessageAttribute.1.Value.DataType': 'String',
        'MessageAttribute.1.Value.StringValue': 'red',
      },
    ],
    [
      'ReceiveMessage',
      { QueueUrl, AttributeNames: '["All"]', MessageAttributeNames: 'a,b', MaxNumberOfMessages: '10' },
      {
        'AttributeName.1': 'All',
        'MessageAttributeName.1': 'a',
        'MessageAttributeName.2': 'b',
        MaxNumberOfMessages: '10',
      },
    ],
    ['DeleteMessage', { QueueUrl, ReceiptHandle: '$request.querystring.x' }, { ReceiptHandle: '1' }],
    ['PurgeQueue', { QueueUrl }, {}],
  ])('SQS-%s with %j', async (action, parameters, form) => {
    const call = await callOf(`SQS-${action}`, parameters);
    expect(call).toMatchObject({ service: 'sqs', method: 'POST', path: '123/orders' });
    expect(Object.fromEntries(new URLSearchParams(String(call.body)))).toEqual({
      Action: action,
      Version: '2012-11-05',
      QueueUrl: 'http://sqs.local/123/orders',
      ...form,
    });
  });
});

test('AppConfig-GetConfiguration is a GET with the names in its path', async () => {
  const parameters = {
    Application: 'my app',
    Environment: 'prod',
    Configuration: 'c',
    ClientId: '$request.path.id',
    ClientConfigurationVersion: '3',
  };
  expect(await callOf('AppConfig-GetConfiguration', parameters)).toMatchObject({
    service: 'appconfig',
    method: 'GET',
    path: 'applications/my%20app/environments/prod/configurations/c',
    query: [
      ['client_id', '7'],
      ['client_configuration_version', '3'],
    ],
    body: null,
  });
});

describe('answers', () => {
  const parameters = { StreamName: 's', Data: '$request.body.payload', PartitionKey: '$request.body.key' };
  const body = '{"payload":"J0hlbGxvLCBXb3JsZCEnCg==","key":"p1"}';

  async function answer(answered: BackendResponse | Error, sent = body): Promise<string> {
    const response = await serving('Kinesis-PutRecord', parameters, answered).handle(
      ask('POST', '/q/7', { body: sent }),
    );
    return `${response.statusCode} ${await bodyText(response)}`;
  }

  test("a success passes with the service's body and headers", async () => {
    const made = serving('Kinesis-PutRecord', parameters);
    const response = await made.handle(ask('POST', '/q/7', { body }));
    expect(`${response.statusCode} ${await bodyText(response)}`).toBe('200 {"ShardId":"shard-0"}');
    expect(headerLines(response, 'x-amzn-requestid')).toEqual(['service-1']);
    expect(headerLines(response, 'x-amz-id-2')).toEqual(['service-2']);
  });

  test('an error of the service is 500', async () => {
    expect(
      await answer({ ...JSON_ANSWER, statusCode: 400, body: Buffer.from('{"__type":"ResourceNotFoundException"}') }),
    ).toBe('500 {"message":"Internal Server Error"}');
  });

  test.each([
    ['missing', '{"payload":"x"}'],
    ['empty', '{"payload":"x","key":""}'],
    ['null', '{"payload":"x","key":null}'],
    ['in a body that is not JSON', 'nonsense'],
  ])('a value that is %s is 400 (body text unproven)', async (_case, sent) => {
    expect(await answer(JSON_ANSWER, sent)).toBe('400 {"message":"Bad Request"}');
  });

  test('no endpoint for the service is 500, and the reason is for the developer', async () => {
    const made = serving(
      'Kinesis-PutRecord',
      parameters,
      new BackendError('no-endpoint', 'set AWS_ENDPOINT_URL_KINESIS'),
    );
    expect((await made.handle(ask('POST', '/q/7', { body }))).statusCode).toBe(500);
    expect(made.exchanges[0]?.reason).toBe('set AWS_ENDPOINT_URL_KINESIS');
  });

  test.each([
    ['SQS-Explode', {}, 'there is no integrationSubtype SQS-Explode'],
    ['Kinesis-PutRecord', { StreamName: 's' }, 'needs the request parameter Data, PartitionKey'],
  ])('%s with %j is said at once', (subtype, given, warning) => {
    expect(serving(subtype, given).warnings).toEqual([expect.stringContaining(warning)]);
  });
});
