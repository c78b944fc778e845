// docs/aws/http-api.md#payload-2-responses to docs/aws/http-api.md#headers-on-every-response: what a function's answer becomes.
import { describe, expect, test } from 'vitest';
import type { ClientResponse } from '../../src/model/http/messages.ts';
import { invocationResult } from '../invocation-result.ts';
import { REQUEST_ID, ask, bodyText, headerLines, route, world } from './harness.ts';

async function answerTo(payload: string, format: '1.0' | '2.0', method = 'GET'): Promise<ClientResponse> {
  const made = world({
    api: { routes: [route('$default', { payloadFormatVersion: format })] },
    invoke: () => Promise.resolve(invocationResult(payload)),
  });
  return made.handle(ask(method, '/'));
}

async function summary(response: ClientResponse): Promise<readonly [number, string | undefined, string]> {
  return [response.statusCode, headerLines(response, 'content-type')[0], await bodyText(response)];
}

const ERROR = [500, 'application/json', '{"message":"Internal Server Error"}'] as const;
const PLAIN = 'text/plain; charset=utf-8';

describe('payload 2.0: without statusCode the answer is inferred', () => {
  test.each([
    ['{"hello": "you"}', '{"hello": "you"}'],
    ['{"body":"x","headers":{"a":"b"}}', '{"body":"x","headers":{"a":"b"}}'],
    ['[1, 2]', '[1, 2]'],
    ['"text"', 'text'],
    ['"with \\"quotes\\" and \\u00e9"', 'with "quotes" and é'],
    ['42', '42'],
    ['true', 'true'],
    ['""', ''],
    ['null', 'null'],
    ['not json at all', 'not json at all'],
    ['{"a": 1.0, "b": 10000000000000000001}', '{"a": 1.0, "b": 10000000000000000001}'],
  ])('%s gives 200, application/json and the body %s', async (payload, body) => {
    expect(await summary(await answerTo(payload, '2.0'))).toEqual([200, 'application/json', body]);
  });
});

describe('payload 1.0: only the full form is an answer', () => {
  test.each(['"text"', '[1]', 'null', '42', '{}', '{"body":"x"}', 'not json'])('%s is 500', async (payload) => {
    expect(await summary(await answerTo(payload, '1.0'))).toEqual(ERROR);
  });
});

describe.each(['1.0', '2.0'] as const)('full responses of format %s', (format) => {
  test.each([
    [{ statusCode: 200 }, 200, PLAIN, ''],
    [{ statusCode: 201, body: 'made' }, 201, PLAIN, 'made'],
    [{ statusCode: 200, body: null }, 200, PLAIN, ''],
    [{ statusCode: 200, body: 'x', headers: null }, 200, PLAIN, 'x'],
    [{ statusCode: 200, body: '{}', headers: { 'CONTENT-TYPE': 'application/json' } }, 200, 'application/json', '{}'],
    [{ statusCode: 404, body: 'no' }, 404, PLAIN, 'no'],
    [{ statusCode: '201', body: 'as AWS’s blueprint has it' }, 201, PLAIN, 'as AWS’s blueprint has it'],
    [{ statusCode: 599 }, 599, PLAIN, ''],
    [{ statusCode: 200, body: 'aGVsbG8=', isBase64Encoded: true }, 200, PLAIN, 'hello'],
    [{ statusCode: 200, body: '', isBase64Encoded: true }, 200, PLAIN, ''],
    [{ statusCode: 200, unknown: 1 }, 200, PLAIN, ''],
  ])('%j is passed on', async (payload, status, contentType, body) => {
    expect(await summary(await answerTo(JSON.stringify(payload), format))).toEqual([status, contentType, body]);
  });

  test.each([
    ['status 0 (recorded)', { statusCode: 0 }],
    ['a fraction (recorded)', { statusCode: 200.5 }],
    ['a status as text that is no number', { statusCode: 'ok' }],
    ['a fraction as text', { statusCode: '200.5' }],
    ['status null (unproven)', { statusCode: null }],
    ['a status below 100', { statusCode: 99 }],
    ['an interim status (unproven)', { statusCode: 100 }],
    ['a status above 599', { statusCode: 600 }],
    ['an object as body', { statusCode: 200, body: { a: 1 } }],
    ['a number as body', { statusCode: 200, body: 1 }],
    ['isBase64Encoded as text', { statusCode: 200, isBase64Encoded: 'true' }],
    ['bad base64 (unproven)', { statusCode: 200, body: '***', isBase64Encoded: true }],
    ['headers in a list (unproven)', { statusCode: 200, headers: [] }],
    ['an object as header value (unproven)', { statusCode: 200, headers: { a: {} } }],
    ['a list as header value (unproven)', { statusCode: 200, headers: { a: ['x'] } }],
    ['an invalid header name (unproven)', { statusCode: 200, headers: { 'a b': 'x' } }],
    ['a line end in a header (unproven)', { statusCode: 200, headers: { a: 'x\r\nSet-Cookie: y' } }],
  ])('%s is 500', async (_case, payload) => {
    expect(await summary(await answerTo(JSON.stringify(payload), format))).toEqual(ERROR);
  });

  test('numbers and booleans are header text (unproven)', async () => {
    const response = await answerTo('{"statusCode":200,"headers":{"n":1,"b":true,"z":null}}', format);
    expect([headerLines(response, 'n'), headerLines(response, 'b'), headerLines(response, 'z')]).toEqual([
      ['1'],
      ['true'],
      [],
    ]);
  });

  test('a value with a comma stays one line, and names get their canonical case (recorded)', async () => {
    const response = await answerTo('{"statusCode":200,"headers":{"myHeader":"test,other","x-API-id":"1"}}', format);
    expect(response.headers).toContainEqual(['Myheader', 'test,other']);
    expect(response.headers).toContainEqual(['X-Api-Id', '1']);
  });

  test.each(['connection', 'content-length', 'date', 'upgrade', 'transfer-encoding'])(
    '%s of a function is dropped',
    async (name) => {
      const response = await answerTo(
        JSON.stringify({ statusCode: 200, body: 'abc', headers: { [name]: '77' } }),
        format,
      );
      expect(headerLines(response, name)).toEqual(name === 'content-length' ? ['3'] : []);
    },
  );

  test.each(['Server', 'Via', 'Etag', 'Location', 'Www-Authenticate', 'Cache-Control', 'Access-Control-Allow-Origin'])(
    '%s of a function passes',
    async (name) => {
      const response = await answerTo(JSON.stringify({ statusCode: 200, headers: { [name]: 'mine' } }), format);
      expect(response.headers).toContainEqual([name, 'mine']);
    },
  );

  test('every answer carries the request id', async () => {
    expect(headerLines(await answerTo('{"statusCode":200}', format), 'Apigw-Requestid')).toEqual([REQUEST_ID]);
    expect(headerLines(await answerTo('nothing {', '1.0'), 'Apigw-Requestid')).toEqual([REQUEST_ID]);
  });

  test.each([204, 304])('%i has neither body nor length (unproven)', async (statusCode) => {
    const response = await answerTo(JSON.stringify({ statusCode, body: 'x' }), format);
    expect(response.body).toBeNull();
    expect(headerLines(response, 'content-length')).toEqual([]);
  });

  test('HEAD is answered without the body, but with its length (unproven)', async () => {
    const response = await answerTo('{"statusCode":200,"body":"abc"}', format, 'HEAD');
    expect([response.body, headerLines(response, 'content-length')]).toEqual([null, ['3']]);
  });

  test('text beyond ASCII in a header stays text, which the server sends as UTF-8', async () => {
    const answer = '{"statusCode":200,"headers":{"a":"é"},"cookies":["b=日本"]}';
    expect(headerLines(await answerTo(answer, format), 'a')).toEqual(['é']);
  });
});

describe('cookies and repeated headers', () => {
  test('2.0: each cookie is a line, before a set-cookie of the headers (observed)', async () => {
    const payload = { statusCode: 200, headers: { 'set-cookie': 'c=3' }, cookies: ['a=1', 'b=2'] };
    expect(headerLines(await answerTo(JSON.stringify(payload), '2.0'), 'set-cookie')).toEqual(['a=1', 'b=2', 'c=3']);
  });

  test('null among the cookies and among the values of a header sends nothing (unproven)', async () => {
    const cookies = await answerTo('{"statusCode":200,"cookies":["a=1",null]}', '2.0');
    expect(headerLines(cookies, 'set-cookie')).toEqual(['a=1']);
    const values = await answerTo('{"statusCode":200,"multiValueHeaders":{"a":[null,"1"],"b":[null],"c":null}}', '1.0');
    expect(['a', 'b', 'c'].map((name) => headerLines(values, name))).toEqual([['1'], [], []]);
  });

  test('2.0: cookies that are no list are 500', async () => {
    expect(await summary(await answerTo('{"statusCode":200,"cookies":"a=1"}', '2.0'))).toEqual(ERROR);
  });

  test('2.0: multiValueHeaders mean nothing', async () => {
    const response = await answerTo('{"statusCode":200,"multiValueHeaders":{"a":["1","2"]}}', '2.0');
    expect(headerLines(response, 'a')).toEqual([]);
  });

  test('1.0: the single value comes first, then the others, each a line (recorded)', async () => {
    const payload = { statusCode: 200, headers: { a: 'one' }, multiValueHeaders: { A: ['two', 'three'] } };
    expect(headerLines(await answerTo(JSON.stringify(payload), '1.0'), 'a')).toEqual(['one', 'two', 'three']);
  });

  test('1.0: a multi value that is not a list is 500 (unproven)', async () => {
    expect(await summary(await answerTo('{"statusCode":200,"multiValueHeaders":{"a":"x"}}', '1.0'))).toEqual(ERROR);
  });

  test('1.0: cookies are ignored', async () => {
    expect(headerLines(await answerTo('{"statusCode":200,"cookies":["a=1"]}', '1.0'), 'set-cookie')).toEqual([]);
  });
});
