// The public event types: they fit `@types/aws-lambda`, and what the emulator sends fits them.
import type {
  APIGatewayProxyEvent,
  APIGatewayProxyEventV2,
  APIGatewayProxyEventV2WithJWTAuthorizer,
  APIGatewayProxyHandler,
  APIGatewayProxyResult,
  APIGatewayProxyStructuredResultV2,
  APIGatewayProxyWebsocketEventV2,
} from 'aws-lambda';
import { expect, expectTypeOf, onTestFinished, test } from 'vitest';
import { startEmulator } from '../../../src/emulator.ts';
import type {
  HttpApiEvent,
  HttpApiResult,
  JwtAuthorizerContext,
  ProxyResult,
  RestApiEvent,
  WebSocketEvent,
} from '../../../src/index.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

test('events and results are those of @types/aws-lambda', () => {
  expectTypeOf<HttpApiEvent>().toExtend<APIGatewayProxyEventV2>();
  expectTypeOf<APIGatewayProxyEventV2WithJWTAuthorizer>().toExtend<HttpApiEvent<JwtAuthorizerContext>>();
  expectTypeOf<HttpApiEvent<JwtAuthorizerContext>>().toExtend<APIGatewayProxyEventV2WithJWTAuthorizer>();
  expectTypeOf<RestApiEvent>().toExtend<APIGatewayProxyEvent>();
  expectTypeOf<WebSocketEvent>().toExtend<APIGatewayProxyWebsocketEventV2>();
  expectTypeOf<ProxyResult>().toExtend<APIGatewayProxyResult>();
  expectTypeOf<HttpApiResult>().toExtend<APIGatewayProxyStructuredResultV2>();
});

test('exchanges are typed by who asks for them, and hold what the function got and gave as plain data', async () => {
  const config = {
    functions: { hello: { inline: '' }, old: { inline: '' } },
    apis: {
      shop: { type: 'http', routes: { 'GET /hello/{name}': 'hello' } },
      office: { type: 'rest', stage: 'dev', routes: { 'GET /hello': 'old' } },
    },
  };
  const emulator = await startEmulator({ config, cwd: temporaryFolder('events'), listen: false, watch: false });
  onTestFinished(() => emulator.close());
  emulator.mock('hello', ({ pathParameters }: HttpApiEvent): HttpApiResult => ({
    statusCode: 200,
    body: pathParameters?.['name'] ?? '',
  }));
  const rest: APIGatewayProxyHandler = async ({ httpMethod }) => ({ statusCode: 200, body: httpMethod });
  emulator.mock('old', rest);
  expect((await emulator.inject('shop', { path: '/hello/ann' })).body).toBe('ann');
  expect((await emulator.inject('office', { path: '/hello' })).body).toBe('GET');

  const [exchange] = await emulator.exchanges<HttpApiEvent, HttpApiResult>({ api: 'shop' });
  expect(exchange?.event?.requestContext.http.method).toBe('GET');
  expect(exchange?.result?.body).toBe('ann');
  const { event } = await emulator.waitForExchange<RestApiEvent>({ api: 'office' });
  expect(event?.requestContext.identity.sourceIp).toBe('127.0.0.1');
  expect(structuredClone(exchange)).toEqual(exchange);
});

test('logs of an exchange are lines with time, level, text and request id', async () => {
  const inline = `exports.handler = async () => { console.log('one'); console.error('two', { a: 1 }); return 'x'; };`;
  const config = { functions: { hello: { inline } }, apis: { shop: { type: 'http', routes: { 'GET /': 'hello' } } } };
  const emulator = await startEmulator({ config, cwd: temporaryFolder('events'), listen: false, watch: false });
  onTestFinished(() => emulator.close());
  await emulator.inject('shop', { path: '/' });
  const { logs, report } = await emulator.waitForExchange({ api: 'shop' });
  expect(logs.map(({ level, text }) => [level, text])).toEqual([
    ['INFO', 'one'],
    ['ERROR', 'two { a: 1 }'],
  ]);
  for (const { time, requestId } of logs) expect([typeof time, requestId]).toEqual(['number', report?.requestId]);
});
