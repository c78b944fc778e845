import { expect, test } from 'vitest';
import { compiled, type Resources } from './service.ts';

// Expected values: the templates that `osls package` 4.3.1 writes for the same files.

async function rest(events: string, provider = '', functions = ''): Promise<Resources> {
  return compiled(
    `service: shop\nprovider:\n  name: aws\n  runtime: nodejs22.x\n${provider}\nfunctions:\n  f:\n    handler: a.b\n    events:\n${events}\n${functions}`,
  );
}

const http = (...events: readonly string[]): string => events.map((event) => `      - http: ${event}`).join('\n');

function method(resources: Resources, id: string): Readonly<Record<string, unknown>> {
  return resources[`ApiGatewayMethod${id}`]?.Properties ?? {};
}

test('paths and methods in every spelling', async () => {
  const resources = await rest(
    http('GET /', 'any a/{id}', '{ path: /UPPER/Case/, method: Head }', '{ path: "x/{a-b}/y+", method: "*" }'),
  );
  const ids = Object.keys(resources).filter((id) => /^ApiGateway(?:Method|Resource)/.test(id));
  expect(ids).toEqual([
    'ApiGatewayResourceA',
    'ApiGatewayResourceAIdVar',
    'ApiGatewayResourceUpper',
    'ApiGatewayResourceUpperCase',
    'ApiGatewayResourceX',
    'ApiGatewayResourceXADashbVar',
    'ApiGatewayResourceXADashbVarY',
    'ApiGatewayMethodGet',
    'ApiGatewayMethodAIdVarAny',
    'ApiGatewayMethodUpperCaseHead',
    'ApiGatewayMethodXADashbVarYAny',
  ]);
  expect(resources['ApiGatewayResourceAIdVar']?.Properties).toEqual({
    ParentId: { Ref: 'ApiGatewayResourceA' },
    PathPart: '{id}',
    RestApiId: { Ref: 'ApiGatewayRestApi' },
  });
  expect(method(resources, 'Get')).toMatchObject({
    ResourceId: { 'Fn::GetAtt': ['ApiGatewayRestApi', 'RootResourceId'] },
    AuthorizationType: 'NONE',
    Integration: { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST' },
  });
  expect(resources['ApiGatewayDeploymentLocal']?.Properties['StageName']).toBe('dev');
});

test('the API takes its settings from the provider, at their old places too', async () => {
  const resources = await rest(
    http('GET /a'),
    '  endpointType: regional\n  apiGateway: { shouldStartNameWithService: true, binaryMediaTypes: ["*/*"], minimumCompressionSize: 1024, apiKeySourceType: authorizer, stage: live, description: d }\n  resourcePolicy: [{ Effect: Allow, Principal: "*", Action: execute-api:Invoke, Resource: ["*"] }]',
  );
  expect(resources['ApiGatewayRestApi']?.Properties).toEqual({
    Name: 'shop-dev',
    Description: 'd',
    BinaryMediaTypes: ['*/*'],
    EndpointConfiguration: { Types: ['REGIONAL'] },
    Policy: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: ['*'] }],
    },
    ApiKeySourceType: 'AUTHORIZER',
    MinimumCompressionSize: 1024,
  });
  expect(resources['ApiGatewayDeploymentLocal']?.Properties['StageName']).toBe('live');
});

test('authorizers: functions, ARNs, Cognito, IAM, and one that resources declare', async () => {
  const resources = await rest(
    http(
      '{ path: n, method: get, authorizer: guard }',
      '{ path: o, method: get, authorizer: { name: guard, type: request, identitySource: "method.request.header.A, method.request.querystring.b", resultTtlInSeconds: 0 } }',
      '{ path: i, method: get, authorizer: aws_iam }',
      '{ path: arn, method: get, authorizer: "arn:aws:lambda:us-east-1:1:function:svc-dev-remote" }',
      '{ path: c, method: get, authorizer: { name: pool, arn: "arn:aws:cognito-idp:us-east-1:1:userpool/p", scopes: [a, b] } }',
      '{ path: r, method: get, authorizer: { type: CUSTOM, authorizerId: { Ref: ByHand } } }',
    ),
    '',
    '  guard: { handler: a.c }',
  );
  expect(resources['GuardApiGatewayAuthorizer']?.Properties).toMatchObject({
    Type: 'REQUEST',
    IdentitySource: 'method.request.header.A, method.request.querystring.b',
    AuthorizerResultTtlInSeconds: 0,
  });
  expect(resources['RemoteApiGatewayAuthorizer']?.Properties).toMatchObject({
    Name: 'remote',
    Type: 'TOKEN',
    IdentitySource: 'method.request.header.Authorization',
  });
  expect(resources['PoolApiGatewayAuthorizer']?.Properties).toMatchObject({
    Type: 'COGNITO_USER_POOLS',
    ProviderARNs: ['arn:aws:cognito-idp:us-east-1:1:userpool/p'],
    AuthorizerResultTtlInSeconds: 300,
  });
  expect(method(resources, 'NGet')).toMatchObject({
    AuthorizationType: 'CUSTOM',
    AuthorizerId: { Ref: 'GuardApiGatewayAuthorizer' },
  });
  expect(method(resources, 'IGet')['AuthorizationType']).toBe('AWS_IAM');
  expect(method(resources, 'CGet')).toMatchObject({
    AuthorizationType: 'COGNITO_USER_POOLS',
    AuthorizationScopes: ['a', 'b'],
  });
  expect(method(resources, 'RGet')).toMatchObject({ AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'ByHand' } });
});

test('cors makes a preflight for each path, from the settings of all its events', async () => {
  const resources = await rest(
    http(
      '{ path: a, method: get, cors: true }',
      '{ path: a, method: any, cors: { origins: [https://one.example, "https://*.two.example"], headers: [X-Own], maxAge: 60, allowCredentials: true } }',
    ),
  );
  const { Integration } = method(resources, 'AOptions') as {
    Integration: { IntegrationResponses: [Record<string, unknown>] };
  };
  expect(Integration.IntegrationResponses[0]['ResponseParameters']).toEqual({
    'method.response.header.Access-Control-Allow-Origin': "'https://one.example'",
    'method.response.header.Access-Control-Allow-Headers':
      "'X-Own,Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token,X-Amz-User-Agent,X-Amzn-Trace-Id'",
    'method.response.header.Access-Control-Allow-Methods': "'OPTIONS,DELETE,GET,HEAD,PATCH,POST,PUT,GET'",
    'method.response.header.Access-Control-Allow-Credentials': "'true'",
    'method.response.header.Access-Control-Max-Age': "'60'",
  });
  expect(JSON.stringify(Integration.IntegrationResponses[0]['ResponseTemplates'])).toContain(
    String.raw`$origin.matches(\"https://.+[.]two[.]example\")`,
  );
});

test('parameters, schemas and models bring one validator', async () => {
  const resources = await rest(
    http(
      '{ path: "p/{id}", method: get, request: { parameters: { querystrings: { q: true, o: false }, headers: { X: { required: false, mappedValue: "\'v\'" } }, paths: { id: true } } } }',
      '{ path: s, method: post, request: { schemas: { application/json: { type: object } } } }',
      '{ path: r, method: post, request: { schemas: { application/json: shared-order } } }',
      '{ path: n, method: post, request: { schemas: { text/plain: { schema: { type: string }, name: Plain } } } }',
      '{ path: o, method: get, request: { parameters: { querystrings: { o: false } } } }',
    ),
    '  apiGateway: { request: { schemas: { shared-order: { schema: { type: array }, name: OrderModel } } } }',
  );
  expect(method(resources, 'PIdVarGet')).toMatchObject({
    RequestParameters: {
      'method.request.querystring.q': true,
      'method.request.querystring.o': false,
      'method.request.header.X': false,
      'method.request.path.id': true,
    },
    RequestValidatorId: { Ref: 'ApiGatewayShopRequestValidator' },
  });
  expect(method(resources, 'SPost')['RequestModels']).toEqual({
    'application/json': { Ref: 'ApiGatewayMethodSPostApplicationJsonModel' },
  });
  expect(resources['ApiGatewaySharedOrderModel']?.Properties).toMatchObject({
    Name: 'OrderModel',
    Schema: { type: 'array' },
  });
  expect(resources['ApiGatewayMethodNPostTextPlainModel']?.Properties).toMatchObject({
    Name: 'Plain',
    ContentType: 'text/plain',
  });
  expect(method(resources, 'OGet')['RequestValidatorId']).toBeUndefined();
});

test('custom integrations have the framework’s templates and status codes, or the event’s', async () => {
  const resources = await rest(
    http(
      '{ path: d, method: get, integration: lambda }',
      '{ path: a, method: post, async: true }',
      '{ path: c, method: get, integration: lambda, cors: true, request: { passThrough: WHEN_NO_MATCH, template: { application/json: "{}", application/x-www-form-urlencoded: null } }, response: { headers: { X-A: "\'1\'" }, template: "$input.path(\'$\')", statusCodes: { 201: { pattern: "" }, 404: { pattern: ".*404.*", template: { text/plain: gone }, headers: { X-B: "\'2\'" } } } } }',
      '{ path: h, method: get, integration: http, request: { uri: "https://x.example/", method: post, parameters: { querystrings: { q: true } } }, response: { statusCodes: { 200: { pattern: "" } } } }',
      '{ path: p, method: put, integration: http-proxy, connectionType: vpc-link, connectionId: link, request: { uri: "https://y.example/" } }',
      '{ path: m, method: get, integration: mock, request: { template: { application/json: "{statusCode: 200}" } }, response: { statusCodes: { 200: { pattern: "" } } } }',
      '{ path: s, method: get, response: { transferMode: stream }, timeoutInMillis: 5000 }',
    ),
  );
  const integration = (id: string): Record<string, unknown> =>
    method(resources, id)['Integration'] as Record<string, unknown>;
  expect(integration('DGet')).toMatchObject({ Type: 'AWS', PassthroughBehavior: 'NEVER' });
  expect(Object.keys(integration('DGet')['RequestTemplates'] as object)).toEqual([
    'application/json',
    'application/x-www-form-urlencoded',
  ]);
  expect((integration('DGet')['IntegrationResponses'] as unknown[]).length).toBe(9);
  expect(integration('APost')).toMatchObject({
    Type: 'AWS',
    RequestParameters: { 'integration.request.header.X-Amz-Invocation-Type': "'Event'" },
  });
  expect(integration('CGet')).toMatchObject({
    PassthroughBehavior: 'WHEN_NO_MATCH',
    RequestTemplates: { 'application/json': '{}' },
    IntegrationResponses: [
      {
        StatusCode: '201',
        SelectionPattern: '',
        ResponseParameters: {
          'method.response.header.Access-Control-Allow-Origin': "'*'",
          'method.response.header.X-A': "'1'",
        },
        ResponseTemplates: { 'application/json': "$input.path('$')" },
      },
      {
        StatusCode: '404',
        SelectionPattern: '.*404.*',
        ResponseParameters: { 'method.response.header.X-B': "'2'" },
        ResponseTemplates: { 'application/json': "$input.path('$')", 'text/plain': 'gone' },
      },
    ],
  });
  expect(integration('HGet')).toMatchObject({
    Type: 'HTTP',
    IntegrationHttpMethod: 'POST',
    RequestParameters: { 'integration.request.querystring.q': 'method.request.querystring.q' },
  });
  expect(integration('PPut')).toMatchObject({
    Type: 'HTTP_PROXY',
    Uri: 'https://y.example/',
    IntegrationHttpMethod: 'PUT',
    ConnectionType: 'VPC_LINK',
    ConnectionId: 'link',
  });
  expect(integration('MGet')).toMatchObject({
    Type: 'MOCK',
    RequestTemplates: { 'application/json': '{statusCode: 200}' },
  });
  expect(integration('SGet')).toMatchObject({ ResponseTransferMode: 'STREAM', TimeoutInMillis: 5000 });
  expect(JSON.stringify(integration('SGet')['Uri'])).toContain('/response-streaming-invocations');
});

test('keys and plans, with names, without, and at their old places', async () => {
  const named = await rest(
    http('{ path: a, method: get, private: true }'),
    '  apiGateway:\n    apiKeys:\n      - free: [one, { name: two, value: two-0123456789012345678 }]\n      - loose\n    usagePlan: [{ free: { quota: { limit: 5, period: DAY, offset: 0 }, throttle: { rateLimit: 1, burstLimit: 2 } } }]',
  );
  expect(method(named, 'AGet')['ApiKeyRequired']).toBe(true);
  expect(named['ApiGatewayApiKeyFree2']?.Properties).toMatchObject({ Name: 'two', Value: 'two-0123456789012345678' });
  expect(named['ApiGatewayUsagePlanFree']?.Properties).toMatchObject({
    UsagePlanName: 'shop-free-dev',
    Quota: { Limit: 5, Period: 'DAY', Offset: 0 },
    Throttle: { RateLimit: 1, BurstLimit: 2 },
  });
  expect(named['ApiGatewayUsagePlanKeyFree1']?.Properties).toEqual({
    KeyId: { Ref: 'ApiGatewayApiKeyFree1' },
    KeyType: 'API_KEY',
    UsagePlanId: { Ref: 'ApiGatewayUsagePlanFree' },
  });
  const old = await rest(http('GET /a'), '  apiKeys: [one, two]\n  usagePlan: { throttle: { rateLimit: 9 } }');
  expect(Object.keys(old).filter((id) => /Key|Plan/.test(id))).toEqual([
    'ApiGatewayUsagePlan',
    'ApiGatewayApiKey1',
    'ApiGatewayUsagePlanKey1',
    'ApiGatewayApiKey2',
    'ApiGatewayUsagePlanKey2',
  ]);
});

test('logs and tracing make the stage a resource of its own', async () => {
  const resources = await rest(
    http('GET /a'),
    '  logs: { restApi: { format: "$context.requestId", level: ERROR } }\n  tracing: { apiGateway: true }',
  );
  expect(resources['ApiGatewayStage']?.Properties).toMatchObject({
    StageName: 'dev',
    TracingEnabled: true,
    AccessLogSetting: { Format: '$context.requestId' },
    MethodSettings: [{ LoggingLevel: 'ERROR', DataTraceEnabled: true, HttpMethod: '*', ResourcePath: '/*' }],
  });
  expect(resources['ApiGatewayDeploymentLocal']?.Properties['StageName']).toBeUndefined();
});
