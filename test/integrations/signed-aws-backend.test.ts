import { expect, test } from 'vitest';
import type { AwsServiceRequest, BackendRequest } from '../../src/integrations/contract.ts';
import { SignedAwsBackend } from '../../src/integrations/signed-aws-backend.ts';

const clock = { now: () => Date.UTC(2026, 0, 31), after: () => () => {} };

function backend(options: { endpoints?: Record<string, string>; environment?: Record<string, string> } = {}) {
  const sent: BackendRequest[] = [];
  const http = {
    call: (request: BackendRequest) => {
      sent.push(request);
      return Promise.resolve({ statusCode: 200, headers: [], body: Buffer.from('{}') });
    },
  };
  const aws = new SignedAwsBackend({
    http,
    clock,
    endpoints: options.endpoints ?? {},
    environment: options.environment ?? {},
  });
  return { aws, sent };
}

function request(more: Partial<AwsServiceRequest>): AwsServiceRequest {
  return {
    service: 'dynamodb',
    region: 'us-east-1',
    method: 'POST',
    headers: [],
    query: [],
    body: '{}',
    timeoutMs: 1000,
    ...more,
  };
}

function header(sent: BackendRequest | undefined, name: string): string | undefined {
  return sent?.headers.find(([candidate]) => candidate.toLowerCase() === name)?.[1];
}

test('an action of a JSON service is carried by its target header, signed for the service', async () => {
  const { aws, sent } = backend({ endpoints: { dynamodb: 'http://127.0.0.1:8000' } });
  await aws.call(request({ action: 'PutItem', headers: [['Content-Type', 'application/json']] }));
  expect(sent[0]?.url).toBe('http://127.0.0.1:8000/');
  expect(header(sent[0], 'x-amz-target')).toBe('DynamoDB_20120810.PutItem');
  expect(header(sent[0], 'content-type')).toBe('application/x-amz-json-1.0');
  expect(header(sent[0], 'authorization')).toMatch(/Credential=local\/20260131\/us-east-1\/dynamodb\/aws4_request/);
});

test('a target header that a template set stands (recorded: EventBridge)', async () => {
  const { aws, sent } = backend({ environment: { AWS_ENDPOINT_URL_EVENTBRIDGE: 'http://127.0.0.1:9/' } });
  const headers = [
    ['X-Amz-Target', 'AWSEvents.PutEvents'],
    ['Content-Type', 'application/x-amz-json-1.1'],
  ] as const;
  await aws.call(request({ service: 'events', action: 'PutEvents', headers }));
  expect(sent[0]?.headers.filter(([name]) => name.toLowerCase() === 'x-amz-target')).toEqual([
    ['X-Amz-Target', 'AWSEvents.PutEvents'],
  ]);
  expect(header(sent[0], 'content-type')).toBe('application/x-amz-json-1.1');
});

test('an action of a query service travels as Action and Version beside mapped parameters (recorded: SSM)', async () => {
  const { aws, sent } = backend({ endpoints: { ssm: 'http://127.0.0.1:9' } });
  await aws.call(request({ service: 'ssm', action: 'GetParameter', query: [['Name', '/a b']] }));
  expect(sent[0]?.url).toBe('http://127.0.0.1:9/?Action=GetParameter&Version=2014-11-06&Name=%2Fa%20b');
});

test('a path keeps the endpoint’s own path before it', async () => {
  const { aws, sent } = backend({ endpoints: { sqs: 'http://127.0.0.1:9324/base/' } });
  await aws.call(request({ service: 'sqs', path: '123456789012/jobs', body: 'Action=SendMessage&MessageBody=hi' }));
  expect(sent[0]?.url).toBe('http://127.0.0.1:9324/base/123456789012/jobs');
});

test('without an endpoint the call is refused by a sentence that says what to set', async () => {
  const { aws } = backend();
  await expect(aws.call(request({ service: 'states', action: 'StartExecution' }))).rejects.toThrow(
    /No endpoint for the AWS service "states".*endpoints:.*AWS_ENDPOINT_URL_SFN/,
  );
});

test('whether an endpoint is named can be asked before a call', () => {
  const { aws } = backend({
    endpoints: { sqs: 'http://127.0.0.1:9324' },
    environment: { AWS_ENDPOINT_URL_SNS: 'http://x' },
  });
  expect(['sqs', 'sns'].map((service) => aws.missingEndpoint(service))).toEqual([undefined, undefined]);
  expect(aws.missingEndpoint('states')).toMatch(/^No endpoint for the AWS service "states"/);
});
