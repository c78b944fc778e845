// Response streaming: docs/aws/rest-api.md#response-streaming, docs/aws/lambda.md#rest-response-streaming.
import { PassThrough, Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { StreamingResult } from '../../src/model/lambda/invocation.ts';
import type { Integration } from '../../src/model/definition/integration.ts';
import type { HeaderList } from '../../src/model/http/messages.ts';
import type { RestApi } from '../../src/model/definition/rest-api.ts';
import { method, proxy, restApi } from './support/api.ts';
import { FunctionError, resultOf, serve } from './support/serve.ts';

const DELIMITER = Buffer.alloc(8);
const api = restApi([method('GET /x', proxy('fn', { responseTransferMode: 'STREAM' }))], { minimumCompressionSize: 0 });

function streaming(body: Readable, finished: unknown = {}): StreamingResult {
  return {
    requestId: 'r',
    contentType: 'application/vnd.awslambda.http-integration-response',
    body,
    finished: Promise.resolve(resultOf(finished)),
  };
}

const serveStream = (body: Readable, finished?: unknown) => serve(api, { stream: () => streaming(body, finished) });

test('status, headers and cookies come from the metadata, the bytes after it as they are', async () => {
  const metadata = {
    statusCode: 201,
    headers: { 'Content-Type': 'text/plain', Server: 'me' },
    multiValueHeaders: { a: ['1', '2'] },
    cookies: ['c=1', 'd=2'],
  };
  const served = serveStream(
    Readable.from([
      Buffer.concat([Buffer.from(JSON.stringify(metadata)), DELIMITER, Buffer.from([1, 2])]),
      Buffer.from([0xff]),
    ]),
  );
  const response = await served.send('GET /test/x', { headers: [['Accept-Encoding', 'gzip']] });
  expect(response.statusCode).toBe(201);
  expect(response.bytes).toEqual(Buffer.from([1, 2, 0xff]));
  expect(response.headers).toEqual([
    ['x-amzn-RequestId', '00000000-0000-4000-8000-000000000001'],
    ['x-amz-apigw-id', 'ext00000000002='],
    ['X-Amzn-Trace-Id', 'Root=1-00000000-000000000000000000000003;Parent=0000000000000004;Sampled=0'],
    ['a', '1'],
    ['a', '2'],
    ['Content-Type', 'text/plain'],
    ['x-amzn-Remapped-Server', 'me'],
    ['set-cookie', 'c=1'],
    ['set-cookie', 'd=2'],
  ]);
});

test('null among headers and cookies of the metadata sends nothing', async () => {
  const metadata = { headers: { a: null }, multiValueHeaders: { b: [null, '1'] }, cookies: [null, 'c=1'] };
  const response = await serveStream(
    Readable.from([Buffer.concat([Buffer.from(JSON.stringify(metadata)), DELIMITER])]),
  ).send('GET /test/x');
  expect(response.headers.filter(([name]) => /^(a|b|set-cookie)$/.test(name))).toEqual([
    ['b', '1'],
    ['set-cookie', 'c=1'],
  ]);
});

test('the head is answered while the body still comes', async () => {
  const body = new PassThrough();
  const answered = serveStream(body).frontEnd.handle({
    method: 'GET',
    rawPath: '/test/x',
    rawQuery: '',
    headers: [],
    body: null,
    sourceIp: '::1',
  });
  // The delimiter is cut in two by the chunks.
  body.write(Buffer.concat([Buffer.from('{"statusCode": 200}'), DELIMITER.subarray(0, 3)]));
  body.write(DELIMITER.subarray(3));
  const response = await answered;
  expect(response.statusCode).toBe(200);
  const stream = response.body;
  if (!(stream instanceof Readable)) throw new Error('not a stream');
  body.write('first');
  const first = await new Promise((resolve) => stream.once('data', resolve));
  expect(String(first)).toBe('first');
  body.end();
});

test.each([
  ['no delimiter', '{"statusCode": 200}', 500],
  ['the delimiter after 16 KB', `{"headers":{"a":"${'x'.repeat(17_000)}"}}\0\0\0\0\0\0\0\0`, 500],
  ['metadata that is not JSON', 'x\0\0\0\0\0\0\0\0', 502],
  ['an unknown key in the metadata', '{"body":"x"}\0\0\0\0\0\0\0\0', 502],
])('%s', async (_, text, expected) => {
  const response = await serveStream(Readable.from([Buffer.from(text)])).send('GET /test/x');
  expect(response).toMatchObject({ statusCode: expected, body: '{"message": "Internal server error"}' });
});

test('a failure before the metadata is an ordinary 502', async () => {
  const failure = new FunctionError('{"errorMessage":"boom"}');
  const served = serveStream(Readable.from([]), failure);
  expect((await served.send('GET /test/x')).statusCode).toBe(502);
  expect(served.exchanges[0]?.reason).toContain('customer function error: boom');
});

test('a failure after the metadata cuts the stream', async () => {
  const body = new PassThrough();
  const served = serveStream(body);
  body.write(Buffer.concat([Buffer.from('{}'), DELIMITER, Buffer.from('partial')]));
  const answer = served.send('GET /test/x');
  setImmediate(() => body.destroy(new Error('the function failed')));
  await expect(answer).rejects.toThrow('the function failed');
});

test('metadata that does not come in time is a 504', async () => {
  const slow = restApi([method('GET /x', proxy('fn', { responseTransferMode: 'STREAM', timeoutInMillis: 900_000 }))]);
  const served = serve(slow, { stream: () => streaming(new PassThrough()) });
  const answer = served.send('GET /test/x');
  await served.clock.waitedFor();
  served.clock.advance(900_000);
  expect((await answer).statusCode).toBe(504);
});

describe('a stream that goes on (the total is unproven)', () => {
  const open = async (parts: Partial<Integration>, endpointType: RestApi['endpointType']) => {
    const source = new PassThrough();
    const streamed = restApi([method('GET /x', proxy('fn', { responseTransferMode: 'STREAM', ...parts }))], {
      endpointType,
    });
    const served = serve(streamed, { stream: () => streaming(source) });
    source.write(Buffer.concat([Buffer.from('{}'), DELIMITER]));
    const { body } = await served.frontEnd.handle({
      method: 'GET',
      rawPath: '/test/x',
      rawQuery: '',
      headers: [],
      body: null,
      sourceIp: '::1',
    });
    if (!(body instanceof Readable)) throw new Error('not a stream');
    const cut = new Promise<string>((resolve) => body.once('error', (error) => resolve(error.message)));
    return { clock: served.clock, source, body, cut };
  };

  test.each([
    ['REGIONAL', 300_000],
    ['EDGE', 30_000],
  ] as const)('is cut on %s after %i ms of silence', async (endpointType, limit) => {
    const { clock, source, body, cut } = await open({ timeoutInMillis: 900_000 }, endpointType);
    clock.advance(limit - 1);
    source.write('alive');
    await new Promise((resolve) => body.once('data', resolve));
    clock.advance(limit - 1);
    expect(body.destroyed).toBe(false);
    clock.advance(1);
    expect(await cut).toBe('the stream was silent for too long');
  });

  test("is cut when the integration's time is over", async () => {
    const { clock, cut } = await open({ timeoutInMillis: 29_000 }, 'REGIONAL');
    clock.advance(29_000);
    expect(await cut).toBe('the stream took longer than the integration allows');
  });

  test('waits for nothing any more once it has ended', async () => {
    const { clock, source, body } = await open({}, 'REGIONAL');
    source.end('done');
    expect(String(Buffer.concat(await body.toArray()))).toBe('done');
    expect(clock.pending).toBe(0);
  });
});

test('a streaming answer under a buffered integration: status and headers, no body', async () => {
  const buffered = restApi([method('GET /x', proxy('fn'))]);
  const payload = `{"statusCode": 201, "headers": {"a": "1"}}${'\0'.repeat(8)}the body`;
  const served = serve(buffered, {
    lambda: {
      invoke: () => Promise.resolve({ ...resultOf(null), payload }),
      invokeStreaming: () => Promise.reject(new Error('unused')),
      invokeAsync: () => Promise.reject(new Error('unused')),
    },
  });
  const response = await served.send('GET /test/x');
  expect(response).toMatchObject({ statusCode: 201, body: '' });
  expect(response.header('a')).toBe('1');
});

describe('HTTP_PROXY', () => {
  test('relays bytes as they arrive, encoded as they are', async () => {
    const headers: HeaderList = [
      ['Content-Encoding', 'gzip'],
      ['Date', 'x'],
    ];
    const integration = { type: 'HTTP_PROXY', uri: 'http://b.example.com/', responseTransferMode: 'STREAM' } as const;
    const served = serve(restApi([method('GET /x', integration)]), {
      backend: () => ({ headers, body: Readable.from([Buffer.from([0xff]), Buffer.from([0xfe])]) }),
    });
    const response = await served.send('GET /test/x');
    expect(served.backendCalls[0]?.streamResponse).toBe(true);
    expect(response.bytes).toEqual(Buffer.from([0xff, 0xfe]));
    expect(response.header('Content-Encoding')).toBe('gzip');
    expect(response.header('x-amzn-Remapped-Date')).toBe('x');
  });
});

test('journal and access log wait for the end of the stream, which decides length and times', async () => {
  const source = new PassThrough();
  const format =
    '$context.integration.responseTransferMode $context.integration.timeToAllHeaders $context.integration.timeToFirstContent $context.responseLength $context.responseLatency';
  const stage = { name: 'test', variables: {}, deploymentId: 'dep', accessLog: { format, destination: 'stdout' } };
  const served = serve({ ...api, stage }, { stream: () => streaming(source) });
  const answered = served.send('GET /test/x');
  await served.clock.waitedFor();
  served.clock.advance(10);
  source.write(Buffer.concat([Buffer.from('{}'), DELIMITER]));
  await served.clock.waitedFor();
  await new Promise((resolve) => setImmediate(resolve));
  served.clock.advance(5);
  source.write('first');
  await new Promise((resolve) => setImmediate(resolve));
  expect(served.accessLines).toEqual([]);
  served.clock.advance(100);
  source.end(' last');
  await answered;
  expect(served.accessLines).toEqual(['STREAMED 10 15 10 115']);
  expect(served.exchanges).toMatchObject([{ statusCode: 200, durationMs: 115 }]);
});
