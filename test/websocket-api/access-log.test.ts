// Access logs: docs/aws/websocket-api.md#stages-and-logs.
import { expect, test } from 'vitest';
import { GatewayError } from '../../src/model/http/gateway-error.ts';
import { EmulatedApi, settled } from './emulated-api.ts';
import { proxyTo, sampleApi } from './sample-api.ts';

function logging(format: string, over = {}, services = {}): EmulatedApi {
  const stage = { name: 'dev', variables: {}, deploymentId: 'x', accessLog: { format, destination: 'stdout' } };
  const routes = {
    $connect: { integration: proxyTo('handler'), authorization: { type: 'CUSTOM', authorizer: 'a' } as const },
    $disconnect: { integration: proxyTo('handler') },
    $default: { integration: proxyTo('handler') },
  };
  return new EmulatedApi(sampleApi(routes, { stage, ...over }), { handler: () => ({ statusCode: 202 }) }, services);
}

test('every event writes one line; what it does not have prints a hyphen', async () => {
  const api = logging(
    '$context.eventType $context.routeKey $context.connectionId $context.requestId $context.messageId $context.status',
  );
  const client = await api.open();
  await api.say(client, 'x');
  api.frontEnd.closed(client.connection, 1000, '');
  await settled();
  expect(api.logLines).toEqual([
    'CONNECT $connect id0000000000001= id0000000000002= - 202',
    'MESSAGE $default id0000000000001= id0000000000003= id0000000000004= 202',
    'DISCONNECT $disconnect id0000000000001= id0000000000005= - 202',
  ]);
});

test.each([
  { variable: 'apiId', value: 'a1b2c3d4e5' },
  { variable: 'connectedAt', value: '1708326702410' },
  { variable: 'domainName', value: 'a1b2c3d4e5.execute-api.us-east-1.amazonaws.com' },
  { variable: 'stage', value: 'dev' },
  { variable: 'extendedRequestId', value: 'id0000000000003=' },
  { variable: 'identity.sourceIp', value: '203.0.113.9' },
  { variable: 'identity.userAgent', value: '-' },
  { variable: 'requestTime', value: '19/Feb/2024:07:11:42 +0000' },
  { variable: 'requestTimeEpoch', value: '1708326702410' },
  { variable: 'integrationStatus', value: '202' },
  { variable: 'integration.status', value: '202' },
  { variable: 'integration.integrationStatus', value: '200' },
  { variable: 'integrationLatency', value: '0' },
  { variable: 'integration.latency', value: '0' },
  { variable: 'awsEndpointRequestId', value: 'lambda-request-id' },
  { variable: 'integration.requestId', value: 'lambda-request-id' },
  { variable: 'integrationErrorMessage', value: '-' },
  { variable: 'authorizer.principalId', value: 'user-1' },
  { variable: 'authorizer.tenant', value: 'acme' },
  { variable: 'error.message', value: '-' },
  { variable: 'waf.status', value: '-' },
  { variable: 'nonsense', value: '-' },
])('$variable of a message is $value', async ({ variable, value }) => {
  const authorizers = {
    compile: () => ({ authorize: () => Promise.resolve({ principalId: 'user-1', context: { tenant: 'acme' } }) }),
  };
  const api = logging(`[$context.${variable}]`, {}, { authorizers });
  await api.say(await api.open(), 'x');
  expect(api.logLines[1]).toBe(`[${value}]`);
});

test('a refused handshake logs its error and its authorizer', async () => {
  const authorizers = { compile: () => ({ authorize: () => Promise.reject(new GatewayError('UNAUTHORIZED')) }) };
  const api = logging(
    '$context.status $context.error.message $context.error.messageString $context.error.responseType $context.authorizer.status',
    {},
    { authorizers },
  );
  await api.refusal();
  expect(api.logLines).toEqual(['401 Unauthorized "Unauthorized" UNAUTHORIZED 401']);
});

test('what a function failed with is logged as in REST APIs, so that a JSON format stays JSON (unproven)', async () => {
  const stage = {
    name: 'dev',
    variables: {},
    deploymentId: 'x',
    accessLog: { format: '$context.integrationErrorMessage|$context.integration.error', destination: 'stdout' },
  } as const;
  const routes = { $connect: { integration: proxyTo('ok') }, $default: { integration: proxyTo('failing') } };
  const api = new EmulatedApi(sampleApi(routes, { stage }), {
    ok: () => ({ statusCode: 200 }),
    failing: () => Promise.reject(new Error('no such room')),
  });
  await api.say(await api.open(), 'x');
  const words = 'Lambda Customer Function Error:no such room';
  expect(api.logLines.at(-1)).toBe(`${words}|${words}`);
});
