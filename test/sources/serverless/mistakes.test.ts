import { expect, test } from 'vitest';
import { readFiles, said, service } from './service.ts';

async function mistakes(rest: string, files: Readonly<Record<string, string>> = {}): Promise<string[]> {
  return said(await readFiles({ 'serverless.yml': service(rest), ...files }));
}

const withEvent = (event: string, rest = ''): string =>
  `functions:\n  f:\n    handler: a.b\n    events:\n      - ${event}\n${rest}`;

test('a function without a handler, with a misspelt one, and with both kinds of code', async () => {
  expect(
    await mistakes(
      'functions:\n  a: { timeout: 3 }\n  b:\n    handlr: x.y\n  c: { handler: x.y, image: i }\n  d: { handler: [x] }',
    ),
  ).toEqual([
    'serverless.yml:4:3: the function a has neither handler: nor image: (A handler is a text such as src/orders.create.)',
    'serverless.yml:5:3: the function b has neither handler: nor image: (A handler is a text such as src/orders.create.)',
    'serverless.yml:6:5: functions.b has the key "handlr", which functions do not have (Did you mean "handler"?)',
    'serverless.yml:7:22: the function c has both handler: and image: (Remove one of the two.)',
    'serverless.yml:8:17: functions.d.handler must be a handler such as src/orders.create, found a list',
  ]);
});

test('times and sizes out of range', async () => {
  expect(await mistakes('functions:\n  a: { handler: x.y, timeout: 901, memorySize: small }')).toEqual([
    'serverless.yml:4:31: functions.a.timeout must be a whole number of seconds from 1 to 900, found 901',
    'serverless.yml:4:48: functions.a.memorySize must be a whole number of MB from 128 to 10240, found "small"',
  ]);
});

test.each([
  ['htp: GET /a', '7:9: functions.f.events[0].htp: there is no event "htp" (Did you mean "http"?)'],
  [
    'http: GT /a',
    '7:15: functions.f.events[0].http has the method "GT", which API Gateway does not know (Did you mean "GET"?)',
  ],
  [
    'http: /orders',
    '7:15: functions.f.events[0].http must be a method and a path, found "/orders" (Write "GET /orders/{id}".)',
  ],
  ['http: { path: /a }', '7:9: functions.f.events[0].http needs method:'],
  [
    'http: { path: a, method: get, intgration: mock }',
    '7:39: functions.f.events[0].http has the key "intgration", which http events do not have (Did you mean "integration"?)',
  ],
  [
    'http: { path: a, method: get, integration: lamda }',
    '7:52: functions.f.events[0].http.integration is "lamda", which is not an integration (Did you mean "lambda"?)',
  ],
  [
    'http: { path: a, method: get, integration: http-proxy }',
    '7:9: functions.f.events[0].http has an http-proxy integration, which needs request.uri',
  ],
  [
    'http: { path: a, method: get, authorizer: gard }',
    '7:51: functions.f.events[0].http.authorizer names the function "gard", which this service does not have (Known functions: f.)',
  ],
  [
    'http: { path: a, method: post, request: { schemas: { application/json: ordr } } }',
    '7:80: functions.f.events[0].http.request.schemas.application/json names the schema "ordr", which provider.apiGateway.request.schemas does not have',
  ],
  [
    'httpApi: GET orders',
    '7:18: functions.f.events[0].httpApi has the path "orders", which must begin with / (Write "/orders".)',
  ],
  ['httpApi: { path: /a }', '7:9: functions.f.events[0].httpApi needs method: (Write "*" for all methods.)'],
  [
    'httpApi: { path: /a, method: get, authorizer: { name: corprate } }',
    '7:63: functions.f.events[0].httpApi.authorizer.name names "corprate", which provider.httpApi.authorizers does not have',
  ],
  ['websocket: { rout: x }', '7:9: functions.f.events[0].websocket needs route: (Write $connect, $default or a name.)'],
  ['websocket: [x]', '7:20: functions.f.events[0].websocket must be a route key, or a map with route, found a list'],
])('%s', async (event, expected) => {
  expect(await mistakes(withEvent(event))).toEqual([`serverless.yml:${expected}`]);
});

test('an event whose settings are not indented below it', async () => {
  expect(await mistakes(withEvent('http:\n        path: a\n        method: get'))).toEqual([
    'serverless.yml:7:9: functions.f.events[0].http is empty (Indent path, method further, below http:.)',
  ]);
});

test('a mistake in an included events file names that file', async () => {
  expect(
    await mistakes('functions:\n  f:\n    handler: a.b\n    events: ${file(./events.yml)}', {
      'events.yml': '- http: GET /ok\n- http:\n    path: /a\n    method: PATHC\n',
    }),
  ).toEqual([
    'events.yml:4:13: functions.f.events[1].http.method has the method "PATHC", which API Gateway does not know (Did you mean "PATCH"?)',
  ]);
});

test('two functions on one route', async () => {
  const two = (event: string): string =>
    `functions:\n  a: { handler: x.y, events: [{ ${event} }] }\n  b: { handler: x.y, events: [{ ${event} }] }`;
  expect(await mistakes(two('httpApi: GET /a'))).toEqual([
    'serverless.yml:5:42: GET /a is an event of b, and of a already',
  ]);
  expect(await mistakes(two('http: GET /a'))).toEqual([
    'serverless.yml:5:33: warning: GET /a is an event of a too; the framework deploys the last one, b',
  ]);
});

test('authorizers of HTTP APIs: a function that there is not, both kinds of target, no issuer, caching without a source', async () => {
  const text = [
    'service: shop',
    'provider:',
    '  name: aws',
    '  httpApi:',
    '    authorizers:',
    '      a: { type: request, functionName: gard }',
    '      b: { type: request }',
    '      c: { identitySource: $request.header.Authorization }',
    '      d: { type: request, functionName: guard, resultTtlInSeconds: 5 }',
    '      e: { type: rquest, issuerUrl: "https://x/" }',
    'functions: { guard: { handler: a.b, events: [{ httpApi: "*" }] } }',
  ].join('\n');
  expect(said(await readFiles({ 'serverless.yml': text }))).toEqual([
    'serverless.yml:6:41: provider.httpApi.authorizers.a.functionName names the function "gard", which this service does not have (Did you mean "guard"?)',
    'serverless.yml:7:7: provider.httpApi.authorizers.b needs functionName: (a function of the service) or functionArn:, and not both',
    'serverless.yml:8:7: provider.httpApi.authorizers.c needs issuerUrl: (An authorizer that is a function has type: request.)',
    'serverless.yml:9:48: provider.httpApi.authorizers.d caches answers, which needs identitySource:',
    'serverless.yml:10:18: provider.httpApi.authorizers.e.type must be jwt or request, found "rquest"',
  ]);
});

test('resources: a section that no template has, an extension of a resource that there is not', async () => {
  expect(
    await mistakes(
      withEvent(
        'http: GET /a',
        'resources:\n  Resurces: {}\n  extensions:\n    FLambdaFuncton:\n      Properties: { Timeout: 1 }',
      ),
    ),
  ).toEqual([
    'serverless.yml:9:3: resources has the key "Resurces", which no template has (Did you mean "Resources"?)',
    'serverless.yml:11:5: extensions names the resource "FLambdaFuncton", which the service does not have (Did you mean "FLambdaFunction"?)',
  ]);
});

test('API keys of a plan that there is not', async () => {
  const text =
    'service: shop\nprovider:\n  name: aws\n  apiGateway:\n    usagePlan: [{ free: {} }]\n    apiKeys:\n      - fre: [one]\nfunctions: { f: { handler: a.b, events: [{ http: GET /a }] } }\n';
  expect(said(await readFiles({ 'serverless.yml': text }))).toEqual([
    'serverless.yml:7:9: the API keys of "fre" have no usage plan of that name (Did you mean "free"?)',
  ]);
});

test('the outline: no service, no provider, another cloud, a list where a map must be, no such file', async () => {
  const of = async (text: string): Promise<string[]> => said(await readFiles({ 'serverless.yml': text }));
  expect(await of('provider: { name: aws }\nfunctions: {}')).toEqual([
    'serverless.yml:1:1: serverless.yml has no service: (It is the name of the service, such as "service: orders".)',
  ]);
  expect(await of('service: a\n')).toEqual([
    'serverless.yml:1:1: serverless.yml has no provider: (Write "provider: { name: aws, runtime: nodejs22.x }".)',
  ]);
  expect(await of('service: a\nprovider:\n  name: google\n')).toEqual([
    'serverless.yml:3:9: the provider is "google": only services for aws can be served',
  ]);
  expect(await of('- service: a\n')).toEqual([
    'serverless.yml:1:1: serverless.yml must be a map with service, provider and functions',
  ]);
  expect(await of('service: a\nprovider: aws\nfunctions: f\n')).toEqual([
    'serverless.yml:3:12: functions must be a map of functions, found "f"',
  ]);
});
