// The REST API front end over the wire, served by the real command. Expected values: rest-api-observed.md, by section; rows that the
// reference marks as read from an emulator or inferred say "unproven".
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ConformanceApp, startConformanceApp } from './conformance-app.ts';
import type { RawRequest, RawResponse } from './raw-http.ts';

let app: ConformanceApp;

beforeAll(async () => {
  app = await startConformanceApp();
});

afterAll(async () => {
  expect(await app?.stop()).toBe(0);
});

interface RestEvent {
  readonly resource: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly multiValueHeaders: Record<string, string[]>;
  readonly queryStringParameters: Record<string, string> | null;
  readonly multiValueQueryStringParameters: Record<string, string[]> | null;
  readonly pathParameters: Record<string, string> | null;
  readonly requestContext: Record<string, unknown> & { readonly path: string; readonly requestId: string };
  readonly body: string | null;
  readonly isBase64Encoded: boolean;
}

async function eventOf(request: RawRequest, api = 'rest'): Promise<RestEvent> {
  const response = await app.send(api, request);
  expect(response.status).toBe(200);
  return response.json() as RestEvent;
}

function acting(todo: string, more: RawRequest['headers'] = []): Promise<RawResponse> {
  return app.send('rest', { target: '/dev/act', headers: [['x-do', todo], ...more] });
}

function expectGatewayResponse(response: RawResponse, status: number, message: string | null, errorType: string): void {
  expect([response.status, response.json()]).toEqual([status, { message }]);
  expect(response.values('x-amzn-errortype')).toEqual([errorType]);
  const names = [
    'Connection',
    'Content-Length',
    'Content-Type',
    'Date',
    'x-amz-apigw-id',
    'x-amzn-ErrorType',
    'x-amzn-RequestId',
  ];
  expect(response.names().toSorted()).toEqual(names.toSorted());
  expect(response.values('content-type')).toEqual(['application/json']);
}

describe('paths as recorded (3.2)', () => {
  test.each([
    ['/dev/proxy-value', '/proxy-value', { proxy: 'proxy-value' }, '/dev/proxy-value'],
    ['/dev/proxy-value/', '/proxy-value/', { proxy: 'proxy-value' }, '/dev/proxy-value/'],
    [
      '/dev/proxy-value//double-slash',
      '/proxy-value//double-slash',
      { proxy: 'proxy-value//double-slash' },
      '/dev/proxy-value//double-slash',
    ],
    ['//dev/proxy-value', '/proxy-value', { proxy: 'proxy-value' }, '/dev/proxy-value'],
    ['/dev//proxy-value', '/proxy-value', { proxy: 'proxy-value' }, '/dev//proxy-value'],
    ['/dev//hardcoded', '/hardcoded', null, '/dev//hardcoded'],
    ['/dev/hardcoded/', '/hardcoded/', null, '/dev/hardcoded/'],
    ['/dev/proxy-value/?urlparam=test', '/proxy-value/', { proxy: 'proxy-value' }, '/dev/proxy-value/'],
    [
      '/dev/p/test%2Balias@gmail.com/plus/test+alias@gmail.com',
      '/p/test%2Balias@gmail.com/plus/test+alias@gmail.com',
      { proxy: 'p/test%2Balias@gmail.com/plus/test+alias@gmail.com' },
      '/dev/p/test%2Balias@gmail.com/plus/test+alias@gmail.com',
    ],
    ['/dev/items/a%2Fb', '/items/a%2Fb', { id: 'a%2Fb' }, '/dev/items/a%2Fb'],
    ['/dev', '/', null, '/dev'],
    ['/dev/', '/', null, '/dev/'],
  ])('%s', async (target, path, pathParameters, contextPath) => {
    const event = await eventOf({ target });
    expect([event.path, event.pathParameters, event.requestContext.path]).toEqual([path, pathParameters, contextPath]);
  });

  test.each([
    ['', null, null],
    ['?a=1&a=2', { a: '2' }, { a: ['1', '2'] }],
    [
      '?t=2023-06-12T18:05:10.123456+00:00',
      { t: '2023-06-12T18:05:10.123456 00:00' },
      { t: ['2023-06-12T18:05:10.123456 00:00'] },
    ],
    ['?a=%2B%20%26&b=', { a: '+ &', b: '' }, { a: ['+ &'], b: [''] }],
    ['?mail=a@b.c&url=http://x/', { mail: 'a@b.c', url: 'http://x/' }, { mail: ['a@b.c'], url: ['http://x/'] }],
  ])('query %j', async (query, single, multi) => {
    const event = await eventOf({ target: `/dev/hardcoded${query}` });
    expect([event.queryStringParameters, event.multiValueQueryStringParameters]).toEqual([single, multi]);
  });
});

describe('routing (3.1, 3.4)', () => {
  test.each([
    ['GET', '/dev/hardcoded', '/hardcoded'],
    ['POST', '/dev/hardcoded', '/{proxy+}'],
    ['OPTIONS', '/dev/only-post', '/{proxy+}'],
    ['POST', '/dev/only-post', '/only-post'],
    ['GET', '/dev/items/1', '/items/{id}'],
    ['GET', '/dev/items/1/more', '/{proxy+}'],
    ['GET', '/dev/items', '/{proxy+}'],
    ['DELETE', '/dev/x', '/{proxy+}'],
  ])('%s %s is %s', async (method, target, resource) => {
    const event = await eventOf({ method, target });
    expect([event.resource, event.requestContext.resourcePath, event.requestContext.httpMethod]).toEqual([
      resource,
      resource,
      method,
    ]);
  });

  test('X-HTTP-Method-Override chooses the method', async () => {
    const event = await eventOf({
      method: 'GET',
      target: '/dev/only-post',
      headers: [['X-HTTP-Method-Override', 'POST']],
    });
    expect(event.resource).toBe('/only-post');
  });

  test.each([
    ['POST', '/dev/'],
    ['DELETE', '/dev'],
  ])('%s %s: no such method', async (method, target) => {
    const response = await app.send('rest', { method, target });
    expectGatewayResponse(response, 403, 'Missing Authentication Token', 'MissingAuthenticationTokenException');
    expect(response.text).toBe('{"message":"Missing Authentication Token"}');
  });

  test.each(['/', '/other', '/other/x', '/devil/x'])('%s: no such stage', async (target) => {
    expectGatewayResponse(await app.send('rest', { target }), 403, 'Forbidden', 'ForbiddenException');
  });

  test('behind a custom domain there is no stage in the path', async () => {
    const event = await eventOf({ target: '/x/y' }, 'custom');
    expect([event.path, event.requestContext.path, event.requestContext.stage]).toEqual(['/x/y', '/x/y', 'live']);
    expect((await eventOf({ target: '/live/y' }, 'custom')).path).toBe('/live/y');
  });
});

describe('the proxy event (5.1, 7.2, 7.3)', () => {
  test('has the keys of AWS in the order of AWS', async () => {
    const event = await eventOf({ target: '/dev/hardcoded' });
    expect(Object.keys(event)).toEqual([
      'resource',
      'path',
      'httpMethod',
      'headers',
      'multiValueHeaders',
      'queryStringParameters',
      'multiValueQueryStringParameters',
      'pathParameters',
      'stageVariables',
      'requestContext',
      'body',
      'isBase64Encoded',
    ]);
    expect(Object.keys(event.requestContext)).toEqual([
      'resourceId',
      'resourcePath',
      'httpMethod',
      'extendedRequestId',
      'requestTime',
      'path',
      'accountId',
      'protocol',
      'stage',
      'domainPrefix',
      'requestTimeEpoch',
      'requestId',
      'identity',
      'domainName',
      'deploymentId',
      'apiId',
    ]);
    expect(event.requestContext.identity).toEqual({
      cognitoIdentityPoolId: null,
      accountId: null,
      cognitoIdentityId: null,
      caller: null,
      sourceIp: '127.0.0.1',
      principalOrgId: null,
      accessKey: null,
      cognitoAuthenticationType: null,
      cognitoAuthenticationProvider: null,
      userArn: null,
      userAgent: null,
      user: null,
    });
    expect(event).toMatchObject({ body: null, isBase64Encoded: false, stageVariables: null });
  });

  test('has the ids and the trace id of the response', async () => {
    const response = await app.send('rest', { target: '/dev/hardcoded' });
    const event = response.json() as RestEvent;
    expect(response.values('x-amzn-requestid')).toEqual([event.requestContext.requestId]);
    expect(response.values('x-amz-apigw-id')).toEqual([event.requestContext.extendedRequestId]);
    expect(response.values('x-amzn-trace-id')).toEqual([event.headers['X-Amzn-Trace-Id']]);
    expect(event.requestContext.requestId).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(event.headers['X-Amzn-Trace-Id']).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/);
  });

  test.each([
    ['tEsT-HEADeR', 'tEsT-HEADeR'],
    ['aUThorization', 'Authorization'],
    ['user-agent', 'User-Agent'],
    ['accept', 'accept'],
    ['Accept-Charset', 'Accept-Charset'],
    ['Age', 'Age'],
    ['Date', 'Date'],
    ['Pragma', 'Pragma'],
    ['Range', 'Range'],
    ['Referer', 'Referer'],
    ['Via', 'Via'],
    ['Warn', 'Warn'],
    ['Content-Encoding', 'Content-Encoding'],
    ['Content-Type', 'Content-Type'],
  ])('header %s arrives as %s', async (name, expected) => {
    const event = await eventOf({ target: '/dev/hardcoded', headers: [[name, 'value']] });
    expect([event.headers[expected], event.multiValueHeaders[expected]]).toEqual(['value', ['value']]);
  });

  test.each([
    'Connection',
    'Content-Length',
    'Content-MD5',
    'Expect',
    'Max-Forwards',
    'Proxy-Authenticate',
    'Server',
    'TE',
    'Trailer',
    'Upgrade',
    'WWW-Authenticate',
  ])('header %s does not arrive', async (name) => {
    const value =
      { Connection: 'close', 'Content-Length': '0', Upgrade: 'h2c', TE: 'trailers', Expect: 'nothing' }[name] ??
      'value';
    const event = await eventOf({ target: '/dev/hardcoded', headers: [[name, value]] });
    expect(Object.keys(event.headers).map((key) => key.toLowerCase())).not.toContain(name.toLowerCase());
  });

  test('header names are sorted whatever their case, and repeated ones keep the last in the single map', async () => {
    const event = await eventOf({
      target: '/dev/hardcoded',
      headers: [
        ['x-b', '1'],
        ['X-A', '2'],
        ['x-b', '3'],
        ['c', '4'],
      ],
    });
    const keys = Object.keys(event.headers);
    expect(keys).toEqual(keys.toSorted((a, b) => a.toLowerCase().localeCompare(b.toLowerCase())));
    expect([event.headers['x-b'], event.multiValueHeaders['x-b']]).toEqual(['3', ['1', '3']]);
  });

  test.each([
    ['Root=1-5759e988-bd862e3fe1be46a994272793', /^Root=1-5759e988-bd862e3fe1be46a994272793;Parent=[0-9a-f]{16}/],
    [
      'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1',
      /Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1/,
    ],
  ])('trace id %s (18)', async (sent, expected) => {
    const response = await app.send('rest', { target: '/dev/hardcoded', headers: [['X-Amzn-Trace-Id', sent]] });
    expect(response.values('x-amzn-trace-id')[0]).toMatch(expected);
  });

  test.each([
    ['text/plain', 'ü', false],
    ['application/x-www-form-urlencoded', 'ü', false],
    [undefined, 'ü', false],
    ['image/png', Buffer.from('ü').toString('base64'), true],
    ['application/octet-stream', Buffer.from('ü').toString('base64'), true],
    ['image/jpeg', 'ü', false],
  ])('a body of type %s', async (type, body, isBase64Encoded) => {
    const headers: RawRequest['headers'] = type === undefined ? [] : [['Content-Type', type]];
    const event = await eventOf({ method: 'POST', target: '/dev/only-post', headers, body: 'ü' });
    expect([event.body, event.isBase64Encoded]).toEqual([body, isBase64Encoded]);
  });
});

describe('what a proxy function returns (7.4)', () => {
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

  test.each([
    '{"statusCode":200,"headers":{"a":1}}',
    '{"statusCode":200,"headers":{"a":null}}',
    '{"statusCode":200,"headers":{"a":{}}}',
  ])('%s is a 502 (unproven)', async (todo) => {
    expect((await acting(todo)).status).toBe(502);
  });

  test('headers: booleans, several values, the casing of the multi map', async () => {
    const response = await acting(
      JSON.stringify({
        statusCode: 200,
        headers: { bool: true, 'test-multi': 'value-solo', same: 'x', 'content-type': 'application/xml' },
        multiValueHeaders: { 'tesT-Multi': ['value-multi'], many: ['1', '2'], same: ['x'] },
      }),
    );
    expect(response.values('bool')).toEqual(['true']);
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
    'header %s is remapped (6.2)',
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

describe('failures (4.2)', () => {
  test('an integration that takes too long', async () => {
    const response = await app.send('rest', { target: '/dev/slow', headers: [['x-do', 'hang']] });
    expectGatewayResponse(response, 504, 'Endpoint request timed out', 'InternalServerErrorException');
  });

  test('a function that has no such export', async () => {
    expectGatewayResponse(
      await app.send('rest', { target: '/dev/missing' }),
      502,
      'Internal server error',
      'InternalServerErrorException',
    );
  });

  test('an integration method that is not POST', async () => {
    expectGatewayResponse(
      await app.send('rest', { target: '/dev/get-lambda' }),
      500,
      'Internal server error',
      'InternalServerErrorException',
    );
  });

  test('a backend that nobody listens at', async () => {
    const response = await app.send('rest', { target: '/dev/dead' });
    expectGatewayResponse(response, 504, 'Network error communicating with endpoint', 'InternalServerErrorException');
    expect(response.values('content-length')).toEqual(['56']);
  });

  test('an illegal header mapping, even for a proxy function', async () => {
    expect((await app.send('described', { target: '/v1/illegal' })).status).toBe(599);
  });
});

interface Backend {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly [string, string][];
  readonly body: string;
}

const sent = (backend: Backend, name: string): string[] =>
  backend.headers.filter(([given]) => given.toLowerCase() === name).map(([, value]) => value);

describe('HTTP_PROXY (5, 6.2, 9)', () => {
  test("the client's request reaches the backend", async () => {
    const response = await app.send('rest', {
      method: 'PUT',
      target: '/dev/proxy/a/b?x=1&y=a+b',
      headers: [
        ['X-Custom', 'v'],
        ['Accept', 'application/xml'],
        ['Authorization', 'Bearer x'],
        ['User-Agent', 'qa'],
        ['Content-Type', 'text/plain'],
        ['Content-Encoding', 'identity'],
        ['Via', 'v'],
      ],
      body: 'hello',
    });
    const backend = response.json() as Backend;
    expect([backend.method, backend.body]).toEqual(['PUT', 'hello']);
    expect(new URL(backend.url, 'http://x').pathname).toBe('/upstream/a/b');
    expect(new URL(backend.url, 'http://x').searchParams.get('y')).toBe('a b');
    expect(sent(backend, 'x-custom')).toEqual(['v']);
    expect(sent(backend, 'accept')).toEqual(['application/xml']);
    expect(sent(backend, 'authorization')).toEqual(['Bearer x']);
    expect(sent(backend, 'user-agent')).toEqual(['qa']);
    expect(sent(backend, 'x-amzn-apigateway-api-id')).toHaveLength(1);
    expect(sent(backend, 'x-amzn-trace-id')).toHaveLength(1);
    expect(sent(backend, 'content-encoding')).toEqual([]);
    expect(sent(backend, 'via')).toEqual([]);
    expect(response.values('x-backend')).toEqual(['yes']);
    expect(response.values('x-amzn-trace-id')).toEqual([]);
  });

  test("the backend's headers and status pass, some under another name", async () => {
    const reply = JSON.stringify([
      ['Server', 'mine'],
      ['x-amzn-RequestId', 'theirs'],
      ['WWW-Authenticate', 'Basic'],
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
    ]);
    const response = await app.send('rest', {
      target: '/dev/proxy/x',
      headers: [
        ['x-reply-headers', reply],
        ['x-status', '418'],
      ],
    });
    expect(response.status).toBe(418);
    expect(response.headers).toContainEqual(['x-amzn-Remapped-Server', 'mine']);
    expect(response.headers).toContainEqual(['x-amzn-Remapped-x-amzn-RequestId', 'theirs']);
    expect(response.headers).toContainEqual(['x-amzn-Remapped-WWW-Authenticate', 'Basic']);
    expect(response.values('x-amzn-Remapped-Date')).toHaveLength(1);
    expect(response.values('set-cookie')).toEqual(['a=1', 'b=2']);
  });
});

describe('bodies of the request', () => {
  test.each(['plain', 'rest'])('%s: Expect: 100-continue is answered before the body is read', async (api) => {
    const target = api === 'rest' ? '/dev/only-post' : '/echo';
    const headers: RawRequest['headers'] = [
      ['Expect', '100-continue'],
      ['Content-Type', 'text/plain'],
    ];
    const response = await app.send(api, { method: 'POST', target, headers, body: 'hello' });
    expect([response.status, (response.json() as RestEvent).body]).toEqual([200, 'hello']);
  });

  test('a coding that API Gateway does not know is a 415', async () => {
    const response = await app.send('rest', {
      method: 'POST',
      target: '/dev/only-post',
      headers: [['Content-Encoding', 'x']],
      body: 'a',
    });
    expectGatewayResponse(response, 415, 'Unsupported Media Type', 'BadRequestException');
  });
});

describe('HTTP (5, 9)', () => {
  test('only what is mapped reaches the backend', async () => {
    const response = await app.send('described', {
      target: '/v1/http?q=1&other=2',
      headers: [
        ['x-custom', 'v'],
        ['Accept', 'application/xml'],
        ['Authorization', 'Bearer x'],
      ],
    });
    const backend = response.json() as Backend;
    expect([backend.method, backend.url]).toEqual(['POST', '/backend?fixed=1&mapped=1']);
    expect(sent(backend, 'accept')).toEqual(['application/json']);
    expect(sent(backend, 'user-agent')[0]).toMatch(/^AmazonAPIGateway_[a-z0-9]{10}$/);
    expect(sent(backend, 'authorization')).toEqual([]);
    expect(sent(backend, 'x-mapped')).toEqual(['v']);
    expect(sent(backend, 'x-stage')).toEqual(['v1']);
    expect(sent(backend, 'x-color')).toEqual(['blue']);
    expect(response.values('x-backend')).toEqual([]);
    expect(response.values('x-amzn-trace-id')).toHaveLength(1);
  });
});

describe('MOCK (10)', () => {
  test('a template answers with parameters, context and stage variables', async () => {
    const response = await app.send('described', { target: '/v1/mock?name=Jo' });
    expect(response.json()).toEqual({ name: 'Jo', color: 'blue', stage: 'v1', path: '/v1/mock', method: 'GET' });
    expect(response.values('x-amzn-trace-id')).toEqual([]);
  });

  test('$input.params() has the path', async () => {
    expect((await app.send('described', { target: '/v1/mock/42' })).text).toBe('{"id": 42}');
  });

  test.each([
    ['200', 202, '{"matched":"2xx"}'],
    ['299', 202, '{"matched":"2xx"}'],
    ['404', 404, '<b>gone</b>'],
    ['500', 200, '{"matched":"default"}'],
  ])('status %s selects', async (code, status, body) => {
    const response = await app.send('described', { target: `/v1/status/${code}` });
    expect([response.status, response.text]).toEqual([status, body]);
    expect(response.values('content-type')).toEqual(['application/json']);
  });

  test('overrides of the request template reach the client', async () => {
    const response = await app.send('described', { target: '/v1/override' });
    expect([response.status, response.values('foo'), response.text]).toEqual([444, ['bar'], '']);
  });

  test('CORS by hand', async () => {
    const response = await app.send('described', { method: 'OPTIONS', target: '/v1/mock' });
    expect(response.status).toBe(200);
    expect(response.values('access-control-allow-origin')).toEqual(['*']);
    expect(response.values('access-control-allow-methods')).toEqual(['GET,OPTIONS']);
  });
});

describe('Lambda without proxy (8, 11)', () => {
  const post = (path: string, body: string, more: RawRequest['headers'] = [['Content-Type', 'application/json']]) =>
    app.send('described', { method: 'POST', target: `/v1${path}`, headers: more, body });

  test.each([
    ['', '{}'],
    ['{"a":[1]}', '{"a":[1]}'],
  ])('the body %j is the event, and the result the body', async (body, result) => {
    const response = await post('/lambda', body);
    expect([response.status, response.text, response.values('content-type')]).toEqual([
      200,
      result,
      ['application/json'],
    ]);
  });

  test('templates and mappings on the way in and out', async () => {
    const response = await app.send('described', {
      target: '/v1/lambda?q=hi',
      headers: [['Accept', 'application/json']],
    });
    expect([response.status, response.text, response.values('content-type')]).toEqual([
      201,
      '<p>hi</p>',
      ['text/html'],
    ]);
    expect(response.values('x-q')).toEqual(['hi']);
    expect(response.values('x-amzn-remapped-server')).toEqual(['mine']);
  });

  test.each([
    ['throw', 405, '{"failed": "boom"}'],
    ['{"ok":true}', 200, '{"ok":true}'],
  ])('%s selects by the error message (11.4)', async (todo, status, body) => {
    const response = await post('/failing', '{}', [['x-do', todo.replaceAll('"', '\\"')]]);
    expect([response.status, response.text]).toEqual([status, body]);
  });

  test('a type without template is refused where passthrough is NEVER', async () => {
    const response = await post('/strict', '<a/>', [['Content-Type', 'text/xml']]);
    expectGatewayResponse(response, 415, 'Unsupported Media Type', 'BadRequestException');
  });

  test('no Content-Type is application/json', async () => {
    expect((await post('/strict', '{"a":1}', [])).json()).toEqual({ a: 1 });
  });

  test('an asynchronous call answers at once', async () => {
    const response = await post('/async', '{}');
    expect([response.status, response.text]).toEqual([200, '']);
  });
});

describe('validation (12) and gateway responses (4.3)', () => {
  const json: [string, string] = ['Content-Type', 'application/json'];

  test.each([
    ['/v1/validated/1', '{}', [json], '[x-header-param, qs1]'],
    ['/v1/validated/1?qs1=1', '{"name":"x"}', [json], '[x-header-param]'],
    ['/v1/validated/1?qs1=', '{"name":"x"}', [json, ['x-header-param', 'v']], '[qs1]'],
  ] as [string, string, [string, string][], string][])(
    '%s misses parameters',
    async (target, body, headers, missing) => {
      const response = await app.send('described', { method: 'POST', target, headers, body });
      expect([response.status, response.text]).toEqual([
        400,
        `{"message": "Missing required request parameters: ${missing}"}`,
      ]);
    },
  );

  test.each([
    ['{}', '[object has missing required properties (["name"])]'],
    ['{"name":1}', '[instance type (integer) does not match any allowed primitive type (allowed: ["string"])]'],
    ['', '[object has missing required properties (["name"])]'],
  ])('body %j does not fit the model', async (body, why) => {
    const headers: RawRequest['headers'] = [json, ['x-header-param', 'v']];
    const response = await app.send('described', { method: 'POST', target: '/v1/validated/1?qs1=1', headers, body });
    expect(response.status).toBe(422);
    expect(response.values('x-why')).toEqual(['body']);
    expect(response.text).toBe(`{"why":"${why}","type":"BAD_REQUEST_BODY"}`);
  });

  test.each(['{"name":"x"}', '{"name":"x","age":3,"more":null}'])('body %j fits', async (body) => {
    const headers: RawRequest['headers'] = [json, ['x-header-param', 'v']];
    expect(
      (await app.send('described', { method: 'POST', target: '/v1/validated/1?qs1=1', headers, body })).status,
    ).toBe(200);
  });

  test('DEFAULT_5XX gives status and headers to every 5xx', async () => {
    const response = await app.send('described', { target: '/v1/no-status' });
    expect(response.status).toBe(599);
    expect(response.values('access-control-allow-origin')).toEqual(['*']);
    expect(response.json()).toEqual({ message: 'Internal server error' });
  });
});
