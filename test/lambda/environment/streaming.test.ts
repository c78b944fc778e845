/** Response streaming: docs/aws/lambda.md#response-streaming. */
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { serviceOf } from '../service-under-test.ts';

const PRELUDE = 'application/vnd.awslambda.http-integration-response';
const HANDLERS = `
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
const stream = awslambda.streamifyResponse;
export const pieces = stream(async (event, out) => { out.setContentType('text/plain'); out.write('one '); out.write({ two: 2 }); out.end(' three'); });
export const prelude = stream(async (event, out) => {
  const same = awslambda.HttpResponseStream.from(out, { statusCode: 201, headers: { a: 'b' }, cookies: ['c=d'] });
  if (same !== out) throw new Error('another stream');
  out.write('body'); out.end();
});
export const endOnly = stream(async (event, out) => { awslambda.HttpResponseStream.from(out, { statusCode: 204 }); out.end('lost prelude'); });
export const emptyWrite = stream(async (event, out) => { awslambda.HttpResponseStream.from(out, { statusCode: 204 }); out.write(''); out.end(); });
export const piped = stream(async (event, out) => { await pipeline(Readable.from(['a', 'b']), awslambda.HttpResponseStream.from(out, { statusCode: 200 })); });
export const throwsFirst = stream(async () => { throw new Error('before'); });
export const throwsLater = stream(async (event, out) => { out.write('some'); await new Promise((resolve) => setTimeout(resolve, 30)); throw new Error('midway'); });
export const notAsync = stream((event, out) => { out.write('x'); });
export const returns = stream(async (event, out) => { out.end('x'); return 5; });
export const tooLate = stream(async (event, out) => { out.write('x'); try { out.setContentType('a/b'); } catch (error) { out.end(error.name + ': ' + error.message); } });
export const open = stream(async (event, out) => { out.write('never ended'); });
export const big = stream(async (event, out) => {
  let waits = 0;
  for (let i = 0; i < 64; i += 1) if (!out.write(Buffer.alloc(65536, 97))) { waits += 1; await new Promise((resolve) => out.once('drain', resolve)); }
  out.end(String(waits > 0));
});
export const huge = stream(async (event, out) => { for (let i = 0; i < 100; i += 1) out.write(Buffer.alloc(65536 * 2)); out.end(); });
export const kind = stream(async (event, out) => { out.end(JSON.stringify([out.constructor.name, typeof out.pipe, out.writable, out.writableEnded])); });
export const plain = async () => ({ plain: true });
export const plainFails = async () => { throw new Error('plain'); };
`;
const names = [...HANDLERS.matchAll(/export const (\w+)/g)].map((match) => match[1] ?? '');
const start = (settings = {}) =>
  serviceOf(
    { 's.mjs': HANDLERS },
    Object.fromEntries(
      names.map((name) => [name, { handler: `s.${name}`, ...(name === 'open' ? { timeout: 2 } : {}), ...settings }]),
    ),
  );

async function stream(functionName: string) {
  const { service, logs } = await start();
  const { contentType, body, finished } = await service.invokeStreaming({ functionName, event: {} });
  const received = await text(body).catch((error: unknown) => error as Error);
  return { contentType, received, result: await finished, logs };
}

test('chunks arrive with the content type that was set; objects as JSON', async () => {
  expect(await stream('pieces')).toMatchObject({
    contentType: 'text/plain',
    received: 'one {"two":2} three',
    result: { payload: '' },
  });
});

test('the first piece arrives while the handler still runs', async () => {
  const { service } = await start();
  const { body, finished } = await service.invokeStreaming({ functionName: 'throwsLater', event: {} });
  let over = false;
  void finished.then(() => (over = true));
  const [first] = (await body.iterator({ destroyOnReturn: false }).next()).value ? [true] : [false];
  expect({ first, over }).toEqual({ first: true, over: false });
  body.resume();
  await finished;
});

test('a metadata prelude is JSON, eight zero bytes, body', async () => {
  const { contentType, received } = await stream('prelude');
  expect(contentType).toBe(PRELUDE);
  expect(received).toBe(`{"statusCode":201,"headers":{"a":"b"},"cookies":["c=d"]}${'\0'.repeat(8)}body`);
});

test('end without a write sends no prelude, an empty write and pipeline do', async () => {
  expect(await stream('endOnly')).toMatchObject({ contentType: PRELUDE, received: 'lost prelude' });
  expect(await stream('emptyWrite')).toMatchObject({ received: `{"statusCode":204}${'\0'.repeat(8)}` });
  expect(await stream('piped')).toMatchObject({ received: `{"statusCode":200}${'\0'.repeat(8)}ab` });
});

test('an error before the first byte is known from the result', async () => {
  const { result, received } = await stream('throwsFirst');
  expect(result.functionError).toBe('Unhandled');
  expect(JSON.parse(result.payload)).toMatchObject({ errorType: 'Error', errorMessage: 'before' });
  expect(received).toBeInstanceOf(Error);
});

test('an error midway breaks the body off', async () => {
  const { result, received } = await stream('throwsLater');
  expect(received).toBeInstanceOf(Error);
  expect(JSON.parse(result.payload)).toMatchObject({ errorMessage: 'midway' });
});

test('handlers that are not async, return values, and a late content type', async () => {
  expect(JSON.parse((await stream('notAsync')).result.payload)).toMatchObject({
    errorType: Number(process.versions.node.split('.')[0]) >= 24 ? 'Error' : 'string',
    errorMessage: 'Streaming does not support non-async handlers.',
  });
  const { received, logs } = await stream('returns');
  expect(received).toBe('x');
  expect(logs.map(({ line }) => line)).toContainEqual(
    expect.stringMatching(/\tWARN\tStreaming handlers ignore return values\.$/),
  );
  expect((await stream('tooLate')).received).toBe(
    'xRuntime.InvalidStreamingOperation: Cannot set content-type, too late.',
  );
  expect((await stream('kind')).received).toBe('["Object","undefined",true,false]');
});

test('a stream that is never ended runs into the timeout', async () => {
  const { result, received } = await stream('open');
  expect(result.report.status).toBe('timeout');
  expect(received).toBeInstanceOf(Error);
});

test('a slow reader makes the handler wait', async () => {
  const { received } = await stream('big');
  expect(String(received).length).toBe(64 * 65536 + 4);
  expect(String(received).endsWith('true')).toBe(true);
});

test('a reader that goes away does not keep the function from ending', async () => {
  const { service } = await start();
  const { body, finished } = await service.invokeStreaming({ functionName: 'big', event: {} });
  body.destroy();
  expect((await finished).functionError).toBeUndefined();
});

test('Invoke on a streaming handler has the whole of it, up to its own limit', async () => {
  const { invoke } = await start();
  expect((await invoke('prelude')).payload).toBe(
    `{"statusCode":201,"headers":{"a":"b"},"cookies":["c=d"]}${'\0'.repeat(8)}body`,
  );
  expect(JSON.parse((await invoke('huge')).payload)).toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' });
});

test('a handler that does not stream is one chunk of JSON', async () => {
  expect(await stream('plain')).toMatchObject({
    contentType: 'application/json',
    received: '{"plain":true}',
    result: { payload: '{"plain":true}' },
  });
  const failed = await stream('plainFails');
  expect(failed.received).toBe('');
  expect(failed.result.functionError).toBe('Unhandled');
});
