import { describe, expect, test } from 'vitest';
import { app } from '../served.ts';
import { acting } from './http-events.ts';

// docs/aws/http-api.md#payload-1-responses, docs/aws/http-api.md#full-response-fields
describe('what a function returns in payload 1.0', () => {
  test.each([
    ['{"statusCode":201,"body":"made"}', 201, 'made'],
    ['{"statusCode":200}', 200, ''],
    ['{"statusCode":200,"cookies":["a=b"],"body":"x"}', 200, 'x'],
  ])('%s', async (todo, status, body) => {
    const response = await acting('/act1', todo);
    expect([response.status, response.text, response.values('set-cookie')]).toEqual([status, body, []]);
    expect(response.values('content-type')).toEqual(['text/plain; charset=utf-8']);
  });

  test.each(['{}', '{"body":"x"}', '"words"', '[1]', 'null', 'undefined', '5', '{"statusCode":0}', 'throw'])(
    '%s is an Internal Server Error',
    async (todo) => {
      const response = await acting('/act1', todo);
      expect([response.status, response.text]).toEqual([500, '{"message":"Internal Server Error"}']);
    },
  );

  test('single header values come before multi values, each on its line', async () => {
    const response = await acting(
      '/act1',
      '{"statusCode":200,"headers":{"x-a":"one"},"multiValueHeaders":{"x-a":["two","three"],"set-cookie":["a=1","b=2"]}}',
    );
    expect(response.values('x-a')).toEqual(['one', 'two', 'three']);
    expect(response.values('set-cookie')).toEqual(['a=1', 'b=2']);
  });
});

describe('the event of payload 1.0 (4)', () => {
  test('keeps header case but for the canonical ones, and the last of repeated values', async () => {
    const response = await app.send('plain', {
      method: 'PUT',
      target: '/v1/a%20b/c?x=1&x=2&y=a+b',
      headers: [
        ['accept', '*/*'],
        ['content-TYPE', 'text/plain'],
        ['user-agent', 'qa'],
        ['x-My', '1'],
        ['x-My', '2'],
        ['Cookie', 'a=b'],
      ],
      body: 'hello',
    });
    expect(response.json()).toMatchObject({
      version: '1.0',
      resource: '/v1/{proxy+}',
      path: '/v1/a%20b/c',
      httpMethod: 'PUT',
      headers: {
        accept: '*/*',
        'Content-Type': 'text/plain',
        'User-Agent': 'qa',
        'x-My': '2',
        Cookie: 'a=b',
        'Content-Length': '5',
      },
      multiValueHeaders: { 'x-My': ['1', '2'] },
      queryStringParameters: { x: '2', y: 'a b' },
      multiValueQueryStringParameters: { x: ['1', '2'], y: ['a b'] },
      pathParameters: { proxy: 'a b/c' },
      stageVariables: null,
      requestContext: {
        path: '/v1/a b/c',
        resourceId: 'ANY /v1/{proxy+}',
        resourcePath: '/v1/{proxy+}',
        stage: '$default',
      },
      body: 'hello',
      isBase64Encoded: false,
    });
  });

  test('has null for what is missing', async () => {
    const response = await app.send('staged', { method: 'POST', target: '/dev/v1' });
    expect(response.json()).toMatchObject({
      path: '/dev/v1',
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
      stageVariables: { color: 'blue' },
      body: null,
      requestContext: {
        path: '/dev/v1',
        identity: { sourceIp: '127.0.0.1', user: null, accountId: null, cognitoAmr: null },
      },
    });
  });
});
