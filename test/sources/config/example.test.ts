import { beforeAll, expect, test } from 'vitest';
import type { HttpApi } from '../../../src/model/definition/http-api.ts';
import type { Model } from '../../../src/model/definition/model.ts';
import { derivedId } from '../../../src/model/definition/derived-id.ts';
import type { RestApi } from '../../../src/model/definition/rest-api.ts';
import type { WebSocketApi } from '../../../src/model/definition/websocket-api.ts';
import { loadText } from './reading.ts';

// The example of the README: every short form that the file has.
const text = `
region: us-east-1
port: 3000
admin: { port: 4567 }
envFile: .env

functions:
  listProducts: handlers/products.list
  createOrder:
    handler: handlers/orders.create
    timeout: 10
    memory: 256
    environment: { TABLE_NAME: orders }
    concurrency: 5
  authorize: handlers/auth.authorize
  notFound: handlers/page.notFound
  connect: handlers/chat.connect
  disconnect: handlers/chat.disconnect
  send: handlers/chat.send
  fallback: handlers/chat.fallback

credentials:
  alice: { accessKeyId: AKIDALICE0000000, secretAccessKey: alice-secret, userArn: "arn:aws:iam::123456789012:user/alice" }

processes:
  dynamodb: { command: "npx dynalite --port 8000", ready: "http://127.0.0.1:8000" }

apis:
  shop:
    type: http
    stage: $default
    cors: { allowOrigins: ["http://localhost:5173"], allowMethods: [GET, POST] }
    authorizers:
      users: { type: jwt, issuer: https://idp.example.com/, audience: [shop] }
      session: { type: request, function: authorize, identitySource: [$request.header.Cookie], simpleResponses: true }
    routes:
      GET /products: listProducts
      POST /orders: { function: createOrder, authorizer: users, scopes: [orders.write] }
      ANY /legacy/{proxy+}: { http: "http://localhost:9000/{proxy}" }
      $default: notFound

  backoffice:
    type: rest
    stage: dev
    openapi: fixtures/backoffice.openapi.yaml
    apiKeys: { partner: { value: partner-key-0123456789abcdef } }
    usagePlans:
      gold: { apiKeys: [partner], throttle: { rate: 10, burst: 20 }, quota: { limit: 1000, period: DAY } }

  chat:
    type: websocket
    stage: dev
    routeSelectionExpression: $request.body.action
    authorizers:
      ticket: { type: request, function: authorize, identitySource: [route.request.querystring.ticket] }
    routes:
      $connect: { function: connect, authorizer: ticket }
      $disconnect: disconnect
      sendMessage: { function: send, routeResponse: true }
      $default: fallback
`;

const document = `
openapi: 3.0.1
info: { title: backoffice, version: "1" }
paths:
  /orders:
    get:
      responses: { "200": { description: ok } }
      x-amazon-apigateway-integration:
        type: aws_proxy
        httpMethod: POST
        uri: arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:createOrder/invocations
`;

let model: Model;

beforeAll(async () => {
  const files = { '/app/.env': 'STAGE=local\n', '/app/fixtures/backoffice.openapi.yaml': document };
  const loaded = await loadText(text, files);
  expect(loaded.problems.filter(({ severity }) => severity !== 'info')).toEqual([]);
  if (!loaded.model) throw new Error('the example has no model');
  model = loaded.model;
});

test('what stands at the top', () => {
  expect(model).toMatchObject({
    root: '/app',
    region: 'us-east-1',
    accountId: '123456789012',
    admin: { port: 4567 },
    env: { STAGE: 'local' },
    endpoints: {},
    vpcLinks: {},
    files: ['/app/emulator.config.yaml', '/app/fixtures/backoffice.openapi.yaml', '/app/.env'],
  });
});

test('functions, in short and in long', () => {
  expect(Object.keys(model.functions)).toHaveLength(8);
  expect(model.functions['listProducts']).toEqual({
    name: 'listProducts',
    code: { kind: 'handler' },
    handler: 'handlers/products.list',
    root: '/app',
    timeout: 3,
    memory: 128,
    environment: {},
    isolation: 'thread',
    layers: [],
    declaredAt: { file: 'emulator.config.yaml', line: 8, column: 3 },
  });
  expect(model.functions['createOrder']).toMatchObject({
    handler: 'handlers/orders.create',
    timeout: 10,
    memory: 256,
    environment: { TABLE_NAME: 'orders' },
    concurrency: 5,
  });
});

test('credentials and processes', () => {
  expect(model.credentials).toEqual([
    {
      name: 'alice',
      accessKeyId: 'AKIDALICE0000000',
      secretAccessKey: 'alice-secret',
      userArn: 'arn:aws:iam::123456789012:user/alice',
      accountId: '123456789012',
      declaredAt: { file: 'emulator.config.yaml', line: 23, column: 3 },
    },
  ]);
  expect(model.processes).toEqual([
    {
      name: 'dynamodb',
      command: 'npx dynalite --port 8000',
      cwd: '/app',
      environment: {},
      ready: 'http://127.0.0.1:8000',
      readyTimeout: 30,
      declaredAt: { file: 'emulator.config.yaml', line: 26, column: 3 },
    },
  ]);
});

/** What an integration has when nothing is said of it. */
const nothing = {
  requestParameters: {},
  requestTemplates: {},
  passthroughBehavior: 'WHEN_NO_MATCH',
  cacheKeyParameters: [],
  responses: [],
  responseParameters: {},
  responseTransferMode: 'BUFFERED',
} as const;

const at = (line: number, column = 7) => ({ declaredAt: { file: 'emulator.config.yaml', line, column } });

const lambda = (functionName: string, line: number) => ({
  ...nothing,
  type: 'AWS_PROXY' as const,
  lambda: { functionName },
  httpMethod: 'POST',
  ...at(line),
});

test('the HTTP API', () => {
  const overHttp = (functionName: string, line: number) => ({
    ...lambda(functionName, line),
    timeoutInMillis: 30_000,
    payloadFormatVersion: '2.0' as const,
  });
  const expected: HttpApi = {
    type: 'http',
    name: 'shop',
    id: derivedId('api', 'shop'),
    port: 3000,
    stage: { name: '$default', variables: {}, deploymentId: expect.stringMatching(/^[a-z][a-z0-9]{9}$/) as string },
    disableExecuteApiEndpoint: false,
    ...at(29, 3),
    cors: {
      allowOrigins: ['http://localhost:5173'],
      allowMethods: ['GET', 'POST'],
      allowHeaders: [],
      exposeHeaders: [],
      allowCredentials: false,
    },
    authorizers: {
      users: {
        type: 'jwt',
        name: 'users',
        id: derivedId('authorizer', 'users', 6),
        identitySource: '$request.header.Authorization',
        issuer: 'https://idp.example.com/',
        audience: ['shop'],
        ...at(34),
      },
      session: {
        type: 'request',
        name: 'session',
        id: derivedId('authorizer', 'session', 6),
        lambda: { functionName: 'authorize' },
        identitySources: ['$request.header.Cookie'],
        ttl: 300,
        payloadFormatVersion: '2.0',
        simpleResponses: true,
        ...at(35),
      },
    },
    routes: [
      {
        routeKey: 'GET /products',
        authorization: { type: 'NONE' },
        integration: overHttp('listProducts', 37),
        ...at(37),
      },
      {
        routeKey: 'POST /orders',
        authorization: { type: 'JWT', authorizer: 'users', scopes: ['orders.write'] },
        integration: overHttp('createOrder', 38),
        ...at(38),
      },
      {
        routeKey: 'ANY /legacy/{proxy+}',
        authorization: { type: 'NONE' },
        integration: {
          ...nothing,
          type: 'HTTP_PROXY',
          uri: 'http://localhost:9000/{proxy}',
          timeoutInMillis: 30_000,
          ...at(39),
        },
        ...at(39),
      },
      {
        routeKey: '$default',
        authorization: { type: 'NONE' },
        integration: overHttp('notFound', 40),
        ...at(40),
      },
    ],
    trailingSlash: 'strict',
  };
  expect(model.apis[0]).toEqual(expected);
});

test('the REST API: the document, and what the configuration adds', () => {
  const api = model.apis[1] as RestApi;
  expect(api).toMatchObject({
    type: 'rest',
    name: 'backoffice',
    port: 3001,
    stage: { name: 'dev' },
    apiKeySource: 'HEADER',
    endpointType: 'REGIONAL',
    executionLog: 'OFF',
    cacheCluster: false,
    methodSettings: {},
    apiKeys: [{ name: 'partner', value: 'partner-key-0123456789abcdef', enabled: true }],
    usagePlans: [
      {
        name: 'gold',
        apiKeys: ['partner'],
        throttle: { rate: 10, burst: 20 },
        quota: { limit: 1000, offset: 0, period: 'DAY' },
        methodThrottles: {},
      },
    ],
  });
  expect(api.methods).toHaveLength(1);
  expect(api.methods[0]).toMatchObject({
    path: '/orders',
    httpMethod: 'GET',
    integration: { type: 'AWS_PROXY', lambda: { functionName: 'createOrder' } },
    declaredAt: { file: 'fixtures/backoffice.openapi.yaml' },
  });
});

test('the WebSocket API', () => {
  const overSocket = (functionName: string, line: number) => ({
    ...lambda(functionName, line),
    timeoutInMillis: 29_000,
    payloadFormatVersion: '1.0' as const,
  });
  const open = { apiKeyRequired: false, routeResponse: false, requestModels: {}, requestParameters: {} };
  const expected: WebSocketApi = {
    type: 'websocket',
    name: 'chat',
    id: derivedId('api', 'chat'),
    port: 3002,
    stage: { name: 'dev', variables: {}, deploymentId: expect.any(String) as string },
    disableExecuteApiEndpoint: false,
    ...at(50, 3),
    routeSelectionExpression: '$request.body.action',
    apiKeySelectionExpression: '$request.header.x-api-key',
    models: {},
    apiKeys: [],
    usagePlans: [],
    limits: { messageBytes: 131_072, frameBytes: 32_768, idleSeconds: 600, maximumSeconds: 7200 },
    authorizers: {
      ticket: {
        type: 'request',
        name: 'ticket',
        id: derivedId('authorizer', 'ticket', 6),
        lambda: { functionName: 'authorize' },
        identitySources: ['route.request.querystring.ticket'],
        ttl: 0,
        payloadFormatVersion: '1.0',
        simpleResponses: false,
        ...at(55),
      },
    },
    routes: [
      {
        ...open,
        routeKey: '$connect',
        authorization: { type: 'CUSTOM', authorizer: 'ticket' },
        integration: overSocket('connect', 57),
        ...at(57),
      },
      {
        ...open,
        routeKey: '$disconnect',
        authorization: { type: 'NONE' },
        integration: overSocket('disconnect', 58),
        ...at(58),
      },
      {
        ...open,
        routeKey: 'sendMessage',
        authorization: { type: 'NONE' },
        integration: overSocket('send', 59),
        routeResponse: true,
        ...at(59),
      },
      {
        ...open,
        routeKey: '$default',
        authorization: { type: 'NONE' },
        integration: overSocket('fallback', 60),
        ...at(60),
      },
    ],
  };
  expect(model.apis[2]).toEqual(expected);
});
