/** The Runtime API's protocol, a test being the runtime (docs/aws/lambda.md#calls–docs/aws/lambda.md#errors). */
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import type { FromEnvironment, InvokeMessage } from '../../../src/lambda/environment/protocol.ts';
import { listenRuntimeApi } from '../../../src/lambda/runtime-api/runtime-api-server.ts';
import { RuntimeSession } from '../../../src/lambda/runtime-api/runtime-session.ts';

const BASE = '/2018-06-01/runtime';
const EVENT: InvokeMessage = {
  kind: 'invoke',
  requestId: '11111111-2222-4333-8444-555555555555',
  event: { a: 1 },
  deadline: 1_700_000_000_000,
  arn: 'arn:aws:lambda:us-east-1:123456789012:function:f',
  trace: 'Root=1-2-3',
  clientContext: { client: { app: 'ü' } },
  tenantId: 'blue',
  limit: 6_291_556,
  ticket: undefined,
};

async function runtime() {
  const said: FromEnvironment[] = [];
  const session = new RuntimeSession({ receive: (message) => said.push(message), exited: () => undefined }, () => 7);
  const listener = await listenRuntimeApi(session);
  onTestFinished(() => listener.close());
  const call = async (method: string, path: string, body?: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`http://127.0.0.1:${listener.port}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    return { status: response.status, headers: response.headers, body: await response.text() };
  };
  return { said, session, call, port: listener.port };
}

/** A runtime that has the event. */
async function running() {
  const all = await runtime();
  const next = all.call('GET', `${BASE}/invocation/next`);
  await expect.poll(() => all.said).toEqual([{ kind: 'ready' }]);
  all.session.invoke(EVENT);
  const event = await next;
  all.said.length = 0;
  return { ...all, event, path: `${BASE}/invocation/${EVENT.requestId}` };
}

test('next waits for an event and delivers it with its headers', async () => {
  const { event } = await running();
  expect(event.status).toBe(200);
  expect(event.body).toBe('{"a":1}');
  expect(Object.fromEntries(event.headers)).toMatchObject({
    'content-type': 'application/json',
    'lambda-runtime-aws-request-id': EVENT.requestId,
    'lambda-runtime-deadline-ms': '1700000000000',
    'lambda-runtime-invoked-function-arn': EVENT.arn,
    'lambda-runtime-trace-id': 'Root=1-2-3',
    'lambda-runtime-aws-tenant-id': 'blue',
    'lambda-runtime-client-context': Buffer.from('{"client":{"app":"ü"}}').toString('latin1'),
  });
});

test('a response is the result, byte for byte, and is acknowledged', async () => {
  const { call, said, path } = await running();
  expect(await call('POST', `${path}/response`, ' {"n": 1.0}')).toMatchObject({ status: 202, body: '{"status":"OK"}' });
  expect(said).toEqual([{ kind: 'result', payload: ' {"n": 1.0}', memory: 7 }]);
});

test('an error is passed on as it was posted', async () => {
  const { call, said, path } = await running();
  const body = '{"errorMessage":"m","errorType":"T","stackTrace":[]}';
  const posted = await call('POST', `${path}/error`, body, { 'Lambda-Runtime-Function-Error-Type': 'Runtime.Mine' });
  expect(posted.status).toBe(202);
  expect(said).toEqual([{ kind: 'error', payload: body, errorType: 'Runtime.Mine', ending: false, memory: 7 }]);
});

test('an init error is reported once, and only before the first next', async () => {
  const { call, said } = await runtime();
  const posted = await call('POST', `${BASE}/init/error`, '{"errorType":"Init","errorMessage":"m"}');
  expect(posted).toMatchObject({ status: 202, body: '{"status":"OK"}' });
  expect(said).toEqual([{ kind: 'init-error', payload: '{"errorType":"Init","errorMessage":"m"}', errorType: 'Init' }]);
  expect((await call('POST', `${BASE}/init/error`, '{}')).status).toBe(403);
  const late = await running();
  expect((await late.call('POST', `${BASE}/init/error`, '{}')).status).toBe(403);
});

test('a wrong request id is refused', async () => {
  const { call, said } = await running();
  const posted = await call('POST', `${BASE}/invocation/other/response`, '1');
  expect(posted).toMatchObject({
    status: 400,
    body: '{"errorMessage":"Invalid request ID","errorType":"InvalidRequestID"}',
  });
  expect(said).toEqual([]);
});

test('a second answer, and next before an answer, are refused (names of states unproven)', async () => {
  const { call, path, said } = await running();
  const early = await call('GET', `${BASE}/invocation/next`);
  expect([early.status, JSON.parse(early.body)]).toEqual([
    403,
    {
      errorMessage: 'State transition from Running to Ready failed for runtime. Error: State transition is not allowed',
      errorType: 'InvalidStateTransition',
    },
  ]);
  await call('POST', `${path}/response`, '1');
  for (const what of ['response', 'error']) {
    const second = await call('POST', `${path}/${what}`, '2');
    expect([second.status, JSON.parse(second.body)]).toMatchObject([403, { errorType: 'InvalidStateTransition' }]);
  }
  expect(said).toHaveLength(1);
});

test('a response over the limit is refused and fails the invocation', async () => {
  const { call, said, path } = await running();
  const posted = await call('POST', `${path}/response`, 'x'.repeat(6_291_557));
  expect(posted).toMatchObject({
    status: 413,
    body: '{"errorMessage":"Exceeded maximum allowed payload size (6291556 bytes).","errorType":"RequestEntityTooLarge"}',
  });
  expect(said).toMatchObject([{ kind: 'error', errorType: 'Function.ResponseSizeTooLarge' }]);
});

test('an unknown response mode is refused', async () => {
  const { call, said, path } = await running();
  const posted = await call('POST', `${path}/response`, '1', { 'Lambda-Runtime-Function-Response-Mode': 'other' });
  expect([posted.status, JSON.parse(posted.body)]).toMatchObject([400, { errorType: 'InvalidFunctionResponseMode' }]);
  expect(said).toEqual([]);
});

test('a streamed response is read only as fast as its reader takes it, and its trailers are its error', async () => {
  const { said, session, path, port } = await running();
  const post = request({
    port,
    host: '127.0.0.1',
    method: 'POST',
    path: `${path}/response`,
    headers: {
      'Lambda-Runtime-Function-Response-Mode': 'streaming',
      'Content-Type': 'application/x-test',
      Trailer: 'Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body',
    },
  });
  const answered = new Promise<string>((resolve) =>
    post.on('response', (response) => void text(response).then(resolve)),
  );
  post.write(Buffer.alloc(2_000_000, 97));
  const bytes = (): number => said.reduce((sum, one) => sum + (one.kind === 'chunk' ? one.data.length : 0), 0);
  await expect.poll(bytes).toBeGreaterThan(256 * 1024);
  const held = bytes();
  expect(held).toBeLessThan(1_000_000);
  let taken = 0;
  while (bytes() < 2_000_000) {
    session.taken(bytes() - taken);
    taken = bytes();
    await new Promise((resolve) => setImmediate(resolve));
  }
  post.addTrailers({
    'Lambda-Runtime-Function-Error-Type': 'Runtime.Mine',
    'Lambda-Runtime-Function-Error-Body': Buffer.from('{"errorType":"Mine"}').toString('base64'),
  });
  post.end();
  expect(await answered).toBe('{"status":"OK"}');
  expect(said[0]).toEqual({ kind: 'head', contentType: 'application/x-test' });
  expect(said.at(-1)).toEqual({
    kind: 'end',
    error: { errorType: 'Runtime.Mine', payload: '{"errorType":"Mine"}' },
  });
});

test('after a streamed response the environment is free when the runtime asks again', async () => {
  const { call, said, path } = await running();
  await call('POST', `${path}/response`, 'abc', { 'Lambda-Runtime-Function-Response-Mode': 'streaming' });
  expect(said.map((one) => one.kind)).toEqual(['head', 'chunk', 'end']);
  void call('GET', `${BASE}/invocation/next`).catch(() => undefined);
  await expect.poll(() => said.at(-1)).toEqual({ kind: 'next', memory: 7 });
});

test('an event that waits while the runtime ends was not begun', async () => {
  const { call, said, session, path } = await running();
  await call('POST', `${path}/response`, '1');
  session.invoke({ ...EVENT, requestId: 'next-one' });
  session.processEnded();
  expect(said.at(-1)).toEqual({ kind: 'idle-exit' });
});

test('ping, extensions, telemetry and unknown paths', async () => {
  const { call } = await runtime();
  expect((await call('GET', '/2018-06-01/ping')).body).toBe('pong');
  const extension = await call('POST', '/2020-01-01/extension/register', '{"events":["INVOKE"]}');
  expect([extension.status, JSON.parse(extension.body)]).toMatchObject([403, { errorType: 'Extension.NotSupported' }]);
  expect((await call('PUT', '/2022-07-01/telemetry', '{}')).status).toBe(202);
  expect((await call('GET', `${BASE}/other`)).status).toBe(404);
  expect((await call('POST', `${BASE}/invocation/next`)).status).toBe(404);
});

test.each([
  ['by another name', { Host: 'evil.example' }],
  ['by its address', { Origin: 'http://evil.example' }],
  ['by its address, without saying where it is from', { 'Sec-Fetch-Site': 'cross-site' }],
])('a page that reaches the port %s gets no event', async (_how, headers) => {
  const { said, port } = await runtime();
  const response = await new Promise<number | undefined>((resolve) => {
    request({ port, host: '127.0.0.1', path: `${BASE}/invocation/next`, headers }, (answer) =>
      resolve(answer.resume().statusCode),
    ).end();
  });
  expect([response, said]).toEqual([403, []]);
});

test('a runtime that asks has the hosts that are served here, and hears of a change with its next event', async () => {
  const { session, call } = await runtime();
  const next = () => call('GET', `${BASE}/invocation/next`);
  session.replaceHosts({ 'api.example.com': { host: '127.0.0.1', port: 3000 } });
  session.invoke(EVENT);
  expect((await next()).headers.has('gw-emulate-hosts')).toBe(false);
  expect(JSON.parse((await call('GET', '/gw-emulate/hosts')).body)).toEqual({
    'api.example.com': { host: '127.0.0.1', port: 3000 },
  });
  session.replaceHosts({});
  await call('POST', `${BASE}/invocation/${EVENT.requestId}/response`, 'null');
  session.invoke(EVENT);
  expect((await next()).headers.get('gw-emulate-hosts')).toBe('changed');
  expect((await call('GET', '/gw-emulate/hosts')).body).toBe('{}');
});
