// Lambda proxy events against recordings (docs/aws/rest-api-observed.md#slashes-and-encoding,
// docs/aws/rest-api-observed.md#header-names-in-events, docs/aws/rest-api-observed.md#event, docs/aws/rest-api-observed.md#request-context)
// and captured events of authorized methods.
import { describe, expect, test } from 'vitest';
import type { Authorization } from '../../src/authorizers/contract.ts';
import type { HeaderList } from '../../src/model/http/messages.ts';
import type { RestApi, RestMethod } from '../../src/model/definition/rest-api.ts';
import { method, proxy, restApi } from './support/api.ts';
import { recording } from './support/recorded.ts';
import { EDGE_HEADERS, objectOf, sample, without } from './support/recordings.ts';
import { samplesMissing, unlessSkipped } from '../shared-folder.ts';
import { serve } from './support/serve.ts';
import type { Fakes, RequestParts } from './support/serve.ts';

const ok = { functions: { fn: () => ({ statusCode: 200 }) } };

/** The event that the function got for one request. */
async function eventOf(
  methods: readonly RestMethod[],
  request: string,
  parts: RequestParts = {},
  api: Partial<RestApi> = {},
  fakes: Fakes = {},
): Promise<Readonly<Record<string, unknown>>> {
  const served = serve(restApi(methods, api), { ...ok, ...fakes });
  await served.send(request, parts);
  return objectOf(served.invocations[0]?.event);
}

const greedy = [method('ANY /{proxy+}', proxy('fn')), method('ANY /hardcoded', proxy('fn'))];
const onStage = { stage: { name: 'stage', variables: {}, deploymentId: 'dep' } };

describe('recorded: test_lambda_aws_proxy_integration', () => {
  const client: HeaderList = [
    ['Host', 'a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com'],
    ['User-Agent', 'python-requests/testing'],
    ['Accept-Encoding', 'gzip, deflate'],
    ['Accept', '*/*'],
    ['Connection', 'keep-alive'],
    ['tEsT-HEADeR', 'aValUE'],
    ['aUThorization', 'random-value'],
  ];

  test.each([
    ['without-trailing-slash', 'GET /stage/proxy-value'],
    ['with-trailing-slash', 'GET /stage/proxy-value/'],
    ['with-double-slash', 'GET /stage/proxy-value//double-slash'],
    ['with-prepended-slash-to-stage', 'GET //stage/proxy-value'],
    ['with-prepended-slash', 'GET /stage//proxy-value'],
    ['without-trailing-slash-and-query-params', 'GET /stage/proxy-value?urlparam=test'],
    ['with-trailing-slash-and-query-params', 'GET /stage/proxy-value/?urlparam=test'],
    ['with-path-encoded-email', 'GET /stage/proxy-value/api/user/test%2Balias@gmail.com/plus/test+alias@gmail.com'],
    [
      'with-params-encoding',
      'GET /stage/proxy-value/api?dateTimeOffset=2023-06-12T18:05:10.123456+00:00&email=test%2Balias@gmail.com&plus=test+alias@gmail.com&url=https://www.google.com/&whitespace=foo%20bar&zhash=abort/',
    ],
  ])('invocation-payload-%s', async (step, request) => {
    const recorded = objectOf(recording('lambda', 'test_lambda_aws_proxy_integration', `invocation-payload-${step}`));
    const event = await eventOf(greedy, request, { headers: client }, onStage);

    const varying = ['headers', 'multiValueHeaders', 'requestContext'];
    expect(without(event, varying)).toEqual(without(recorded, varying));
    expect(Object.keys(objectOf(event['headers'])).sort()).toEqual(
      Object.keys(without(recorded['headers'], EDGE_HEADERS)).sort(),
    );
    expect(event['headers']).toMatchObject({ 'tEsT-HEADeR': 'aValUE', Authorization: 'random-value' });
    const context = objectOf(recorded['requestContext']);
    expect(Object.keys(objectOf(event['requestContext'])).sort()).toEqual(Object.keys(context).sort());
    expect(event['requestContext']).toMatchObject({
      path: context['path'],
      resourcePath: context['resourcePath'],
      protocol: context['protocol'],
      stage: context['stage'],
      identity: { ...objectOf(context['identity']), sourceIp: '198.51.100.7' },
    });
  });

  test('invocation-hardcoded', async () => {
    const recorded = objectOf(recording('lambda', 'test_lambda_aws_proxy_integration', 'invocation-hardcoded'));
    const event = await eventOf(greedy, 'GET /stage//hardcoded', {}, onStage);
    const varying = ['headers', 'multiValueHeaders', 'requestContext'];
    expect(without(event, varying)).toEqual(without(recorded, varying));
    expect(event['requestContext']).toMatchObject({ path: '/stage//hardcoded' });
  });

  test('invocation-payload-with-params-encoding-multi', async () => {
    const step = 'invocation-payload-with-params-encoding-multi';
    const recorded = objectOf(recording('lambda', 'test_lambda_aws_proxy_integration', step));
    const request = 'POST /stage/proxy-value?category=electronics&category=books&price=10&price=20&price=30';
    const body = JSON.stringify(recorded['body']);
    const event = await eventOf(greedy, request, { body }, onStage);
    const varying = ['headers', 'multiValueHeaders', 'requestContext', 'body'];
    expect(without(event, varying)).toEqual(without(recorded, varying));
    expect(event['body']).toBe(body);
  });
});

// docs/aws/rest-api-observed.md#event, docs/aws/rest-api-observed.md#request-context
test('the keys of event and context come in the order AWS sends them', async () => {
  const event = await eventOf(greedy, 'GET /stage/a', {}, onStage);
  expect(Object.keys(event)).toEqual(
    'resource path httpMethod headers multiValueHeaders queryStringParameters multiValueQueryStringParameters pathParameters stageVariables requestContext body isBase64Encoded'.split(
      ' ',
    ),
  );
  const context = objectOf(event['requestContext']);
  expect(Object.keys(context)).toEqual(
    'resourceId resourcePath httpMethod extendedRequestId requestTime path accountId protocol stage domainPrefix requestTimeEpoch requestId identity domainName deploymentId apiId'.split(
      ' ',
    ),
  );
  expect(Object.keys(objectOf(context['identity']))).toEqual(
    'cognitoIdentityPoolId accountId cognitoIdentityId caller sourceIp principalOrgId accessKey cognitoAuthenticationType cognitoAuthenticationProvider userArn userAgent user'.split(
      ' ',
    ),
  );
});

// docs/aws/rest-api-observed.md#request-context
test('requestContext carries time, ids and the execute-api domain', async () => {
  const event = await eventOf(greedy, 'GET /stage/a', {}, onStage);
  expect(event['requestContext']).toMatchObject({
    accountId: '123456789012',
    apiId: 'a1b2c3d4e5',
    domainName: 'a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com',
    domainPrefix: 'a1b2c3d4e5',
    requestTime: '17/Jun/2024:14:48:13 +0000',
    requestTimeEpoch: 1718635693506,
    deploymentId: 'dep',
  });
});

describe.skipIf(samplesMissing)(unlessSkipped('captured events'), () => {
  const client = (event: Readonly<Record<string, unknown>>): HeaderList =>
    Object.entries(without(event['headers'], [...EDGE_HEADERS, 'X-Forwarded', 'X-Amzn-Trace-Id'])).map(
      ([name, value]) => [name, String(value)] as const,
    );
  const lambdaContext: Authorization = { principalId: 'user', context: {}, integrationLatency: 422 };
  const claims = { sub: 'd2f50444', token_use: 'id' };
  const iam = {
    accessKey: 'ABCAXZWZ5ZDPIFV7JHWH',
    accountId: '123456789012',
    callerId: 'ABCAXZWZ5ZDPNIH6C6ODK:aamorosi',
    userArn: 'arn:aws:sts::123456789012:assumed-role/Admin/aamorosi',
    userId: 'ABCAXZWZ5ZDPNIH6C6ODK:aamorosi',
    principalOrgId: null,
  };

  test.each([
    ['no-auth', {}],
    ['lambda-authorizer-auth', lambdaContext],
    ['jwt-authorizer-auth', { claims }],
    ['iam-auth', { iam }],
  ] satisfies [string, Authorization][])('powertools %s', async (name, authorization) => {
    const captured = sample(`powertools-ts__apigw-rest-${name}.json`);
    const context = objectOf(captured['requestContext']);
    const path = String(captured['path']);
    const event = await eventOf(
      [method(`POST ${path}`, proxy('fn'), { authorization: { type: 'CUSTOM', authorizer: 'any' } })],
      `POST /prod${path}`,
      { headers: [...client(captured), ['Content-Length', '0']] },
      { stage: { name: 'prod', variables: {}, deploymentId: 'v99qix' } },
      { authorizers: { compile: () => ({ authorize: () => Promise.resolve(authorization) }) } },
    );
    expect(Object.keys(event)).toEqual(Object.keys(captured));
    expect(Object.keys(objectOf(event['headers']))).toEqual(Object.keys(without(captured['headers'], EDGE_HEADERS)));
    expect(Object.keys(objectOf(event['requestContext']))).toEqual(Object.keys(context));
    expect(event['requestContext']).toMatchObject({
      identity: { ...objectOf(context['identity']), sourceIp: '198.51.100.7' },
      ...('claims' in authorization ? { authorizer: { claims } } : {}),
      ...('principalId' in authorization ? { authorizer: context['authorizer'] } : {}),
    });
  });

  test('powertools authorizer-request: empty maps instead of nulls, Content-Length shown, no body', async () => {
    const captured = sample('powertools-ts__apigw-rest-authorizer-request.json');
    const events: unknown[] = [];
    const served = serve(
      restApi([method('POST /lambda-request', proxy('fn'), { authorization: { type: 'CUSTOM', authorizer: 'any' } })], {
        id: 'puhdx84jy9',
        stage: { name: 'prod', variables: {}, deploymentId: 'v99qix' },
      }),
      {
        ...ok,
        authorizers: {
          compile: () => ({
            authorize(request) {
              events.push(request.event([]));
              return Promise.resolve({});
            },
          }),
        },
      },
    );
    await served.send('POST /prod/lambda-request', { headers: client(captured) });
    const event = objectOf(events[0]);
    expect(Object.keys(event)).toEqual(Object.keys(captured));
    expect(event['methodArn']).toBe(captured['methodArn']);
    expect(Object.keys(objectOf(event['headers']))).toEqual(Object.keys(without(captured['headers'], EDGE_HEADERS)));
    expect(Object.keys(objectOf(event['requestContext']))).toEqual(Object.keys(objectOf(captured['requestContext'])));
    const varying = ['headers', 'multiValueHeaders', 'requestContext'];
    expect(without(event, varying)).toEqual(without(captured, varying));
  });
});

test('fact 3: paths are never percent-decoded, query strings always', async () => {
  const event = await eventOf(greedy, 'GET /stage/a%2Bb/c%20d?x=a%2Bb+c%20d', {}, onStage);
  expect(event).toMatchObject({
    path: '/a%2Bb/c%20d',
    pathParameters: { proxy: 'a%2Bb/c%20d' },
    queryStringParameters: { x: 'a+b c d' },
    requestContext: { path: '/stage/a%2Bb/c%20d' },
  });
});

test('a query that is not UTF-8 stays as it was sent, `;` separates (D)', async () => {
  const event = await eventOf(greedy, 'GET /stage/a?x=%ff&y;z=1', {}, onStage);
  expect(event['queryStringParameters']).toEqual({ x: '%ff', y: '', z: '1' });
});

test('stage variables reach the event, null when there are none', async () => {
  expect((await eventOf(greedy, 'GET /stage/a', {}, onStage))['stageVariables']).toBeNull();
  const stage = { ...onStage.stage, variables: { color: 'blue' } };
  expect((await eventOf(greedy, 'GET /stage/a', {}, { stage }))['stageVariables']).toEqual({ color: 'blue' });
});

// docs/aws/rest-api-observed.md#request-context
test("a Lambda authorizer's context is text in the event, null stays null", async () => {
  const authorization = { principalId: 'me', context: { flag: true, count: 123, none: null }, integrationLatency: 7 };
  const authorizers = { compile: () => ({ authorize: () => Promise.resolve(authorization) }) };
  const event = await eventOf(greedy, 'GET /stage/a', {}, onStage, { authorizers });
  expect(event['requestContext']).toMatchObject({
    authorizer: { principalId: 'me', flag: 'true', count: '123', none: null, integrationLatency: 7 },
  });
});

// docs/aws/rest-api-observed.md#request-context
test('a method that needs a key shows it in the identity', async () => {
  const keys = { check: () => ({ verdict: 'allowed', keyId: 'id1', keyValue: 'secret' }) as const };
  const event = await eventOf(
    [method('GET /k', proxy('fn'), { apiKeyRequired: true })],
    'GET /test/k',
    {},
    {},
    { keys },
  );
  expect(event['requestContext']).toMatchObject({ identity: { apiKey: 'secret', apiKeyId: 'id1' } });
});
