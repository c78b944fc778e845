// Access logs, execution logs, journal: docs/aws/rest-api.md#context-variables, docs/aws/rest-api.md#access-logs,
// docs/aws/rest-api.md#execution-logs; wording of docs/aws/rest-api-observed.md#test-invoke-log.
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { AccessDenied } from '../../src/authorizers/refusals.ts';
import { LambdaServiceError } from '../../src/model/lambda/invocation.ts';
import { GatewayError } from '../../src/model/http/gateway-error.ts';
import type { RestApi, RestMethod } from '../../src/model/definition/rest-api.ts';
import { method, proxy, respondsWith, restApi } from './support/api.ts';
import { FunctionError, serve } from './support/serve.ts';
import type { Fakes, RequestParts } from './support/serve.ts';

const ok: Fakes = { functions: { fn: () => ({ statusCode: 404, body: 'öh' }) } };
const pets = [method('GET /pets/{id}', proxy('fn'))];

describe('access log', () => {
  const logged = async (
    format: string,
    fakes: Fakes = ok,
    methods: readonly RestMethod[] = pets,
    request = 'GET /test/pets/7',
    parts: RequestParts = {},
    api: Partial<RestApi> = {},
  ) => {
    const stage = {
      name: 'test',
      variables: { v: '1' },
      deploymentId: 'dep',
      accessLog: { format, destination: 'stdout' },
    };
    const served = serve(restApi(methods, { stage, ...api }), fakes);
    await served.send(request, parts);
    return served.accessLines[0];
  };

  test.each([
    ['requestId', '00000000-0000-4000-8000-000000000001'],
    ['extendedRequestId', 'ext00000000002='],
    ['accountId', '123456789012'],
    ['apiId', 'a1b2c3d4e5'],
    ['stage', 'test'],
    ['deploymentId', 'dep'],
    ['httpMethod', 'GET'],
    ['resourcePath', '/pets/{id}'],
    ['path', '/test/pets/7'],
    ['protocol', 'HTTP/1.1'],
    ['requestTime', '17/Jun/2024:14:48:13 +0000'],
    ['requestTimeEpoch', '1718635693506'],
    ['domainName', 'a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com'],
    ['domainPrefix', 'a1b2c3d4e5'],
    ['identity.sourceIp', '198.51.100.7'],
    ['identity.userAgent', 'me'],
    ['identity.caller', '-'],
    ['status', '404'],
    ['responseLength', '3'],
    ['responseLatency', '0'],
    ['integration.status', '404'],
    ['integration.integrationStatus', '200'],
    ['integrationStatus', '200'],
    ['integration.latency', '0'],
    ['integrationLatency', '0'],
    ['integration.requestId', 'lambda-request-id'],
    ['awsEndpointRequestId', 'lambda-request-id'],
    ['integration.error', '-'],
    ['integration.responseTransferMode', 'BUFFERED'],
    ['error.message', '-'],
    ['endpointType', 'REGIONAL'],
    ['xrayTraceId', '1-00000000-000000000000000000000003'],
    ['wafResponseCode', '-'],
    ['cipherSuite', '-'],
    ['identity', '-'],
    ['nonsense', '-'],
  ])('$context.%s', async (name, expected) => {
    expect(await logged(`[$context.${name}]`, ok, pets, 'GET /test/pets/7', { headers: [['User-Agent', 'me']] })).toBe(
      `[${expected}]`,
    );
  });

  test('a client may choose the request id, which must be a UUID (documented 10)', async () => {
    const own = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
    const sent = (id: string): RequestParts => ({ headers: [['X-Amzn-RequestId', id]] });
    expect(await logged('$context.requestId', ok, pets, 'GET /test/pets/7', sent(own))).toBe(own);
    expect(await logged('$context.requestId', ok, pets, 'GET /test/pets/7', sent('mine'))).toBe(
      'UUID_REPLACED_INVALID_REQUEST_ID',
    );
    const served = serve(restApi(pets), ok);
    expect((await served.send('GET /test/pets/7', sent(own))).header('x-amzn-RequestId')).toBe(own);
    expect(served.invocations[0]?.event).toMatchObject({ requestContext: { requestId: own } });
    expect(served.exchanges[0]?.id).not.toBe(own);
    expect((await served.send('GET /test/pets/7', sent('mine'))).header('x-amzn-RequestId')).toMatch(/^00000000-/);
  });

  test('what templates overrode (documented 10)', async () => {
    const template =
      '#set($context.responseOverride.status = 404)#set($context.responseOverride.header.a = ["1", "2"]){"statusCode": 200}';
    const mock = {
      type: 'MOCK',
      requestTemplates: { 'application/json': template },
      responses: [respondsWith()],
    } as const;
    const format =
      '$context.responseOverride.status $context.responseOverride.header.a $context.requestOverride.path.x';
    expect(await logged(format, ok, [method('GET /m', mock)], 'GET /test/m')).toBe('404 1,2 -');
  });

  test("the console's CLF preset", async () => {
    const format =
      '$context.identity.sourceIp $context.identity.caller $context.identity.user [$context.requestTime]"$context.httpMethod $context.resourcePath $context.protocol" $context.status $context.responseLength $context.requestId $context.extendedRequestId';
    expect(await logged(format)).toBe(
      '198.51.100.7 - - [17/Jun/2024:14:48:13 +0000]"GET /pets/{id} HTTP/1.1" 404 3 00000000-0000-4000-8000-000000000001 ext00000000002=',
    );
  });

  const FAILURE = '$context.status $context.error.responseType $context.error.message $context.error.messageString';

  test('a refused request has its error, and no resource when none was found', async () => {
    const line = await logged(`${FAILURE} $context.resourcePath $context.httpMethod`, ok, pets, 'PUT /test/none');
    expect(line).toBe(
      '403 MISSING_AUTHENTICATION_TOKEN Missing Authentication Token "Missing Authentication Token" - PUT',
    );
  });

  test('a failing integration', async () => {
    const fn = () => new FunctionError('{"errorMessage":"boom"}');
    const integration = '$context.integration.integrationStatus $context.integration.error';
    // docs/aws/rest-api.md#failure-table: access logs of a public project.
    expect(await logged(`${FAILURE} ${integration}`, { functions: { fn } })).toBe(
      '502 INTEGRATION_FAILURE Internal server error "Internal server error" 200 Lambda Customer Function Error:boom',
    );
  });

  test('a malformed answer of a function, and a function that Lambda does not run', async () => {
    expect(await logged(FAILURE, { functions: { fn: () => 'x' } })).toBe(
      '502 INTEGRATION_FAILURE Internal server error "Internal server error"',
    );
    const fn = () => {
      throw new LambdaServiceError('TooManyRequestsException', 'Rate Exceeded.');
    };
    expect(await logged(FAILURE, { functions: { fn } })).toBe(
      '500 INTEGRATION_FAILURE Internal server error "Internal server error"',
    );
  });

  test('what a denying authorizer returned', async () => {
    const guarded = [method('GET /pets/{id}', proxy('fn'), { authorization: { type: 'CUSTOM', authorizer: 'a' } })];
    const denied = new AccessDenied('no', 'no', { principalId: 'me', context: { tenant: 'acme' } });
    const authorizers = { compile: () => ({ authorize: () => Promise.reject(denied) }) };
    const format = '$context.status $context.authorizer.principalId $context.authorizer.tenant';
    expect(await logged(format, { ...ok, authorizers }, guarded)).toBe('403 me acme');
  });

  test('an authorizer that refuses, and one that answers', async () => {
    const format =
      '$context.authorizer.status $context.authorizer.principalId $context.authorizer.integrationLatency $context.authorizer.error';
    const guarded = [method('GET /pets/{id}', proxy('fn'), { authorization: { type: 'CUSTOM', authorizer: 'a' } })];
    const refuse = {
      compile: () => ({ authorize: () => Promise.reject(new GatewayError('UNAUTHORIZED', { reason: 'no token' })) }),
    };
    expect(await logged(format, { ...ok, authorizers: refuse }, guarded)).toBe('401 - - no token');
    const answer = {
      compile: () => ({ authorize: () => Promise.resolve({ principalId: 'me', integrationLatency: 5 }) }),
    };
    expect(await logged(format, { ...ok, authorizers: answer }, guarded)).toBe('200 me 5 -');
  });

  test('a canary says so', async () => {
    const canary = { percentTraffic: 100, stageVariableOverrides: {}, useStageCache: false };
    expect(await logged('$context.isCanaryRequest', ok, pets, undefined, {}, { canary })).toBe('true');
  });
});

describe('execution log', () => {
  const lines = async (
    api: Partial<RestApi>,
    methods: readonly RestMethod[],
    fakes: Fakes,
    request: string,
    parts: RequestParts = {},
  ) => {
    const served = serve(restApi(methods, api), fakes);
    await served.send(request, parts);
    return served.logLines.map((line) => line.replace(/^\(00000000-0000-4000-8000-000000000001\) /, ''));
  };

  test('nothing while it is off', async () => {
    expect(await lines({}, pets, ok, 'GET /test/pets/7')).toEqual([]);
  });

  test('every line of a good call with data tracing, secrets masked', async () => {
    const headers = [
      ['Authorization', 'Bearer a-very-long-secret-token'],
      ['X-A', '1'],
    ] as const;
    const seen = await lines({ executionLog: 'INFO' }, pets, ok, 'GET /test/pets/7?type=dog', { headers });
    expect(seen).toEqual([
      'Extended Request Id: ext00000000002=',
      'Verifying Usage Plan for request: 00000000-0000-4000-8000-000000000001. API Key:  API Stage: a1b2c3d4e5/test',
      "API Key  authorized because method 'GET /pets/{id}' does not require API Key. Request will not contribute to throttle or quota limits",
      'Usage Plan check succeeded for API Key  and API Stage a1b2c3d4e5/test',
      'Starting execution for request: 00000000-0000-4000-8000-000000000001',
      'HTTP Method: GET, Resource Path: /pets/7',
      'Method request path: {id=7}',
      'Method request query string: {type=dog}',
      'Method request headers: {Authorization=*****oken, X-A=1}',
      'Method request body before transformations: ',
      'Endpoint request URI: https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:fn/invocations',
      expect.stringMatching(/^Endpoint request headers: \{x-amzn-lambda-integration-tag=.* \[TRUNCATED\]$/),
      expect.stringMatching(
        /^Endpoint request body after transformations: \{"resource":"\/pets\/\{id\}".* \[TRUNCATED\]$/,
      ),
      'Sending request to https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:fn/invocations',
      'Received response. Status: 200, Integration latency: 0 ms',
      expect.stringMatching(/^Endpoint response headers: \{Date=/),
      'Endpoint response body before transformations: {"statusCode":404,"body":"öh"}',
      'Method response body after transformations: öh',
      'Method response headers: {X-Amzn-Trace-Id=Root=1-00000000-000000000000000000000003;Parent=0000000000000004;Sampled=0, Content-Type=application/json}',
      'Successfully completed execution',
      'Method completed with status: 404',
    ]);
  });

  test('without data tracing no headers and bodies', async () => {
    const methodSettings = { '/pets/{id}/GET': { loggingLevel: 'INFO' as const } };
    const seen = await lines({ methodSettings }, pets, ok, 'GET /test/pets/7');
    expect(seen.slice(4)).toEqual([
      'Starting execution for request: 00000000-0000-4000-8000-000000000001',
      'HTTP Method: GET, Resource Path: /pets/7',
      expect.stringMatching(/^Sending request to https:\/\/lambda\.eu-west-1/),
      'Received response. Status: 200, Integration latency: 0 ms',
      'Successfully completed execution',
      'Method completed with status: 404',
    ]);
  });

  test('at level ERROR only what failed', async () => {
    const fn = () => new FunctionError('{"errorMessage":"boom"}');
    expect(await lines({ executionLog: 'ERROR' }, pets, ok, 'GET /test/pets/7')).toEqual([]);
    expect(await lines({ executionLog: 'ERROR' }, pets, { functions: { fn } }, 'GET /test/pets/7')).toEqual([
      'Lambda execution failed with status 200 due to customer function error: boom. Lambda request id: lambda-request-id',
    ]);
  });

  test('the wording of failures (KC)', async () => {
    const malformed = await lines({ executionLog: 'ERROR' }, pets, { functions: { fn: () => 1 } }, 'GET /test/pets/7');
    expect(malformed[0]).toMatch(/^Execution failed due to configuration error: Malformed Lambda proxy response/);
    const address = [method('GET /a', { type: 'HTTP_PROXY', uri: 'http:///' })];
    expect((await lines({ executionLog: 'ERROR' }, address, ok, 'GET /test/a'))[0]).toMatch(
      /^Execution failed due to configuration error: Invalid endpoint address/,
    );
  });

  test('MOCK has no endpoint lines', async () => {
    const mock = [
      method('GET /m', {
        type: 'MOCK',
        requestTemplates: { 'application/json': '{"statusCode":200}' },
        responses: [respondsWith()],
      }),
    ];
    const seen = await lines({ executionLog: 'INFO' }, mock, ok, 'GET /test/m');
    expect(seen.filter((line) => line.includes('Endpoint') || line.startsWith('Received'))).toEqual([]);
  });
});

test('the journal holds request, response, event, result and what ran', async () => {
  const served = serve(restApi(pets), ok);
  const response = await served.send('GET /test/pets/7');
  expect(served.exchanges).toHaveLength(1);
  expect(served.exchanges[0]).toMatchObject({
    id: '00000000-0000-4000-8000-000000000001',
    api: 'pets',
    apiType: 'rest',
    method: 'GET',
    path: '/test/pets/7',
    routeKey: 'GET /pets/{id}',
    target: 'fn',
    statusCode: 404,
    event: served.invocations[0]?.event,
    result: { requestId: 'lambda-request-id' },
  });
  expect(served.exchanges[0]?.response).toBe(response.raw);
});

test('the journal holds the body that came as a stream, as it was sent', async () => {
  const served = serve(restApi([method('POST /pets/{id}', proxy('fn'))]), ok);
  const sent = gzipSync('{"name":"Rex"}');
  const headers = [['Content-Encoding', 'gzip']] as const;
  await served.send('POST /test/pets/7', { headers, body: Readable.from([sent.subarray(0, 5), sent.subarray(5)]) });
  expect(served.exchanges[0]?.request?.body).toEqual(sent);
});
