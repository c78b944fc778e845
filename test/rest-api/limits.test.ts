// Quotas, encodings of the body, method override, trace ids: docs/aws/rest-api.md#url-and-parameter-rules,
// docs/aws/rest-api.md#compression, docs/aws/rest-api.md#quotas; docs/aws/rest-api-observed.md#trace-id,
// docs/aws/rest-api-observed.md#limits.
import { Readable } from 'node:stream';
import { deflateRawSync, deflateSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { HeaderList } from '../../src/model/http/messages.ts';
import type { RestApi } from '../../src/model/definition/rest-api.ts';
import { method, proxy, respondsWith, restApi } from './support/api.ts';
import { objectOf } from './support/recordings.ts';
import { serve } from './support/serve.ts';

const MB = 1024 * 1024;
const ok = { functions: { fn: () => ({}) } };
const plain = (parts: Partial<RestApi> = {}) => serve(restApi([method('ANY /{proxy+}', proxy('fn'))], parts), ok);

describe('quotas', () => {
  test.each([
    ['10 MB pass', Buffer.alloc(10 * MB), 200],
    ['one byte more does not', Buffer.alloc(10 * MB + 1), 413],
    ['a stream is read no further', Readable.from([Buffer.alloc(6 * MB), Buffer.alloc(6 * MB)]), 413],
  ])('%s', async (_, body, expected) => {
    const response = await plain().send('POST /test/a', { body });
    expect(response.statusCode).toBe(expected);
    if (expected !== 413) return;
    // docs/aws/rest-api.md#gateway-response-types: captures with their headers.
    expect(response.body).toBe('HTTP content length exceeded 10485760 bytes.');
    expect(response.header('Content-Type')).toBe('text/plain');
    expect(response.header('x-amzn-ErrorType')).toBeUndefined();
  });

  test.each([
    ['REGIONAL', 10_240],
    ['EDGE', 8192],
    ['PRIVATE', 8192],
  ] as const)('a URL on %s may have %i characters (the 414 is unproven)', async (endpointType, limit) => {
    const path = `/test/${'x'.repeat(limit - 6)}`;
    expect((await plain({ endpointType }).send(`GET ${path}`)).statusCode).toBe(200);
    expect((await plain({ endpointType }).send(`GET ${path}?x`)).statusCode).toBe(414);
  });

  test.each([
    ['REGIONAL', 10_240],
    ['PRIVATE', 8000],
  ] as const)('headers on %s may have %i bytes (the 431 is unproven)', async (endpointType, limit) => {
    const headers = (length: number): HeaderList => [['X-A', 'x'.repeat(length - 3)]];
    expect((await plain({ endpointType }).send('GET /test/a', { headers: headers(limit) })).statusCode).toBe(200);
    expect((await plain({ endpointType }).send('GET /test/a', { headers: headers(limit + 1) })).statusCode).toBe(431);
  });
});

// docs/aws/rest-api.md#compression
describe('Content-Encoding of the request is taken off', () => {
  test.each([
    ['gzip', gzipSync('hello')],
    ['GZIP', gzipSync('hello')],
    ['deflate', deflateSync('hello')],
    ['deflate', deflateRawSync('hello')],
    ['identity', Buffer.from('hello')],
  ])('%s', async (encoding, body) => {
    const served = plain();
    await served.send('POST /test/a', { headers: [['Content-Encoding', encoding]], body });
    expect(objectOf(served.invocations[0]?.event)['body']).toBe('hello');
  });

  test.each([
    ['another coding', 'br', Buffer.from('x'), 415],
    ['damaged data', 'gzip', Buffer.from('not gzip'), 415],
    ['more than 10 MB inside', 'gzip', gzipSync(Buffer.alloc(11 * MB)), 413],
    ['no body at all', 'br', Buffer.alloc(0), 200],
  ])('%s', async (_, encoding, body, expected) => {
    const response = await plain().send('POST /test/a', { headers: [['Content-Encoding', encoding]], body });
    expect(response.statusCode).toBe(expected);
  });
});

// docs/aws/rest-api.md#compression
describe('compression of the response', () => {
  const text = 'x'.repeat(100);
  const compressing = (minimumCompressionSize: number | undefined, headers: Readonly<Record<string, string>> = {}) =>
    serve(
      restApi([method('GET /a', proxy('fn'))], minimumCompressionSize === undefined ? {} : { minimumCompressionSize }),
      { functions: { fn: () => ({ body: text, headers }) } },
    );
  const accepting = (value: string): { headers: HeaderList } => ({ headers: [['Accept-Encoding', value]] });

  test.each([
    ['gzip', 'gzip'],
    ['deflate,gzip', 'deflate'],
    ['deflate;q=0.5, gzip;q=0.9', 'gzip'],
    ['br;q=1, gzip;q=0.5', undefined],
    ['*', undefined],
    ['', undefined],
    ['gzip;q=0', undefined],
  ])('Accept-Encoding %j gives %s', async (wanted, expected) => {
    const response = await compressing(0).send('GET /test/a', accepting(wanted));
    expect(response.header('Content-Encoding')).toBe(expected);
    const decode = { gzip: gunzipSync, deflate: inflateSync }[expected ?? ''] ?? ((bytes: Buffer) => bytes);
    expect(decode(response.bytes).toString()).toBe(text);
  });

  test('not without minimumCompressionSize, below it, without the header, or when encoded already', async () => {
    const encodingOf = async (served: ReturnType<typeof serve>, parts = accepting('gzip')) =>
      (await served.send('GET /test/a', parts)).header('Content-Encoding');
    expect(await encodingOf(compressing(undefined))).toBeUndefined();
    expect(await encodingOf(compressing(101))).toBeUndefined();
    expect(await encodingOf(compressing(100))).toBe('gzip');
    expect(await encodingOf(compressing(0), { headers: [] })).toBeUndefined();
    expect(await encodingOf(compressing(0, { 'Content-Encoding': 'br' }))).toBe('br');
  });
});

test('X-HTTP-Method-Override is the method that is routed (D), and is not passed on', async () => {
  const integration = { type: 'HTTP_PROXY', uri: 'http://b.example.com/', responses: [respondsWith()] } as const;
  const served = serve(restApi([method('PATCH /a', integration)]));
  const response = await served.send('POST /test/a', { headers: [['X-HTTP-Method-Override', 'patch']] });
  expect(response.statusCode).toBe(200);
  expect(served.backendCalls[0]?.method).toBe('PATCH');
  expect(served.backendCalls[0]?.headers.map(([name]) => name)).not.toContain('X-HTTP-Method-Override');
});

describe('trace ids (recorded: 18)', () => {
  const traceOf = async (sent: string | undefined) => {
    const served = plain();
    const headers: HeaderList = sent === undefined ? [] : [['X-Amzn-Trace-Id', sent]];
    const response = await served.send('GET /test/a', { headers });
    const event = objectOf(objectOf(served.invocations[0]?.event)['headers']);
    expect(event['X-Amzn-Trace-Id']).toBe(response.header('X-Amzn-Trace-Id'));
    expect(served.invocations[0]?.traceHeader).toBe(response.header('X-Amzn-Trace-Id'));
    return response.header('X-Amzn-Trace-Id');
  };

  test('made when the client sends none', async () => {
    expect(await traceOf(undefined)).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/);
  });

  test('kept whole when it has root and parent', async () => {
    const whole = 'Root=1-3152b799-8954dae64eda91bc9a23a7e8;Parent=7fa8c0f79203be72;Sampled=1';
    expect(await traceOf(whole)).toBe(whole);
  });

  test('a root alone gets a parent in second place', async () => {
    expect(await traceOf('Root=1-3152b799-8954dae64eda91bc9a23a7e8')).toMatch(
      /^Root=1-3152b799-8954dae64eda91bc9a23a7e8;Parent=[0-9a-f]{16};Sampled=0$/,
    );
  });
});
