import { describe, expect, test } from 'vitest';
import { acting } from './http-events.ts';

// docs/aws/http-api.md#payload-2-responses, docs/aws/http-api.md#full-response-fields
describe('what a function returns in payload 2.0', () => {
  test.each([
    ['{"statusCode":201,"body":"made"}', 201, 'text/plain; charset=utf-8', 'made'],
    ['{"statusCode":200}', 200, 'text/plain; charset=utf-8', ''],
    ['{"statusCode":200,"body":null}', 200, 'text/plain; charset=utf-8', ''],
    ['{"statusCode":200,"headers":{"content-type":"text/html"},"body":"<p>"}', 200, 'text/html', '<p>'],
    ['{"statusCode":200,"headers":{"Content-Type":"text/html"}}', 200, 'text/html', ''],
    ['{"statusCode":200,"isBase64Encoded":true,"body":"aGk="}', 200, 'text/plain; charset=utf-8', 'hi'],
    ['{"statusCode":200,"body":"x","extra":1}', 200, 'text/plain; charset=utf-8', 'x'],
    ['{"hello":"world"}', 200, 'application/json', '{"hello":"world"}'],
    ['{"body":"x","headers":{"a":"b"}}', 200, 'application/json', '{"body":"x","headers":{"a":"b"}}'],
    ['[1,"a"]', 200, 'application/json', '[1,"a"]'],
    ['{}', 200, 'application/json', '{}'],
    ['"plain words"', 200, 'application/json', 'plain words'],
    ['""', 200, 'application/json', ''],
    ['42', 200, 'application/json', '42'],
    ['true', 200, 'application/json', 'true'],
    ['null', 200, 'application/json', 'null'],
    ['undefined', 200, 'application/json', 'null'],
    ['{"statusCode":404,"body":"no"}', 404, 'text/plain; charset=utf-8', 'no'],
    ['{"statusCode":599,"body":"odd"}', 599, 'text/plain; charset=utf-8', 'odd'],
  ])('%s', async (todo, status, type, body) => {
    const response = await acting('/act', todo);
    expect([response.status, response.values('content-type'), response.text]).toEqual([status, [type], body]);
    expect(response.values('content-length')).toEqual([String(Buffer.byteLength(body))]);
  });

  test.each([
    '{"statusCode":0}',
    '{"statusCode":200.5}',
    '{"statusCode":99}',
    '{"statusCode":600}',
    '{"statusCode":"abc"}',
    '{"statusCode":null}',
    '{"statusCode":200,"body":{"a":1}}',
    '{"statusCode":200,"body":1}',
    '{"statusCode":200,"cookies":"a=b"}',
    '{"statusCode":200,"isBase64Encoded":"true","body":"aGk="}',
    '{"statusCode":200,"headers":{"a":{}}}',
    'throw',
    'throw string',
    'bigint',
    'large',
    'exit',
  ])('%s is an Internal Server Error', async (todo) => {
    const response = await acting('/act', todo);
    expect([response.status, response.text]).toEqual([500, '{"message":"Internal Server Error"}']);
    expect(response.values('content-type')).toEqual(['application/json']);
  });

  test('header names are canonical, dropped ones are dropped, cookies come first', async () => {
    const response = await acting(
      '/act',
      JSON.stringify({
        statusCode: 200,
        headers: {
          'x-my-header': 'a, b',
          ETAG: 'e',
          server: 'mine',
          connection: 'upgrade',
          'content-length': '9',
          date: 'never',
          'transfer-encoding': 'gzip',
          upgrade: 'h2c',
          'set-cookie': 'c=3',
          'x-number': 5,
          'x-true': true,
        },
        multiValueHeaders: { 'x-many': ['1', '2'] },
        cookies: ['a=1; Secure', 'b=2'],
        body: 'ok',
      }),
    );
    expect(response.values('set-cookie')).toEqual(['a=1; Secure', 'b=2', 'c=3']);
    expect(response.values('x-my-header')).toEqual(['a, b']);
    expect(response.values('server')).toEqual(['mine']);
    expect([response.values('x-number'), response.values('x-true')]).toEqual([['5'], ['true']]);
    expect(response.values('content-length')).toEqual(['2']);
    expect(response.values('date')).not.toContain('never');
    expect([response.values('upgrade'), response.values('x-many')]).toEqual([[], []]);
    expect(response.names()).toEqual(
      expect.arrayContaining(['X-My-Header', 'Apigw-Requestid', 'Set-Cookie', 'Content-Type']),
    );
  });

  test('bytes come out of base64 as they are', async () => {
    const bytes = Buffer.from([0, 255, 128, 10]);
    const response = await acting(
      '/act',
      JSON.stringify({
        statusCode: 200,
        headers: { 'content-type': 'image/png' },
        isBase64Encoded: true,
        body: bytes.toString('base64'),
      }),
    );
    expect(response.body.equals(bytes)).toBe(true);
  });

  test.each([204, 304])('a %i has no body', async (status) => {
    const response = await acting('/act', `{"statusCode":${status}}`);
    expect([response.status, response.body.length]).toEqual([status, 0]);
  });
});
