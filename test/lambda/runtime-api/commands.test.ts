/**
 * `command:` functions: real programs over the Runtime API (docs/aws/lambda.md#runtime-api), in Python's standard library and in shell with
 * curl.
 */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import type { LambdaFunction } from '../../../src/model/definition/function.ts';
import { serviceOf } from '../service-under-test.ts';

const root = resolve('fixtures/lambda/bootstraps');
const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0;

function command(line: string, handler: string, settings: Partial<LambdaFunction> = {}) {
  return { handler, root, code: { kind: 'command', command: line }, timeout: 20, ...settings } as const;
}

describe.skipIf(!has('python3'))('a bootstrap in Python (skipped where there is no python3)', () => {
  const python = (handler: string, settings: Partial<LambdaFunction> = {}) =>
    command('./bootstrap.py', handler, settings);

  test('receives events with their headers, keeps its state, and its output is the log', async () => {
    const { service, logs } = await serviceOf({}, { f: python('app.handler') });
    const call = { functionName: 'f', qualifier: 'live', payload: '{"a":"ä"}', clientContext: { custom: 'ü' } };
    const first = await service.invoke({ ...call, traceHeader: 'Root=1-2-3;Sampled=0' });
    expect(JSON.parse(first.payload)).toEqual({
      event: { a: 'ä' },
      count: 1,
      cwd: root,
      deadline: expect.stringMatching(/^\d{13}$/) as string,
      arn: 'arn:aws:lambda:us-east-1:123456789012:function:f:live',
      trace: expect.stringMatching(/^Root=1-2-3;Parent=[0-9a-f]{16};Sampled=0;Lineage=1:[0-9a-f]{8}:0$/) as string,
      // http.client reads header bytes as Latin-1.
      client: Buffer.from('{"custom":"ü"}').toString('latin1'),
    });
    expect(first.report.initMs).toBeGreaterThan(0);
    expect(first.report.maxMemoryUsedMb).toBeGreaterThanOrEqual(process.platform === 'linux' ? 1 : 0);
    expect(first.report.logLines().slice(1, 3).sort()).toEqual(['and from stderr', 'hello from python']);
    expect(logs.find((log) => log.line === 'hello from python')).toMatchObject({
      requestId: first.requestId,
      level: 'RAW',
    });
    expect(JSON.parse((await service.invoke(call)).payload)).toMatchObject({ count: 2 });
  });

  test('sees the variables of Lambda and its own', async () => {
    const { result } = await serviceOf({}, { f: python('app.environment', { environment: { TABLE: 'orders' } }) });
    const environment = (await result('f')) as Record<string, string>;
    expect(environment).toMatchObject({
      _HANDLER: 'app.environment',
      LAMBDA_TASK_ROOT: root,
      TABLE: 'orders',
      AWS_LAMBDA_FUNCTION_NAME: 'f',
      AWS_LAMBDA_RUNTIME_API: expect.stringMatching(/^127\.0\.0\.1:\d+$/) as string,
    });
    expect(environment).not.toHaveProperty('AWS_EXECUTION_ENV');
  });

  test('an error that it reports is the payload as it is, and the process stays', async () => {
    const { service, result } = await serviceOf({}, { f: python('app.fails') });
    const { payload, functionError } = await service.invoke({ functionName: 'f', event: {} });
    expect(functionError).toBe('Unhandled');
    expect(JSON.parse(payload)).toEqual({
      errorMessage: 'no good',
      errorType: 'ValueError',
      stackTrace: [expect.stringContaining('bootstrap.py') as string, expect.stringContaining('app.py') as string],
    });
    expect(await result('f')).toMatchObject({ errorType: 'ValueError' });
  });

  test('an init error is the payload of the invocation', async () => {
    const { service } = await serviceOf({}, { f: python('nowhere.handler') });
    const { payload } = await service.invoke({ functionName: 'f', event: {} });
    expect(JSON.parse(payload)).toMatchObject({
      errorType: 'ModuleNotFoundError',
      errorMessage: "No module named 'nowhere'",
    });
  });

  test.each([
    ['app.exits', { status: 0 }, /RequestId: \S+ Error: Runtime exited without providing a reason/],
    ['app.exits', { status: 7 }, /RequestId: \S+ Error: Runtime exited with error: exit status 7/],
    ['app.killed', {}, /RequestId: \S+ Error: Runtime exited with error: signal: killed/],
  ])(
    '%s with %j fails with Runtime.ExitError, and the next event has a new process',
    async (handler, event, message) => {
      const { service } = await serviceOf({}, { f: python(handler) });
      for (const _time of [1, 2]) {
        const { payload } = await service.invoke({ functionName: 'f', event });
        expect(JSON.parse(payload)).toEqual({
          errorType: 'Runtime.ExitError',
          errorMessage: expect.stringMatching(message) as string,
        });
      }
    },
  );

  test('a timeout kills the program and its children', async () => {
    const { service, logs } = await serviceOf({}, { f: python('app.slow', { timeout: 2 }) });
    const { payload } = await service.invoke({ functionName: 'f', event: {} });
    expect(JSON.parse(payload)).toMatchObject({
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(/Task timed out after 2\.00 seconds$/) as string,
    });
    const child = Number(logs.map((log) => /^child (\d+)$/.exec(log.line)?.[1]).find(Boolean));
    expect(child).toBeGreaterThan(0);
    await expect.poll(() => isRunning(child)).toBe(false);
  });

  test('a response over the limit fails, one below it passes', async () => {
    const { service, result } = await serviceOf({}, { f: python('app.big') });
    const { payload, functionError } = await service.invoke({ functionName: 'f', event: { size: 6_300_000 } });
    expect(functionError).toBe('Unhandled');
    expect(payload).toBe(
      '{"errorMessage":"Response payload size exceeded maximum allowed payload size (6291556 bytes).","errorType":"Function.ResponseSizeTooLarge"}',
    );
    expect(await result('f', { size: 1_000_000 })).toHaveLength(1_000_000);
  });

  test('streams in pieces as they come', async () => {
    const { service } = await serviceOf({}, { f: python('app.streams') });
    const event = { words: ['one ', 'two ', 'three'], pause: 0.2 };
    const { body, contentType } = await service.invokeStreaming({ functionName: 'f', event });
    expect(contentType).toBe('text/plain');
    const pieces: [string, number][] = [];
    for await (const piece of body as AsyncIterable<Buffer>) pieces.push([piece.toString(), performance.now()]);
    expect(pieces.map(([piece]) => piece)).toEqual(['one ', 'two ', 'three']);
    expect((pieces[2]?.[1] ?? 0) - (pieces[0]?.[1] ?? 0)).toBeGreaterThan(300);
  });

  test('a large stream waits for its reader and arrives whole', async () => {
    const { service } = await serviceOf({}, { f: python('app.streams') });
    const event = { words: Array.from({ length: 60 }, () => 'x'.repeat(50_000)) };
    const { body, finished } = await service.invokeStreaming({ functionName: 'f', event });
    expect(await text(body)).toHaveLength(3_000_000);
    expect((await finished).functionError).toBeUndefined();
    // The environment is free again.
    expect(await text((await service.invokeStreaming({ functionName: 'f', event: { words: ['a'] } })).body)).toBe('a');
  });

  test('a stream that breaks off reports its error by trailers', async () => {
    const { service } = await serviceOf({}, { f: python('app.streams') });
    const { body, finished } = await service.invokeStreaming({ functionName: 'f', event: { words: ['a', '!'] } });
    await expect(text(body)).rejects.toThrow(/failed while its response was under way/);
    const { functionError, payload } = await finished;
    expect(functionError).toBe('Unhandled');
    expect(JSON.parse(payload)).toMatchObject({ errorType: 'RuntimeError', errorMessage: 'broke off' });
  });

  test('events at once run in several programs', async () => {
    const { service } = await serviceOf({}, { f: python('app.handler') });
    const results = await Promise.all([1, 2, 3].map((n) => service.invoke({ functionName: 'f', event: { n } })));
    expect(results.map(({ payload }) => JSON.parse(payload) as unknown)).toMatchObject([
      { event: { n: 1 }, count: 1 },
      { event: { n: 2 }, count: 1 },
      { event: { n: 3 }, count: 1 },
    ]);
  });

  test('no process is left when the service has closed', async () => {
    const { service, logs } = await serviceOf({}, { f: python('app.slow') });
    const running = service.invoke({ functionName: 'f', event: {} });
    await expect.poll(() => logs.length).toBeGreaterThan(0);
    await service.close();
    expect(await running).toMatchObject({ functionError: 'Unhandled' });
    const child = Number(/^child (\d+)$/.exec(logs[0]?.line ?? '')?.[1]);
    await expect.poll(() => isRunning(child)).toBe(false);
  });
});

test.skipIf(!has('curl'))('a bootstrap in shell (skipped where there is no curl)', async () => {
  const { result, logs } = await serviceOf(
    {},
    { f: command('./bootstrap.sh', 'app.echo_event'), bad: command('sh bootstrap.sh', 'app.fails') },
  );
  expect(await result('f', { n: [1, 'ä'] })).toEqual({ shell: { n: [1, 'ä'] } });
  expect(await result('f', 2)).toEqual({ shell: 2 });
  expect(logs.map((log) => log.line)).toContain('shell got an event');
  expect(await result('bad')).toEqual({ errorType: 'Shell.Failed', errorMessage: 'the function failed' });
});

test.each([
  ['./missing', /command: \.\/missing does not exist \(looked for .*missing\)/],
  ['no-such-program-here', /command: "no-such-program-here" was not found in PATH/],
  ['./app.py', /command: \.\/app\.py is not executable\. Run: chmod \+x/],
])('%s: the log says why it cannot start', async (line, words) => {
  const { result, logs } = await serviceOf({}, { f: command(line, 'a.b') });
  expect(await result('f')).toEqual({
    errorType: 'Runtime.InvalidEntrypoint',
    errorMessage: expect.stringMatching(words) as string,
  });
  expect(logs[0]?.line).toMatch(words);
});

test('a program that ends at once fails with its exit status', async () => {
  const { result, logs } = await serviceOf({}, { f: command('echo no runtime here; exit 4', 'a.b') });
  expect(await result('f')).toMatchObject({
    errorType: 'Runtime.ExitError',
    errorMessage: expect.stringMatching(/exit status 4$/) as string,
  });
  expect(logs.map((log) => log.line)).toContain('no runtime here');
});

/** A zombie that its parent has not asked after is not running. */
function isRunning(pid: number): boolean {
  const state = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
  return state !== '' && !state.startsWith('Z');
}
