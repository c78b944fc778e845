import { expect, test } from 'vitest';
import type { HttpApi } from '../../../src/model/definition/http-api.ts';
import type { RestApi } from '../../../src/model/definition/rest-api.ts';
import type { WebSocketApi } from '../../../src/model/definition/websocket-api.ts';
import { httpApi, loadText, restApi, said, webSocketApi } from './reading.ts';

// Long forms take the names of CloudFormation and of the OpenAPI extensions: docs/aws/http-api.md#openapi-import,
// docs/aws/rest-api.md#integration-extension and docs/aws/rest-api.md#cloudformation, docs/aws/websocket-api.md#configuration.

async function apiOf<Api>(text: string): Promise<Api> {
  const { model, problems } = await loadText(text);
  expect(problems.map(said)).toEqual([]);
  return model?.apis[0] as Api;
}

async function functionOf(settings: string) {
  const { model, problems } = await loadText(`functions:\n  list: ${settings}\n  spare: a.b\n`);
  expect(problems.map(said)).toEqual([]);
  return model?.functions['list'];
}

test('every setting of a function', async () => {
  const settings = `{
    handler: a.b, runtime: nodejs22.x, node: ./node/bin/node, isolation: process, layers: [layers/one, layers/two.zip],
    onFailure: spare, environment: { PORT: 3000, VERSION: 1.10, DEBUG: true },
    url: { invokeMode: RESPONSE_STREAM, auth: IAM, cors: { allowOrigins: ["*"] } } }`;
  expect(await functionOf(settings)).toMatchObject({
    runtime: 'nodejs22.x',
    node: '/app/node/bin/node',
    isolation: 'process',
    layers: ['/app/layers/one', '/app/layers/two.zip'],
    onFailure: 'spare',
    environment: { PORT: '3000', VERSION: '1.10', DEBUG: 'true' },
    url: { port: 3000, invokeMode: 'RESPONSE_STREAM', auth: 'AWS_IAM', cors: { allowOrigins: ['*'] } },
  });
});

test('a node binary without a slash is looked for on the PATH', async () => {
  expect(await functionOf('{ handler: a.b, node: node22 }')).toMatchObject({ node: 'node22' });
});

test('inline source has the handler index.handler unless it says another', async () => {
  expect(await functionOf('{ inline: "exports.handler = 1" }')).toMatchObject({
    code: { kind: 'inline', source: 'exports.handler = 1' },
    handler: 'index.handler',
  });
});

test('a command takes any handler string', async () => {
  expect(await functionOf('{ handler: bootstrap, runtime: provided.al2023 }')).toMatchObject({ handler: 'bootstrap' });
  expect(await functionOf('{ command: ./bootstrap, handler: anything }')).toMatchObject({
    code: { kind: 'command', command: './bootstrap' },
    handler: 'anything',
  });
});

test('an integration in the fields of the OpenAPI extension, in any case', async () => {
  const api = await apiOf<RestApi>(
    restApi(`    routes:
      POST /orders:
        authorizer: iam
        apiKeyRequired: false
        operationName: placeOrder
        requestParameters: { method.request.header.X-Tenant: true, method.request.querystring.dry: false }
        requestValidator: { validateRequestParameters: true }
        integration:
          type: aws
          uri: arn:aws:apigateway:us-east-1:sqs:path/123456789012/orders
          httpMethod: POST
          credentials: arn:aws:iam::123456789012:role/queue
          passthroughBehavior: never
          timeoutInMillis: 5000
          requestParameters: { integration.request.header.Content-Type: "'application/x-www-form-urlencoded'" }
          requestTemplates: { application/json: "Action=SendMessage&MessageBody=$input.body" }
          responses:
            default: { statusCode: 200, responseParameters: { method.response.header.X-Id: context.requestId } }
            "4\\\\d\\\\d": { statusCode: "400", responseTemplates: { application/json: "{}" }, contentHandling: convert_to_text }
`),
  );
  const [method] = api.methods;
  expect(method).toMatchObject({
    path: '/orders',
    httpMethod: 'POST',
    authorization: { type: 'AWS_IAM' },
    operationName: 'placeOrder',
    requestParameters: { 'method.request.header.X-Tenant': true, 'method.request.querystring.dry': false },
    requestValidator: { validateRequestBody: false, validateRequestParameters: true },
    methodResponses: {
      200: { responseParameters: { 'method.response.header.X-Id': false }, responseModels: {} },
      400: { responseParameters: {}, responseModels: {} },
    },
  });
  expect(method?.integration).toMatchObject({
    type: 'AWS',
    service: { region: 'us-east-1', service: 'sqs', path: '123456789012/orders' },
    passthroughBehavior: 'NEVER',
    timeoutInMillis: 5000,
    responses: [
      { statusCode: '200', responseParameters: { 'method.response.header.X-Id': 'context.requestId' } },
      { selectionPattern: String.raw`4\d\d`, statusCode: '400', contentHandling: 'CONVERT_TO_TEXT' },
    ],
  });
  expect(method?.integration.responses[0]).not.toHaveProperty('selectionPattern');
});

test.each([
  ['list', { functionName: 'list' }],
  ['list:live', { functionName: 'list', qualifier: 'live' }],
  ['${stageVariables.fn}', { functionName: '${stageVariables.fn}' }],
  [
    '${stageVariables.fn}:${stageVariables.alias}',
    { functionName: '${stageVariables.fn}', qualifier: '${stageVariables.alias}' },
  ],
])('the function %s', async (name, lambda) => {
  const body = `    stageVariables: { fn: list, alias: live }\n    routes:\n      GET /a: { function: "${name}" }\n`;
  const api = await apiOf<HttpApi>(httpApi(body));
  expect(api.routes[0]?.integration.lambda).toEqual(lambda);
});

test.each([
  'list',
  'arn:aws:lambda:us-east-1:123456789012:function:list',
  'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:list/invocations',
])('the Lambda URI %s', async (uri) => {
  const api = await apiOf<HttpApi>(
    httpApi(
      `    routes:\n      GET /a: { integration: { type: AWS_PROXY, uri: "${uri}", payloadFormatVersion: "2.0" } }\n`,
    ),
  );
  expect(api.routes[0]?.integration).toMatchObject({ lambda: { functionName: 'list' }, payloadFormatVersion: '2.0' });
});

test('what stands beside a target', async () => {
  const api = await apiOf<HttpApi>(
    httpApi(
      '    routes:\n      GET /a: { function: list, payloadFormatVersion: 1.0, timeoutInMillis: 50, throttle: { rate: 0.5, burst: 1 } }\n',
    ),
  );
  expect(api.routes[0]).toMatchObject({
    throttle: { rate: 0.5, burst: 1 },
    integration: { payloadFormatVersion: '1.0', timeoutInMillis: 50 },
  });
});

test('a proxy URL in a REST API is filled from the path', async () => {
  const api = await apiOf<RestApi>(
    restApi(
      '    routes:\n      ANY /x/{proxy+}: { http: "http://localhost:1/{proxy}", responseTransferMode: stream }\n',
    ),
  );
  expect(api.methods[0]).toMatchObject({
    requestParameters: { 'method.request.path.proxy': true },
    integration: {
      type: 'HTTP_PROXY',
      responseTransferMode: 'STREAM',
      requestParameters: { 'integration.request.path.proxy': 'method.request.path.proxy' },
    },
  });
});

test('cors: true allows any origin, false none', async () => {
  expect((await apiOf<HttpApi>(httpApi('    cors: true\n'))).cors).toMatchObject({
    allowOrigins: ['*'],
    allowMethods: ['*'],
  });
  expect((await apiOf<HttpApi>(httpApi('    cors: false\n'))).cors).toBeUndefined();
});

test('settings of every API: stage variables, access log, throttle, custom domain', async () => {
  const api = await apiOf<HttpApi>(
    httpApi(`    stage: beta
    apiId: abcde12345
    stageVariables: { limit: 10, host: example.com }
    accessLog: { format: "$context.requestId $context.status", destination: logs/access.log }
    throttle: { rate: 100, burst: 50 }
    basePath: [/, shop/v1/]
    domainName: api.example.com
    disableExecuteApiEndpoint: true
    trailingSlash: ignore
`),
  );
  expect(api).toMatchObject({
    id: 'abcde12345',
    stage: {
      name: 'beta',
      variables: { limit: '10', host: 'example.com' },
      accessLog: { format: '$context.requestId $context.status', destination: '/app/logs/access.log' },
      throttle: { rate: 100, burst: 50 },
    },
    customDomain: { domainName: 'api.example.com', basePaths: ['', 'shop/v1'] },
    disableExecuteApiEndpoint: true,
    trailingSlash: 'ignore',
  });
});

test('settings of a REST API', async () => {
  const api = await apiOf<RestApi>(
    restApi(`    models: { Pet: { schema: { type: object, required: [name] } } }
    requestValidators: { body: { validateRequestBody: true } }
    requestValidator: body
    gatewayResponses: { DEFAULT_4XX: { statusCode: 400, responseParameters: { gatewayresponse.header.X: "'a'" } } }
    binaryMediaTypes: [image/png]
    minimumCompressionSize: 0
    apiKeySource: AUTHORIZER
    policy: '{"Version":"2012-10-17","Statement":[]}'
    endpointType: edge
    cacheClusterEnabled: true
    canary: { percentTraffic: 12.5, stageVariableOverrides: { v: 2 } }
    executionLog: INFO
    methodSettings:
      - { resourcePath: /*, httpMethod: "*", throttlingRateLimit: 5, loggingLevel: ERROR }
      - { resourcePath: "/pets/{id}", httpMethod: GET, cachingEnabled: true, cacheTtlInSeconds: 60 }
    routes:
      POST /pets: { function: create, requestModels: { application/json: Pet }, throttle: { rate: 1, burst: 2 } }
`),
  );
  expect(api).toMatchObject({
    models: { Pet: { contentType: 'application/json', schema: '{"type":"object","required":["name"]}' } },
    gatewayResponses: {
      DEFAULT_4XX: {
        statusCode: 400,
        responseParameters: { 'gatewayresponse.header.X': "'a'" },
        responseTemplates: {},
      },
    },
    binaryMediaTypes: ['image/png'],
    minimumCompressionSize: 0,
    apiKeySource: 'AUTHORIZER',
    policy: { Version: '2012-10-17', Statement: [] },
    endpointType: 'EDGE',
    cacheCluster: true,
    canary: { percentTraffic: 12.5, stageVariableOverrides: { v: '2' }, useStageCache: false },
    executionLog: 'INFO',
    stage: { throttle: { rate: 5 } },
  });
  expect(api.methodSettings).toEqual({
    '*/*': { throttle: { rate: 5 }, loggingLevel: 'ERROR' },
    '/pets/{id}/GET': { cachingEnabled: true, cacheTtlInSeconds: 60 },
    '/pets/POST': { throttle: { rate: 1, burst: 2 }, loggingLevel: 'ERROR' },
  });
  expect(api.methods[0]).toMatchObject({
    requestModels: { 'application/json': 'Pet' },
    requestValidator: { validateRequestBody: true, validateRequestParameters: false },
  });
});

test('method settings as the map that GetStage answers', async () => {
  const api = await apiOf<RestApi>(
    restApi(
      '    methodSettings: { "~1pets~1{id}/GET": { cachingEnabled: true }, "*/*": { throttlingBurstLimit: 3 } }\n',
    ),
  );
  expect(api.methodSettings).toEqual({ '/pets/{id}/GET': { cachingEnabled: true }, '*/*': { throttle: { burst: 3 } } });
});

test('REST authorizers of the three types', async () => {
  const api = await apiOf<RestApi>(
    restApi(`    authorizers:
      token: { type: token, function: list, identityValidationExpression: "^x-[a-z]+" }
      request: { type: request, function: list, identitySource: "method.request.header.A, context.stage", ttl: 60 }
      pool: { type: cognito, userPool: "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbC" }
      local: { type: cognito_user_pools, providerARNs: [local], authorizerResultTtlInSeconds: 0 }
    routes:
      GET /a: { function: list, authorizer: pool, scopes: [a] }
      GET /b: { function: list, authorizer: token }
`),
  );
  expect(api.authorizers).toMatchObject({
    token: {
      type: 'token',
      identitySource: 'method.request.header.Authorization',
      identityValidationExpression: '^x-[a-z]+',
      ttl: 300,
    },
    request: {
      type: 'request',
      identitySources: ['method.request.header.A', 'context.stage'],
      ttl: 60,
      payloadFormatVersion: '1.0',
    },
    pool: { type: 'cognito', userPools: ['https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC'] },
    local: { type: 'cognito', userPools: ['local'], ttl: 0 },
  });
  expect(api.methods.map(({ authorization }) => authorization)).toEqual([
    { type: 'COGNITO_USER_POOLS', authorizer: 'pool', scopes: ['a'] },
    { type: 'CUSTOM', authorizer: 'token' },
  ]);
});

test('HTTP authorizers in the names of OpenAPI', async () => {
  const uri =
    'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:list/invocations';
  const api = await apiOf<HttpApi>(
    httpApi(`    authorizers:
      users: { type: jwt, jwtConfiguration: { issuer: "http://localhost:9000", audience: [a] }, identitySource: $request.querystring.t }
      session:
        type: request
        authorizerUri: ${uri}
        identitySource: "$request.header.A,$context.routeKey"
        authorizerResultTtlInSeconds: 0
        authorizerPayloadFormatVersion: 1.0
        enableSimpleResponses: false
      open: { type: request, function: list }
`),
  );
  expect(api.authorizers).toMatchObject({
    users: { issuer: 'http://localhost:9000', audience: ['a'], identitySource: '$request.querystring.t' },
    session: {
      lambda: { functionName: 'list' },
      identitySources: ['$request.header.A', '$context.routeKey'],
      ttl: 0,
      payloadFormatVersion: '1.0',
      simpleResponses: false,
    },
    open: { identitySources: [], ttl: 0, payloadFormatVersion: '2.0' },
  });
});

test('a non-proxy WebSocket route', async () => {
  const api = await apiOf<WebSocketApi>(
    webSocketApi(`    models: { Message: { schema: '{"type":"object"}' } }
    limits: { idleSeconds: 2 }
    routes:
      $connect: { integration: { type: mock, requestTemplates: { $default: '{"statusCode":200}' } }, requestParameters: { route.request.querystring.t: { required: true } } }
      ping:
        routeResponseSelectionExpression: $default
        modelSelectionExpression: $request.body.kind
        requestModels: { text: Message, $default: Message }
        integration:
          type: HTTP
          uri: http://localhost:1
          httpMethod: PUT
          templateSelectionExpression: \${request.body.kind}
          responses:
            $default: { templateSelectionExpression: "\${integration.response.statuscode}", responseTemplates: { "200": ok } }
            /5\\d\\d/: { responseTemplates: { $default: failed } }
      leave: { routeResponse: false }
`),
  );
  expect(api.limits).toMatchObject({ idleSeconds: 2, maximumSeconds: 7200 });
  const [connect, ping, leave] = api.routes;
  expect(connect).toMatchObject({
    requestParameters: { 'route.request.querystring.t': true },
    integration: { type: 'MOCK' },
  });
  expect(ping).toMatchObject({
    routeResponse: true,
    modelSelectionExpression: '$request.body.kind',
    requestModels: { text: 'Message', $default: 'Message' },
    integration: {
      type: 'HTTP',
      httpMethod: 'PUT',
      templateSelectionExpression: '${request.body.kind}',
      responses: [
        { templateSelectionExpression: '${integration.response.statuscode}', responseTemplates: { 200: 'ok' } },
        { selectionPattern: String.raw`5\d\d`, responseTemplates: { $default: 'failed' } },
      ],
    },
  });
  expect(leave).not.toHaveProperty('integration');
});
