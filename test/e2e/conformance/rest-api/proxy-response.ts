import { describe, expect, test } from 'vitest';
import { acting, expectGatewayResponse } from './rest-events.ts';

// docs/aws/rest-api-observed.md#function-answers
describe('what a proxy function returns', () => {
  test.each([
    ['{}', 200, ''],
    ['{"statusCode":200}', 200, ''],
    ['{"headers":{"a":"b"}}', 200, ''],
    ['{"statusCode":"201","body":"x"}', 201, 'x'],
    ['{"statusCode":200,"headers":null,"body":"x"}', 200, 'x'],
    ['{"statusCode":200,"body":null}', 200, ''],
    ['{"statusCode":300,"body":"x"}', 300, 'x'],
    ['{"statusCode":200,"isBase64Encoded":true,"body":"aGk="}', 200, 'aGk='],
    ['{"statusCode":404,"body":"{}"}', 404, '{}'],
  ])('%s', async (todo, status, body) => {
    const response = await acting(todo);
    expect([response.status, response.text, response.values('content-type')]).toEqual([
      status,
      body,
      ['application/json'],
    ]);
    expect(response.values('x-amzn-trace-id')).toHaveLength(1);
    expect(response.values('content-length')).toEqual([String(body.length)]);
  });

  test.each([
    '{"statusCode":"test"}',
    '{"statusCode":200,"wrongValue":"x"}',
    '{"statusCode":200,"cookies":["a=b"]}',
    '"justAString"',
    '[1]',
    '5',
    'null',
    'undefined',
    '{"statusCode":200,"multiValueHeaders":{"a":"1"}}',
    '{"statusCode":200,"body":{"a":1}}',
    '{"errorMessage":"x"}',
    'throw',
    'throw string',
    'bigint',
    'exit',
    'large',
    'hang',
  ])('%s is a 502', async (todo) => {
    const response = await acting(todo);
    expectGatewayResponse(response, 502, 'Internal server error', 'InternalServerErrorException');
    expect(response.text).toBe('{"message": "Internal server error"}');
  });

  test.each(['{"statusCode":200,"headers":{"a":["1"]}}', '{"statusCode":200,"headers":{"a":{}}}'])(
    '%s is a 502 (unproven)',
    async (todo) => {
      expect((await acting(todo)).status).toBe(502);
    },
  );

  test('headers: booleans, numbers, several values, the casing of the multi map', async () => {
    const response = await acting(
      JSON.stringify({
        statusCode: 200,
        headers: {
          bool: true,
          number: 1_700_000_000_000,
          'test-multi': 'value-solo',
          same: 'x',
          'content-type': 'application/xml',
        },
        multiValueHeaders: { 'tesT-Multi': ['value-multi'], many: ['1', '2'], same: ['x'] },
      }),
    );
    expect(response.values('bool')).toEqual(['true']);
    // aws-samples/serverless-patterns, apigw-method-cache
    expect(response.values('number')).toEqual(['1700000000000']);
    expect(response.values('test-multi')).toEqual(['value-multi', 'value-solo']);
    expect(response.names().filter((name) => name.toLowerCase() === 'test-multi')).toEqual([
      'tesT-Multi',
      'tesT-Multi',
    ]);
    expect(response.values('many')).toEqual(['1', '2']);
    expect(response.values('same')).toEqual(['x']);
    expect(response.values('content-type')).toEqual(['application/xml']);
  });

  test.each(['Connection', 'Content-Length', 'Date', 'Server', 'WWW-Authenticate'])(
    'header %s is remapped (docs/aws/rest-api-observed.md#backend-headers)',
    async (name) => {
      const response = await acting(JSON.stringify({ statusCode: 200, headers: { [name]: 'mine' }, body: 'x' }));
      expect(response.headers).toContainEqual([`x-amzn-Remapped-${name}`, 'mine']);
      expect(response.values(name)).not.toContain('mine');
    },
  );

  test.each([
    ['image/png', true],
    ['image/png,image/*,*/*;q=0.8', true],
    ['image/jpg', false],
    ['image/*', false],
    ['*/*', false],
    ['image/webp,image/png,*/*;q=0.8', false],
  ])('Accept: %s decodes base64: %s (7.5)', async (accept, decoded) => {
    const response = await acting('{"statusCode":200,"isBase64Encoded":true,"body":"aGk="}', [['Accept', accept]]);
    expect(response.text).toBe(decoded ? 'hi' : 'aGk=');
  });

  test('bad base64 is a 500 where binary is due', async () => {
    const response = await acting('{"statusCode":200,"isBase64Encoded":true,"body":"a!"}', [['Accept', 'image/png']]);
    expectGatewayResponse(response, 500, 'Internal server error', 'InternalServerErrorException');
  });
});
