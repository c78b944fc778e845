// `mock` with handlers as people write them, and `mockBackend`.
import { generateKeyPairSync, sign } from 'node:crypto';
import type {
  APIGatewayProxyEvent,
  APIGatewayProxyHandlerV2,
  APIGatewayProxyResult,
  Callback,
  Context,
} from 'aws-lambda';
import { expect, onTestFinished, test } from 'vitest';
import { startEmulator } from '../../../src/emulator.ts';
import type { HttpApiEvent, JwtAuthorizerContext } from '../../../src/index.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const sendMessage = {
  integration: {
    type: 'aws_proxy',
    integrationSubtype: 'SQS-SendMessage',
    payloadFormatVersion: '1.0',
    credentials: 'arn:aws:iam::123456789012:role/sender',
    requestParameters: {
      QueueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/orders',
      MessageBody: '$request.body.id',
    },
  },
};

const config = {
  functions: { work: { inline: 'exports.handler = async () => "real";', timeout: 5, memory: 256 } },
  apis: {
    shop: {
      type: 'http',
      routes: {
        'GET /work': 'work',
        'ANY /legacy/{proxy+}': { http: 'https://legacy.example.com:8443/v1/{proxy}' },
        'POST /orders': sendMessage,
      },
    },
    office: {
      type: 'rest',
      stage: 'dev',
      routes: {
        'GET /work': 'work',
        'GET /price': {
          integration: {
            type: 'http',
            httpMethod: 'POST',
            uri: 'http://prices.example.com/ask',
            responses: {
              default: { statusCode: '200', responseTemplates: { 'application/json': '{"cents":$input.json("$.c")}' } },
            },
          },
        },
      },
    },
  },
};

async function started() {
  const emulator = await startEmulator({ config, cwd: temporaryFolder('mocks'), listen: false, watch: false });
  onTestFinished(() => emulator.close());
  return emulator;
}

test('a handler that is typed with @types/aws-lambda answers in the process of the test', async () => {
  const emulator = await started();
  const handler: APIGatewayProxyHandlerV2 = async (event, context) => ({
    statusCode: 201,
    body: `${event.requestContext.http.path} ${context.functionName} ${context.memoryLimitInMB} ${context.invokedFunctionArn}`,
  });
  emulator.mock('work', handler);
  expect(await emulator.inject('shop', { path: '/work' })).toMatchObject({
    statusCode: 201,
    body: '/work work 256 arn:aws:lambda:us-east-1:123456789012:function:work',
  });
});

test('a handler with a callback answers through it', async () => {
  const emulator = await started();
  emulator.mock(
    'work',
    (event: APIGatewayProxyEvent, context: Context, callback: Callback<APIGatewayProxyResult>): void => {
      const left = context.getRemainingTimeInMillis();
      setImmediate(() =>
        callback(null, { statusCode: 200, body: `${event.httpMethod} ${left > 4000 && left <= 5000}` }),
      );
    },
  );
  expect((await emulator.inject('office', { path: '/work' })).body).toBe('GET true');
  emulator.mock('work', (_event: unknown, _context: unknown, callback: Callback) => callback('no'));
  expect((await emulator.inject('office', { path: '/work' })).statusCode).toBe(502);
});

test('a backend is mocked by its host, and by what its URL begins with; the last mock that fits answers', async () => {
  const emulator = await started();
  const undoHost = emulator.mockBackend('legacy.example.com', ({ method, path, query, headers, json }) => ({
    statusCode: 202,
    headers: {
      'x-seen': `${method} ${path} ${query['a'] ?? ''} ${headers['x-one'] ?? ''}`,
      'set-cookie': ['a=1', 'b=2'],
    },
    body: json(),
  }));
  const request = { method: 'PUT', path: '/legacy/orders/7?a=1', headers: { 'x-one': 'yes' }, body: { id: 7 } };
  const response = await emulator.inject('shop', request);
  expect(response).toMatchObject({
    statusCode: 202,
    headers: { 'x-seen': 'PUT /v1/orders/7 1 yes', 'content-type': 'application/json' },
    cookies: ['a=1', 'b=2'],
    body: '{"id":7}',
  });
  const undo = emulator.mockBackend('https://legacy.example.com:8443/v1/orders', () => ({ body: 'orders' }));
  expect((await emulator.inject('shop', { path: '/legacy/orders/7' })).body).toBe('orders');
  expect((await emulator.inject('shop', { path: '/legacy/ordersets', body: 1, method: 'POST' })).statusCode).toBe(202);
  undo();
  expect((await emulator.inject('shop', { ...request })).statusCode).toBe(202);
  undoHost();
});

test('a REST API maps what the mock answered, and a mock that throws is a backend that broke', async () => {
  const emulator = await started();
  emulator.mockBackend('prices.example.com', () => ({ body: { c: 250 } }));
  expect((await emulator.inject('office', { path: '/price' })).json()).toEqual({ cents: 250 });
  emulator.mockBackend('prices.example.com', () => {
    throw new Error('out of order');
  });
  expect((await emulator.inject('office', { path: '/price' })).statusCode).toBe(504);
  const exchange = await emulator.waitForExchange({ path: '/price', statusCode: 504 });
  expect(exchange.reason).toContain('the mock of prices.example.com failed: out of order');
});

test('an AWS service is mocked by its public host, without an endpoint', async () => {
  const emulator = await started();
  const bodies: unknown[] = [];
  emulator.mockBackend('sqs.us-east-1.amazonaws.com', (call) => {
    bodies.push([call.headers['x-amz-target'] ?? call.query['Action'], call.body]);
    return { body: { MessageId: 'm-1' } };
  });
  const response = await emulator.inject('shop', { method: 'POST', path: '/orders', body: { id: 'o-1' } });
  expect(response.statusCode).toBe(200);
  expect(response.body).toContain('m-1');
  expect(JSON.stringify(bodies)).toContain('o-1');
});

test('an identity provider is mocked: a JWT authorizer takes tokens that the test signs', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const secured = {
    functions: config.functions,
    apis: {
      shop: {
        type: 'http',
        authorizers: { users: { type: 'jwt', issuer: 'https://idp.example.com', audience: ['shop'] } },
        routes: { 'GET /mine': { function: 'work', authorizer: 'users' } },
      },
    },
  };
  const cwd = temporaryFolder('mocks-issuer');
  const emulator = await startEmulator({ config: secured, cwd, listen: false, clock: 'fake', watch: false });
  onTestFinished(() => emulator.close());
  const paths: string[] = [];
  const keys = [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' }];
  emulator.mockBackend('idp.example.com', ({ path }) => {
    paths.push(path);
    return { body: path === '/keys' ? { keys } : { jwks_uri: 'https://idp.example.com/keys' } };
  });
  emulator.mock('work', ({ requestContext }: HttpApiEvent<JwtAuthorizerContext>) => ({
    statusCode: 200,
    body: requestContext.authorizer.jwt.claims['sub'],
  }));
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(emulator.clock.now() / 1000);
  const claims = { iss: 'https://idp.example.com', aud: 'shop', sub: 'ann', iat: now, exp: now + 3600 };
  const signed = `${part({ alg: 'RS256', kid: 'k1' })}.${part(claims)}`;
  const token = `${signed}.${sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url')}`;
  const headers = { authorization: `Bearer ${token}` };
  expect(await emulator.inject('shop', { path: '/mine', headers })).toMatchObject({ statusCode: 200, body: 'ann' });
  expect(paths).toEqual(['/.well-known/openid-configuration', '/keys']);
  await emulator.inject('shop', { path: '/mine', headers });
  expect(paths).toHaveLength(2);
  await emulator.reset({ caches: true });
  await emulator.inject('shop', { path: '/mine', headers });
  expect(paths).toHaveLength(4);
  await emulator.clock.advance(3600_000);
  expect((await emulator.inject('shop', { path: '/mine', headers })).statusCode).toBe(401);
});
