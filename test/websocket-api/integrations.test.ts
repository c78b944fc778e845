// Integrations other than the Lambda proxy: websocket-api.md section 8.
import { describe, expect, test } from 'vitest';
import { BackendError } from '../../src/integrations/contract.ts';
import type { IntegrationResponse } from '../../src/model/integration.ts';
import { EmulatedApi, settled } from './emulated-api.ts';
import { FakeAws, FakeBackend, says } from './fake-backend.ts';
import { integration, proxyTo, sampleApi } from './sample-api.ts';

function frame(message: string): string {
  return `{"message": "${message}", "connectionId":"id0000000000001=", "requestId":"id0000000000003="}`;
}

function response(selectionPattern: string | undefined, over: Partial<IntegrationResponse> = {}): IntegrationResponse {
  return {
    ...(selectionPattern === undefined ? {} : { selectionPattern }),
    statusCode: '200',
    responseParameters: {},
    responseTemplates: {},
    ...over,
  };
}

/** What a client gets who says this to a two-way route with this integration. */
async function reply(over: Parameters<typeof integration>, message: unknown, services = {}, handlers = {}) {
  const api = new EmulatedApi(
    sampleApi({ $default: { integration: integration(...over), routeResponse: true } }),
    handlers,
    services,
  );
  const client = await api.open();
  await api.say(client, message);
  return { received: client.received, api };
}

describe('MOCK', () => {
  const pong = response(undefined, { responseTemplates: { 'application/json': '{"pong": "$context.connectionId"}' } });

  test('answers a ping by templates alone, as the documentation shows', async () => {
    const { received } = await reply(
      ['MOCK', { requestTemplates: { 'application/json': '{"statusCode": 200}' }, responses: [pong] }],
      { action: 'ping' },
    );
    expect(received).toEqual(['{"pong": "id0000000000001="}']);
  });

  test.each([
    { rendered: '{"statusCode": 404}', text: 'not found' },
    { rendered: '{statusCode: 201}', text: 'made' },
    { rendered: '{"statusCode": 500}', text: 'other' },
  ])('the status in $rendered chooses the integration response', async ({ rendered, text }) => {
    const say = (body: string) => ({ responseTemplates: { $default: body } });
    const responses = [
      response('404', say('not found')),
      response(String.raw`2\d\d`, say('made')),
      response(undefined, say('other')),
    ];
    const { received } = await reply(['MOCK', { requestTemplates: { 'application/json': rendered }, responses }], 'x');
    expect(received).toEqual([text]);
  });

  test('a sole template under 200 serves a 200 (observed)', async () => {
    const { received } = await reply(
      [
        'MOCK',
        {
          requestTemplates: { 'application/json': '{"statusCode": 200}' },
          responses: [response(undefined, { responseTemplates: { '200': 'by status' } })],
        },
      ],
      'x',
    );
    expect(received).toEqual(['by status']);
  });

  test.each(['statusCode: 200', '{"statusCode": "200"}', 'hello', ''])(
    'a template that renders "%s" fails with a frame',
    async (rendered) => {
      const { received } = await reply(
        ['MOCK', { requestTemplates: { 'application/json': rendered }, responses: [pong] }],
        'x',
      );
      expect(received).toEqual([frame('Internal server error')]);
    },
  );

  test('without a response that matches it fails with a frame (unproven)', async () => {
    const { received } = await reply(
      ['MOCK', { requestTemplates: { 'application/json': '{"statusCode": 200}' }, responses: [response('404')] }],
      'x',
    );
    expect(received).toEqual([frame('Internal server error')]);
  });

  test.each([
    { status: 200, accepted: true },
    { status: 403, accepted: false },
  ])('on $connect the status $status decides (unproven)', async ({ status, accepted }) => {
    const mock = integration('MOCK', {
      requestTemplates: { $default: `{"statusCode": ${status}}` },
      responses: [response('200'), response('403')],
    });
    const api = new EmulatedApi(sampleApi({ $connect: { integration: mock } }));
    if (accepted) expect((await api.open()).connection.state).toBe('open');
    else expect(await api.refusal()).toEqual({ status, body: { message: 'Forbidden' } });
  });
});

describe('request templates', () => {
  const echoed = { echo: (event: unknown) => event };
  const over = (extra: object) =>
    ['AWS', { lambda: { functionName: 'echo' }, responses: [response(undefined)], ...extra }] as const;
  const templates = { joined: '{"chosen": "joined"}', $default: '{"chosen": "default"}' };

  test.each([
    { kind: 'joined', chosen: 'joined' },
    { kind: 'other', chosen: 'default' },
  ])('a message of kind $kind gets the template $chosen', async ({ kind, chosen }) => {
    const { received } = await reply(
      [...over({ requestTemplates: templates, templateSelectionExpression: '${request.body.kind}' })],
      { kind },
      {},
      echoed,
    );
    expect(JSON.parse(received[0] ?? '')).toEqual({ chosen });
  });

  test.each([
    { behaviour: 'WHEN_NO_MATCH' as const, templates: {}, passes: true },
    { behaviour: 'WHEN_NO_MATCH' as const, templates: { other: '{}' }, passes: true },
    { behaviour: 'WHEN_NO_TEMPLATES' as const, templates: {}, passes: true },
    { behaviour: 'WHEN_NO_TEMPLATES' as const, templates: { other: '{}' }, passes: false },
    { behaviour: 'NEVER' as const, templates: {}, passes: false },
  ])(
    '$behaviour with templates $templates passes the message on: $passes',
    async ({ behaviour, templates, passes }) => {
      const { received } = await reply(
        [...over({ requestTemplates: templates, passthroughBehavior: behaviour })],
        { hello: 1 },
        {},
        echoed,
      );
      expect(received).toEqual([passes ? '{"hello":1}' : frame('Unsupported Media Type')]);
    },
  );

  test('see the message, the context and the stage variables', async () => {
    const template =
      '{"text": $input.json(\'$.text\'), "raw": "$util.escapeJavaScript($input.body)", "id": "$context.messageId", "key": "$context.routeKey", "ip": "$context.identity.sourceIp", "missing": "$context.nothing"}';
    const { received } = await reply(
      [...over({ requestTemplates: { 'application/json': template } })],
      { text: 'hé' },
      {},
      echoed,
    );
    expect(JSON.parse(received[0] ?? '')).toEqual({
      text: 'hé',
      raw: '{"text":"hé"}',
      id: 'id0000000000004=',
      key: '$default',
      ip: '203.0.113.9',
      missing: '',
    });
  });

  test('on $connect see parameters and headers', async () => {
    const template = '{"statusCode": $input.params().querystring.status}';
    const mock = integration('MOCK', { requestTemplates: { $default: template }, responses: [response(undefined)] });
    const api = new EmulatedApi(sampleApi({ $connect: { integration: mock } }));
    expect((await api.refusal({ rawQuery: 'status=418' })).status).toBe(418);
  });

  test('that fail while they render give a frame', async () => {
    const { received } = await reply(
      [...over({ requestTemplates: { 'application/json': '$input.path("$.text").substring(99)' } })],
      { text: 'short' },
      {},
      echoed,
    );
    expect(received).toEqual([frame('Internal server error')]);
  });
});

describe('AWS with a function', () => {
  const lambda = { functionName: 'custom' };

  test('gives the function the rendered text and the client the whole result', async () => {
    const { received, api } = await reply(
      ['AWS', { lambda, requestTemplates: { 'application/json': '{"n": 1}' }, responses: [response(undefined)] }],
      'x',
      {},
      { custom: () => ({ statusCode: 201, body: 'not unwrapped' }) },
    );
    expect(api.lambda.calls[0]?.payload).toBe('{"n": 1}');
    expect(received).toEqual(['{"statusCode":201,"body":"not unwrapped"}']);
  });

  test.each([
    { error: 'denied: no such room', text: 'you may not' },
    { error: 'something else', text: '{"errorType":"Error","errorMessage":"something else","trace":[]}' },
  ])('a function that fails with "$error" chooses its response by the message', async ({ error, text }) => {
    const { received } = await reply(
      [
        'AWS',
        {
          lambda,
          responses: [response('denied.*', { responseTemplates: { $default: 'you may not' } }), response(undefined)],
        },
      ],
      '{}',
      {},
      { custom: () => Promise.reject(new Error(error)) },
    );
    expect(received).toEqual([text]);
  });

  test('without any integration response fails with a frame (unproven)', async () => {
    const { received } = await reply(['AWS', { lambda }], '{}', {}, { custom: () => ({}) });
    expect(received).toEqual([frame('Internal server error')]);
  });

  test('a one-way route sends nothing', async () => {
    const custom = integration('AWS', { lambda, responses: [response(undefined)] });
    const api = new EmulatedApi(sampleApi({ $default: { integration: custom } }), { custom: () => ({ quiet: true }) });
    const client = await api.open();
    await api.say(client, '{}');
    expect(api.lambda.calls).toHaveLength(1);
    expect(client.received).toEqual([]);
  });

  test('on $connect, a function that fails refuses with 500 (unproven)', async () => {
    const custom = integration('AWS', { lambda, responses: [response(undefined)] });
    const api = new EmulatedApi(sampleApi({ $connect: { integration: custom } }), {
      custom: () => Promise.reject(new Error('x')),
    });
    expect((await api.refusal()).status).toBe(500);
    expect(api.lambda.calls[0]?.payload).toBe('{}');
  });
});

describe('response templates', () => {
  const responses = [
    response(undefined, {
      templateSelectionExpression: '${integration.response.header.x-kind}',
      responseTemplates: { loud: 'LOUD $input.path("$.a")', $default: 'quiet $input.body' },
    }),
  ];

  test.each([
    { kind: 'loud', text: 'LOUD 1' },
    { kind: 'unknown', text: 'quiet {"a":1}' },
  ])('are chosen by a header of the response: $kind', async ({ kind, text }) => {
    const http = new FakeBackend(() => says(200, '{"a":1}', [['X-Kind', kind]]));
    const { received } = await reply(['HTTP', { uri: 'https://backend.example/', responses }], 'x', { http });
    expect(received).toEqual([text]);
  });

  test('are not chosen by a body field: that falls to $default (observed)', async () => {
    const byBody = [
      response(undefined, {
        templateSelectionExpression: '${integration.response.body.errorMessage}',
        responseTemplates: { boom: 'chosen', $default: 'default' },
      }),
    ];
    const http = new FakeBackend(() => says(200, '{"errorMessage":"boom"}'));
    const { received } = await reply(['HTTP', { uri: 'https://backend.example/', responses: byBody }], 'x', { http });
    expect(received).toEqual(['default']);
  });

  test('CONVERT_TO_TEXT turns bytes into base64', async () => {
    const http = new FakeBackend(() => ({ statusCode: 200, headers: [], body: Buffer.from([0xff, 0x00]) }));
    const { received } = await reply(
      [
        'HTTP',
        { uri: 'https://backend.example/', responses: [response(undefined, { contentHandling: 'CONVERT_TO_TEXT' })] },
      ],
      'x',
      { http },
    );
    expect(received).toEqual(['/wA=']);
  });
});

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

  test('a message that is no JSON where a field of it is mapped: a frame (words unproven)', async () => {
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

describe('AWS with another service', () => {
  const service = { region: 'us-east-1', service: 'sqs', path: '123456789012/queue' };

  test('is called with the rendered body and the mapped parameters', async () => {
    const aws = new FakeAws(says(200, '{"MessageId":"m1"}'));
    const { received } = await reply(
      [
        'AWS',
        {
          service,
          httpMethod: 'POST',
          requestTemplates: { $default: 'Action=SendMessage&MessageBody=$util.urlEncode($input.body)' },
          requestParameters: { 'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'" },
          responses: [response('200')],
        },
      ],
      'a b',
      { aws },
    );
    expect(aws.requests[0]).toEqual({
      ...service,
      method: 'POST',
      headers: [['Content-Type', 'application/x-www-form-urlencoded']],
      query: [],
      body: 'Action=SendMessage&MessageBody=a+b',
      timeoutMs: 29_000,
    });
    expect(received).toEqual(['{"MessageId":"m1"}']);
  });

  test('chooses the integration response by the status (observed)', async () => {
    const aws = new FakeAws(says(400, 'bad'));
    const { received } = await reply(['AWS', { service, responses: [response('200')] }], 'x', { aws });
    expect(received).toEqual([frame('Internal server error')]);
  });
});

test('a function in an integration URI may be named by a stage variable', async () => {
  const stage = { name: 'dev', variables: { fn: 'blue' }, deploymentId: 'x' };
  const api = new EmulatedApi(sampleApi({ $default: { integration: proxyTo('${stageVariables.fn}') } }, { stage }), {
    blue: () => ({ statusCode: 200 }),
  });
  await api.say(await api.open(), 'x');
  expect(api.lambda.calls[0]?.functionName).toBe('blue');
  expect(api.journal.list().at(-1)?.target).toBe('blue');
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
