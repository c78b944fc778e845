/**
 * What clients of a function URL get (docs/aws/lambda.md#function-urls): results interpreted, failures, limits, CORS. No socket; real
 * functions.
 */
import { expect, test } from 'vitest';
import { LambdaServiceError } from '../../../src/model/lambda/invocation.ts';
import type { LambdaInvoker } from '../../../src/model/lambda/invocation.ts';
import { returning, urlOf } from './url-under-test.ts';

const JSON_TYPE = ['Content-Type', 'application/json'];

test.each<[string, string, number, string]>([
  ['an array', 'async () => ["hello",3,true]', 200, '["hello",3,true]'],
  ['an object without statusCode', 'async () => ({ a: 1 })', 200, '{"a":1}'],
  ['a number', 'async () => 4.5', 200, '4.5'],
  ['a string loses its quotes', 'async () => "hello"', 200, 'hello'],
  ['undefined is null', 'async () => undefined', 200, 'null'],
  ['statusCode as text', 'async () => ({ statusCode: "201", body: "made" })', 201, 'made'],
  ['statusCode alone', 'async () => ({ statusCode: 202 })', 202, ''],
  ['a body in base64', 'async () => ({ statusCode: 200, body: "aGk=", isBase64Encoded: true })', 200, 'hi'],
  ['a body that is not text (unproven)', 'async () => ({ statusCode: 200, body: { a: 1 } })', 200, '{"a":1}'],
])('%s', async (_case, source, statusCode, text) => {
  const answer = await urlOf(await returning(source)).ask();
  expect(answer).toMatchObject({ statusCode, text });
  expect(answer.headers).toContainEqual(JSON_TYPE);
});

test('headers and cookies of the function are sent, with the ids of the service', async () => {
  const lambda = await returning(
    'async () => ({ statusCode: 200, headers: { "content-type": "text/html", "X-N": 1, Connection: "x" }, cookies: ["a=1", "b=2"], body: "<p>" })',
  );
  const { headers } = await urlOf(lambda).ask();
  expect(headers).toEqual([
    ['content-type', 'text/html'],
    ['X-N', '1'],
    ['Set-Cookie', 'a=1'],
    ['Set-Cookie', 'b=2'],
    ['x-amzn-RequestId', '11111111-2222-4333-8444-555555555555'],
    ['X-Amzn-Trace-Id', 'root=1-696f5240-0123456789abcdef01234567;sampled=0'],
  ]);
});

test('values beyond ASCII stay text, which the server sends as UTF-8 once; null among the cookies sends nothing', async () => {
  const lambda = await returning(
    'async () => ({ statusCode: 200, headers: { "X-N": "Jürgen 日" }, cookies: ["c=ü", null], body: "" })',
  );
  const { headers } = await urlOf(lambda).ask();
  expect(headers.slice(0, 3)).toEqual([
    ['X-N', 'Jürgen 日'],
    ['Set-Cookie', 'c=ü'],
    ['Content-Type', 'application/json'],
  ]);
});

test.each([
  ['a thrown error', 'async () => { throw new Error("x"); }'],
  ['an exit', 'async () => process.exit(1)'],
  ['an invalid status (unproven)', 'async () => ({ statusCode: 99 })'],
  ['a header that cannot be sent (unproven)', 'async () => ({ statusCode: 200, headers: { "a\\n": "b" } })'],
  ['a response over 6 MB', 'async () => "x".repeat(6291557)'],
])('%s is 502 Internal Server Error', async (_case, source) => {
  for (const invokeMode of ['BUFFERED', 'RESPONSE_STREAM'] as const) {
    const answer = await urlOf(await returning(source), { invokeMode }).ask();
    const passes = invokeMode === 'RESPONSE_STREAM' && /statusCode|repeat/.test(source);
    if (passes) expect(answer.statusCode).toBe(200);
    else expect(answer).toMatchObject({ statusCode: 502, text: 'Internal Server Error' });
  }
});

test('a request over 6 MB is 413', async () => {
  const { ask } = urlOf(await returning('async () => 1'));
  const answer = await ask({ method: 'POST', body: Buffer.alloc(6_291_457) });
  expect(answer.statusCode).toBe(413);
  expect(answer.headers).toContainEqual(['x-amzn-ErrorType', 'RequestEntityTooLargeException']);
});

test('a throttled function is 429', async () => {
  const refuse = () => Promise.reject(new LambdaServiceError('TooManyRequestsException', 'Rate Exceeded.'));
  const lambda: LambdaInvoker = { invoke: refuse, invokeStreaming: refuse, invokeAsync: refuse };
  expect(await urlOf(lambda).ask()).toMatchObject({
    statusCode: 429,
    text: '{"Reason":"ReservedFunctionConcurrentInvocationLimitExceeded","Type":"User","message":"Rate Exceeded."}',
  });
});

const cors = {
  allowOrigins: ['https://app.example'],
  allowMethods: ['GET', 'POST'],
  allowHeaders: ['x-token'],
  exposeHeaders: ['x-total'],
  maxAge: 300,
  allowCredentials: true,
};
const OWN_CORS = 'async () => ({ statusCode: 200, headers: { "access-control-allow-origin": "*" }, body: "ok" })';
const preflight = {
  method: 'OPTIONS',
  headers: [
    ['Origin', 'https://app.example'],
    ['Access-Control-Request-Method', 'POST'],
  ],
} as const;

test('with CORS configured a preflight request is answered without the function (status unproven)', async () => {
  const { ask, exchanges } = urlOf(await returning('async () => { throw new Error("asked"); }'), { cors });
  const answer = await ask(preflight);
  expect(answer.statusCode).toBe(200);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'Access-Control-Allow-Origin': 'https://app.example',
    'Access-Control-Allow-Methods': 'GET,POST',
    'Access-Control-Allow-Headers': 'x-token',
    'Access-Control-Max-Age': '300',
    'Access-Control-Allow-Credentials': 'true',
  });
  expect(exchanges).toMatchObject([{ statusCode: 200, method: 'OPTIONS' }]);
});

// docs/aws/lambda.md#function-urls: observed by several users.
test('an actual response carries both the configured CORS headers and those of the function', async () => {
  const { ask } = urlOf(await returning(OWN_CORS), { cors });
  const valuesOf = async (origin: string) =>
    (await ask({ headers: [['Origin', origin]] })).headers.filter(([name]) =>
      /^access-control-allow-origin$/i.test(name),
    );
  expect(await valuesOf('https://app.example')).toEqual([
    ['access-control-allow-origin', '*'],
    ['Access-Control-Allow-Origin', 'https://app.example'],
  ]);
  expect(await valuesOf('https://evil.example')).toEqual([['access-control-allow-origin', '*']]);
});

test('without CORS configured the function answers preflight requests itself', async () => {
  const answer = await urlOf(await returning(OWN_CORS)).ask(preflight);
  expect(answer.text).toBe('ok');
  expect(answer.headers).toContainEqual(['access-control-allow-origin', '*']);
});

test('an exchange is recorded with the event and the result', async () => {
  const { ask, exchanges } = urlOf(await returning('async (event) => event.rawPath'));
  await ask({ rawPath: '/x', rawQuery: 'a=1' });
  expect(exchanges).toMatchObject([
    { api: 'f', target: 'f', path: '/x?a=1', statusCode: 200, event: { version: '2.0' }, result: { payload: '"/x"' } },
  ]);
});

test('the request id of the event is that of the invocation', async () => {
  const lambda = await returning('async (event, context) => event.requestContext.requestId === context.awsRequestId');
  expect((await urlOf(lambda).ask()).text).toBe('true');
});
