/**
 * Every way in which a function fails, with the payload: docs/aws/lambda.md#handler-string (init), docs/aws/lambda.md#handler-contract
 * (crashes), docs/aws/lambda.md#errors-and-limits (platform).
 */
import { describe, expect, test } from 'vitest';
import { INIT_LIMIT_MS } from '../../../src/lambda/limits.ts';
import { FakeClock } from '../../fake-clock.ts';
import { serviceOf } from '../service-under-test.ts';

const olderRuntime = Number(process.versions.node.split('.')[0]) < 24;

/** No limit of time is reached here, however slow the machine. */
async function failureOf(source: string, event: unknown = {}) {
  const under = await serviceOf({ 'f.mjs': source }, { f: { handler: 'f.handler' } }, { clock: new FakeClock() });
  const { payload, functionError, requestId, report } = await under.invoke('f', event);
  return { ...under, error: JSON.parse(payload) as Record<string, unknown>, functionError, requestId, report, payload };
}

describe('the environment ends', () => {
  test.each([
    ['process.exit(0)', 'Runtime exited without providing a reason'],
    ['process.exit(3)', 'Runtime exited with error: exit status 3'],
    ['process.kill(process.pid, "SIGKILL")', 'Runtime exited with error: signal: killed'],
    ['process.kill(process.pid)', 'Runtime exited with error: signal: terminated'],
  ])('%s: %s', async (statement, reason) => {
    const { payload, requestId, functionError, report, invoke } = await failureOf(
      `let n = 0; export const handler = async (event) => { n += 1; if (!event.fine) ${statement}; return n; };`,
    );
    expect(payload).toBe(`{"errorType":"Runtime.ExitError","errorMessage":"RequestId: ${requestId} Error: ${reason}"}`);
    expect(functionError).toBe('Unhandled');
    expect(report.status).toBe('error');
    expect(report.logLines().at(-1)).toMatch(/\tStatus: error\tError Type: Runtime\.ExitError\t$/);
    // Replaced: module state is new.
    expect((await invoke('f', { fine: true })).payload).toBe('1');
  });

  test('out of memory: signal: killed (type in the payload unproven)', async () => {
    const { error, report, invoke } = await failureOf(
      'export const handler = async (event) => { if (event.fine) return 1; const all = []; for (;;) all.push(new Array(1e5).fill({})); };',
    );
    expect(error['errorType']).toBe('Runtime.OutOfMemory');
    expect(error['errorMessage']).toMatch(
      /^RequestId: [0-9a-f-]{36} Error: Runtime exited with error: signal: killed$/,
    );
    expect(report.maxMemoryUsedMb).toBe(128);
    expect((await invoke('f', { fine: true })).payload).toBe('1');
  }, 60_000);

  test('a busy loop is killed at the timeout', async () => {
    const clock = new FakeClock();
    const { invoke, logs } = await serviceOf(
      {
        'f.mjs':
          'export const handler = async (event) => { console.log("begun"); while (!event.fine); return "new"; };',
      },
      { f: { handler: 'f.handler', timeout: 2 } },
      { clock },
    );
    const pending = invoke('f');
    await expect.poll(() => logs.some(({ line }) => line.endsWith('begun'))).toBe(true);
    clock.advance(2000);
    const { payload, requestId, report } = await pending;
    expect(payload).toBe(
      `{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: ${requestId} Error: Task timed out after 2.00 seconds"}`,
    );
    expect(report).toMatchObject({ status: 'timeout', durationMs: 2000, billedMs: expect.any(Number) as number });
    const lines = report.logLines();
    expect(lines).toContainEqual(
      expect.stringMatching(new RegExp(`^\\d{4}-.*Z ${requestId} Task timed out after 2\\.00 seconds$`)),
    );
    expect(lines.at(-1)).toMatch(/\tStatus: timeout\t$/);
    expect((await invoke('f', { fine: true })).payload).toBe('"new"');
  });
});

describe.runIf(olderRuntime)('crashes on Node 22 and before', () => {
  test('an exception in a timer while the handler is pending', async () => {
    const { error, logs } = await failureOf(
      'export const handler = () => new Promise(() => setTimeout(() => { throw new RangeError("timer"); }, 5));',
    );
    expect(error).toMatchObject({ errorType: 'RangeError', errorMessage: 'timer' });
    expect(logs.map(({ line }) => line)).toContainEqual(
      expect.stringMatching(/\tERROR\tUncaught Exception \t\{"errorType":"RangeError"/),
    );
  });

  test('a loose rejection while the handler is pending', async () => {
    const { error, logs } = await failureOf(
      'export const handler = () => new Promise(() => { void Promise.reject(new Error("loose")); });',
    );
    expect(error).toMatchObject({ errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: 'Error: loose' });
    expect(logs.map(({ line }) => line)).toContainEqual(
      expect.stringMatching(/\tERROR\tUnhandled Promise Rejection \t\{/),
    );
  });

  test('the same after the response: the invocation succeeded, the environment is replaced', async () => {
    const { payload, functionError, invoke, logs } = await failureOf(
      `const loaded = Math.random(); export const handler = async (event) => {
        if (event.crash) setTimeout(() => { throw new Error("late"); }, 1);
        return loaded;
      };`,
      { crash: true },
    );
    expect(functionError).toBeUndefined();
    const crashed = (): boolean => logs.some(({ line }) => line.includes('Uncaught Exception'));
    // Whether the crash comes before a call or while it is on its way, it is not that call that fails.
    await expect.poll(async () => (await invoke('f')).functionError ?? crashed()).toBe(true);
    expect((await invoke('f')).payload).not.toBe(payload);
  });
});

describe('init', () => {
  test.each([
    ['export const other = 1;', 'f.handler', 'Runtime.HandlerNotFound', 'f.handler is undefined or not exported'],
    ['export const handler = 5;', 'f.handler', 'Runtime.HandlerNotFound', 'f.handler is not a function'],
    ['throw new RangeError("top");', 'f.handler', 'RangeError', 'top'],
    ['export const handler = async () => {', 'f.handler', 'Runtime.UserCodeSyntaxError', /^SyntaxError: /],
    ['export {};', 'g.handler', 'Runtime.ImportModuleError', /^Error: Cannot find module 'g'\nRequire stack:\n- /],
    ['export {};', 'f..handler', 'Runtime.MalformedHandlerName', /^'f\.\.handler' is not a valid handler name\./],
    ['export {};', 'handler', 'Runtime.MalformedHandlerName', 'Bad handler'],
    [
      'export const handler = Object.assign(async () => 1, { [Symbol.for("aws.lambda.runtime.handler.streaming")]: "request" });',
      'f.handler',
      'Runtime.MalformedStreamingHandler',
      'Only response streaming is supported.',
    ],
  ])('%s with handler %s', async (source, handler, errorType, errorMessage) => {
    const { result } = await serviceOf({ 'f.mjs': source }, { f: { handler } });
    const error = (await result('f')) as { errorType: string; errorMessage: string; trace: string[] };
    expect(error.errorType).toBe(errorType);
    expect(error.errorMessage).toMatch(errorMessage);
    expect(error.trace[0]).toMatch(new RegExp(`^${errorType}: `));
  });

  test('a dependency that an ES module lacks is not an error of the runtime, as on Lambda', async () => {
    const { result } = await serviceOf(
      { 'f.mjs': 'import "nowhere"; export const handler = 1;' },
      { f: { handler: 'f.handler' } },
    );
    expect(await result('f')).toMatchObject({
      errorType: 'Error',
      errorMessage: expect.stringMatching(/^Cannot find package 'nowhere' imported from .*f\.mjs$/) as string,
    });
  });

  test('process.exit at the top level', async () => {
    const { payload, requestId } = await failureOf('process.exit(4);');
    expect(payload).toBe(
      `{"errorType":"Runtime.ExitError","errorMessage":"RequestId: ${requestId} Error: Runtime exited with error: exit status 4"}`,
    );
  });

  test('a failed init is repeated inside the invocation, and not before it the next time', async () => {
    const { logs, invoke } = await failureOf('console.log("loading"); throw new Error("no");');
    const loads = () => logs.filter(({ line }) => line.endsWith('\tINFO\tloading')).length;
    expect(loads()).toBe(2);
    expect(logs.map(({ line }) => line)).toContainEqual(
      expect.stringMatching(/^INIT_REPORT Init Duration: \d+\.\d\d ms\tPhase: init\tStatus: error\tError Type: Error$/),
    );
    await invoke('f');
    expect(loads()).toBe(3);
  });

  test('an init over its limit is repeated under the timeout of the function', async () => {
    const clock = new FakeClock();
    const { app, invoke, logs } = await serviceOf(
      {
        'f.mjs': `import { existsSync } from 'node:fs';
          console.log('loading');
          if (!existsSync(new URL('./go', import.meta.url))) await new Promise((resolve) => setTimeout(resolve, 60_000));
          export const handler = async () => 'second init';`,
      },
      { f: { handler: 'f.handler', timeout: 1 } },
      { clock, initLimitMs: INIT_LIMIT_MS },
    );
    const loads = () => logs.filter(({ line }) => line.endsWith('\tINFO\tloading')).length;
    const first = invoke('f');
    await expect.poll(loads).toBe(1);
    expect(INIT_LIMIT_MS).toBe(10_000);
    clock.advance(10_000);
    expect(logs.at(-1)?.line).toMatch(/^INIT_REPORT Init Duration: \d+\.\d\d ms\tPhase: init\tStatus: timeout$/);
    await expect.poll(loads).toBe(2);
    clock.advance(1000);
    const { payload, requestId, report } = await first;
    expect(payload).toBe(
      `{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: ${requestId} Error: Task timed out after 1.00 seconds"}`,
    );
    expect(report.initMs).toBeUndefined();
    app.write('go', '');
    expect((await invoke('f')).payload).toBe('"second init"');
  });
});

describe('sizes', () => {
  test('a response over 6 MiB and 100 bytes', async () => {
    const { payload, invoke } = await failureOf(
      'export const handler = async (event) => "x".repeat(event.size ?? 6291555);',
    );
    expect(payload).toBe(
      '{"errorMessage":"Response payload size exceeded maximum allowed payload size (6291556 bytes).","errorType":"Function.ResponseSizeTooLarge"}',
    );
    expect((await invoke('f', { size: 6_291_554 })).payload).toHaveLength(6_291_556);
    // Two bytes each.
    expect((await invoke('f', { size: 3 })).functionError).toBeUndefined();
  });

  test('an event over 6 MB is refused, whether object or text', async () => {
    const { service } = await failureOf('export const handler = async (event) => event.body.length;');
    const body = 'x'.repeat(6_291_456 - 11);
    await expect(service.invoke({ functionName: 'f', event: { body: `${body}x` } })).rejects.toMatchObject({
      code: 'RequestTooLargeException',
      message: '6291457 byte payload is too large for the RequestResponse invocation type (limit 6291456 bytes)',
    });
    await expect(
      service.invoke({ functionName: 'f', payload: JSON.stringify({ body: `${body}x` }) }),
    ).rejects.toMatchObject({
      code: 'RequestTooLargeException',
    });
    expect((await service.invoke({ functionName: 'f', event: { body } })).payload).toBe(String(body.length));
    await expect(
      service.invokeAsync({ functionName: 'f', event: { body: 'x'.repeat(1_048_577) } }),
    ).rejects.toMatchObject({
      code: 'RequestTooLargeException',
    });
  });
});

test('calls that Lambda refuses', async () => {
  const { service } = await failureOf('export const handler = async (event) => event;');
  await expect(service.invoke({ functionName: 'nobody', event: {} })).rejects.toMatchObject({
    code: 'ResourceNotFoundException',
    message: 'Function not found: arn:aws:lambda:us-east-1:123456789012:function:nobody:$LATEST',
  });
  await expect(service.invoke({ functionName: 'f', payload: '{' })).rejects.toMatchObject({
    code: 'InvalidRequestContentException',
    message: expect.stringMatching(/^Could not parse request body into json: /) as string,
  });
  expect((await service.invoke({ functionName: 'f', payload: '' })).payload).toBe('{}');
});

test('the timeout is that of the clock', async () => {
  const clock = new FakeClock();
  const { invoke, result } = await serviceOf(
    {
      'f.mjs':
        'export const handler = async (event) => event.slow ? new Promise((resolve) => setTimeout(resolve, 60_000)) : "warm";',
    },
    { f: { handler: 'f.handler', timeout: 900 } },
    { clock },
  );
  expect(await result('f')).toBe('warm');
  const pending = invoke('f', { slow: true });
  clock.advance(900_000);
  const { payload, requestId } = await pending;
  expect(payload).toContain(`RequestId: ${requestId} Error: Task timed out after 900.00 seconds`);
});
