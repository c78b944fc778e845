// docs/aws/http-api.md#lambda-proxy, docs/aws/http-api.md#stage-variables, docs/aws/http-api.md#errors; docs/aws/lambda.md#http-proxy:
// calling a function, and what its failures become.
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { LambdaServiceError } from '../../src/model/lambda/invocation.ts';
import type { LambdaServiceErrorCode } from '../../src/model/lambda/invocation.ts';
import { invocationResult } from '../invocation-result.ts';
import { ask, bodyText, onlyEvent, route, stage, world } from './harness.ts';
import type { WorldOptions } from './harness.ts';

async function answer(options: WorldOptions): Promise<string> {
  const response = await world(options).handle(ask('GET', '/'));
  return `${response.statusCode} ${await bodyText(response)}`;
}

const SERVER_ERROR = '500 {"message":"Internal Server Error"}';
const UNAVAILABLE = '503 {"message":"Service Unavailable"}';
const TOO_LARGE = '413 {"message":"Request Entity Too Large"}';

describe('failures', () => {
  test('a function error is 500, and its text stays with the developer', async () => {
    const payload = '{"errorType":"Error","errorMessage":"secret"}';
    const made = world({ invoke: () => Promise.resolve(invocationResult(payload, { functionError: 'Unhandled' })) });
    const response = await made.handle(ask('GET', '/'));
    expect(`${response.statusCode} ${await bodyText(response)}`).toBe(SERVER_ERROR);
    expect(made.exchanges[0]?.reason).toContain('secret');
    expect(made.exchanges[0]?.result?.payload).toBe(payload);
  });

  test.each<[LambdaServiceErrorCode, string]>([
    ['TooManyRequestsException', UNAVAILABLE],
    ['RequestTooLargeException', TOO_LARGE],
    ['ResourceNotFoundException', SERVER_ERROR],
    ['ServiceException', SERVER_ERROR],
    ['InvalidRequestContentException', SERVER_ERROR],
  ])('Lambda refusing with %s is %s', async (code, expected) => {
    expect(await answer({ invoke: () => Promise.reject(new LambdaServiceError(code, 'no')) })).toBe(expected);
  });

  test('no answer within the integration timeout is 503', async () => {
    const made = world({
      api: { routes: [route('$default', { timeoutInMillis: 5000 })] },
      invoke: () => new Promise(() => {}),
    });
    const response = made.handle(ask('GET', '/'));
    made.clock.advance(4999);
    expect(made.exchanges).toEqual([]);
    made.clock.advance(1);
    expect(`${(await response).statusCode} ${await bodyText(await response)}`).toBe(UNAVAILABLE);
    expect(made.exchanges[0]?.reason).toContain('within 5000 ms');
  });

  test('an answer in time leaves no timer behind', async () => {
    const made = world();
    await made.handle(ask('GET', '/'));
    expect(made.clock.pending).toBe(0);
  });

  test('a defect of our own is not folded into a gateway reply', async () => {
    const made = world({ invoke: () => Promise.reject(new TypeError('ours')) });
    await expect(made.handle(ask('GET', '/'))).rejects.toThrow('ours');
  });
});

describe('the function that is called', () => {
  test.each([
    [{ functionName: 'pets' }, {}, { functionName: 'pets' }],
    [{ functionName: 'pets', qualifier: 'live' }, {}, { functionName: 'pets', qualifier: 'live' }],
    [{ functionName: '${stageVariables.fn}' }, { fn: 'pets' }, { functionName: 'pets' }],
    [{ functionName: '${stageVariables.fn}' }, { fn: 'pets:blue' }, { functionName: 'pets', qualifier: 'blue' }],
    [
      { functionName: 'pets', qualifier: '${stageVariables.alias}' },
      { alias: 'blue' },
      { functionName: 'pets', qualifier: 'blue' },
    ],
    [{ functionName: 'function:pets:3' }, {}, { functionName: 'pets', qualifier: '3' }],
    [
      { functionName: '${stageVariables.arn}' },
      { arn: 'arn:aws:lambda:us-east-1:123456789012:function:pets:blue' },
      { functionName: 'pets', qualifier: 'blue' },
    ],
  ])('%j with %j is %j', async (lambda, variables, expected) => {
    const made = world({ api: { routes: [route('$default', { lambda })], ...stage('$default', { variables }) } });
    await made.handle(ask('GET', '/'));
    const { functionName, qualifier } = made.calls[0] ?? {};
    expect({ functionName, ...(qualifier !== undefined && { qualifier }) }).toEqual(expected);
  });

  test('a missing stage variable is 500 on that route only, and said at once (unproven)', async () => {
    const broken = route('GET /broken', { lambda: { functionName: '${stageVariables.fn}' } });
    const made = world({ api: { routes: [broken, route('GET /fine')] } });
    expect(made.warnings).toEqual([expect.stringContaining('stage variable fn')]);
    expect((await made.handle(ask('GET', '/broken'))).statusCode).toBe(500);
    expect((await made.handle(ask('GET', '/fine'))).statusCode).toBe(200);
  });

  test('the trace header goes along', async () => {
    const made = world();
    await made.handle(ask('GET', '/', { headers: [['X-Amzn-Trace-Id', 'Root=1-a-b']] }));
    expect(made.calls[0]?.traceHeader).toBe('Self=1-5e7ae61f-bb13a2d967a67dd51b8aca50;Root=1-a-b');
  });

  test('without a format the event is 2.0', async () => {
    const made = world();
    await made.handle(ask('GET', '/'));
    expect(onlyEvent(made)['version']).toBe('2.0');
  });
});

describe('bodies', () => {
  test('one of unknown length is read whole, and its length is sent on', async () => {
    const made = world();
    const headers = [
      ['Transfer-Encoding', 'chunked'],
      ['Content-Type', 'text/plain'],
    ] as const;
    await made.handle(ask('POST', '/', { headers, body: Readable.from([Buffer.from('he'), Buffer.from('llo')]) }));
    expect(onlyEvent(made)).toMatchObject({ body: 'hello', headers: { 'content-length': '5' } });
    expect(made.exchanges[0]?.request).toMatchObject({ method: 'POST', rawPath: '/', body: Buffer.from('hello') });
  });

  test('a client that goes away midway is not a defect of ours', async () => {
    const body = Readable.from(
      (async function* () {
        yield Buffer.from('a');
        throw new Error('aborted');
      })(),
    );
    const made = world();
    expect((await made.handle(ask('POST', '/', { body }))).statusCode).toBe(400);
    expect(made.calls).toEqual([]);
  });
});
