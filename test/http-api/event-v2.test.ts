// docs/aws/http-api.md#event-v2, docs/aws/http-api.md#text-or-base64, docs/aws/http-api.md#request-headers,
// docs/aws/http-api.md#slashes-and-encoding, docs/aws/http-api.md#custom-domains: the event in payload format 2.0.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EventV2 } from '../../src/http-api/events/event-v2.ts';
import { interpretV2 } from '../../src/http-api/responses/proxy-response.ts';
import type { HttpApi } from '../../src/model/definition/http-api.ts';
import type { ClientRequest } from '../../src/model/http/messages.ts';
import { ask, onlyEvent, route, stage, world } from './harness.ts';
import type { Asked } from './harness.ts';

async function eventOf(request: ClientRequest, api: Partial<HttpApi> = {}): Promise<EventV2> {
  const made = world({ api });
  await made.handle(request);
  return onlyEvent(made) as unknown as EventV2;
}

const CERTIFICATE = {
  clientCertPem: 'CERT',
  subjectDN: 'CN=me',
  issuerDN: 'CN=ca',
  serialNumber: 'a1:a1',
  validity: { notBefore: 'May 28 12:30:02 2019 GMT', notAfter: 'Aug  5 09:36:04 2021 GMT' },
};

describe('what AWS leaves out is not in the event', () => {
  test('a bare GET has exactly these members', async () => {
    const event = await eventOf(ask('GET', '/'));
    expect(Object.keys(event).sort()).toEqual([
      'headers',
      'isBase64Encoded',
      'rawPath',
      'rawQueryString',
      'requestContext',
      'routeKey',
      'version',
    ]);
    expect(Object.keys(event.requestContext).sort()).toEqual([
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
    ]);
  });

  test('an empty body is not a body', async () => {
    const event = await eventOf(ask('POST', '/', { body: '', headers: [['content-type', 'text/plain']] }));
    expect(event).not.toHaveProperty('body');
    expect(event.isBase64Encoded).toBe(false);
  });

  test('stage variables stand in it when the stage has any', async () => {
    expect((await eventOf(ask('GET', '/'), stage('$default', { variables: { foo: 'bar' } }))).stageVariables).toEqual({
      foo: 'bar',
    });
  });
});

describe('query parameters', () => {
  test.each([
    ['a=1&b=2', { a: '1', b: '2' }],
    ['mv=1&mv=2&mv=3', { mv: '1,2,3' }],
    ['q=a+b%20c', { q: 'a b c' }],
    ['k=', { k: '' }],
    ['k', { k: '' }],
    ['%C3%A9=%26', { é: '&' }],
    ['a=1&&b=2', { a: '1', b: '2' }],
    ['a=b=c', { a: 'b=c' }],
    ['A=1&a=2', { A: '1', a: '2' }],
    ['bad=%zz%20', { bad: '%zz ' }],
  ])('?%s gives %j and rawQueryString as sent', async (query, expected) => {
    const event = await eventOf(ask('GET', `/?${query}`));
    expect(event.queryStringParameters).toEqual(expected);
    expect(event.rawQueryString).toBe(query);
  });

  test('a parameter named __proto__ is just a parameter', async () => {
    const event = await eventOf(ask('GET', '/?__proto__=x&constructor=y'));
    expect(Object.entries(event.queryStringParameters ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });
});

describe('headers', () => {
  test('names are lower-case and repeats are joined with a comma and no space (recorded)', async () => {
    const headers = [
      ['X-Multi', 'first'],
      ['x-multi', 'second'],
    ] as const;
    expect((await eventOf(ask('GET', '/', { headers }))).headers['x-multi']).toBe('first,second');
  });

  test('cookies move to a list of their own, values as sent (recorded)', async () => {
    const event = await eventOf(ask('GET', '/', { headers: [['Cookie', 'a=1; b=x%20y ;c="q"']] }));
    expect(event.cookies).toEqual(['a=1', 'b=x%20y', 'c="q"']);
    expect(event.headers).not.toHaveProperty('cookie');
  });

  test.each(['Connection', 'Expect', 'TE', 'Transfer-Encoding', 'Upgrade', 'Proxy-Authenticate'])(
    '%s does not arrive',
    async (name) => {
      expect((await eventOf(ask('GET', '/', { headers: [[name, 'x']] }))).headers).not.toHaveProperty(
        name.toLowerCase(),
      );
    },
  );

  test('Authorization is passed on', async () => {
    expect(
      (await eventOf(ask('GET', '/', { headers: [['Authorization', 'Bearer t']] }))).headers['authorization'],
    ).toBe('Bearer t');
  });

  test('the gateway adds length, trace and forwarding headers', async () => {
    expect((await eventOf(ask('GET', '/'))).headers).toEqual({
      host: 'uo9pe23ec6.execute-api.us-east-1.amazonaws.com',
      'content-length': '0',
      'x-amzn-trace-id': 'Root=1-5e7ae61f-bb13a2d967a67dd51b8aca50',
      'x-forwarded-for': '192.182.149.40',
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
    });
  });

  test("a caller's X-Forwarded-For stays in front of the peer; its proto and port are overwritten", async () => {
    const headers = [
      ['X-Forwarded-For', '10.0.0.1'],
      ['X-Forwarded-Proto', 'http'],
      ['X-Forwarded-Port', '8080'],
    ] as const;
    const event = await eventOf(ask('GET', '/', { headers }));
    expect(event.headers).toMatchObject({
      'x-forwarded-for': '10.0.0.1, 192.182.149.40',
      'x-forwarded-proto': 'https',
      'x-forwarded-port': '443',
    });
    expect(event.requestContext.http.sourceIp).toBe('192.182.149.40');
  });

  test.each([
    ['Root=1-aa-bb', 'Self=1-5e7ae61f-bb13a2d967a67dd51b8aca50;Root=1-aa-bb'],
    ['Self=1-x;Root=1-aa-bb;Sampled=1', 'Self=1-5e7ae61f-bb13a2d967a67dd51b8aca50;Root=1-aa-bb;Sampled=1'],
  ])('an incoming trace header %s becomes %s', async (received, sent) => {
    expect(
      (await eventOf(ask('GET', '/', { headers: [['X-Amzn-Trace-Id', received]] }))).headers['x-amzn-trace-id'],
    ).toBe(sent);
  });

  test('without a User-Agent there is no header, and an empty text in the context (recorded)', async () => {
    const event = await eventOf(ask('GET', '/'));
    expect(event.headers).not.toHaveProperty('user-agent');
    expect(event.requestContext.http.userAgent).toBe('');
  });
});

describe('paths', () => {
  test.each([
    ['/a%20b', '/a b', 'a b'],
    ['/%E4%BD%A0%E5%A5%BD', '/你好', '你好'],
    ['/a%40b%23c', '/a@b#c', 'a@b#c'],
    ['/a%2Fb', '/a%2Fb', 'a/b'],
    ['/a%2fb', '/a%2fb', 'a/b'],
    ['/a+b', '/a+b', 'a+b'],
    ['/foo/', '/foo/', 'foo/'],
    ['//foo', '//foo', 'foo'],
    ['/50%', '/50%', '50%'],
    // Here AWS was reported to cut the path at the decoded question mark; that is not copied.
    ['/a%3Fb', '/a?b', 'a?b'],
  ])('%s shows as rawPath %s and path parameter %s', async (sent, rawPath, proxy) => {
    const event = await eventOf(ask('GET', sent), { routes: [route('ANY /{proxy+}')] });
    expect(event.rawPath).toBe(rawPath);
    expect(event.requestContext.http.path).toBe(rawPath);
    expect(event.pathParameters).toEqual({ proxy });
    expect(event.routeKey).toBe('ANY /{proxy+}');
  });

  test('a named stage stays in front of rawPath, and is not in the path parameters (recorded 2020)', async () => {
    const event = await eventOf(ask('GET', '/beta/foo/'), { ...stage('beta'), routes: [route('ANY /{proxy+}')] });
    expect(event).toMatchObject({ rawPath: '/beta/foo/', pathParameters: { proxy: 'foo/' } });
    expect(event.requestContext).toMatchObject({ stage: 'beta', http: { path: '/beta/foo/' } });
  });

  test.each(['/beta', '/beta/'])('%s is the root of the stage (unproven)', async (path) => {
    expect((await eventOf(ask('GET', path), { ...stage('beta'), routes: [route('GET /')] })).routeKey).toBe('GET /');
  });
});

describe('mutual TLS', () => {
  test('the client certificate stands under authentication', async () => {
    const event = await eventOf({ ...ask('GET', '/'), clientCertificate: CERTIFICATE });
    expect(event.requestContext.authentication).toEqual({ clientCert: CERTIFICATE });
  });
});

describe('bodies are text or base64 by their content type', () => {
  const text: Asked['body'] = 'grüß';
  test.each([
    ['text/plain', false],
    ['text/html', false],
    ['text/csv', false],
    ['text/xml', false],
    ['application/json', false],
    ['application/xml', false],
    ['application/javascript', false],
    ['application/graphql', false],
    ['text/plain; charset=utf-8', false],
    ['application/json; charset=UTF-8', false],
    ['APPLICATION/JSON;charset="utf-8"', false],
    ['text/plain; charset=iso-8859-1', true],
    ['application/x-www-form-urlencoded', true],
    ['multipart/form-data; boundary=x', true],
    ['image/png', true],
    ['audio/mpeg', true],
    ['application/octet-stream', true],
    ['application/pdf', true],
    ['application/x-protobuf', true],
    ['x/y', true],
    [undefined, true],
    // Two sources disagree about this one; the observed list has it in base64.
    ['application/vnd.api+json', true],
  ])('%s: base64 is %s', async (contentType, isBase64Encoded) => {
    const headers = contentType === undefined ? [] : [['Content-Type', contentType] as const];
    const event = await eventOf(ask('POST', '/', { body: text, headers }));
    expect(event.isBase64Encoded).toBe(isBase64Encoded);
    expect(event.body).toBe(isBase64Encoded ? Buffer.from('grüß').toString('base64') : 'grüß');
  });

  test('any bytes survive the way to the function and back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), async (bytes) => {
        const { body, isBase64Encoded } = await eventOf(ask('POST', '/', { body: Buffer.from(bytes) }));
        const echoed = interpretV2(JSON.stringify({ statusCode: 200, body, isBase64Encoded }));
        expect(echoed.body).toEqual(Buffer.from(bytes));
      }),
      { numRuns: 50 },
    );
  });

  test('bytes that are not UTF-8 become replacement characters in a text body (unproven)', async () => {
    const event = await eventOf(
      ask('POST', '/', { body: Buffer.from([0x61, 0xff]), headers: [['content-type', 'text/plain']] }),
    );
    expect(event.body).toBe('a\uFFFD');
  });
});
