// docs/aws/http-api.md#access-logs: access logs, their variables and the console's formats; and what goes to the journal.
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { AccessDenied } from '../../src/authorizers/refusals.ts';
import { BackendError } from '../../src/integrations/contract.ts';
import { GatewayError } from '../../src/model/http/gateway-error.ts';
import type { HttpApi } from '../../src/model/definition/http-api.ts';
import { invocationResult } from '../invocation-result.ts';
import { REQUEST_ID, ask, awsService, bodyText, httpProxy, route, world } from './harness.ts';
import type { World, WorldOptions } from './harness.ts';

function logging(
  format: string,
  options: WorldOptions = {},
  routes: HttpApi['routes'] = [route('GET /pets/{id}')],
): World {
  const accessLog = { format, destination: 'stdout' };
  return world({
    ...options,
    api: { stage: { name: 'dev', variables: {}, deploymentId: 'd', accessLog }, routes, ...options.api },
  });
}

async function logged(format: string, options: WorldOptions = {}, routes?: HttpApi['routes']): Promise<string> {
  const made = logging(format, options, routes);
  const response = await made.handle(ask('GET', '/dev/pets/7?q=1', { headers: [['User-Agent', 'curl/8']] }));
  await bodyText(response);
  expect(made.logLines).toHaveLength(1);
  return made.logLines[0] ?? '';
}

const PRESETS: readonly (readonly [name: string, format: string, line: string])[] = [
  [
    'CLF',
    '$context.identity.sourceIp - - [$context.requestTime] "$context.httpMethod $context.routeKey $context.protocol" $context.status $context.responseLength $context.requestId',
    `192.182.149.40 - - [25/Mar/2020:05:03:27 +0000] "GET GET /pets/{id} HTTP/1.1" 200 11 ${REQUEST_ID}`,
  ],
  [
    'JSON',
    '{"requestId":"$context.requestId","ip":"$context.identity.sourceIp","requestTime":"$context.requestTime","httpMethod":"$context.httpMethod","routeKey":"$context.routeKey","status":"$context.status","protocol":"$context.protocol","responseLength":"$context.responseLength"}',
    `{"requestId":"${REQUEST_ID}","ip":"192.182.149.40","requestTime":"25/Mar/2020:05:03:27 +0000","httpMethod":"GET","routeKey":"GET /pets/{id}","status":"200","protocol":"HTTP/1.1","responseLength":"11"}`,
  ],
  [
    'XML',
    '<request id="$context.requestId"> <ip>$context.identity.sourceIp</ip> <requestTime>$context.requestTime</requestTime> <httpMethod>$context.httpMethod</httpMethod> <routeKey>$context.routeKey</routeKey> <status>$context.status</status> <protocol>$context.protocol</protocol> <responseLength>$context.responseLength</responseLength> </request>',
    `<request id="${REQUEST_ID}"> <ip>192.182.149.40</ip> <requestTime>25/Mar/2020:05:03:27 +0000</requestTime> <httpMethod>GET</httpMethod> <routeKey>GET /pets/{id}</routeKey> <status>200</status> <protocol>HTTP/1.1</protocol> <responseLength>11</responseLength> </request>`,
  ],
  [
    'CSV',
    '$context.identity.sourceIp,$context.requestTime,$context.httpMethod,$context.routeKey,$context.protocol,$context.status,$context.responseLength,$context.requestId',
    `192.182.149.40,25/Mar/2020:05:03:27 +0000,GET,GET /pets/{id},HTTP/1.1,200,11,${REQUEST_ID}`,
  ],
];

test.each(PRESETS)('the format %s', async (_name, format, line) => {
  expect(await logged(format)).toBe(line);
});

const iam = {
  accessKey: 'AKID',
  accountId: '123456789012',
  callerId: 'CALLER',
  userArn: 'arn:aws:iam::123456789012:user/alice',
  userId: 'USER',
  principalOrgId: 'o-1',
};
const who = { principalId: 'me', context: { role: 'admin', level: 3, ok: true }, claims: { sub: 's' }, iam };
const guardedRoute = route('GET /pets/{id}', {}, { authorization: { type: 'CUSTOM', authorizer: 'session' } });
const slowly: WorldOptions['invoke'] = (_call, clock) => {
  clock.advance(25);
  return Promise.resolve(invocationResult('{"statusCode":201,"body":"made"}'));
};

describe('variables', () => {
  test.each([
    ['accountId', '626492997873'],
    ['apiId', 'uo9pe23ec6'],
    ['authorizer.claims', '-'],
    ['authorizer.claims.sub', 's'],
    ['authorizer.error', '-'],
    ['authorizer.level', '3'],
    ['authorizer.ok', 'true'],
    ['authorizer.principalId', 'me'],
    ['authorizer.role', 'admin'],
    ['awsEndpointRequestId', 'lambda-request-id'],
    ['awsEndpointRequestId2', '-'],
    ['customDomain.basePathMatched', '-'],
    ['dataProcessed', '4'],
    ['domainName', 'uo9pe23ec6.execute-api.us-east-1.amazonaws.com'],
    ['domainPrefix', 'uo9pe23ec6'],
    ['error.message', '-'],
    ['error.messageString', '-'],
    ['error.responseType', '-'],
    ['extendedRequestId', REQUEST_ID],
    ['httpMethod', 'GET'],
    ['identity.accountId', '123456789012'],
    ['identity.caller', 'CALLER'],
    ['identity.clientCert.subjectDN', '-'],
    ['identity.cognitoIdentityId', '-'],
    ['identity.principalOrgId', 'o-1'],
    ['identity.sourceIp', '192.182.149.40'],
    ['identity.user', 'USER'],
    ['identity.userAgent', 'curl/8'],
    ['identity.userArn', 'arn:aws:iam::123456789012:user/alice'],
    ['integration.error', '-'],
    ['integration.integrationStatus', '200'],
    ['integration.latency', '25'],
    ['integration.requestId', 'lambda-request-id'],
    ['integration.status', '201'],
    ['integrationErrorMessage', '-'],
    ['integrationLatency', '25'],
    ['integrationStatus', '200'],
    ['path', '/dev/pets/7'],
    ['protocol', 'HTTP/1.1'],
    ['requestId', REQUEST_ID],
    ['requestTime', '25/Mar/2020:05:03:27 +0000'],
    ['requestTimeEpoch', '1585112607686'],
    ['responseLatency', '25'],
    ['responseLength', '4'],
    ['routeKey', 'GET /pets/{id}'],
    ['stage', 'dev'],
    ['status', '201'],
    ['nothing', '-'],
    ['constructor', '-'],
  ])('$context.%s is %s', async (name, expected) => {
    const options = { invoke: slowly, authorize: () => Promise.resolve(who) };
    expect(await logged(`[$context.${name}]`, options, [guardedRoute])).toBe(`[${expected}]`);
    expect(await logged(`[\${context.${name}}]`, options, [guardedRoute])).toBe(`[${expected}]`);
  });

  test('a failure has its message, quoted message and type', async () => {
    const format = '$context.status $context.error.message $context.error.messageString $context.error.responseType';
    // AWS's list of gateway responses has no name for a missing route.
    expect(await logged(format, {}, [])).toBe('404 Not Found "Not Found" -');
  });

  // docs/aws/http-api.md#access-logs: two independent log samples of AWS.
  test("a function's error has AWS's sentence around its message", async () => {
    const invoke = () =>
      Promise.resolve(invocationResult('{"errorMessage":"no such item"}', { functionError: 'Unhandled' }));
    const sentence =
      'The Lambda function returned the following error: no such item. Check your Lambda function code and try again.';
    expect(await logged('$context.integrationErrorMessage', { invoke })).toBe(sentence);
    expect(await logged('$context.integration.error', { invoke })).toBe(sentence);
    expect(await logged('$context.error.responseType', { invoke })).toBe('INTEGRATION_FAILURE');
  });

  test("an authorizer's error, and a missing route", async () => {
    const authorize = () => Promise.reject(new GatewayError('UNAUTHORIZED', { reason: 'invalid_token: expired' }));
    expect(await logged('$context.authorizer.error', { authorize }, [guardedRoute])).toBe('invalid_token: expired');
    expect(await logged('$context.routeKey $context.authorizer.error', {}, [])).toBe('- -');
  });

  test('has the context of a Lambda authorizer that denies, as in REST APIs (unproven)', async () => {
    const denied = new AccessDenied('no', 'denied', { principalId: 'me', context: { tenant: 'acme' } });
    const authorize = () => Promise.reject(denied);
    expect(await logged('$context.authorizer.tenant $context.status', { authorize }, [guardedRoute])).toBe('acme 403');
  });

  test("an integration's error", async () => {
    const http = () => Promise.reject(new BackendError('unreachable', 'connection refused'));
    const routes = [
      { routeKey: '$default', authorization: { type: 'NONE' }, integration: httpProxy('http://b') } as const,
    ];
    expect(await logged('$context.integration.error', { http }, routes)).toBe('connection refused');
  });

  test('request ids of an AWS service', async () => {
    const headers = [
      ['x-amz-request-id', 'r1'],
      ['x-amz-id-2', 'r2'],
    ] as const;
    const aws = () => Promise.resolve({ statusCode: 200, headers, body: Buffer.from('{}') });
    const integration = awsService('StepFunctions-StopExecution', { ExecutionArn: 'arn' });
    const routes = [{ routeKey: '$default', authorization: { type: 'NONE' }, integration } as const];
    expect(await logged('$context.awsEndpointRequestId $context.awsEndpointRequestId2', { aws }, routes)).toBe('r1 r2');
  });
});

describe('lines', () => {
  test('a full stop after a variable is not part of its name', async () => {
    expect(await logged('Status $context.status.')).toBe('Status 200.');
  });

  test('of a stream are written when it has ended, with its length', async () => {
    const body = Readable.from([Buffer.from('hello '), Buffer.from('world')]);
    const routes = [
      { routeKey: '$default', authorization: { type: 'NONE' }, integration: httpProxy('http://b') } as const,
    ];
    const made = logging(
      '$context.responseLength',
      { http: () => Promise.resolve({ statusCode: 200, headers: [], body }) },
      routes,
    );
    const response = await made.handle(ask('GET', '/dev/x'));
    expect(made.logLines).toEqual([]);
    await bodyText(response);
    expect(made.logLines).toEqual(['11']);
  });

  test('without a setting there are none', async () => {
    const made = world();
    await made.handle(ask('GET', '/'));
    expect(made.logLines).toEqual([]);
  });
});

describe('the journal', () => {
  test('receives every exchange with what was sent, returned and invoked', async () => {
    const made = world({ invoke: slowly });
    const request = ask('GET', '/a?b=1');
    const response = await made.handle(request);
    expect(made.exchanges).toEqual([
      expect.objectContaining({
        id: REQUEST_ID,
        api: 'shop',
        apiType: 'http',
        startedAt: 1_585_112_607_686,
        durationMs: 25,
        method: 'GET',
        path: '/a',
        routeKey: '$default',
        target: 'handler',
        statusCode: 201,
        request,
        response,
        event: made.calls[0]?.event,
        result: expect.objectContaining({ executedVersion: '$LATEST' }) as unknown,
      }),
    ]);
    expect(made.exchanges[0]?.request).toBe(request);
    expect(made.exchanges[0]?.event).toBe(made.calls[0]?.event);
  });

  test('has the reason of a refusal, for the developer', async () => {
    const made = world({ api: { routes: [] } });
    await made.handle(ask('GET', '/a'));
    expect(made.exchanges[0]).toMatchObject({ statusCode: 404, reason: 'No route of the API matches GET /a' });
  });
});
