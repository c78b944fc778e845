import { expect, test } from 'vitest';
import { compiled, readFiles, said } from './service.ts';

// Expected values: the templates that `osls package` 4.3.1 writes for the same files.

test('routes of an HTTP API in every spelling', async () => {
  const resources = await compiled(
    'service: shop\nprovider: aws\nfunctions:\n  a: { handler: a.b, events: [{ httpApi: "*" }, { httpApi: get /lower }, { httpApi: { method: "*", path: /any } }, { httpApi: { path: "/p/{proxy+}", method: POST } }] }\n  b: { handler: a.b, httpApi: { payload: "1.0" }, events: [{ httpApi: ANY /b }] }',
  );
  const keys = Object.entries(resources).flatMap(([id, { Type, Properties }]) =>
    Type === 'AWS::ApiGatewayV2::Route' ? [`${id} ${String(Properties['RouteKey'])}`] : [],
  );
  expect(keys).toEqual([
    'HttpApiRouteDefault $default',
    'HttpApiRouteGetLower GET /lower',
    'HttpApiRouteAnyAny ANY /any',
    'HttpApiRoutePostPProxyVar POST /p/{proxy+}',
    'HttpApiRouteAnyB ANY /b',
  ]);
  expect(resources['HttpApi']?.Properties).toEqual({ Name: 'dev-shop', ProtocolType: 'HTTP' });
  expect(resources['HttpApiIntegrationA']?.Properties).toMatchObject({
    IntegrationType: 'AWS_PROXY',
    PayloadFormatVersion: '2.0',
    TimeoutInMillis: 30000,
  });
  expect(resources['HttpApiIntegrationB']?.Properties['PayloadFormatVersion']).toBe('1.0');
  expect(resources['HttpApiStage']?.Properties).toMatchObject({ StageName: '$default', AutoDeploy: true });
});

test('CORS of an HTTP API: everything, or what is missing filled in', async () => {
  const of = async (cors: string): Promise<unknown> =>
    (
      await compiled(
        `service: s\nprovider: { name: aws, httpApi: { name: own, payload: "1.0", cors: ${cors} } }\nfunctions: { a: { handler: a.b, events: [{ httpApi: GET /a }, { httpApi: POST /a }] } }`,
      )
    )['HttpApi']?.Properties['CorsConfiguration'];
  const AllowHeaders = [
    'Content-Type',
    'X-Amz-Date',
    'Authorization',
    'X-Api-Key',
    'X-Amz-Security-Token',
    'X-Amz-User-Agent',
    'X-Amzn-Trace-Id',
  ];
  expect(await of('true')).toEqual({ AllowOrigins: ['*'], AllowHeaders, AllowMethods: ['OPTIONS', 'GET', 'POST'] });
  expect(
    await of('{ allowedOrigins: [https://x], allowCredentials: true, exposedResponseHeaders: [X-A], maxAge: 5 }'),
  ).toEqual({
    AllowOrigins: ['https://x'],
    AllowHeaders,
    AllowMethods: ['OPTIONS', 'GET', 'POST'],
    ExposeHeaders: ['X-A'],
    AllowCredentials: true,
    MaxAge: 5,
  });
});

test('authorizers of an HTTP API and what routes make of them', async () => {
  const resources = await compiled(`
service: shop
provider:
  name: aws
  httpApi:
    authorizers:
      corporate: { identitySource: $request.header.Authorization, issuerUrl: https://login.example/, audience: [one, two] }
      simple: { type: request, functionName: guard, enableSimpleResponses: true, resultTtlInSeconds: 60, identitySource: [$request.header.Auth], name: own-name }
      far: { type: request, functionArn: "arn:aws:lambda:us-east-1:1:function:other", payloadVersion: "1.0" }
functions:
  guard: { handler: a.c }
  a:
    handler: a.b
    events:
      - httpApi: { method: GET, path: /j, authorizer: { name: corporate, scopes: [a, b] } }
      - httpApi: { method: GET, path: /s, authorizer: simple }
      - httpApi: { method: GET, path: /i, authorizer: { type: aws_iam } }
`);
  expect(resources['HttpApiAuthorizerCorporate']?.Properties).toEqual({
    ApiId: { Ref: 'HttpApi' },
    Name: 'corporate',
    IdentitySource: ['$request.header.Authorization'],
    AuthorizerType: 'JWT',
    JwtConfiguration: { Issuer: 'https://login.example/', Audience: ['one', 'two'] },
  });
  expect(resources['HttpApiAuthorizerOwnDashname']?.Properties).toMatchObject({
    AuthorizerType: 'REQUEST',
    EnableSimpleResponses: true,
    AuthorizerPayloadFormatVersion: '2.0',
    AuthorizerResultTtlInSeconds: 60,
  });
  expect(resources['HttpApiAuthorizerFar']?.Properties).toMatchObject({
    AuthorizerPayloadFormatVersion: '1.0',
    IdentitySource: [],
  });
  expect(resources['HttpApiRouteGetJ']?.Properties).toMatchObject({
    AuthorizationType: 'JWT',
    AuthorizerId: { Ref: 'HttpApiAuthorizerCorporate' },
    AuthorizationScopes: ['a', 'b'],
  });
  expect(resources['HttpApiRouteGetS']?.Properties).toMatchObject({
    AuthorizationType: 'CUSTOM',
    AuthorizerId: { Ref: 'HttpApiAuthorizerOwnDashname' },
  });
  expect(resources['HttpApiRouteGetI']?.Properties).toMatchObject({ AuthorizationType: 'AWS_IAM' });
});

test('a WebSocket API with an authorizer and a route that answers', async () => {
  const resources = await compiled(`
service: shop
provider: { name: aws, websocketsApiRouteSelectionExpression: $request.body.type, logs: { websocket: { level: ERROR } } }
functions:
  guard: { handler: a.c }
  a:
    handler: a.b
    events:
      - websocket: { route: $connect, authorizer: guard }
      - websocket: $disconnect
      - websocket: { route: send/it-now, routeResponseSelectionExpression: $default }
`);
  expect(resources['WebsocketsApi']?.Properties).toMatchObject({
    Name: 'dev-shop-websockets',
    RouteSelectionExpression: '$request.body.type',
    ProtocolType: 'WEBSOCKET',
  });
  expect(resources['GuardWebsocketsAuthorizer']?.Properties).toMatchObject({
    AuthorizerType: 'REQUEST',
    IdentitySource: ['route.request.header.Auth'],
  });
  expect(resources['SconnectWebsocketsRoute']?.Properties).toMatchObject({
    RouteKey: '$connect',
    AuthorizationType: 'CUSTOM',
    AuthorizerId: { Ref: 'GuardWebsocketsAuthorizer' },
  });
  expect(resources['SendSlashitDashnowWebsocketsRoute']).toBeUndefined();
  expect(resources['sendSlashitDashnowWebsocketsRoute']?.Properties).toMatchObject({
    RouteResponseSelectionExpression: '$default',
  });
  expect(resources['sendSlashitDashnowWebsocketsRouteResponse']?.Type).toBe('AWS::ApiGatewayV2::RouteResponse');
  expect(resources['WebsocketsDeploymentStage']?.Properties).toMatchObject({
    StageName: 'dev',
    DefaultRouteSettings: { LoggingLevel: 'ERROR', DataTraceEnabled: true },
  });
});

test('an API that resources declare is used; one of another service is served on a stand-in', async () => {
  const own = await compiled(`
service: shop
provider: { name: aws, apiGateway: { restApiId: { Ref: Shared }, restApiRootResourceId: { "Fn::GetAtt": [Shared, RootResourceId] } } }
functions: { a: { handler: a.b, events: [{ http: GET /a }] } }
resources: { Resources: { Shared: { Type: "AWS::ApiGateway::RestApi", Properties: { Name: shared } } } }
`);
  expect(own['ApiGatewayRestApi']).toBeUndefined();
  expect(own['ApiGatewayMethodAGet']?.Properties['RestApiId']).toEqual({ Ref: 'Shared' });
  const project = await readFiles({
    'serverless.yml':
      'service: shop\nprovider:\n  name: aws\n  httpApi: { id: abc123 }\nfunctions: { a: { handler: a.b, events: [{ httpApi: "*" }] } }',
  });
  expect(said(project)).toEqual([
    'serverless.yml:4:14: info: provider.httpApi.id is an API of another service: the routes of this one are served on an API of its own',
  ]);
  expect(Object.keys(project.template?.value['Resources'] ?? {})).toContain('HttpApi');
});

test('resources are merged over what is compiled, and extensions replace single properties', async () => {
  const resources = await compiled(
    `
service: shop
provider: { name: aws, environment: { A: a } }
functions: { a: { handler: a.b, events: [{ http: GET /a }] } }
resources:
  - Resources: { ApiGatewayRestApi: { Type: "AWS::ApiGateway::RestApi", Properties: { Name: renamed } }, T: { Type: "AWS::SNS::Topic", Properties: { X: null } } }
  - \${file(./more.yml)}
  - extensions: { ALambdaFunction: { Properties: { Timeout: 21, Environment: { Variables: { EXT: e } } }, Condition: C } }
`,
    {},
    { 'more.yml': 'Conditions: { C: !Equals [a, a] }\nResources: { Q: { Type: AWS::SQS::Queue } }\n' },
  );
  expect(resources['ApiGatewayRestApi']?.Properties).toMatchObject({
    Name: 'renamed',
    EndpointConfiguration: { Types: ['EDGE'] },
  });
  expect(resources['Q']?.Type).toBe('AWS::SQS::Queue');
  expect(resources['T']?.Properties).toEqual({});
  expect(resources['ALambdaFunction']).toMatchObject({
    Condition: 'C',
    Properties: { Timeout: 21, Handler: 'a.b', Environment: { Variables: { EXT: 'e' } } },
  });
});

test('an authorizer of another service refuses every request, and its name for a stub is given', async () => {
  const project = await readFiles({
    'serverless.yml':
      'service: shop\nprovider: aws\nfunctions:\n  a:\n    handler: a.b\n    events:\n      - http: { path: a, method: get, authorizer: { type: CUSTOM, authorizerId: abc123 } }\n      - http: { path: b, method: get, authorizer: { type: COGNITO_USER_POOLS, authorizerId: { "Fn::ImportValue": pool }, scopes: [s] } }\n      - httpApi: { path: /c, method: get, authorizer: { id: def456, type: jwt } }\n',
  });
  expect(said(project)).toEqual([
    'serverless.yml:7:67: info: functions.a.events[0].http.authorizer.authorizerId is an authorizer of another service: it refuses every request here (A stub for it stands under functions: in emulator.config.yaml, as "authorizer-abc123".)',
    'serverless.yml:8:79: info: functions.a.events[1].http.authorizer.authorizerId is an authorizer of another service: it refuses every request here',
    'serverless.yml:9:57: info: functions.a.events[2].httpApi.authorizer.id is an authorizer of another service: it refuses every request here (A stub for it stands under functions: in emulator.config.yaml, as "authorizer-def456".)',
  ]);
  const resources = project.template?.value['Resources'] as unknown as Awaited<ReturnType<typeof compiled>>;
  expect(resources['ApiGatewayMethodAGet']?.Properties['AuthorizerId']).toEqual({ Ref: 'ForeignAuthorizerabc123' });
  expect(resources['ApiGatewayMethodBGet']?.Properties).toMatchObject({
    AuthorizationType: 'COGNITO_USER_POOLS',
    AuthorizationScopes: ['s'],
  });
  expect(resources['HttpApiRouteGetC']?.Properties).toMatchObject({ AuthorizationType: 'CUSTOM' });
});
