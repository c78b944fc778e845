// AWS services by action and path: recorded recipes, docs/aws/rest-api-observed.md#service-integrations.
import { describe, expect, test } from 'vitest';
import { BackendError } from '../../src/integrations/contract.ts';
import type { Integration } from '../../src/model/definition/integration.ts';
import { serviceTargetOf } from '../../src/model/lambda/arn.ts';
import { method, respondsWith, restApi } from './support/api.ts';
import { recording } from './support/recorded.ts';
import { objectOf } from './support/recordings.ts';
import { serve } from './support/serve.ts';
import type { Fakes } from './support/serve.ts';

function service(uri: string, parts: Partial<Integration> = {}, fakes: Fakes = {}) {
  const target = serviceTargetOf(uri);
  if (!target) throw new Error(`${uri} names no service`);
  const stage = { name: 'testing', variables: { table: 'pets' }, deploymentId: 'd' };
  const integration = {
    type: 'AWS',
    httpMethod: 'POST',
    service: target,
    responses: [respondsWith()],
    ...parts,
  } as const;
  return serve(restApi([method('ANY /{id}', integration)], { stage }), fakes);
}

const json = (template: string) => ({ requestTemplates: { 'application/json': template } });
const DYNAMODB = 'arn:aws:apigateway:eu-west-1:dynamodb:action/PutItem';
const SQS = 'arn:aws:apigateway:eu-west-1:sqs:path/123456789012/queue';

describe('what is sent', () => {
  test('an action with a JSON body from a template; Accept, agent and ids are the gateway’s', async () => {
    const served = service(
      DYNAMODB,
      json('{"TableName": "$stageVariables.table", "Item": {"id": {"S": "$input.params(\'id\')"}}}'),
    );
    await served.send('PUT /testing/7');
    expect(served.serviceCalls).toEqual([
      {
        service: 'dynamodb',
        region: 'eu-west-1',
        action: 'PutItem',
        method: 'POST',
        query: [],
        headers: [
          ['Accept', 'application/json'],
          ['User-Agent', 'AmazonAPIGateway_a1b2c3d4e5'],
          ['x-amzn-apigateway-api-id', 'a1b2c3d4e5'],
          ['X-Amzn-Trace-Id', 'Root=1-00000000-000000000000000000000003;Parent=0000000000000004;Sampled=0'],
        ],
        body: Buffer.from('{"TableName": "pets", "Item": {"id": {"S": "7"}}}'),
        timeoutMs: 29_000,
      },
    ]);
  });

  test('EventBridge: target and Content-Type by overrides', async () => {
    const template =
      '#set($context.requestOverride.header.X-Amz-Target = "AWSEvents.PutEvents")#set($context.requestOverride.header.Content-Type = "application/x-amz-json-1.1"){"Entries": []}';
    const served = service('arn:aws:apigateway:eu-west-1:events:action/PutEvents', json(template));
    await served.send('POST /testing/1', { body: '{}' });
    expect(served.serviceCalls[0]?.headers).toContainEqual(['X-Amz-Target', 'AWSEvents.PutEvents']);
    expect(served.serviceCalls[0]?.headers).toContainEqual(['Content-Type', 'application/x-amz-json-1.1']);
  });

  test('SQS by path in the query protocol; an empty body is `{}` for the template', async () => {
    const requestParameters = { 'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'" };
    const served = service(SQS, { ...json('Action=SendMessage&MessageBody=$input.body'), requestParameters });
    await served.send('POST /testing/1');
    expect(served.serviceCalls[0]).toMatchObject({
      service: 'sqs',
      path: '123456789012/queue',
      body: Buffer.from('Action=SendMessage&MessageBody={}'),
    });
    expect(served.serviceCalls[0]?.headers).toContainEqual(['Content-Type', 'application/x-www-form-urlencoded']);
    expect(served.serviceCalls[0]?.headers).toContainEqual(['Accept', 'application/json']);
  });

  test('a mapped Accept takes the place of JSON', async () => {
    const served = service(SQS, { requestParameters: { 'integration.request.header.Accept': "'application/xml'" } });
    await served.send('POST /testing/1');
    expect(served.serviceCalls[0]?.headers.filter(([name]) => name === 'Accept')).toEqual([
      ['Accept', 'application/xml'],
    ]);
  });

  test('SSM: a query parameter beside the action', async () => {
    const requestParameters = { 'integration.request.querystring.Name': 'method.request.path.id' };
    const served = service('arn:aws:apigateway:eu-west-1:ssm:action/GetParameter', { requestParameters });
    await served.send('GET /testing/mine');
    expect(served.serviceCalls[0]).toMatchObject({ action: 'GetParameter', query: [['Name', 'mine']] });
  });

  test('an action may carry query parameters of its own', async () => {
    const served = service('arn:aws:apigateway:eu-west-1:sns:action/Publish&TopicArn=arn');
    await served.send('POST /testing/1');
    expect(served.serviceCalls[0]).toMatchObject({ action: 'Publish', query: [['TopicArn', 'arn']] });
  });

  test('S3: path mappings fill the path, slashes included; a subdomain is kept', async () => {
    const requestParameters = { 'integration.request.path.key': 'method.request.path.key' };
    const target = { region: 'eu-west-1', service: 's3', subdomain: 'bucket', path: '{key}' };
    const integration = { type: 'AWS', service: target, requestParameters, responses: [respondsWith()] } as const;
    const served = serve(restApi([method('ANY /{key+}', integration)]));
    await served.send('GET /test/a/b%20c.json');
    expect(served.serviceCalls[0]).toMatchObject({ subdomain: 'bucket', path: 'a/b%20c.json', method: 'GET' });
  });

  test('Authorization may not be mapped', async () => {
    const served = service(SQS, { requestParameters: { 'integration.request.header.Authorization': "'x'" } });
    expect((await served.send('POST /testing/1')).statusCode).toBe(500);
    expect(served.serviceCalls).toEqual([]);
  });
});

describe('what comes back', () => {
  test('headers are those of every response, with the trace id', async () => {
    const response = await service(DYNAMODB, {}, { service: () => ({ body: Buffer.from('{}') }) }).send(
      'PUT /testing/7',
    );
    expect(response.headers.map(([name]) => name)).toEqual([
      'x-amzn-RequestId',
      'x-amz-apigw-id',
      'X-Amzn-Trace-Id',
      'Content-Type',
    ]);
  });

  test("S3's 404 with only a default response is a 200 with the error as body (recorded)", async () => {
    const error = '<Error><Code>NoSuchKey</Code></Error>';
    const response = await service(SQS, {}, { service: () => ({ statusCode: 404, body: Buffer.from(error) }) }).send(
      'GET /testing/1',
    );
    expect(response).toMatchObject({ statusCode: 200, body: error });
  });

  test('patterns see the status', async () => {
    const responses = [respondsWith(), respondsWith({ statusCode: '400', selectionPattern: '4..' })];
    const served = service(SQS, { responses }, { service: () => ({ statusCode: 403 }) });
    expect((await served.send('GET /testing/1')).statusCode).toBe(400);
  });

  test('recorded: test_sqs_request_and_response_xml_templates_integration', async () => {
    const template = [
      '#set($response = $input.path("$.SendMessageResponse"))',
      '{"messageId": "$response.SendMessageResult.MessageId", "requestId": "$response.ResponseMetadata.RequestId"}',
    ].join('\n');
    const answer = {
      SendMessageResponse: {
        SendMessageResult: { MessageId: '<uuid:1>' },
        ResponseMetadata: { RequestId: '<uuid:2>' },
      },
    };
    const served = service(
      SQS,
      { responses: [respondsWith({ responseTemplates: { 'application/json': template } })] },
      { service: () => ({ body: Buffer.from(JSON.stringify(answer)) }) },
    );
    const response = await served.send('POST /testing/1');
    const name = 'test_sqs_request_and_response_xml_templates_integration';
    expect(response.json()).toEqual(recording('sqs', name, 'sqs-json-response'));
  });

  test.each([
    ['no-endpoint', 500],
    ['timeout', 504],
    ['unreachable', 504],
  ] as const)('a backend that fails by %s is a %i', async (kind, expected) => {
    const fail = () => {
      throw new BackendError(kind, 'no endpoint for sqs');
    };
    const served = service(SQS, {}, { service: fail });
    expect((await served.send('GET /testing/1')).statusCode).toBe(expected);
    expect(served.exchanges[0]?.reason).toBe('no endpoint for sqs');
  });
});

test('recorded: test_sqs_amz_json_protocol, what $context prints', async () => {
  const message = objectOf((recording('sqs', 'test_sqs_amz_json_protocol', 'sqs-messages') as unknown[])[0]);
  const recorded = objectOf(message['Body']);
  const keysOf = (variable: string) =>
    `{#foreach($key in ${variable}.keySet())"$key": "${variable}.get($key)"#if($foreach.hasNext),#end#end}`;
  const template = `{"context": ${keysOf('$context')}, "identity": ${keysOf('$context.identity')}, "requestOverride": ${keysOf('$context.requestOverride')}, "responseOverride": ${keysOf('$context.responseOverride')}, "authorizer_keys": ${keysOf('$context.authorizer')}}`;
  const served = service(SQS, json(template));
  await served.send('POST /testing/sqs', { headers: [['User-Agent', 'python/requests/tests']] });
  const seen = objectOf(JSON.parse(String(served.serviceCalls[0]?.body)));
  const context = objectOf(recorded['context']);
  expect(Object.keys(objectOf(seen['context']))).toEqual(Object.keys(context));
  for (const name of ['protocol', 'stage', 'httpMethod', 'path', 'requestOverride', 'identity', 'responseOverride']) {
    expect([name, objectOf(seen['context'])[name]]).toEqual([name, context[name]]);
  }
  expect(seen['identity']).toEqual({ ...objectOf(recorded['identity']), sourceIp: '198.51.100.7' });
  expect(seen['requestOverride']).toEqual(recorded['requestOverride']);
  expect(seen['responseOverride']).toEqual(recorded['responseOverride']);
  expect(seen['authorizer_keys']).toEqual(recorded['authorizer_keys']);
});
