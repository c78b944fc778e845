// HTTP and HTTP_PROXY integrations: docs/aws/websocket-api.md#integration-types and docs/aws/websocket-api.md#request-side.
import { describe, expect, test } from 'vitest';
import { BackendError } from '../../../src/integrations/contract.ts';
import { EmulatedApi, settled } from '../emulated-api.ts';
import { FakeBackend, says } from '../fake-backend.ts';
import { integration, sampleApi } from '../sample-api.ts';
import { frame, reply, response } from './two-way-route.ts';

describe('HTTP and HTTP_PROXY', () => {
  test('HTTP_PROXY sends the message and replies with the body, whatever the status', async () => {
    const http = new FakeBackend(() => says(503, 'busy'));
    const { received } = await reply(
      ['HTTP_PROXY', { uri: 'https://backend.example/in', httpMethod: 'PUT' }],
      'hello',
      { http },
    );
    expect(received).toEqual(['busy']);
    expect(http.requests[0]).toMatchObject({
      method: 'PUT',
      url: 'https://backend.example/in',
      body: 'hello',
      timeoutMs: 29_000,
      headers: [
        ['Content-Type', 'application/json'],
        ['User-Agent', 'AmazonAPIGateway_a1b2c3d4e5'],
        ['X-Amzn-Apigateway-Api-Id', 'a1b2c3d4e5'],
        ['X-Amzn-Trace-Id', 'Root=1-65d2ff2e-0aa11bb22cc33dd44ee55ff6'],
      ],
    });
  });

  test('HTTP_PROXY on $connect forwards the handshake and takes the status', async () => {
    const http = new FakeBackend(() => says(401, 'no'));
    const proxy = integration('HTTP_PROXY', {
      uri: 'https://backend.example/',
      requestParameters: { 'integration.request.header.Sec-WebSocket-Version': "'none'" },
    });
    const api = new EmulatedApi(sampleApi({ $connect: { integration: proxy } }), {}, { http });
    expect(await api.refusal()).toEqual({ status: 401, body: { message: 'Unauthorized' } });
    const names = http.requests[0]?.headers.map(([name, value]) => `${name}: ${value}`) ?? [];
    expect(names).toContain('Sec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==');
    expect(names).toContain('Sec-WebSocket-Version: none');
    expect(names.some((line) => /^(?:Host|Connection|Upgrade):/.test(line))).toBe(false);
    expect(http.requests[0]).toMatchObject({ method: 'GET', body: null });
  });

  test('mapped parameters fill headers, query and path', async () => {
    const http = new FakeBackend(() => says(200, ''));
    const stage = { name: 'dev', variables: { host: 'backend.example', tenant: 'acme' }, deploymentId: 'x' };
    const requestParameters = {
      'integration.request.header.X-Room': 'route.request.body.room',
      'integration.request.header.X-Missing': 'route.request.body.nothing',
      'integration.request.querystring.tenant': 'stageVariables.tenant',
      'integration.request.querystring.id': 'context.connectionId',
      'integration.request.path.kind': "'a b'",
    };
    const proxy = integration('HTTP_PROXY', { uri: 'https://${stageVariables.host}/{kind}?x=1', requestParameters });
    const api = new EmulatedApi(sampleApi({ $default: { integration: proxy } }, { stage }), {}, { http });
    await api.say(await api.open(), { room: 'one' });
    expect(http.requests[0]?.url).toBe('https://backend.example/a%20b?x=1&tenant=acme&id=id0000000000001%3D');
    expect(http.requests[0]?.headers).toContainEqual(['X-Room', 'one']);
    expect(http.requests[0]?.headers.some(([name]) => name === 'X-Missing')).toBe(false);
  });

  test('query parameters and headers of the handshake map on $connect', async () => {
    const http = new FakeBackend(() => says(200, ''));
    const requestParameters = {
      'integration.request.header.Token': 'route.request.querystring.token',
      'integration.request.querystring.all': 'route.request.multivaluequerystring.token',
      'integration.request.header.Who': 'route.request.header.origin',
    };
    const proxy = integration('HTTP_PROXY', { uri: 'https://backend.example/', requestParameters });
    const api = new EmulatedApi(sampleApi({ $connect: { integration: proxy } }), {}, { http });
    await api.open({ rawQuery: 'token=a&token=b', headers: [['Origin', 'https://app.example']] });
    expect(http.requests[0]?.url).toBe('https://backend.example/?all=a&all=b');
    expect(http.requests[0]?.headers).toEqual(
      expect.arrayContaining([
        ['Token', 'b'],
        ['Who', 'https://app.example'],
      ]),
    );
  });

  test('a message that is not JSON where a field of it is mapped: a frame (words unproven)', async () => {
    const { received } = await reply(
      [
        'HTTP_PROXY',
        { uri: 'https://b.example/', requestParameters: { 'integration.request.header.X': 'route.request.body.x' } },
      ],
      'plain words',
      { http: new FakeBackend(() => says(200, '')) },
    );
    expect(received).toEqual([
      '{"message": "Bad request body", "connectionId":"id0000000000001=", "messageId":"id0000000000004="}',
    ]);
  });

  test('CONVERT_TO_BINARY sends the bytes that base64 text stands for', async () => {
    const http = new FakeBackend(() => says(200, ''));
    await reply(['HTTP_PROXY', { uri: 'https://b.example/', contentHandling: 'CONVERT_TO_BINARY' }], '/wA=', { http });
    expect(http.requests[0]?.body).toEqual(Buffer.from([0xff, 0x00]));
  });

  test.each([
    { uri: 'http://internal.example/a?b=1', base: 'http://127.0.0.1:9000', url: 'http://127.0.0.1:9000/a?b=1' },
    { uri: 'http://internal.example', base: 'http://127.0.0.1:9000/', url: 'http://127.0.0.1:9000' },
  ])('a VPC link leads $uri to $url', async ({ uri, base, url }) => {
    const http = new FakeBackend(() => says(200, ''));
    await reply(['HTTP_PROXY', { uri, connectionType: 'VPC_LINK', connectionId: 'link1' }], 'x', {
      http,
      vpcLinks: { link1: base },
    });
    expect(http.requests[0]?.url).toBe(url);
  });

  test.each([
    { kind: 'timeout' as const, message: 'Endpoint request timed out' },
    { kind: 'unreachable' as const, message: 'Internal server error' },
    { kind: 'tls' as const, message: 'Internal server error' },
  ])('a backend that fails with $kind gives the frame $message', async ({ kind, message }) => {
    const http = new FakeBackend(() => Promise.reject(new BackendError(kind, 'nobody there')));
    const { received, api } = await reply(['HTTP_PROXY', { uri: 'https://b.example/' }], 'x', { http });
    expect(received).toEqual([frame(message)]);
    expect(api.journal.list().at(-1)).toMatchObject({ target: 'https://b.example/', reason: 'nobody there' });
  });

  test('HTTP maps the status code to an integration response', async () => {
    const http = new FakeBackend(() => says(404, 'nothing'));
    const { received } = await reply(
      [
        'HTTP',
        {
          uri: 'https://b.example/',
          requestTemplates: { 'application/json': '{"wrapped": $input.body}' },
          responses: [
            response(String.raw`4\d\d`, { responseTemplates: { $default: 'sorry: $input.body' } }),
            response(undefined),
          ],
        },
      ],
      { a: 1 },
      { http },
    );
    expect(http.requests[0]?.body).toBe('{"wrapped": {"a":1}}');
    expect(received).toEqual(['sorry: nothing']);
  });
});

test('a timeout of the integration itself counts on the clock (2 seconds)', async () => {
  const http = new FakeBackend(() => new Promise(() => {}));
  const { received, api } = await reply(['HTTP_PROXY', { uri: 'https://b.example/', timeoutInMillis: 2000 }], 'x', {
    http,
  });
  api.clock.advance(2000);
  await settled();
  expect(received).toEqual([frame('Endpoint request timed out')]);
});
