// HTTP and HTTP_PROXY: recorded, docs/aws/rest-api-observed.md#http.
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { BackendError } from '../../src/integrations/contract.ts';
import type { BackendErrorKind } from '../../src/integrations/contract.ts';
import type { Integration } from '../../src/model/definition/integration.ts';
import type { HeaderList } from '../../src/model/http/messages.ts';
import type { RestApi } from '../../src/model/definition/rest-api.ts';
import { method, respondsWith, restApi } from './support/api.ts';
import { recording } from './support/recorded.ts';
import { objectOf } from './support/recordings.ts';
import { serve } from './support/serve.ts';
import type { Fakes } from './support/serve.ts';

const uri = 'http://backend.example.com/';

function http(parts: Partial<Integration>, fakes: Fakes = {}, api: Partial<RestApi> = {}) {
  return serve(
    restApi([method('ANY /{proxy+}', { type: 'HTTP_PROXY', uri, responses: [respondsWith()], ...parts })], api),
    fakes,
  );
}

describe('status and body', () => {
  test.each([
    ['HTTP', 'matching-response', 200],
    ['HTTP', 'non-matching-response', 400],
    ['HTTP_PROXY', 'matching-response', 200],
    ['HTTP_PROXY', 'non-matching-response', 400],
  ] as const)('recorded: test_http_integration_invoke_status_code_passthrough[%s] %s', async (type, step, status) => {
    const name = `test_http_integration_invoke_status_code_passthrough[${type}]`;
    const recorded = objectOf(recording('http', name, step));
    const backend = () => ({ statusCode: status, body: Buffer.from(JSON.stringify(recorded['body'])) });
    const response = await http({ type }, { backend }).send('GET /test/x');
    expect({ status_code: response.statusCode, body: response.json() }).toEqual(recorded);
  });

  test('the pattern of HTTP is matched against the status as text', async () => {
    const responses = [respondsWith(), respondsWith({ statusCode: '502', selectionPattern: String.raw`5\d{2}` })];
    const served = http({ type: 'HTTP', responses }, { backend: () => ({ statusCode: 503 }) });
    expect((await served.send('GET /test/x')).statusCode).toBe(502);
  });

  test('HTTP has the trace id in its answer, HTTP_PROXY only if the backend sent one (2)', async () => {
    expect((await http({ type: 'HTTP' }).send('GET /test/x')).header('X-Amzn-Trace-Id')).toBeDefined();
    expect((await http({}).send('GET /test/x')).header('X-Amzn-Trace-Id')).toBeUndefined();
    const backend = () => ({ headers: [['X-Amzn-Trace-Id', 'Root=b']] }) satisfies { headers: HeaderList };
    expect((await http({}, { backend }).send('GET /test/x')).header('X-Amzn-Trace-Id')).toBe('Root=b');
  });

  // docs/aws/rest-api-observed.md#backend-headers
  test("a backend's request id is renamed, repeated headers are kept", async () => {
    const headers: HeaderList = [
      ['x-amzn-RequestId', 'theirs'],
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
    ];
    const response = await http({}, { backend: () => ({ headers }) }).send('GET /test/x');
    expect(response.header('x-amzn-Remapped-x-amzn-RequestId')).toBe('theirs');
    expect(response.headers.filter(([name]) => name === 'Set-Cookie')).toHaveLength(2);
  });

  test("a backend's headers about its own connection do not pass (unproven)", async () => {
    const headers: HeaderList = [
      ['Keep-Alive', 'timeout=5'],
      ['Trailer', 'x'],
      ['Upgrade', 'h2c'],
    ];
    const response = await http({}, { backend: () => ({ headers }) }).send('GET /test/x');
    expect(response.headers.map(([name]) => name)).toEqual(['x-amzn-RequestId', 'x-amz-apigw-id', 'Content-Type']);
  });

  test('an encoded answer arrives decoded, without Content-Encoding (U)', async () => {
    const headers: HeaderList = [['Content-Encoding', 'gzip']];
    const response = await http({}, { backend: () => ({ headers, body: gzipSync('plain') }) }).send('GET /test/x');
    expect(response.body).toBe('plain');
    expect(response.header('Content-Encoding')).toBeUndefined();
  });
});

describe('the request', () => {
  test.each(['post', 'put', 'get'])('recorded: test_http_integration_method, the fixed POST (%s)', async (verb) => {
    for (const type of ['HTTP', 'HTTP_PROXY'] as const) {
      const recorded = objectOf(
        recording('http', `test_http_integration_method[${type}]`, `http-invocation-lambda-url-${verb}`),
      );
      const served = http({ type, httpMethod: 'POST' });
      const headers: HeaderList = [
        ['Content-Type', 'application/json'],
        ['accept', type === 'HTTP' ? 'application/xml' : 'application/json'],
        ['user-Agent', 'test/integration'],
        ['Accept-Encoding', 'gzip, deflate'],
      ];
      await served.send(`${verb.toUpperCase()} /test/x`, { headers, body: JSON.stringify(recorded['data']) });
      const sent = served.backendCalls[0];
      expect(sent?.method).toBe(recorded['method']);
      const expected = Object.entries(objectOf(recorded['headers'])).filter(
        ([name]) => !['content-length', 'host'].includes(name),
      );
      const seen = new Map(sent?.headers.map(([name, value]) => [name.toLowerCase(), value]));
      for (const [name, value] of expected) {
        expect([name, seen.get(name)]).toEqual([name, String(value).replace('<rest_api_id:1>', 'a1b2c3d4e5')]);
      }
    }
  });

  test.each([undefined, 'ANY'])("an integration method of %s is the client's (U)", async (httpMethod) => {
    const served = http(httpMethod === undefined ? {} : { httpMethod });
    await served.send('PATCH /test/x');
    expect(served.backendCalls[0]?.method).toBe('PATCH');
  });

  test('recorded: test_http_proxy_integration_request_data_mappings', async () => {
    const content = objectOf(
      objectOf(recording('http', 'test_http_proxy_integration_request_data_mappings', 'http-proxy-invocation'))[
        'content'
      ],
    );
    const integration = {
      type: 'HTTP_PROXY',
      httpMethod: 'POST',
      uri: 'https://backend.example.com?testVar={pathVar}&testQs={qsVar}',
      requestParameters: {
        'integration.request.header.headerVar': 'method.request.header.foobar',
        'integration.request.path.qsVar': 'method.request.querystring.testVar',
        'integration.request.path.pathVar': 'method.request.path.pathVariable',
        'integration.request.querystring.queryString': 'method.request.querystring.testQueryString',
        'integration.request.querystring.testQs': 'method.request.querystring.testQueryString',
        'integration.request.querystring.testEmptyQs': 'method.request.header.emptyheader',
      },
    } as const;
    const served = serve(restApi([method('ANY /{pathVariable}', integration)]));
    const headers: HeaderList = [
      ['Content-Type', 'application/json'],
      ['Accept', 'application/json'],
      ['foobar', 'mapped-value'],
      ['user-Agent', 'test/integration'],
      ['headerVar', 'request-value'],
      ['Accept-Encoding', 'gzip, deflate'],
    ];
    await served.send('POST /test/foobar?testQueryString=foo&testVar=bar', {
      headers,
      body: '{"message":"hello world"}',
    });
    const sent = served.backendCalls[0];
    const args: Record<string, string> = {};
    for (const [name, value] of new URL(sent?.url ?? '').searchParams)
      args[name] = name in args ? `${args[name]},${value}` : value;
    expect(args).toEqual(content['args']);
    const seen = Object.fromEntries(sent?.headers.map(([name, value]) => [name.toLowerCase(), value]) ?? []);
    const { host: _, 'content-length': __, ...expected } = objectOf(content['headers']);
    expect(seen).toMatchObject(expected);
  });

  test('HTTP sends only mapped query parameters, a list repeats its name', async () => {
    const requestParameters = { 'integration.request.querystring.all': 'method.request.multivaluequerystring.a' };
    const served = http({ type: 'HTTP', requestParameters });
    await served.send('GET /test/x?a=1&a=2&b=3');
    expect(served.backendCalls[0]?.url).toBe(`${uri}?all=1&all=2`);
  });

  test('a greedy value goes into the URI as the client encoded it', async () => {
    const requestParameters = { 'integration.request.path.proxy': 'method.request.path.proxy' };
    const served = http({ uri: 'http://backend.example.com/{proxy}', requestParameters });
    await served.send('GET /test/a/b%20c/d?x=1%2B2');
    expect(served.backendCalls[0]?.url).toBe('http://backend.example.com/a/b%20c/d?x=1%2B2');
  });

  test('an unmapped path variable stays literally', async () => {
    const served = http({ uri: 'http://backend.example.com/{x}' });
    await served.send('GET /test/a');
    expect(served.backendCalls[0]?.url).toBe('http://backend.example.com/{x}');
  });

  test('stage variables fill host, path and query; other braces are left alone', async () => {
    const stage = { name: 'test', variables: { host: 'h.example.com', rest: 'a/b?c=d' }, deploymentId: 'd' };
    const served = http({ uri: 'http://${stageVariables.host}/${stageVariables.rest}&e=${other}' }, {}, { stage });
    await served.send('GET /test/a');
    expect(served.backendCalls[0]?.url).toBe('http://h.example.com/a/b?c=d&e=${other}');
  });

  test('an undefined stage variable as host is a 500, InternalServerErrorException (recorded)', async () => {
    const served = http({ uri: 'http://${stageVariables.none}/' });
    const response = await served.send('GET /test/a');
    expect(response).toMatchObject({ statusCode: 500, body: '{"message": "Internal server error"}' });
    expect(response.header('x-amzn-ErrorType')).toBe('InternalServerErrorException');
    expect(served.exchanges[0]?.reason).toMatch(/^Invalid endpoint address/);
  });

  test('HTTP has a Content-Type only with a body', async () => {
    const served = http({ type: 'HTTP', httpMethod: 'POST' });
    await served.send('GET /test/a');
    await served.send('GET /test/a', { body: '{}' });
    const types = served.backendCalls.map(({ headers }) => headers.find(([name]) => name === 'Content-Type')?.[1]);
    expect(types).toEqual([undefined, 'application/json']);
    expect(served.backendCalls[0]?.body).toBeNull();
  });

  test('repeated headers are joined for HTTP_PROXY (U)', async () => {
    const served = http({});
    await served.send('GET /test/a', {
      headers: [
        ['X-A', '1'],
        ['X-A', '2'],
      ],
    });
    expect(served.backendCalls[0]?.headers).toContainEqual(['X-A', '1,2']);
  });

  test('a VPC link is plain HTTP to its local stand-in, the Host is kept', async () => {
    const link = {
      connectionType: 'VPC_LINK',
      connectionId: '${stageVariables.link}',
      uri: 'https://internal.example.com/v1',
    } as const;
    const stage = { name: 'test', variables: { link: 'abc123' }, deploymentId: 'd' };
    const served = http(link, { vpcLinks: { abc123: 'http://127.0.0.1:9000/' } }, { stage });
    await served.send('GET /test/a?b=c');
    expect(served.backendCalls[0]?.url).toBe('http://127.0.0.1:9000/v1?b=c');
    expect(served.backendCalls[0]?.headers).toContainEqual(['Host', 'internal.example.com']);
  });

  // docs/aws/sigv4a-and-2025.md#alb-integrations
  test.each([
    [
      'the balancer',
      { balancer: 'http://127.0.0.1:9001', link: 'http://127.0.0.1:9000' },
      'http://127.0.0.1:9001/test/v1',
    ],
    ['else the link', { link: 'http://127.0.0.1:9000/' }, 'http://127.0.0.1:9000/test/v1'],
    ['else the URI', {}, 'https://internal.example.com/test/v1'],
  ])('a load balancer is called by the local URL of %s, with the stage in the path', async (_what, links, url) => {
    const integration = {
      connectionType: 'VPC_LINK',
      connectionId: 'link',
      integrationTarget: 'balancer',
      uri: 'https://internal.example.com/v1',
    } as const;
    const served = http(integration, { vpcLinks: links });
    await served.send('GET /test/a');
    expect(served.backendCalls[0]?.url).toBe(url);
  });

  test.each([
    ['/v2/pets', 'http://127.0.0.1:9000/v2/pets?fixed=1'],
    ['pets/a b', 'http://127.0.0.1:9000/pets/a%20b?fixed=1'],
    ['/a?b#c', 'http://127.0.0.1:9000/a%3Fb%23c?fixed=1'],
  ])('a template may put another path in place of stage and path: %s', async (path, url) => {
    const template = `#set($hash = "#")#set($context.requestOverride.path = "${path.replace('#', '${hash}')}")`;
    const integration = {
      type: 'HTTP',
      connectionType: 'VPC_LINK',
      connectionId: 'link',
      integrationTarget: 'balancer',
      uri: 'https://internal.example.com/v1?fixed=1',
      requestTemplates: { 'application/json': template },
    } as const;
    const served = http(integration, { vpcLinks: { balancer: 'http://127.0.0.1:9000' } });
    await served.send('GET /test/a');
    expect(served.backendCalls[0]?.url).toBe(url);
  });

  test('TLS settings and timeout reach the backend call', async () => {
    const served = http({ tlsConfig: { insecureSkipVerification: true }, timeoutInMillis: 70 });
    await served.send('GET /test/a');
    expect(served.backendCalls[0]).toMatchObject({
      insecureSkipVerification: true,
      timeoutMs: 70,
      streamResponse: false,
    });
  });
});

// docs/aws/rest-api-observed.md#error-catalogue
describe('failures', () => {
  test.each([
    ['timeout', 504, '{"message": "Endpoint request timed out"}'],
    ['unreachable', 504, '{"message": "Network error communicating with endpoint"}'],
    ['tls', 504, '{"message": "Network error communicating with endpoint"}'],
    ['invalid-address', 500, '{"message": "Internal server error"}'],
    ['too-large', 500, '{"message": "Internal server error"}'],
  ] satisfies [BackendErrorKind, number, string][])('%s', async (kind, statusCode, body) => {
    const backend = () => {
      throw new BackendError(kind, 'it failed');
    };
    for (const type of ['HTTP', 'HTTP_PROXY'] as const) {
      expect(await http({ type }, { backend }).send('GET /test/x')).toMatchObject({ statusCode, body });
    }
  });
});
