// docs/aws/http-api.md#stage-variables, docs/aws/http-api.md#http-proxy-headers, docs/aws/http-api.md#private-integrations: HTTP proxy and
// private integrations.
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { BackendError } from '../../src/integrations/contract.ts';
import type { BackendErrorKind, BackendRequest, BackendResponse } from '../../src/integrations/contract.ts';
import type { HttpApi } from '../../src/model/definition/http-api.ts';
import type { Integration } from '../../src/model/definition/integration.ts';
import type { ClientRequest } from '../../src/model/http/messages.ts';
import { ask, bodyText, headerLines, httpProxy, stage, world } from './harness.ts';
import type { World, WorldOptions } from './harness.ts';

function proxied(
  routeKey: string,
  integration: Integration,
  api: Partial<HttpApi> = {},
  more: WorldOptions = {},
): World {
  return world({
    http: () => Promise.resolve(answered()),
    ...more,
    api: { routes: [{ routeKey, authorization: { type: 'NONE' }, integration }], ...api },
  });
}

function answered(more: Partial<BackendResponse> = {}): BackendResponse {
  return { statusCode: 200, headers: [['content-type', 'text/plain']], body: Buffer.from('hi'), ...more };
}

async function sent(
  routeKey: string,
  integration: Integration,
  request: ClientRequest,
  api: Partial<HttpApi> = {},
): Promise<BackendRequest> {
  const made = proxied(routeKey, integration, api);
  const response = await made.handle(request);
  const [backend] = made.backendRequests;
  if (!backend) throw new Error(`the backend was not called: ${response.statusCode}`);
  return backend;
}

describe('where a request goes', () => {
  test.each([
    ['GET /pets', 'http://b/x', '/pets', 'http://b/x'],
    ['GET /pets', 'http://b/x', '/pets?a=1&a=2', 'http://b/x?a=1&a=2'],
    ['GET /pets', 'http://b/x?own=1', '/pets?a=1', 'http://b/x?own=1&a=1'],
    ['GET /pets/{id}', 'http://b/{id}/y', '/pets/a%20b', 'http://b/a%20b/y'],
    ['GET /pets/{id}', 'http://b/y?id={id}', '/pets/7', 'http://b/y?id=7'],
    ['ANY /{proxy+}', 'http://b/{proxy}', '/a/b%2Fc', 'http://b/a/b%2Fc'],
    ['ANY /{proxy+}', 'http://b/{proxy+}', '/a/b', 'http://b/a/b'],
    ['ANY /l/{proxy+}', 'http://b/', '/l/a', 'http://b/'],
    ['$default', 'http://b', '/a/b', 'http://b/a/b'],
    ['$default', 'http://b/base/', '/a/b?q', 'http://b/base/a/b?q'],
  ])('%s to %s: %s calls %s', async (routeKey, uri, target, url) => {
    expect((await sent(routeKey, httpProxy(uri), ask('GET', target))).url).toBe(url);
  });

  test('stage variables stand in host, path and query', async () => {
    const uri = 'http://${stageVariables.host}/${stageVariables.v}/x?k=${stageVariables.v}';
    const api = stage('$default', { variables: { host: 'b:81', v: 'v1' } });
    expect((await sent('GET /a', httpProxy(uri), ask('GET', '/a'), api)).url).toBe('http://b:81/v1/x?k=v1');
  });

  test.each([
    [{}, 'PATCH'],
    [{ httpMethod: 'ANY' }, 'PATCH'],
    [{ httpMethod: 'POST' }, 'POST'],
  ])('with %j the method is %s', async (integration, method) => {
    expect((await sent('ANY /a', httpProxy('http://b', integration), ask('PATCH', '/a'))).method).toBe(method);
  });

  test('timeout and the server name to verify are those of the integration', async () => {
    const integration = httpProxy('https://b', {
      timeoutInMillis: 1234,
      tlsConfig: { serverNameToVerify: 'b.example' },
    });
    expect(await sent('GET /a', integration, ask('GET', '/a'))).toMatchObject({
      timeoutMs: 1234,
      serverNameToVerify: 'b.example',
      streamResponse: true,
    });
  });

  test.each([
    ['the listener', { uri: 'arn:aws:elasticloadbalancing:listener/x', connectionId: 'link' }],
    ['the link', { uri: 'arn:other', connectionId: 'vpclink1' }],
  ])('a private integration goes to the local URL of %s, the stage included', async (_case, more) => {
    const made = proxied('GET /a/{id}', httpProxy('', { connectionType: 'VPC_LINK', ...more }), stage('dev'), {
      vpcLinks: { 'arn:aws:elasticloadbalancing:listener/x': 'http://local:1/', vpclink1: 'http://local:1' },
    });
    await made.handle(ask('GET', '/dev/a/b%20c?q=1'));
    expect(made.backendRequests[0]?.url).toBe('http://local:1/dev/a/b%20c?q=1');
  });

  test('a VPC link without a local URL is said at once and answers 500 (unproven)', async () => {
    const made = proxied('GET /a', httpProxy('arn:x', { connectionType: 'VPC_LINK', connectionId: 'link' }));
    expect(made.warnings).toEqual([expect.stringContaining('vpcLinks')]);
    expect((await made.handle(ask('GET', '/a'))).statusCode).toBe(500);
  });
});

describe('what the backend receives', () => {
  test('the headers of the client, without those of the connection, plus Forwarded, Via and trace (observed)', async () => {
    const headers = [
      ['Host', 'shop.example.com'],
      ['Accept', '*/*'],
      ['X-Two', '1'],
      ['X-Two', '2'],
      ['Cookie', 'a=1'],
      ['Connection', 'keep-alive, X-Hop'],
      ['X-Hop', 'x'],
      ['TE', 'trailers'],
      ['Content-Length', '2'],
    ] as const;
    const { headers: received, body } = await sent(
      'POST /a',
      httpProxy('http://b'),
      ask('POST', '/a', { headers, body: 'hi' }),
    );
    expect(received).toEqual([
      ['Accept', '*/*'],
      ['X-Two', '1'],
      ['X-Two', '2'],
      ['Cookie', 'a=1'],
      ['Forwarded', 'for=192.182.149.40;host=shop.example.com;proto=https'],
      ['Via', 'HTTP/1.1 AmazonAPIGateway'],
      ['X-Amzn-Trace-Id', 'Root=1-5e7ae61f-bb13a2d967a67dd51b8aca50'],
    ]);
    expect(body).toEqual(Buffer.from('hi'));
  });

  test('what the client said of earlier hops stays in front; an IPv6 address and a port are quoted', async () => {
    const headers = [
      ['Host', 'localhost:3000'],
      ['Forwarded', 'for=1.2.3.4'],
      ['Via', '1.1 squid'],
    ] as const;
    const { headers: received } = await sent(
      'GET /a',
      httpProxy('http://b'),
      ask('GET', '/a', { headers, sourceIp: '::1' }),
    );
    expect(received).toContainEqual(['Forwarded', 'for=1.2.3.4, for="[::1]";host="localhost:3000";proto=https']);
    expect(received).toContainEqual(['Via', '1.1 squid, HTTP/1.1 AmazonAPIGateway']);
  });

  test('a stream is passed on without being held, its length kept', async () => {
    const headers = [['Content-Length', '5']] as const;
    const request = ask('POST', '/a', { headers, body: Readable.from([Buffer.from('hello')]) });
    const received = await sent('POST /a', httpProxy('http://b'), request);
    expect(received.headers).toContainEqual(['Content-Length', '5']);
    expect(received.body).toBeInstanceOf(Readable);
    expect(await (received.body as Readable).toArray()).toEqual([Buffer.from('hello')]);
  });

  test('a stream that passes 10 MB is cut, and the client gets 413', async () => {
    const chunk = Buffer.alloc(1024 * 1024);
    const body = Readable.from(Array.from({ length: 12 }, () => chunk));
    const made = proxied(
      'POST /a',
      httpProxy('http://b'),
      {},
      {
        http: async (request) => {
          try {
            for await (const _chunk of request.body as Readable) continue;
          } catch (error) {
            throw new BackendError('aborted', 'the request broke off', { cause: error });
          }
          return answered();
        },
      },
    );
    const response = await made.handle(ask('POST', '/a', { body }));
    expect(`${response.statusCode} ${await bodyText(response)}`).toBe('413 {"message":"Request Entity Too Large"}');
  });

  test('the signal of a client that goes away', async () => {
    const { signal } = new AbortController();
    expect((await sent('GET /a', httpProxy('http://b'), { ...ask('GET', '/a'), signal })).signal).toBe(signal);
  });
});

describe('what the client receives', () => {
  test('status, headers and body of the backend, its server header included (observed)', async () => {
    const headers = [
      ['server', 'nginx'],
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
      ['connection', 'close, x-hop'],
      ['x-hop', '1'],
      ['transfer-encoding', 'chunked'],
      ['location', '/elsewhere'],
    ] as const;
    const made = proxied(
      'GET /a',
      httpProxy('http://b'),
      {},
      { http: () => Promise.resolve(answered({ statusCode: 302, headers })) },
    );
    const response = await made.handle(ask('GET', '/a'));
    expect(response.statusCode).toBe(302);
    expect(response.headers).toEqual([
      ['Server', 'nginx'],
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
      ['Location', '/elsewhere'],
      ['Apigw-Requestid', 'J7jk9g-7oAMEJGw='],
      ['Content-Length', '2'],
    ]);
  });

  test('a stream as it comes, with the length that the backend announced', async () => {
    const headers = [['content-length', '5']] as const;
    const made = proxied(
      'GET /a',
      httpProxy('http://b'),
      {},
      {
        http: () =>
          Promise.resolve(answered({ headers, body: Readable.from([Buffer.from('he'), Buffer.from('llo')]) })),
      },
    );
    const response = await made.handle(ask('GET', '/a'));
    expect(headerLines(response, 'content-length')).toEqual(['5']);
    expect(made.exchanges).toEqual([]);
    expect(await bodyText(response)).toBe('hello');
  });

  test('nothing more after HEAD, and the connection is let go', async () => {
    const body = Readable.from([Buffer.from('x')]);
    const headers = [['content-length', '9']] as const;
    const made = proxied(
      'HEAD /a',
      httpProxy('http://b'),
      {},
      { http: () => Promise.resolve(answered({ headers, body })) },
    );
    const response = await made.handle(ask('HEAD', '/a'));
    expect([response.body, headerLines(response, 'content-length'), body.destroyed]).toEqual([null, ['9'], true]);
  });

  test.each<[BackendErrorKind, number]>([
    ['timeout', 503],
    ['unreachable', 503],
    ['tls', 503],
    ['aborted', 503],
    ['too-large', 503],
    ['invalid-address', 500],
  ])('a backend that fails by %s is %i (unproven but for timeout)', async (kind, status) => {
    const made = proxied(
      'GET /a',
      httpProxy('http://b'),
      {},
      { http: () => Promise.reject(new BackendError(kind, 'why')) },
    );
    expect((await made.handle(ask('GET', '/a'))).statusCode).toBe(status);
    expect(made.exchanges[0]?.reason).toBe('why');
  });

  test('a stream that breaks midway breaks for the client, and is in the journal', async () => {
    const body = new Readable({ read() {} });
    const made = proxied('GET /a', httpProxy('http://b'), {}, { http: () => Promise.resolve(answered({ body })) });
    const response = await made.handle(ask('GET', '/a'));
    body.destroy(new Error('reset'));
    await expect(bodyText(response)).rejects.toThrow('reset');
    expect(made.exchanges).toHaveLength(1);
  });
});
