// What a proxy function may answer: recorded, docs/aws/rest-api-observed.md#function-answers.
import { describe, expect, test } from 'vitest';
import type { HeaderList } from '../../src/model/http/messages.ts';
import { method, proxy, restApi } from './support/api.ts';
import { RECORDED_ANSWERS } from './support/recorded-answers.ts';
import { recording } from './support/recorded.ts';
import { objectOf } from './support/recordings.ts';
import { FunctionError, serve } from './support/serve.ts';

const api = restApi([method('ANY /{proxy+}', proxy('fn'))]);
const INTERNAL = '{"message": "Internal server error"}';

function answering(answer: unknown, parts: Parameters<typeof restApi>[1] = {}, headers: HeaderList = []) {
  return serve({ ...api, ...parts }, { functions: { fn: () => answer } }).send('POST /test/x', { headers });
}

/** The headers that the function decided, without those of the gateway. */
function own(headers: HeaderList): HeaderList {
  const gateway = new Set(['x-amzn-RequestId', 'x-amz-apigw-id', 'X-Amzn-Trace-Id', 'Content-Type']);
  return headers.filter(([name]) => !gateway.has(name));
}

// docs/aws/rest-api-observed.md#function-answers
describe('a good answer', () => {
  test.each([
    ['an empty object', {}, 200, []],
    ['only a status', { statusCode: 200 }, 200, []],
    ['only headers', { headers: { 'test-header': 'value' } }, 200, [['test-header', 'value']]],
    ['a numeric string as status', { statusCode: '201' }, 201, []],
    ['headers null', { statusCode: 200, headers: null }, 200, []],
    ['a boolean header', { headers: { a: true } }, 200, [['a', 'true']]],
    [
      'a list of values',
      { multiValueHeaders: { a: ['1', '2'] } },
      200,
      [
        ['a', '1'],
        ['a', '2'],
      ],
    ],
    ['a status of 300', { statusCode: 300 }, 300, []],
  ])('%s', async (_, answer, status, headers) => {
    const response = await answering(answer);
    expect(response.statusCode).toBe(status);
    expect(response.body).toBe('');
    expect(own(response.headers)).toEqual(headers);
    expect(response.header('Content-Type')).toBe('application/json');
  });

  test('headers about one connection only do not pass (unproven)', async () => {
    const response = await answering({ headers: { 'Keep-Alive': 'timeout=1', Trailer: 'x', upgrade: 'h2', a: '1' } });
    expect(own(response.headers)).toEqual([['a', '1']]);
  });

  test('a status that cannot end a response is malformed (unproven)', async () => {
    expect((await answering({ statusCode: 101 })).statusCode).toBe(502);
  });

  test('fact 4: `{}` from a proxy function is a good 200, one unknown key is a 502', async () => {
    expect(await answering({})).toMatchObject({ statusCode: 200, body: '' });
    expect(await answering({ statusCode: 200, wrongValue: 'x' })).toMatchObject({ statusCode: 502, body: INTERNAL });
  });

  test('of a name in both maps the multi values come first and their spelling stands', async () => {
    const response = await answering({
      headers: { 'test-multi': 'value-solo' },
      multiValueHeaders: { 'tesT-Multi': ['value-multi'] },
    });
    expect(own(response.headers)).toEqual([
      ['tesT-Multi', 'value-multi'],
      ['tesT-Multi', 'value-solo'],
    ]);
  });

  test('an identical value in both maps is sent once (D)', async () => {
    const response = await answering({ headers: { a: '1' }, multiValueHeaders: { a: ['1', '2'] } });
    expect(own(response.headers)).toEqual([
      ['a', '1'],
      ['a', '2'],
    ]);
  });

  // docs/aws/rest-api.md#response-contract: Content-Type in `headers` is observed, the lists are inferred.
  test.each([
    ['in headers', { headers: { 'Content-Type': null, a: '1' } }],
    ['in a list', { multiValueHeaders: { 'Content-Type': [null], a: [null, '1'] } }],
    ['as a list', { multiValueHeaders: { b: null, a: ['1'] } }],
  ])('a null %s is dropped', async (_where, answer) => {
    const response = await answering({ statusCode: 204, ...answer });
    expect(response.statusCode).toBe(204);
    expect(own(response.headers)).toEqual([['a', '1']]);
  });

  test('a number is sent as text, in lists too (aws-samples/serverless-patterns, apigw-method-cache)', async () => {
    const response = await answering({ headers: { timestamp: 1_700_000_000_000 }, multiValueHeaders: { a: [0, 1.5] } });
    expect(own(response.headers)).toEqual([
      ['a', '0'],
      ['a', '1.5'],
      ['timestamp', '1700000000000'],
    ]);
  });

  test('a content-type in lower case passes unchanged', async () => {
    const response = await answering({ statusCode: 300, headers: { 'content-type': 'application/xml' }, body: '<a/>' });
    expect(response.header('content-type')).toBe('application/xml');
    expect(response.header('Content-Type')).toBeUndefined();
    expect(response.body).toBe('<a/>');
  });

  test('base64 is sent as it is while nothing is binary', async () => {
    const response = await answering({ body: 'dGVzdC1kYXRh', isBase64Encoded: true });
    expect(response.body).toBe('dGVzdC1kYXRh');
  });

  test.each(['true', 'True', 'false', 'FALSE'])(
    'isBase64Encoded is taken as the text %s (aws-samples/serverless-samples, apigw-ws-integrations)',
    async (text) => {
      const response = await answering({ body: 'aGk=', isBase64Encoded: text });
      expect([response.statusCode, response.body]).toEqual([200, 'aGk=']);
    },
  );

  test.each(['Connection', 'Content-Length', 'Date', 'Server', 'WWW-Authenticate'])(
    '%s is renamed (docs/aws/rest-api-observed.md#backend-headers)',
    async (name) => {
      const response = await answering({ headers: { [name]: 'x' } });
      expect(response.header(`x-amzn-Remapped-${name}`)).toBe('x');
      expect(response.header(name)).toBeUndefined();
    },
  );
});

// docs/aws/rest-api-observed.md#function-answers
describe('a malformed answer is a 502', () => {
  test.each([
    ['a status that is not a number', { statusCode: 'test' }],
    ['an unknown key', { statusCode: 200, wrongValue: 'x' }],
    ['cookies, which only HTTP APIs know', { statusCode: 200, cookies: [] }],
    ['a bare string', 'justAString'],
    ['a list', []],
    ['null', null],
    ['nothing', undefined],
    ['a multi-value header that is not a list', { multiValueHeaders: { a: '1' } }],
    ['a header that is a list (unproven)', { headers: { a: ['1'] } }],
    ['a header that is an object (unproven)', { headers: { a: {} } }],
    ['a body that is an object (D)', { body: {} }],
    ['a body that is a number (D)', { body: 7 }],
    ['a status out of range (unproven)', { statusCode: 999 }],
    ['a line break in a header (unproven)', { headers: { a: 'x\r\nSet-Cookie: y' } }],
    ['an invalid header name (unproven)', { headers: { 'a b': 'x' } }],
  ])('%s', async (_, answer) => {
    const response = await answering(answer);
    expect(response).toMatchObject({ statusCode: 502, body: INTERNAL });
    expect(response.header('x-amzn-ErrorType')).toBe('InternalServerErrorException');
    expect(response.header('X-Amzn-Trace-Id')).toBeUndefined();
  });

  test('a function that throws', async () => {
    const failure = new FunctionError('{"errorType":"Error","errorMessage":"boom","trace":[]}');
    const served = serve(api, { functions: { fn: () => failure } });
    expect(await served.send('GET /test/x')).toMatchObject({ statusCode: 502, body: INTERNAL });
    expect(served.exchanges[0]?.reason).toBe(
      'Lambda execution failed with status 200 due to customer function error: boom. Lambda request id: lambda-request-id',
    );
  });

  test('the developer reads what was wrong', async () => {
    const served = serve(api, { functions: { fn: () => ({ body: { a: 1 } }) } });
    await served.send('GET /test/x');
    expect(served.exchanges[0]?.reason).toBe(
      'Malformed Lambda proxy response: body is {"a":1}; it must be a string (use JSON.stringify)',
    );
  });
});

describe('recorded: test_aws_proxy_response_payload_format_validation', () => {
  test.each(RECORDED_ANSWERS)('invoke-api-%s', async (step, answer) => {
    const recorded = objectOf(
      recording('lambda', 'test_aws_proxy_response_payload_format_validation', `invoke-api-${step}`),
    );
    const response = await answering(answer);
    const { content } = recorded;
    if (typeof content === 'string') expect(response.body).toBe(content);
    else expect(response.json()).toEqual(content);
    if (!('headers' in recorded)) return;
    const joined = new Map<string, string>();
    for (const [name, value] of response.headers) {
      joined.set(name, joined.has(name) ? `${joined.get(name)}, ${value}` : value);
    }
    const ofServerAndEdge = ['Connection', 'Content-Length', 'Date', 'Via', 'X-Amz-Cf-Id', 'X-Amz-Cf-Pop', 'X-Cache'];
    const names = Object.keys(objectOf(recorded['headers'])).filter((name) => !ofServerAndEdge.includes(name));
    expect([...joined.keys()].sort()).toEqual(names.sort());
    for (const [name, value] of Object.entries(objectOf(recorded['headers']))) {
      if (!String(value).startsWith('<') && names.includes(name)) expect(joined.get(name)).toBe(value);
    }
  });
});
