// The HTTP API front end over the wire, served by the real command. Expected values: http-api.md, by section; rows that the reference
// marks as inferred say "unproven".
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

interface EventV2 {
  readonly version: string;
  readonly routeKey: string;
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly cookies?: string[];
  readonly headers: Record<string, string>;
  readonly queryStringParameters?: Record<string, string>;
  readonly pathParameters?: Record<string, string>;
  readonly requestContext: Record<string, unknown> & { readonly http: Record<string, string> };
  readonly body?: string;
  readonly isBase64Encoded: boolean;
}

async function eventOf(api: string, request: RawRequest): Promise<EventV2> {
  const response = await app.send(api, request);
  expect(response.status).toBe(200);
  return response.json() as EventV2;
}

/** Has the function return the JSON text, and gives back what the client saw. */
function acting(path: string, todo: string, more: RawRequest['headers'] = []): Promise<RawResponse> {
  return app.send('plain', { target: path, headers: [['x-do', todo], ...more] });
}

describe('routes (2.3, 2.4)', () => {
  test.each([
    ['GET', '/', 'GET /', undefined],
    ['GET', '/items', 'GET /items', undefined],
    ['GET', '/items?x=1', 'GET /items', undefined],
    ['GET', '//items', 'GET /items', undefined],
    ['GET', '/items/7', 'GET /items/{id}', { id: '7' }],
    ['GET', '/items/a%2Fb', 'GET /items/{id}', { id: 'a/b' }],
    ['GET', '/items/a+b', 'GET /items/{id}', { id: 'a+b' }],
    ['GET', '/items/caf%C3%A9%20%40', 'GET /items/{id}', { id: 'café @' }],
    ['GET', '/pets/dog/1', 'GET /pets/dog/1', undefined],
    ['GET', '/pets/dog/2', 'GET /pets/dog/{id}', { id: '2' }],
    ['GET', '/pets/cat/1', 'GET /pets/{proxy+}', { proxy: 'cat/1' }],
    ['GET', '/pets/', 'GET /pets/{proxy+}', { proxy: '' }],
    ['GET', '/pets/cat/', 'GET /pets/{proxy+}', { proxy: 'cat/' }],
  ] as const)('%s %s is %s', async (method, target, routeKey, pathParameters) => {
    const event = await eventOf('plain', { method, target });
    expect([event.routeKey, event.pathParameters]).toEqual([routeKey, pathParameters]);
    expect(event.requestContext.routeKey).toBe(routeKey);
  });

  test.each([
    ['a path that no route has', 'GET', '/nowhere'],
    ['a method that no route has', 'POST', '/items'],
    ['HEAD where only GET is (unproven)', 'HEAD', '/items'],
    ['a trailing slash', 'GET', '/items/'],
    ['the parent of a greedy route', 'GET', '/pets'],
    ['other letter case (unproven)', 'GET', '/Items'],
    ['OPTIONS without CORS', 'OPTIONS', '/items'],
  ])('%s is Not Found', async (_, method, target) => {
    const response = await app.send('plain', { method, target });
    expect(response.status).toBe(404);
    if (method !== 'HEAD') expect(response.text).toBe('{"message":"Not Found"}');
    expect(response.values('content-type')).toEqual(['application/json']);
    expect(response.values('content-length')).toEqual(['23']);
    expect(response.values('apigw-requestid')[0]).toMatch(/^[A-Za-z0-9_-]{15}=$/);
  });

  test.each([
    ['/dev/items/7', 200],
    ['/dev/items/7?dev=1', 200],
    ['/items/7', 404],
    ['/dev', 404],
    ['/dev/', 404],
    ['/devitems/7', 404],
    ['/prod/items/7', 404],
  ])('of a named stage: %s answers %i', async (target, status) => {
    expect((await app.send('staged', { target })).status).toBe(status);
  });

  test.each([
    ['/shop/x', '/prod/x', 'x'],
    ['/shop/v2/x/y', '/prod/x/y', 'x/y'],
    ['/shop/v3', '/prod/v3', 'v3'],
  ])('behind a mapping: %s has the raw path %s', async (target, rawPath, proxy) => {
    const event = await eventOf('mapped', { target });
    expect([event.rawPath, event.pathParameters]).toEqual([rawPath, { proxy }]);
    expect(event.requestContext).toMatchObject({ domainName: 'api.example.com', domainPrefix: 'api', stage: 'prod' });
  });

  test.each(['/other', '/prod/x', '/shopping'])('outside every mapping: %s is Forbidden (unproven)', async (target) => {
    const response = await app.send('mapped', { target });
    expect([response.status, response.text]).toEqual([403, '{"message":"Forbidden"}']);
  });
});

describe('the event of payload 2.0 (3)', () => {
  test('has what AWS sends, and nothing else', async () => {
    const event = await eventOf('plain', { target: '/items' });
    expect(Object.keys(event).toSorted()).toEqual(
      ['version', 'routeKey', 'rawPath', 'rawQueryString', 'headers', 'requestContext', 'isBase64Encoded'].toSorted(),
    );
    expect(Object.keys(event.requestContext).toSorted()).toEqual(
      [
        'accountId',
        'apiId',
        'domainName',
        'domainPrefix',
        'http',
        'requestId',
        'routeKey',
        'stage',
        'time',
        'timeEpoch',
      ].toSorted(),
    );
    expect(event.requestContext).toMatchObject({
      accountId: '123456789012',
      domainName: `${String(event.requestContext.apiId)}.execute-api.us-east-1.amazonaws.com`,
      domainPrefix: event.requestContext.apiId,
      stage: '$default',
      time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/) as string,
      timeEpoch: expect.any(Number) as number,
      http: { method: 'GET', path: '/items', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: '' },
    });
    expect(event.headers).toEqual({
      host: expect.stringMatching(/^127\.0\.0\.1:\d+$/) as string,
      'content-length': '0',
      'x-amzn-trace-id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/) as string,
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
    });
  });

  test('has the request id of the response', async () => {
    const response = await app.send('plain', { target: '/items' });
    expect((response.json() as EventV2).requestContext.requestId).toBe(response.values('apigw-requestid')[0]);
  });

  test('has lower-case headers, repeated ones joined, and cookies apart', async () => {
    const event = await eventOf('plain', {
      target: '/items',
      headers: [
        ['X-Multi', 'first'],
        ['x-multi', 'second'],
        ['Cookie', 'a=b; c=d'],
        ['Cookie', 'e=%20f'],
        ['Authorization', 'Bearer x'],
        ['User-Agent', 'qa/1'],
        ['X-Forwarded-For', '203.0.113.9'],
        ['X-Forwarded-Proto', 'http'],
        ['X-Forwarded-Port', '80'],
        ['TE', 'trailers'],
      ],
    });
    expect(event.headers).toMatchObject({
      'x-multi': 'first,second',
      authorization: 'Bearer x',
      'user-agent': 'qa/1',
      'x-forwarded-for': '203.0.113.9, 127.0.0.1',
      'x-forwarded-proto': 'https',
      'x-forwarded-port': '443',
    });
    expect(event.cookies).toEqual(['a=b', 'c=d', 'e=%20f']);
    expect(['cookie', 'te', 'connection'].filter((name) => name in event.headers)).toEqual([]);
    expect(event.requestContext.http).toMatchObject({ userAgent: 'qa/1', sourceIp: '127.0.0.1' });
  });

  test('extends a trace id that it is sent', async () => {
    const sent = 'Root=1-5759e988-bd862e3fe1be46a994272793';
    const event = await eventOf('plain', { target: '/items', headers: [['X-Amzn-Trace-Id', sent]] });
    expect(event.headers['x-amzn-trace-id']).toMatch(
      /^Self=1-[0-9a-f]{8}-[0-9a-f]{24};Root=1-5759e988-bd862e3fe1be46a994272793$/,
    );
  });

  test.each([
    ['', '', undefined],
    ['?', '', undefined],
    ['?a=1&a=2&b=', 'a=1&a=2&b=', { a: '1,2', b: '' }],
    ['?a+b=c+d&e=%2B%26', 'a+b=c+d&e=%2B%26', { 'a b': 'c d', e: '+&' }],
    ['?k', 'k', { k: '' }],
    ['?k=a=b', 'k=a=b', { k: 'a=b' }],
    ['?%F0%9F%98%80=%zz', '%F0%9F%98%80=%zz', { '😀': '%zz' }],
  ])('query %j', async (query, rawQueryString, queryStringParameters) => {
    const event = await eventOf('plain', { target: `/items${query}` });
    expect([event.rawQueryString, event.queryStringParameters]).toEqual([rawQueryString, queryStringParameters]);
  });

  test.each([
    ['/items/a%20b', '/items/a b'],
    ['/items/a%2Fb', '/items/a%2Fb'],
    ['/items/%40%23%C3%A9', '/items/@#é'],
    ['/pets/x//y/', '/pets/x//y/'],
  ])('raw path of %s', async (target, rawPath) => {
    const event = await eventOf('plain', { target });
    expect([event.rawPath, event.requestContext.http.path]).toEqual([rawPath, rawPath]);
  });

  test('of a named stage keeps the stage in the path and has the variables', async () => {
    const event = await eventOf('staged', { target: '/dev/items/7' });
    expect(event).toMatchObject({ rawPath: '/dev/items/7', stageVariables: { color: 'blue' } });
    expect(event.requestContext).toMatchObject({ stage: 'dev', apiId: 'aaaaaaaaaa' });
  });
});

describe('which bodies are text (3.1)', () => {
  test.each([
    ['text/plain', true],
    ['text/csv', true],
    ['application/json', true],
    ['application/xml', true],
    ['application/javascript', true],
    ['application/graphql', true],
    ['application/json; charset=utf-8', true],
    ['text/plain;charset=UTF-8', true],
    ['Application/JSON', true],
    ['text/plain; charset=iso-8859-1', false],
    ['application/x-www-form-urlencoded', false],
    ['multipart/form-data; boundary=x', false],
    ['image/png', false],
    ['application/octet-stream', false],
    ['application/pdf', false],
    ['application/vnd.api+json', false],
    [undefined, false],
  ])('%s: %s', async (type, isText) => {
    const headers: RawRequest['headers'] = type === undefined ? [] : [['Content-Type', type]];
    const event = await eventOf('plain', { method: 'POST', target: '/echo', headers, body: 'a=ü' });
    const body = isText ? 'a=ü' : Buffer.from('a=ü').toString('base64');
    expect([event.body, event.isBase64Encoded]).toEqual([body, !isText]);
    expect(event.headers['content-length']).toBe('4');
  });

  test('an empty body is absent', async () => {
    const event = await eventOf('plain', { method: 'POST', target: '/echo', headers: [['Content-Length', '0']] });
    expect(['body' in event, event.isBase64Encoded]).toEqual([false, false]);
  });

  test('a chunked body is put together', async () => {
    const event = await eventOf('plain', {
      method: 'POST',
      target: '/echo',
      headers: [
        ['Transfer-Encoding', 'chunked'],
        ['Content-Type', 'text/plain'],
      ],
      body: '3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n',
    });
    expect(event.body).toBe('abcde');
    expect('transfer-encoding' in event.headers).toBe(false);
  });
});

describe('what a function returns in payload 2.0 (5.1, 5.3)', () => {
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

describe('what a function returns in payload 1.0 (5.2, 5.3)', () => {
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

describe('failures (12)', () => {
  test.each([
    ['a function that has no such export', 'plain', '/missing', 500, 'Internal Server Error'],
    ['a function without concurrency', 'plain', '/limited', 503, 'Service Unavailable'],
    ['a backend that nobody listens at', 'plain', '/dead', 503, 'Service Unavailable'],
    ['a route whose throttle is 0', 'open', '/busy', 429, 'Too Many Requests'],
  ])('%s', async (_, api, target, status, message) => {
    const response = await app.send(api, { target });
    expect([response.status, response.text]).toEqual([status, JSON.stringify({ message })]);
    expect(response.values('content-type')).toEqual(['application/json']);
    expect(response.values('apigw-requestid')).toHaveLength(1);
  });

  test('an integration that takes too long', async () => {
    const response = await app.send('plain', { target: '/slow', headers: [['x-do', 'hang']] });
    expect([response.status, response.text]).toEqual([503, '{"message":"Service Unavailable"}']);
  });

  test('a function that takes longer than its own timeout', async () => {
    const response = await acting('/act', 'hang');
    expect([response.status, response.text]).toEqual([500, '{"message":"Internal Server Error"}']);
  });
});

describe('CORS (6)', () => {
  const origin = 'https://app.example.com';
  const preflight = (
    from: string,
    more: RawRequest['headers'] = [['Access-Control-Request-Method', 'PUT']],
  ): RawRequest => ({
    method: 'OPTIONS',
    target: '/dev/items/7',
    headers: [['Origin', from], ...more],
  });

  test.each([origin, 'http://anything:8080'])('a preflight from %s', async (from) => {
    const response = await app.send('staged', preflight(from));
    expect([response.status, response.text]).toEqual([204, '']);
    expect(response.values('access-control-allow-origin')).toEqual([from]);
    expect(response.values('access-control-allow-methods')).toEqual(['GET,POST']);
    expect(response.values('access-control-allow-headers')).toEqual(['authorization,x-do']);
    expect(response.values('access-control-max-age')).toEqual(['600']);
    expect(response.values('access-control-allow-credentials')).toEqual(['true']);
    expect(response.values('vary')).toEqual(['origin']);
    expect(response.values('apigw-requestid')).toHaveLength(1);
  });

  test('a preflight from elsewhere has no CORS headers (unproven)', async () => {
    const response = await app.send('staged', preflight('https://evil.example.com'));
    expect(response.status).toBe(204);
    expect(response.names().filter((name) => /^access-control/i.test(name))).toEqual([]);
  });

  test('OPTIONS without Access-Control-Request-Method is no preflight', async () => {
    expect((await app.send('staged', preflight(origin, []))).status).toBe(404);
  });

  test('an ANY route takes the preflight, and gets the headers', async () => {
    const response = await app.send('staged', {
      method: 'OPTIONS',
      target: '/dev/any',
      headers: [
        ['Origin', origin],
        ['Access-Control-Request-Method', 'GET'],
        [
          'x-do',
          '{"statusCode":202,"headers":{"access-control-allow-origin":"*","access-control-allow-methods":"PUT"}}',
        ],
      ],
    });
    expect(response.status).toBe(202);
    expect(response.values('access-control-allow-origin')).toEqual([origin]);
    expect(response.values('access-control-allow-methods')).not.toContain('PUT');
  });

  test.each([
    ['an allowed origin', origin, [origin], ['x-a,x-b'], ['true']],
    ['another origin', 'https://evil.example.com', [], [], []],
    ['no origin', undefined, [], [], []],
  ])('a request with %s', async (_, from, allowed, exposed, credentials) => {
    const todo =
      '{"statusCode":200,"headers":{"access-control-allow-origin":"https://backend","access-control-max-age":"1"}}';
    const headers: [string, string][] = [['x-do', todo]];
    if (from !== undefined) headers.push(['Origin', from]);
    const response = await app.send('staged', { target: '/dev/act', headers });
    expect(response.status).toBe(200);
    expect(response.values('access-control-allow-origin')).toEqual(allowed);
    expect(response.values('access-control-expose-headers')).toEqual(exposed);
    expect(response.values('access-control-allow-credentials')).toEqual(credentials);
    expect(response.values('access-control-max-age')).toEqual([]);
  });

  test('errors carry the headers too', async () => {
    const response = await app.send('staged', { target: '/dev/nowhere', headers: [['Origin', origin]] });
    expect([response.status, response.values('access-control-allow-origin')]).toEqual([404, [origin]]);
  });

  test('cors: true allows any origin', async () => {
    const response = await app.send('open', { target: '/', headers: [['Origin', 'https://x.example']] });
    expect(response.values('access-control-allow-origin')).toEqual(['*']);
  });

  test('without CORS the headers of the function pass', async () => {
    const response = await acting(
      '/act',
      '{"statusCode":200,"headers":{"access-control-allow-origin":"https://mine"}}',
      [['Origin', origin]],
    );
    expect(response.values('access-control-allow-origin')).toEqual(['https://mine']);
  });
});

interface Backend {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly [string, string][];
  readonly body: string;
}

describe('HTTP proxy (10.3)', () => {
  const sent = (backend: Backend, name: string): string[] =>
    backend.headers.filter(([given]) => given.toLowerCase() === name).map(([, value]) => value);

  test('method, body, query and headers reach the backend', async () => {
    const response = await app.send('plain', {
      method: 'PATCH',
      target: '/proxy/a/b%20c?x=1&x=2',
      headers: [
        ['X-Custom', 'v'],
        ['Content-Type', 'text/plain'],
        ['Host', 'my.host'],
        ['Connection', 'close'],
      ],
      body: 'hello',
    });
    const backend = response.json() as Backend;
    expect([backend.method, backend.url, backend.body]).toEqual(['PATCH', '/upstream/a/b%20c?x=1&x=2', 'hello']);
    expect(sent(backend, 'x-custom')).toEqual(['v']);
    expect(sent(backend, 'host')[0]).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(sent(backend, 'via')).toEqual(['HTTP/1.1 AmazonAPIGateway']);
    expect(sent(backend, 'forwarded')[0]).toMatch(/for=127\.0\.0\.1;host=my\.host;proto=https/);
    expect(sent(backend, 'x-forwarded-for')).toEqual([]);
    expect(sent(backend, 'x-amzn-trace-id')).toHaveLength(1);
    expect(response.values('x-backend')).toEqual(['yes']);
    expect(response.values('apigw-requestid')).toHaveLength(1);
  });

  test('a fixed URL gets the query after its own', async () => {
    const backend = (await app.send('plain', { target: '/fixed?b=2' })).json() as Backend;
    expect(backend.url).toBe('/fixed?a=1&b=2');
  });

  test.each([201, 301, 404, 500, 503])("the backend's status %i passes", async (status) => {
    const response = await app.send('plain', { target: '/fixed', headers: [['x-status', String(status)]] });
    expect(response.status).toBe(status);
  });

  test('stage variables stand in the URL', async () => {
    const backend = (await app.send('staged', { target: '/dev/up' })).json() as Backend;
    expect(backend.url).toBe('/up');
  });

  test('parameters are mapped both ways (10.6)', async () => {
    const response = await app.send('plain', {
      target: '/mapped/42?q=old&secret=s&keep=1',
      headers: [
        ['x-multi', 'a'],
        ['x-gone', 'g'],
        ['x-q', 'new'],
      ],
    });
    const backend = response.json() as Backend;
    const url = new URL(backend.url, 'http://x');
    expect(url.pathname).toBe('/rewritten/42');
    expect(Object.fromEntries(url.searchParams)).toEqual({ q: 'new', keep: '1', added: 'fixed' });
    expect(sent(backend, 'x-multi')).toEqual(['a,a']);
    expect(sent(backend, 'x-id')).toEqual(['42']);
    expect(sent(backend, 'x-combined')).toEqual(['42 GET old']);
    expect(sent(backend, 'x-gone')).toEqual([]);
    expect(response.status).toBe(203);
    expect([response.values('x-added'), response.values('x-body'), response.values('x-backend')]).toEqual([
      ['yes'],
      ['GET'],
      [],
    ]);
  });

  test('another status is not mapped', async () => {
    const response = await app.send('plain', { target: '/mapped/1', headers: [['x-status', '404']] });
    expect([response.status, response.values('x-backend')]).toEqual([404, ['yes']]);
  });
});
