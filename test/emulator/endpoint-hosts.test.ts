// endpoints: for functions, by variable and by host name.
import { expect, test } from 'vitest';
import { endpointVariables, publishEndpoints } from '../../src/emulator/endpoint-hosts.ts';
import { LocalHosts } from '../../src/lambda/index.ts';

test('every endpoint has the variable that SDKs read', () => {
  expect(endpointVariables({ dynamodb: 'http://127.0.0.1:8000', states: 'http://127.0.0.1:8083' })).toEqual({
    AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8000',
    AWS_ENDPOINT_URL_SFN: 'http://127.0.0.1:8083',
  });
});

test.each([
  ['dynamodb', 'dynamodb.us-east-1.amazonaws.com'],
  ['dynamodb', 'dynamodb.eu-west-1.amazonaws.com'],
  ['dynamodb', '123456789012.ddb.us-east-1.amazonaws.com'],
  ['s3', 'bucket.s3.us-east-1.amazonaws.com'],
  ['s3', 's3.amazonaws.com'],
  ['sqs', 'sqs.us-east-1.amazonaws.com'],
])('the endpoint of %s answers at %s', (service, host) => {
  const hosts = new LocalHosts();
  publishEndpoints({ [service]: 'http://localhost:4566' }, hosts);
  expect(hosts.get(host)).toEqual({ host: 'localhost', port: 4566 });
  expect(hosts.get('lambda.us-east-1.amazonaws.com')).toBeUndefined();
});

test.each(['https://localhost:4566', 'http://localhost:4566/base'])(
  'an endpoint that a connection cannot be led to has the variable alone: %s',
  (endpoint) => {
    const hosts = new LocalHosts();
    publishEndpoints({ dynamodb: endpoint }, hosts);
    expect(hosts.table()).toEqual({});
  },
);
