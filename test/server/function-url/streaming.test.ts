/** Streaming through a function URL (docs/aws/lambda.md#consumers), over a real socket: pieces arrive when they are written. */
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import type { FunctionUrl } from '../../../src/model/definition/function.ts';
import { listen } from '../../../src/server/http-listener.ts';
import { serviceOf } from '../../lambda/service-under-test.ts';
import { urlOf } from './url-under-test.ts';

const SOURCE = `
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const from = awslambda.HttpResponseStream.from;
export const pieces = awslambda.streamifyResponse(async (event, out) => {
  out = from(out, { statusCode: 201, headers: { 'Content-Type': 'text/event-stream', 'X-A': 'b' }, cookies: ['c=1', 'd=2'] });
  for (const word of ['one ', 'two ', 'three']) { out.write(word); await pause(200); }
  out.end();
});
export const headOnly = awslambda.streamifyResponse(async (event, out) => {
  out = from(out, { statusCode: 202 });
  out.write('');
  await pause(400);
  out.end('late');
});
export const plain = awslambda.streamifyResponse(async (event, out) => { out.setContentType('text/css'); out.write('a'); out.end('b'); });
export const breaks = awslambda.streamifyResponse(async (event, out) => { out.write('begun'); await pause(50); throw new Error('x'); });
export const throwsFirst = awslambda.streamifyResponse(async () => { throw new Error('x'); });
export const noEnd = awslambda.streamifyResponse(async (event, out) => { out.setContentType('application/vnd.awslambda.http-integration-response'); out.end('{"statusCode":200}'); });
export const binary = awslambda.streamifyResponse(async (event, out) => { out = from(out, { statusCode: 200 }); out.write(Buffer.from([0xff, 0, 1])); out.end(); });
export const buffered = async () => ({ statusCode: 404, body: 'not interpreted' });
export const runsOn = awslambda.streamifyResponse(async (event, out) => { out.write('x'); await pause(300); console.log('went on'); out.end(); });
`;

async function served(name: string, invokeMode: FunctionUrl['invokeMode'] = 'RESPONSE_STREAM') {
  const { service, logs } = await serviceOf({ 's.mjs': SOURCE }, { f: { handler: `s.${name}` } });
  const { frontEnd } = urlOf(service, { invokeMode });
  const listener = await listen({
    host: '127.0.0.1',
    port: 0,
    name: 'f',
    current: () => frontEnd,
    onDefect: (error) => {
      throw error;
    },
  });
  onTestFinished(() => listener.close(0));
  const get = () =>
    new Promise<IncomingMessage>((resolve, reject) => {
      request({ port: listener.port, host: '127.0.0.1' }, resolve).on('error', reject).end();
    });
  return { get, logs };
}

test('pieces arrive as they are written, behind the status and headers of the metadata', async () => {
  const { get } = await served('pieces');
  const response = await get();
  expect(response.statusCode).toBe(201);
  expect(response.headers).toMatchObject({
    'content-type': 'text/event-stream',
    'x-a': 'b',
    'set-cookie': ['c=1', 'd=2'],
    'transfer-encoding': 'chunked',
  });
  const pieces: [string, number][] = [];
  for await (const piece of response as AsyncIterable<Buffer>) pieces.push([piece.toString(), performance.now()]);
  expect(pieces.map(([piece]) => piece)).toEqual(['one ', 'two ', 'three']);
  expect((pieces[2]?.[1] ?? 0) - (pieces[0]?.[1] ?? 0)).toBeGreaterThan(300);
});

test('status and headers are there before the first byte of the body', async () => {
  const { get } = await served('headOnly');
  const response = await get();
  const head = performance.now();
  expect(response.statusCode).toBe(202);
  expect(await text(response)).toBe('late');
  expect(performance.now() - head).toBeGreaterThan(200);
});

test('without metadata the bytes are the body of a 200 in the content type that was set', async () => {
  const response = await (await served('plain')).get();
  expect([response.statusCode, response.headers['content-type'], await text(response)]).toEqual([
    200,
    'text/css',
    'ab',
  ]);
});

test('the result of a handler that does not stream is the body, not interpreted', async () => {
  const response = await (await served('buffered')).get();
  expect([response.statusCode, response.headers['content-type'], await text(response)]).toEqual([
    200,
    'application/json',
    '{"statusCode":404,"body":"not interpreted"}',
  ]);
});

test('a failure before the first byte is 502, one midway cuts the connection', async () => {
  const first = await (await served('throwsFirst')).get();
  expect([first.statusCode, await text(first)]).toEqual([502, 'Internal Server Error']);
  const midway = await (await served('breaks')).get();
  expect(midway.statusCode).toBe(200);
  await expect(text(midway)).rejects.toThrow(/aborted/);
});

test('metadata that does not end is 502', async () => {
  expect((await (await served('noEnd')).get()).statusCode).toBe(502);
});

test.each([
  ['pieces', 201, 'one two three'],
  ['buffered', 404, 'not interpreted'],
  ['plain', 200, 'ab'],
  ['throwsFirst', 502, 'Internal Server Error'],
  ['breaks', 502, 'Internal Server Error'],
])('BUFFERED: %s answers at the end with a known length', async (name, statusCode, body) => {
  const response = await (await served(name, 'BUFFERED')).get();
  expect([response.statusCode, await text(response)]).toEqual([statusCode, body]);
  expect(response.headers['content-length']).toBe(String(body.length));
});

test('BUFFERED: bytes of a stream stay bytes', async () => {
  const response = await (await served('binary', 'BUFFERED')).get();
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  expect(Buffer.concat(chunks)).toEqual(Buffer.from([0xff, 0, 1]));
});

test('a client that goes away does not stop the function', async () => {
  const { get, logs } = await served('runsOn');
  const response = await get();
  response.destroy();
  await expect.poll(() => logs.map((log) => log.line).join(), { timeout: 3000 }).toContain('went on');
});
