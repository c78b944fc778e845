// What a proxy function may answer: recorded, rest-api-observed 7.4, 7.5; failures 3.4.
import { describe, expect, test } from 'vitest';
import { LambdaServiceError } from '../../src/model/invocation.ts';
import type { LambdaServiceErrorCode } from '../../src/model/invocation.ts';
import type { HeaderList } from '../../src/model/messages.ts';
import { method, proxy, restApi } from './support/api.ts';
import { missingRecordings, objectOf, recording } from './support/recordings.ts';
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

describe('a good answer (7.4)', () => {
  test.each([
    ['an empty object', {}, 200, []],
    ['only a status', { statusCode: 200 }, 200, []],
    ['only headers', { headers: { 'test-header': 'value' } }, 200, [['test-header', 'value']]],
    ['a numeric string as status', { statusCode: '201' }, 201, []],
    ['headers null', { statusCode: 200, headers: null }, 200, []],
    ['a boolean header', { headers: { a: true } }, 200, [['a', 'true']]],
    ['a list of values', { multiValueHeaders: { a: ['1', '2'] } }, 200, [['a', '1'], ['a', '2']]],
    ['a status of 300', { statusCode: 300 }, 300, []],
  ])('%s', async (_, answer, status, headers) => {
    const response = await answering(answer);
    expect(response.statusCode).toBe(status);
    expect(response.body).toBe('');
    expect(own(response.headers)).toEqual(headers);
    expect(response.header('Content-Type')).toBe('application/json');
  });

  test('fact 4: `{}` from a proxy function is a good 200, one unknown key is a 502', async () => {
    expect(await answering({})).toMatchObject({ statusCode: 200, body: '' });
    expect(await answering({ statusCode: 200, wrongValue: 'x' })).toMatchObject({ statusCode: 502, body: INTERNAL });
  });

  test('of a name in both maps the multi values come first and their spelling stands', async () => {
    const response = await answering({ headers: { 'test-multi': 'value-solo' }, multiValueHeaders: { 'tesT-Multi': ['value-multi'] } });
    expect(own(response.headers)).toEqual([
      ['tesT-Multi', 'value-multi'],
      ['tesT-Multi', 'value-solo'],
    ]);
  });

  test('an identical value in both maps is sent once (D)', async () => {
    const response = await answering({ headers: { a: '1' }, multiValueHeaders: { a: ['1', '2'] } });
    expect(own(response.headers)).toEqual([['a', '1'], ['a', '2']]);
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

  test.each(['Connection', 'Content-Length', 'Date', 'Server', 'WWW-Authenticate'])('%s is renamed (6.2)', async (name) => {
    const response = await answering({ headers: { [name]: 'x' } });
    expect(response.header(`x-amzn-Remapped-${name}`)).toBe('x');
    expect(response.header(name)).toBeUndefined();
  });
});

describe('a malformed answer is a 502 (7.4)', () => {
  test.each([
    ['a status that is no number', { statusCode: 'test' }],
    ['an unknown key', { statusCode: 200, wrongValue: 'x' }],
    ['cookies, which only HTTP APIs know', { statusCode: 200, cookies: [] }],
    ['a bare string', 'justAString'],
    ['a list', []],
    ['null', null],
    ['nothing', undefined],
    ['a multi-value header that is no list', { multiValueHeaders: { a: '1' } }],
    ['a header that is a number (unproven)', { headers: { a: 1 } }],
    ['a header that is an object (unproven)', { headers: { a: {} } }],
    ['a header that is null (unproven)', { headers: { a: null } }],
    ['a body that is an object (D)', { body: {} }],
    ['a body that is a number (D)', { body: 7 }],
    ['a status out of range (unproven)', { statusCode: 999 }],
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
      'Malformed Lambda proxy response: body is {"a":1}; it has to be a string (JSON.stringify it)',
    );
  });
});

describe.skipIf(missingRecordings)('recorded: test_aws_proxy_response_payload_format_validation', () => {
  test.each([
    ['no-body', { statusCode: 200 }],
    ['with-headers', { statusCode: 200, headers: { 'test-header': 'value', 'header-bool': true } }],
    ['with-headers-null', { statusCode: 200, headers: null }],
    ['wrong-format', { statusCode: 200, wrongValue: 'value' }],
    ['b64-encoded-true', { statusCode: 200, body: 'dGVzdC1kYXRh', isBase64Encoded: true }],
    ['b64-encoded-false', { statusCode: 200, body: 'dGVzdC1kYXRh' }],
    ['multi-headers-valid', { statusCode: 200, multiValueHeaders: { 'test-multi': ['value1', 'value2'] } }],
    [
      'multi-headers-overwrite',
      { statusCode: 200, multiValueHeaders: { 'test-multi': ['value-multi'] }, headers: { 'test-multi': 'value-solo' } },
    ],
    [
      'multi-headers-overwrite-casing',
      { statusCode: 200, multiValueHeaders: { 'tesT-Multi': ['value-multi'] }, headers: { 'test-multi': 'value-solo' } },
    ],
    ['multi-headers-invalid', { statusCode: 200, multiValueHeaders: { 'test-multi-invalid': 'value1' } }],
    ['invalid-status-code', { statusCode: 'test' }],
    ['status-code-str', { statusCode: '201' }],
    ['just-string', 'justAString'],
    ['only-headers', { headers: { 'test-header': 'value' } }],
  ])('invoke-api-%s', async (step, answer) => {
    const recorded = objectOf(recording('lambda', 'test_aws_proxy_response_payload_format_validation', `invoke-api-${step}`));
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

describe('binary answers: only the first Accept type decides (7.5)', () => {
  test.each([
    ['none configured', [], 'image/png', false],
    ['exact', ['image/png'], 'image/png', true],
    ['another type', ['image/png'], 'image/jpg', false],
    ['a star in Accept', ['image/png'], 'image/*', false],
    ['any in Accept', ['image/png'], '*/*', false],
    ['second in Accept', ['image/png'], 'image/webp,image/png,*/*;q=0.8', false],
    ['fact 5: first in Accept', ['image/png'], 'image/png,image/*,*/*;q=0.8', true],
    ['a star on the left', ['*/test'], '*/test', true],
    ['a star on the left against a real type', ['*/test'], 'random/test', false],
    ['a star on the right', ['application/*'], 'application/whatever', true],
    ['the star itself', ['application/*'], 'application/*', true],
    ['half a type', ['application/*'], 'application', false],
    ['everything', ['*/*'], 'anything/at-all', true],
    ['everything without Accept', ['*/*'], undefined, true],
    ['another configured type than the answer has', ['image/png', 'image/jpg'], 'image/jpg', true],
  ])('%s', async (_, binaryMediaTypes, accept, decoded) => {
    const headers: HeaderList = accept === undefined ? [] : [['Accept', accept]];
    const answer = { body: '/9g=', isBase64Encoded: true, headers: { 'Content-Type': 'image/png' } };
    const response = await answering(answer, { binaryMediaTypes }, headers);
    expect(response.bytes).toEqual(decoded ? Buffer.from([0xff, 0xd8]) : Buffer.from('/9g='));
  });

  test('text stays text where the function did not say base64', async () => {
    const response = await answering({ body: '/9g=' }, { binaryMediaTypes: ['*/*'] });
    expect(response.body).toBe('/9g=');
  });

  test('base64 that is none is a 500', async () => {
    const response = await answering({ body: 'not base64!', isBase64Encoded: true }, { binaryMediaTypes: ['*/*'] });
    expect(response).toMatchObject({ statusCode: 500, body: INTERNAL });
  });
});

describe('what Lambda itself refuses (lambda 8.1)', () => {
  test.each([
    ['ResourceNotFoundException', 500],
    ['TooManyRequestsException', 502],
    ['ServiceException', 502],
  ] satisfies [LambdaServiceErrorCode, number][])('%s is a %i', async (code, status) => {
    const fn = () => {
      throw new LambdaServiceError(code, 'no');
    };
    expect(await serve(api, { functions: { fn } }).send('GET /test/x')).toMatchObject({ statusCode: status, body: INTERNAL });
  });

  test('an answer that takes longer than the integration allows is a 504', async () => {
    const never = new Promise(() => undefined);
    const served = serve(restApi([method('GET /x', proxy('fn', { timeoutInMillis: 50 }))]), { functions: { fn: () => never } });
    const response = served.send('GET /test/x');
    await served.clock.waitedFor();
    served.clock.advance(50);
    expect(await response).toMatchObject({ statusCode: 504, body: '{"message": "Endpoint request timed out"}' });
  });
});

describe('preconditions (7.1)', () => {
  test('an integration method other than POST is a 500 and the function is not called', async () => {
    const served = serve(restApi([method('GET /x', proxy('fn', { httpMethod: 'GET' }))]), { functions: { fn: () => ({}) } });
    expect(await served.send('GET /test/x')).toMatchObject({ statusCode: 500, body: INTERNAL });
    expect(served.invocations).toEqual([]);
  });

  test('stage variables name the function and its alias', async () => {
    const lambda = { functionName: '${stageVariables.fn}', qualifier: '${stageVariables.alias}' };
    const stage = { name: 'test', variables: { fn: 'orders', alias: 'live' }, deploymentId: 'd' };
    const served = serve(restApi([method('GET /x', proxy('fn', { lambda }))], { stage }), { functions: { orders: () => ({}) } });
    expect((await served.send('GET /test/x')).statusCode).toBe(200);
    expect(served.invocations[0]).toMatchObject({ functionName: 'orders', qualifier: 'live' });
  });
});
