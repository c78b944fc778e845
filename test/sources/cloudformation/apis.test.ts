import { expect, test } from 'vitest';
import type { HttpApi } from '../../../src/model/definition/http-api.ts';
import type { RestApi } from '../../../src/model/definition/rest-api.ts';
import type { WebSocketApi } from '../../../src/model/definition/websocket-api.ts';
import { described, load } from './described.ts';

const FUNCTIONS = ['Fn', 'Auth']
  .map(
    (id) =>
      `  ${id}: { Type: AWS::Lambda::Function, Properties: { Runtime: nodejs22.x, Handler: index.handler, Code: { ZipFile: x } } }`,
  )
  .join('\n');
const invocations = (id: string): string =>
  `!Sub "arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${id}.Arn}/invocations"`;

const REST = `Resources:
${FUNCTIONS}
  Live: { Type: AWS::Lambda::Alias, Properties: { FunctionName: !Ref Fn, FunctionVersion: "1", Name: live } }
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Name: shop
      BinaryMediaTypes: [image~1png]
      MinimumCompressionSize: 1024
      Policy: { Version: "2012-10-17", Statement: [{ Effect: Allow, Principal: "*", Action: execute-api:Invoke, Resource: "*" }] }
  Pets: { Type: AWS::ApiGateway::Resource, Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: pets } }
  Pet: { Type: AWS::ApiGateway::Resource, Properties: { RestApiId: !Ref Api, ParentId: !Ref Pets, PathPart: "{id}" } }
  Order: { Type: AWS::ApiGateway::Model, Properties: { RestApiId: !Ref Api, Name: Order, Schema: { type: object } } }
  Valid: { Type: AWS::ApiGateway::RequestValidator, Properties: { RestApiId: !Ref Api, ValidateRequestBody: true } }
  Token:
    Type: AWS::ApiGateway::Authorizer
    Properties:
      RestApiId: !Ref Api
      Name: token
      Type: TOKEN
      IdentitySource: method.request.header.X-Token
      AuthorizerResultTtlInSeconds: 0
      AuthorizerUri: ${invocations('Auth')}
  GetPet:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref Pet
      HttpMethod: GET
      OperationName: getPet
      AuthorizationType: CUSTOM
      AuthorizerId: !Ref Token
      RequestParameters: { method.request.querystring.q: true, method.request.header.X: false, method.request.path.id: true }
      Integration: { Type: AWS_PROXY, IntegrationHttpMethod: POST, TimeoutInMillis: 5000, Uri: !Sub "arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Live}/invocations" }
  Create:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref Pets
      HttpMethod: POST
      AuthorizationType: AWS_IAM
      ApiKeyRequired: true
      RequestModels: { application/json: !Ref Order }
      RequestValidatorId: !Ref Valid
      MethodResponses: [{ StatusCode: 200 }]
      Integration: { Type: AWS, IntegrationHttpMethod: POST, Uri: ${invocations('Fn')}, RequestTemplates: { application/json: "{}" }, IntegrationResponses: [{ StatusCode: 200 }, { StatusCode: 400, SelectionPattern: "4.*" }] }
  Options:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      HttpMethod: OPTIONS
      AuthorizationType: NONE
      Integration: { Type: MOCK, IntegrationResponses: [{ StatusCode: "204", ResponseParameters: { method.response.header.Access-Control-Allow-Origin: "'*'" } }] }
  Proxy:
    Type: AWS::ApiGateway::Method
    Properties: { RestApiId: !Ref Api, ResourceId: !Ref Pets, HttpMethod: ANY, AuthorizationType: NONE, Integration: { Type: HTTP_PROXY, IntegrationHttpMethod: get, Uri: "https://example.com/pets" } }
  Table:
    Type: AWS::ApiGateway::Method
    Properties: { RestApiId: !Ref Api, ResourceId: !Ref Pets, HttpMethod: PUT, AuthorizationType: NONE, Integration: { Type: AWS, IntegrationHttpMethod: POST, Uri: !Sub "arn:aws:apigateway:\${AWS::Region}:dynamodb:action/PutItem" } }
  Denied: { Type: AWS::ApiGateway::GatewayResponse, Properties: { RestApiId: !Ref Api, ResponseType: ACCESS_DENIED, StatusCode: 404 } }
  Deployed: { Type: AWS::ApiGateway::Deployment, Properties: { RestApiId: !Ref Api, StageName: first } }
  Second:
    Type: AWS::ApiGateway::Stage
    Properties:
      RestApiId: !Ref Api
      DeploymentId: !Ref Deployed
      StageName: second
      Variables: { name: value }
      CacheClusterEnabled: true
      MethodSettings: [{ ResourcePath: "/*", HttpMethod: "*", ThrottlingRateLimit: 5, ThrottlingBurstLimit: 10, LoggingLevel: INFO }, { ResourcePath: /~1pets, HttpMethod: GET, CachingEnabled: true }]
      CanarySetting: { PercentTraffic: 10, StageVariableOverrides: { name: other } }
  Key: { Type: AWS::ApiGateway::ApiKey, Properties: { Name: partner, Enabled: true, Value: partner-key-0123456789 } }
  Plan:
    Type: AWS::ApiGateway::UsagePlan
    Properties: { UsagePlanName: gold, ApiStages: [{ ApiId: !Ref Api, Stage: !Ref Second }], Throttle: { RateLimit: 1, BurstLimit: 2 }, Quota: { Limit: 100, Period: WEEK, Offset: 1 } }
  PlanKey: { Type: AWS::ApiGateway::UsagePlanKey, Properties: { KeyId: !Ref Key, KeyType: API_KEY, UsagePlanId: !Ref Plan } }
  Domain: { Type: AWS::ApiGateway::DomainName, Properties: { DomainName: api.example.com } }
  Mapping: { Type: AWS::ApiGateway::BasePathMapping, Properties: { DomainName: !Ref Domain, BasePath: v1, RestApiId: !Ref Api, Stage: !Ref Second } }
`;

test('a REST API of resources is described whole', async () => {
  const { apis, usagePlans, apiKeys } = await described(REST);
  expect(usagePlans).toEqual([
    {
      id: 'Plan',
      stages: ['Api/second'],
      apiKeys: ['Key'],
      throttle: { rate: 1, burst: 2 },
      quota: { limit: 100, period: 'WEEK', offset: 1 },
    },
  ]);
  expect(apiKeys).toEqual([{ id: 'Key', name: 'partner', value: 'partner-key-0123456789' }]);
  const [api] = apis;
  expect({ ...api, apiId: undefined }).toEqual({
    id: 'Api',
    apiId: undefined,
    name: 'shop',
    kind: 'rest',
    stages: [{ name: 'second', variables: { name: 'value' } }, { name: 'first' }],
    routes: [
      {
        key: 'GET /pets/{id}',
        operation: 'getPet',
        target: { type: 'lambda', function: 'Fn', qualifier: 'live' },
        authorizer: 'token',
        required: ['querystring.q'],
        timeout: 5000,
      },
      {
        key: 'POST /pets',
        target: { type: 'lambda', function: 'Fn', proxy: false },
        authorizer: 'IAM',
        apiKeyRequired: true,
        models: { 'application/json': 'Order' },
        validator: { body: true },
      },
      { key: 'OPTIONS /', target: { type: 'mock', corsHeaders: { 'access-control-allow-origin': "'*'" } } },
      { key: 'ANY /pets', target: { type: 'http', uri: 'https://example.com/pets', method: 'GET' } },
      { key: 'PUT /pets', target: { type: 'aws', uri: 'arn:aws:apigateway:us-east-1:dynamodb:action/PutItem' } },
    ],
    authorizers: [
      { name: 'token', type: 'token', identitySource: ['method.request.header.X-Token'], ttl: 0, function: 'Auth' },
    ],
    binaryMediaTypes: ['image/png'],
    minimumCompressionSize: 1024,
    models: ['Order'],
    gatewayResponses: ['ACCESS_DENIED'],
    policy: true,
    domains: [{ domain: 'api.example.com', basePath: 'v1' }],
  });
});

test('every stage of an API is served, with its own settings', async () => {
  const { model } = await load({ 'template.yaml': REST });
  const [second, first] = (model?.apis ?? []) as RestApi[];
  expect([second?.name, second?.port, first?.name, first?.port]).toEqual(['Api', 3000, 'Api/first', 3001]);
  expect(second).toMatchObject({
    cacheCluster: true,
    executionLog: 'INFO',
    canary: { percentTraffic: 10, stageVariableOverrides: { name: 'other' } },
    methodSettings: { '*/*': { throttle: { rate: 5, burst: 10 } }, '/pets/GET': { cachingEnabled: true } },
    usagePlans: [{ name: 'gold', apiKeys: ['partner'] }],
    apiKeys: [{ name: 'partner', value: 'partner-key-0123456789' }],
  });
  expect(second?.stage.throttle).toEqual({ rate: 5, burst: 10 });
  expect(first?.usagePlans).toEqual([]);
  expect(second?.methods[1]?.integration.responses).toMatchObject([
    { statusCode: '200' },
    { statusCode: '400', selectionPattern: '4.*' },
  ]);
});

const HTTP = `Resources:
${FUNCTIONS}
  Api:
    Type: AWS::ApiGatewayV2::Api
    Properties: { Name: web, ProtocolType: HTTP, CorsConfiguration: { AllowOrigins: ["*"], MaxAge: 0 } }
  Jwt:
    Type: AWS::ApiGatewayV2::Authorizer
    Properties: { ApiId: !Ref Api, Name: users, AuthorizerType: JWT, IdentitySource: [$request.header.Authorization], JwtConfiguration: { Issuer: https://idp.example.com/, Audience: [shop] } }
  Custom:
    Type: AWS::ApiGatewayV2::Authorizer
    Properties: { ApiId: !Ref Api, Name: custom, AuthorizerType: REQUEST, AuthorizerPayloadFormatVersion: 2.0, EnableSimpleResponses: true, AuthorizerUri: ${invocations('Auth')} }
  Lambda: { Type: AWS::ApiGatewayV2::Integration, Properties: { ApiId: !Ref Api, IntegrationType: AWS_PROXY, IntegrationUri: !GetAtt Fn.Arn, PayloadFormatVersion: "2.0" } }
  Old: { Type: AWS::ApiGatewayV2::Integration, Properties: { ApiId: !Ref Api, IntegrationType: AWS_PROXY, IntegrationUri: ${invocations('Fn')} } }
  Backend:
    Type: AWS::ApiGatewayV2::Integration
    Properties: { ApiId: !Ref Api, IntegrationType: HTTP_PROXY, IntegrationMethod: ANY, IntegrationUri: https://example.com, ResponseParameters: { "404": { ResponseParameters: [{ Destination: "overwrite:statuscode", Source: "403" }] } } }
  Queue:
    Type: AWS::ApiGatewayV2::Integration
    Properties: { ApiId: !Ref Api, IntegrationType: AWS_PROXY, IntegrationSubtype: SQS-SendMessage, CredentialsArn: x, PayloadFormatVersion: "1.0", RequestParameters: { QueueUrl: q, MessageBody: $request.body } }
  A: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Api, RouteKey: "GET /a", Target: !Sub "integrations/\${Lambda}", AuthorizationType: JWT, AuthorizerId: !Ref Jwt, AuthorizationScopes: [read] } }
  B: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Api, RouteKey: "GET /b", Target: !Join [/, [integrations, !Ref Old]], AuthorizationType: CUSTOM, AuthorizerId: !Ref Custom } }
  C: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Api, RouteKey: $default, Target: !Sub "integrations/\${Backend}" } }
  D: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Api, RouteKey: "POST /d", Target: !Sub "integrations/\${Queue}", AuthorizationType: AWS_IAM } }
  Stage:
    Type: AWS::ApiGatewayV2::Stage
    Properties: { ApiId: !Ref Api, StageName: $default, AutoDeploy: true, RouteSettings: { "GET /a": { ThrottlingRateLimit: 1 } }, StageVariables: { v: "1" } }
  Quick: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: quick, ProtocolType: HTTP, Target: !GetAtt Fn.Arn, RouteKey: "GET /q" } }
  Undeployed: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: idle, ProtocolType: HTTP } }
`;

test('an HTTP API of resources is described whole; quick create makes a route and a stage', async () => {
  const { apis } = await described(HTTP);
  const lambda = { type: 'lambda', function: 'Fn' };
  expect(apis.map((api) => ({ ...api, apiId: undefined }))).toEqual([
    {
      id: 'Api',
      apiId: undefined,
      name: 'web',
      kind: 'http',
      stages: [{ name: '$default', variables: { v: '1' } }],
      cors: { allowOrigins: ['*'], maxAge: 0 },
      routes: [
        { key: 'GET /a', target: lambda, payloadFormat: '2.0', authorizer: 'users', scopes: ['read'] },
        { key: 'GET /b', target: lambda, payloadFormat: '1.0', authorizer: 'custom' },
        { key: '$default', target: { type: 'http', uri: 'https://example.com', method: 'ANY' } },
        { key: 'POST /d', target: { type: 'aws', subtype: 'SQS-SendMessage' }, authorizer: 'IAM' },
      ],
      authorizers: [
        {
          name: 'users',
          type: 'jwt',
          identitySource: ['$request.header.Authorization'],
          issuer: 'https://idp.example.com/',
          audience: ['shop'],
        },
        { name: 'custom', type: 'request', function: 'Auth', payloadFormat: '2.0', simpleResponses: true },
      ],
    },
    {
      id: 'Quick',
      apiId: undefined,
      name: 'quick',
      kind: 'http',
      stages: [{ name: '$default' }],
      routes: [{ key: 'GET /q', target: lambda, payloadFormat: '2.0' }],
    },
    { id: 'Undeployed', apiId: undefined, name: 'idle', kind: 'http', stages: [], routes: [] },
  ]);
});

test('an HTTP API without a stage is not served; routes have the throttles of their stage', async () => {
  const { model } = await load({ 'template.yaml': HTTP });
  expect(model?.apis.map(({ name }) => name)).toEqual(['Api', 'Quick']);
  const [api] = (model?.apis ?? []) as HttpApi[];
  expect(api?.routes[0]?.throttle).toEqual({ rate: 1 });
  expect(api?.routes[2]?.integration.responseParameters).toEqual({ '404': { 'overwrite:statuscode': '403' } });
});

test('a WebSocket API of resources is described whole', async () => {
  const text = `Resources:
${FUNCTIONS}
  Chat: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: chat, ProtocolType: WEBSOCKET, RouteSelectionExpression: $request.body.type } }
  Ticket: { Type: AWS::ApiGatewayV2::Authorizer, Properties: { ApiId: !Ref Chat, Name: ticket, AuthorizerType: REQUEST, IdentitySource: [route.request.querystring.t], AuthorizerUri: ${invocations('Auth')} } }
  To: { Type: AWS::ApiGatewayV2::Integration, Properties: { ApiId: !Ref Chat, IntegrationType: AWS_PROXY, IntegrationUri: ${invocations('Fn')} } }
  Mock: { Type: AWS::ApiGatewayV2::Integration, Properties: { ApiId: !Ref Chat, IntegrationType: MOCK, RequestTemplates: { "200": '{"statusCode":200}' }, TemplateSelectionExpression: "200" } }
  MockAnswer: { Type: AWS::ApiGatewayV2::IntegrationResponse, Properties: { ApiId: !Ref Chat, IntegrationId: !Ref Mock, IntegrationResponseKey: $default, ResponseTemplates: { "200": pong } } }
  Connect: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Chat, RouteKey: $connect, AuthorizationType: CUSTOM, AuthorizerId: !Ref Ticket, Target: !Sub "integrations/\${To}", RequestParameters: { route.request.querystring.t: { Required: true } } } }
  Ping: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Chat, RouteKey: ping, RouteResponseSelectionExpression: $default, OperationName: Ping, Target: !Sub "integrations/\${Mock}" } }
  Answer: { Type: AWS::ApiGatewayV2::RouteResponse, Properties: { ApiId: !Ref Chat, RouteId: !Ref Ping, RouteResponseKey: $default } }
  Stage: { Type: AWS::ApiGatewayV2::Stage, Properties: { ApiId: !Ref Chat, StageName: dev, DefaultRouteSettings: { ThrottlingBurstLimit: 3 } } }
`;
  const { apis } = await described(text);
  expect(apis.map((api) => ({ ...api, apiId: undefined }))).toEqual([
    {
      id: 'Chat',
      apiId: undefined,
      name: 'chat',
      kind: 'websocket',
      stages: [{ name: 'dev' }],
      routeSelection: '$request.body.type',
      routes: [
        {
          key: '$connect',
          target: { type: 'lambda', function: 'Fn' },
          authorizer: 'ticket',
          required: ['querystring.t'],
        },
        { key: 'ping', target: { type: 'mock' }, operation: 'Ping', routeResponse: true },
      ],
      authorizers: [
        { name: 'ticket', type: 'request', identitySource: ['route.request.querystring.t'], function: 'Auth' },
      ],
    },
  ]);
  const [chat] = ((await load({ 'template.yaml': text })).model?.apis ?? []) as WebSocketApi[];
  expect(chat?.stage.throttle).toEqual({ burst: 3 });
  expect(chat?.routes[1]?.integration?.responses).toMatchObject([{ responseTemplates: { '200': 'pong' } }]);
});

test('a route response alone makes a route two-way, which describe, naming settings, does not say', async () => {
  const text = `Resources:
${FUNCTIONS}
  Chat: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: chat, ProtocolType: WEBSOCKET, RouteSelectionExpression: $request.body.type } }
  To: { Type: AWS::ApiGatewayV2::Integration, Properties: { ApiId: !Ref Chat, IntegrationType: AWS_PROXY, IntegrationUri: ${invocations('Fn')} } }
  Ask: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Chat, RouteKey: ask, Target: !Sub "integrations/\${To}" } }
  Tell: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Chat, RouteKey: tell, Target: !Sub "integrations/\${To}" } }
  Answer: { Type: AWS::ApiGatewayV2::RouteResponse, Properties: { ApiId: !Ref Chat, RouteId: !Ref Ask, RouteResponseKey: $default } }
  Stage: { Type: AWS::ApiGatewayV2::Stage, Properties: { ApiId: !Ref Chat, StageName: dev } }
`;
  const [chat] = ((await load({ 'template.yaml': text })).model?.apis ?? []) as WebSocketApi[];
  expect(chat?.routes.map(({ routeKey, routeResponse }) => [routeKey, routeResponse])).toEqual([
    ['ask', true],
    ['tell', false],
  ]);
  const { apis } = await described(text);
  expect(apis[0]?.routes?.some((route) => 'routeResponse' in route)).toBe(false);
});
