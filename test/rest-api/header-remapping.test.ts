// Which headers reach what: recorded, docs/aws/rest-api-observed.md#request-headers and docs/aws/rest-api-observed.md#response-headers
// (TestApiGatewayHeaderRemapping).
import { describe, expect, test } from 'vitest';
import type { Integration } from '../../src/model/definition/integration.ts';
import type { HeaderList } from '../../src/model/http/messages.ts';
import { method, respondsWith, restApi } from './support/api.ts';
import { recording } from './support/recorded.ts';
import { objectOf } from './support/recordings.ts';
import { serve } from './support/serve.ts';

const NAMES = [
  'Accept',
  'Accept-Charset',
  'Accept-Encoding',
  'Age',
  'Authorization',
  'Connection',
  'Content-Encoding',
  'Content-Length',
  'Content-MD5',
  'Content-Type',
  'Date',
  'Expect',
  'Host',
  'Max-Forwards',
  'Pragma',
  'Proxy-Authenticate',
  'Range',
  'Referer',
  'Server',
  'TE',
  'Transfer-Encoding',
  'Trailer',
  'Upgrade',
  'User-Agent',
  'Via',
  'Warn',
  'WWW-Authenticate',
];
const NOT_MAPPED = ['Content-Length', 'Transfer-Encoding'];
const NOT_MAPPED_TO_AWS = [...NOT_MAPPED, 'Authorization', 'Connection', 'Expect', 'Proxy-Authenticate', 'TE'];

/** What the recorded client sent, as far as the recording shows it. */
const CLIENT: HeaderList = NAMES.map(
  (name) => [name, name === 'Accept' ? 'application/json' : `request_${name}`] as const,
);

const names = (of: unknown) => Object.keys(objectOf(of)).map((name) => name.toLowerCase());
const lower = (headers: HeaderList) => headers.map(([name]) => name.toLowerCase());
const OF_SERVER = ['connection', 'content-length', 'date'];
const OF_SENDER = ['content-length', 'host'];

const mappedTo = (mapped: readonly string[]) =>
  Object.fromEntries(mapped.map((name) => [`integration.request.header.${name}`, `'request_params_${name}'`]));

const responseParameters = Object.fromEntries(
  NAMES.map((name) => [`method.response.header.${name}`, `'response_param_${name}'`]),
);

function api(type: Integration['type'], requestParameters: Record<string, string>, withResponses = true) {
  const target =
    type === 'AWS' || type === 'AWS_PROXY'
      ? { lambda: { functionName: 'fn' } }
      : { uri: 'https://backend.example.com/anything' };
  const responses = [respondsWith(withResponses ? { responseParameters } : {})];
  return restApi([method('GET /x', { type, httpMethod: 'POST', ...target, requestParameters, responses })]);
}

const backendAnswer = {
  headers: [
    ['Connection', 'keep-alive'],
    ['Content-Length', '2'],
    ['Content-Type', 'application/json'],
    ['Date', 'x'],
    ['Server', 'gunicorn/19.9.0'],
    ['Access-Control-Allow-Credentials', 'true'],
    ['Access-Control-Allow-Origin', '*'],
  ],
  body: Buffer.from('{}'),
} satisfies { headers: HeaderList; body: Buffer };

describe.each(['HTTP', 'HTTP_PROXY'] as const)('recorded: %s', (type) => {
  const recorded = (step: string) =>
    objectOf(
      recording('integrations', `TestApiGatewayHeaderRemapping::test_apigateway_header_remapping_http[${type}]`, step),
    );

  test.each([
    ['no-param-integration', {}],
    ['full-integration', mappedTo(NAMES.filter((name) => !NOT_MAPPED.includes(name)))],
  ])('%s', async (step, requestParameters) => {
    const expected = recorded(step);
    const served = serve(api(type, requestParameters, step === 'full-integration'), { backend: () => backendAnswer });
    const response = await served.send('GET /test/x', { headers: CLIENT });
    const sent = lower(served.backendCalls[0]?.headers ?? []);
    // The recorded backend hides the forwarding chain; the body of HTTP was a template's, so that it had a Content-Type.
    const hidden = ['x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto'];
    expect(sent.filter((name) => ![...hidden, ...OF_SENDER].includes(name)).sort()).toEqual(
      names(expected['headers'])
        .filter((name) => !OF_SENDER.includes(name))
        .sort(),
    );
    expect(lower(response.headers).sort()).toEqual(
      names(expected['response-headers'])
        .filter((name) => !OF_SERVER.includes(name))
        .sort(),
    );
  });

  test.each(['content-length', 'transfer-encoding'])(
    'fact 6: mapping %s is a 500 before anything is sent',
    async (name) => {
      const expected = recorded(name);
      const served = serve(api(type, mappedTo([name])), { backend: () => backendAnswer });
      const response = await served.send('GET /test/x', { headers: CLIENT });
      expect(response.statusCode).toBe(500);
      expect(response.json()).toEqual(expected['body']);
      expect(lower(response.headers).sort()).toEqual(
        names(expected['response-headers'])
          .filter((header) => !OF_SERVER.includes(header))
          .sort(),
      );
      expect(served.backendCalls).toEqual([]);
    },
  );
});

describe.each(['AWS', 'AWS_PROXY'] as const)('recorded: %s', (type) => {
  const recorded = (step: string) =>
    objectOf(
      recording('integrations', `TestApiGatewayHeaderRemapping::test_apigateway_header_remapping_aws[${type}]`, step),
    );

  test.each([
    ['no-param-integration', {}],
    ['full-integration', mappedTo(NAMES.filter((name) => !NOT_MAPPED_TO_AWS.includes(name)))],
  ])('%s', async (step, requestParameters) => {
    const expected = recorded(step);
    const served = serve(api(type, requestParameters, step === 'full-integration'), { functions: { fn: () => ({}) } });
    const response = await served.send('GET /test/x', { headers: CLIENT });
    const event = served.invocations[0]?.event;
    if (type === 'AWS_PROXY')
      expect(names(objectOf(event)['headers']).sort()).toEqual(names(expected['headers']).sort());
    expect(lower(response.headers).sort()).toEqual(
      names(expected['response-headers'])
        .filter((name) => !OF_SERVER.includes(name))
        .sort(),
    );
  });

  test.each([
    'content-length',
    'transfer-encoding',
    'authorization',
    'connection',
    'expect',
    'proxy-authenticate',
    'te',
  ])('fact 6: mapping %s towards AWS is a 500, even for AWS_PROXY', async (name) => {
    const served = serve(api(type, mappedTo([name])), { functions: { fn: () => ({}) } });
    const response = await served.send('GET /test/x', { headers: CLIENT });
    expect(response.statusCode).toBe(500);
    expect(response.json()).toEqual(recorded(name)['body']);
    expect(response.bytes).toHaveLength(36);
    expect(served.invocations).toEqual([]);
  });
});

test('recorded: what a template sees of each header, empty for those dropped at the door', async () => {
  const name = 'TestApiGatewayHeaderRemapping::test_apigateway_header_remapping_aws[AWS]';
  const expected = objectOf(objectOf(recording('integrations', name, 'full-integration'))['body']);
  const template = `{${NAMES.map((header) => `"${header}": "$input.params('${header}')"`).join(', ')}}`;
  const integration = {
    type: 'AWS',
    lambda: { functionName: 'fn' },
    requestTemplates: { 'application/json': template },
    responses: [respondsWith()],
  } as const;
  const served = serve(restApi([method('GET /x', integration)]), { functions: { fn: () => ({}) } });
  const headers = CLIENT.map(
    ([header, value]) => [header, header === 'Content-Type' ? 'application/json' : value] as const,
  );
  await served.send('GET /test/x', { headers });
  const seen = objectOf(JSON.parse(served.invocations[0]?.payload ?? ''));
  for (const header of NAMES) {
    const recordedValue = expected[header];
    // The recorded function dropped two names from its echo of an empty header.
    if (recordedValue === undefined) expect(seen[header]).toBe('');
    else expect([header, seen[header] === '']).toEqual([header, recordedValue === '']);
  }
});

// docs/aws/rest-api-observed.md#static-response-parameters
test('Transfer-Encoding that a response maps is removed, everything else arrives under one name or the other', async () => {
  const response = await serve(api('AWS', {}), { functions: { fn: () => 1 } }).send('GET /test/x');
  const expectedNames = NAMES.filter((name) => name !== 'Transfer-Encoding');
  for (const name of expectedNames) {
    const sent = response.header(name) ?? response.header(`x-amzn-Remapped-${name}`);
    expect([name, sent]).toEqual([name, `response_param_${name}`]);
  }
  expect(response.headers.some(([name]) => name.endsWith('Transfer-Encoding'))).toBe(false);
});
