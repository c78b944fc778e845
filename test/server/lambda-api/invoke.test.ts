/** The Invoke API's HTTP: statuses, headers and bodies of docs/aws/lambda.md#invoke-api. */
import { expect, test } from 'vitest';
import { servedLambdaApi } from './served-lambda-api.ts';

const SOURCE = `
export const echo = async (event, context) => ({ event, arn: context.invokedFunctionArn, client: context.clientContext, tenant: context.tenantId, trace: process.env._X_AMZN_TRACE_ID });
export const fails = async () => { throw new TypeError('boom'); };
export const says = async () => { for (let i = 0; i < 200; i += 1) console.log('line ' + i + ' ' + '.'.repeat(40)); };
export const late = async () => { setImmediate(() => console.log('one turn later')); return 'done'; };
export const rejects = async () => { void Promise.reject(new Error('of the same turn')); return 'done'; };
export const slow = () => new Promise(() => setInterval(() => {}, 1000));
`;
const FUNCTIONS = {
  echo: { handler: 'a.echo' },
  fails: { handler: 'a.fails' },
  says: { handler: 'a.says' },
  late: { handler: 'a.late' },
  rejects: { handler: 'a.rejects' },
  slow: { handler: 'a.slow', concurrency: 1 },
};
const served = () => servedLambdaApi({ 'a.mjs': SOURCE }, FUNCTIONS);
const path = (name: string, query = '') => `/2015-03-31/functions/${name}/invocations${query}`;
const arn = 'arn:aws:lambda:us-east-1:123456789012:function:echo';
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

test('an invocation answers 200 with the result and the headers of the service', async () => {
  const { post } = await served();
  const response = await post(path('echo'), '{"a":[1,"ä"]}');
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(response.headers.get('x-amz-executed-version')).toBe('$LATEST');
  expect(response.headers.get('x-amzn-requestid')).toMatch(UUID);
  expect(response.headers.get('x-amzn-trace-id')).toMatch(/^root=1-[0-9a-f]{8}-[0-9a-f]{24};sampled=0$/);
  expect(response.headers.has('x-amz-function-error')).toBe(false);
  expect(await response.json()).toMatchObject({ event: { a: [1, 'ä'] }, arn });
});

test('an empty body is the event {}', async () => {
  const { post } = await served();
  expect(await (await post(path('echo'))).json()).toMatchObject({ event: {} });
});

test.each([
  ['echo:live', '', `${arn}:live`],
  ['echo', '?Qualifier=7', `${arn}:7`],
  ['echo%3A%24LATEST', '', `${arn}:$LATEST`],
  [encodeURIComponent(`${arn}:live`), '?Qualifier=live', `${arn}:live`],
  ['123456789012:function:echo', '', arn],
])('%s%s is invoked as %s', async (name, query, expected) => {
  const { post } = await served();
  expect(await (await post(path(name, query), '{}')).json()).toMatchObject({ arn: expected });
});

test('client context, tenant and trace header reach the function', async () => {
  const { post } = await served();
  const trace = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1';
  const traced = new RegExp(`^${trace};Lineage=1:[0-9a-f]{8}:0$`);
  const response = await post(path('echo'), '{}', {
    'X-Amz-Client-Context': Buffer.from('{"custom":{"k":"v"}}').toString('base64'),
    'X-Amz-Tenant-Id': 'blue',
    'X-Amzn-Trace-Id': trace,
  });
  expect(await response.json()).toMatchObject({
    client: { custom: { k: 'v' } },
    tenant: 'blue',
    trace: expect.stringMatching(traced) as string,
  });
  expect(response.headers.get('x-amzn-trace-id')).toBe('root=1-5759e988-bd862e3fe1be46a994272793;sampled=1');
});

test('a failing function is 200 with X-Amz-Function-Error and the error object', async () => {
  const { post } = await served();
  const response = await post(path('fails'), '{}');
  expect(response.status).toBe(200);
  expect(response.headers.get('x-amz-function-error')).toBe('Unhandled');
  expect(await response.json()).toMatchObject({ errorType: 'TypeError', errorMessage: 'boom' });
});

test('log type Tail gives the last 4 KB of the log, REPORT line last', async () => {
  const { post } = await served();
  const response = await post(path('says'), '{}', { 'X-Amz-Log-Type': 'Tail' });
  const log = Buffer.from(response.headers.get('x-amz-log-result') ?? '', 'base64');
  expect(log.length).toBe(4096);
  expect(log.toString()).toMatch(/line 199 \.+\nEND RequestId: [0-9a-f-]+\nREPORT RequestId: .*\t\n$/);
});

// docs/aws/lambda.md#invoke-api
test.each([
  ['late', 'one turn later'],
  ['rejects', 'of the same turn'],
])('the log of Tail holds what the turn of the event loop after the result logs (%s)', async (name, line) => {
  const { post } = await served();
  const response = await post(path(name), '{}', { 'X-Amz-Log-Type': 'Tail' });
  expect(await response.json()).toBe('done');
  const log = Buffer.from(response.headers.get('x-amz-log-result') ?? '', 'base64').toString();
  expect(log).toMatch(new RegExp(`START[^]*${line}[^]*\nREPORT`));
});

test('an asynchronous invocation answers 202 without a body, and runs', async () => {
  const { post, logs } = await servedLambdaApi(
    { 'a.mjs': 'export const h = async (event) => { console.log(event.said); };' },
    { h: { handler: 'a.h' } },
  );
  const response = await post(path('h'), '{"said":"later"}', { 'X-Amz-Invocation-Type': 'Event' });
  expect([response.status, await response.text()]).toEqual([202, '']);
  const id = response.headers.get('x-amzn-requestid');
  await expect.poll(() => logs.map((log) => log.line).join()).toContain(`${id}\tINFO\tlater`);
});

test('InvokeAsync of 2014 answers 202 with {}', async () => {
  const { post } = await served();
  const response = await post('/2014-11-13/functions/echo/invoke-async/', '{}');
  expect([response.status, await response.text()]).toEqual([202, '{}']);
});

test('a dry run answers 204 and runs nothing', async () => {
  const { post, logs } = await served();
  const response = await post(path('says'), '{}', { 'X-Amz-Invocation-Type': 'DryRun' });
  expect(response.status).toBe(204);
  expect(logs).toEqual([]);
});

const unknown =
  '{"Message":"Function not found: arn:aws:lambda:us-east-1:123456789012:function:nope:$LATEST","Type":"User"}';
const big = Buffer.alloc(6_291_457, 0x20);

test.each<[string, string, string | Buffer, Record<string, string>, number, string, string | RegExp]>([
  ['an unknown function', path('nope'), '{}', {}, 404, 'ResourceNotFoundException', unknown],
  [
    'an unknown function, dry',
    path('nope'),
    '{}',
    { 'X-Amz-Invocation-Type': 'DryRun' },
    404,
    'ResourceNotFoundException',
    unknown,
  ],
  [
    'an unknown function with a qualifier',
    path('nope:live'),
    '{}',
    {},
    404,
    'ResourceNotFoundException',
    '{"Message":"Function not found: arn:aws:lambda:us-east-1:123456789012:function:nope:live","Type":"User"}',
  ],
  [
    'a body that is not JSON',
    path('echo'),
    '{"a":',
    {},
    400,
    'InvalidRequestContentException',
    /^\{"message":"Could not parse request body into json: Unexpected end-of-input: .+","Type":"User"\}$/,
  ],
  [
    // docs/aws/lambda.md#invoke-api
    'a bare word',
    path('echo'),
    'test',
    {},
    400,
    'InvalidRequestContentException',
    /^\{"message":"Could not parse request body into json: Unrecognized token 'test': was expecting .+","Type":"User"\}$/,
  ],
  [
    'an event over 6 MB',
    path('echo'),
    big,
    {},
    413,
    'RequestEntityTooLargeException',
    '{"message":"6291457 byte payload is too large for the RequestResponse invocation type (limit 6291456 bytes)","Type":"User"}',
  ],
  [
    'an event over 6 MB for a streamed response',
    '/2021-11-15/functions/echo/response-streaming-invocations',
    big,
    {},
    413,
    'RequestEntityTooLargeException',
    '{"message":"6291457 byte payload is too large for the RequestResponse invocation type (limit 6291456 bytes)","Type":"User"}',
  ],
  [
    'an asynchronous event over 1 MB',
    path('echo'),
    big,
    { 'X-Amz-Invocation-Type': 'Event' },
    413,
    'RequestEntityTooLargeException',
    '{"message":"6291457 byte payload is too large for the Event invocation type (limit 1048576 bytes)","Type":"User"}',
  ],
  [
    'two qualifiers that differ',
    path('echo:one', '?Qualifier=two'),
    '{}',
    {},
    400,
    'InvalidParameterValueException',
    /does not match the specified qualifier/,
  ],
  ['an invalid name (unproven)', path('a%20b'), '{}', {}, 400, 'ValidationException', /Value 'a b' at 'functionName'/],
  [
    'an invalid invocation type (unproven)',
    path('echo'),
    '{}',
    { 'X-Amz-Invocation-Type': 'Later' },
    400,
    'ValidationException',
    /Value 'Later' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: \[Event, RequestResponse, DryRun\]/,
  ],
  [
    'a client context that is not base64 of JSON (unproven)',
    path('echo'),
    '{}',
    { 'X-Amz-Client-Context': 'e3s=' },
    400,
    'InvalidRequestContentException',
    /Client context must be/,
  ],
])('%s is refused', async (_case, target, body, headers, status, type, expected) => {
  const { post } = await served();
  const response = await post(target, body, headers);
  expect(response.headers.get('x-amzn-errortype')).toBe(type);
  expect(response.status).toBe(status);
  const text = await response.text();
  if (typeof expected === 'string') expect(text).toBe(expected);
  else expect(text).toMatch(expected);
});

test('a function whose reserved concurrency is used up answers 429', async () => {
  const { post } = await served();
  const first = post(path('slow'), '{}');
  await expect
    .poll(async () => {
      const second = await post(path('slow'), '{}');
      return [second.status, second.headers.get('x-amzn-errortype'), await second.text()];
    })
    .toEqual([
      429,
      'TooManyRequestsException',
      '{"Reason":"ReservedFunctionConcurrentInvocationLimitExceeded","Type":"User","message":"Rate Exceeded."}',
    ]);
  expect(await (await first).json()).toMatchObject({ errorType: 'Sandbox.Timedout' });
});

test('other methods and paths are left to others', async () => {
  const { endpoint } = await served();
  expect((await fetch(`${endpoint}${path('echo')}`)).status).toBe(404);
  expect((await fetch(`${endpoint}/2015-03-31/functions/echo/other`, { method: 'POST' })).status).toBe(404);
  expect((await fetch(`${endpoint}/2015-03-31/functions/echo/invoke-async`, { method: 'POST' })).status).toBe(404);
});
