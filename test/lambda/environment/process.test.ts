/** Child processes: `isolation: process`, and other Node binaries with their runtime generation (docs/aws/lambda.md#handler-contract). */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { serviceOf } from '../service-under-test.ts';

/** A Node binary of npm's `node` package, installed under an alias such as node-24; `undefined` when it is not there. */
function nodeBinary(major: number): string | undefined {
  const folders = [resolve('node_modules'), ...(process.env['GW_NODE_BINARIES'] ?? '').split(':').filter(Boolean)];
  return folders.map((folder) => join(folder, `node-${major}`, 'bin', 'node')).find((file) => existsSync(file));
}

const FORMS = `
let n = 0;
export const handler = async (event) => ({ event, n: (n += 1), pid: process.pid, node: process.versions.node, cwd: process.cwd() });
export const plain = (event) => 'returned';
export const callback = (event, context, callback) => callback(null, 1);
export const never = async () => new Promise(() => {});
export const busy = async () => { for (;;); };
export const exit = async () => process.exit(3);
export const killed = async () => { process.kill(process.pid, 'SIGKILL'); await new Promise((resolve) => setTimeout(resolve, 5000)); };
export const timer = () => new Promise(() => setTimeout(() => { throw new RangeError('timer'); }, 5));
export const loose = () => new Promise(() => { void Promise.reject(new Error('loose')); });
export const memory = async () => { const all = []; for (;;) all.push(new Array(1e5).fill({})); };
export const buffers = async () => { const all = []; for (let n = 0; n < 400; n += 1) all.push(Buffer.alloc(1e7, 1)); return new Promise(() => setInterval(() => all.length, 1e6)); };
export const cyclic = async () => { const a = {}; a.a = a; return a; };
export const undefinedRejected = () => Promise.reject();
export const context = async (event, context) => Object.keys(context);
export const store = async (event, context) => [awslambda.InvokeStore.getRequestId() === context.awsRequestId, awslambda.InvokeStore.getXRayTraceId() === context.xRayTraceId];
export const stream = awslambda.streamifyResponse(async (event, out) => { out.write('a'); out.write(Buffer.alloc(1_000_000, 98)); out.end(); });
export const notAsync = awslambda.streamifyResponse((event, out) => { out.end('x'); });
export const logs = async () => { console.log('line'); };
`;
const names = [...FORMS.matchAll(/export const (\w+)/g)].map((match) => match[1] ?? '');
const start = (settings: { node?: string; isolation?: 'process' }) =>
  serviceOf(
    { 'p.mjs': FORMS },
    Object.fromEntries(names.map((name) => [name, { handler: `p.${name}`, timeout: 10, ...settings }])),
  );

/** Waits, without letting this process hear of it, until another one has ended. */
async function gone(pid: number): Promise<void> {
  const stat = `/proc/${pid}/stat`;
  while (existsSync(stat) && !/\) Z /.test(readFileSync(stat, 'utf8'))) await Promise.resolve();
}

describe('isolation: process', () => {
  test('runs in a child process in the folder of the function, and keeps its state', async () => {
    const { result, app } = await start({ isolation: 'process' });
    const first = (await result('handler', { a: [1, 'ä', null] })) as { pid: number };
    expect(first).toMatchObject({ event: { a: [1, 'ä', null] }, n: 1, cwd: app.root });
    expect(first.pid).not.toBe(process.pid);
    expect(await result('handler')).toMatchObject({ n: 2, pid: first.pid });
  });

  test.each([
    ['exit', 'Runtime.ExitError', /Error: Runtime exited with error: exit status 3$/],
    ['killed', 'Runtime.ExitError', /Error: Runtime exited with error: signal: killed$/],
    ['memory', 'Runtime.OutOfMemory', /Error: Runtime exited with error: signal: killed$/],
  ])('%s fails with %s', async (name, errorType, message) => {
    const { result } = await start({ isolation: 'process' });
    expect(await result(name)).toMatchObject({ errorType, errorMessage: expect.stringMatching(message) as string });
  });

  test.skipIf(process.platform !== 'linux')('buffers far beyond the memory end it (Linux only)', async () => {
    const { result } = await start({ isolation: 'process' });
    expect(await result('buffers')).toMatchObject({ errorType: 'Runtime.OutOfMemory' });
  });

  test('a busy loop is killed at the timeout', async () => {
    const { service } = await serviceOf(
      { 'p.mjs': FORMS },
      { busy: { handler: 'p.busy', isolation: 'process', timeout: 1 } },
    );
    const { payload } = await service.invoke({ functionName: 'busy', event: {} });
    expect(payload).toMatch(/"errorType":"Sandbox.Timedout".*Task timed out after 1\.00 seconds"/);
  });

  test('a process that was killed from outside while it was idle is replaced, and no event fails for it', async () => {
    const { invoke, result } = await serviceOf(
      { 'p.mjs': FORMS },
      { f: { handler: 'p.handler', isolation: 'process' } },
    );
    const pids = new Set<number>();
    for (let time = 0; time < 5; time += 1) {
      const { pid } = (await result('f')) as { pid: number };
      pids.add(pid);
      process.kill(pid, 'SIGKILL');
      await gone(pid);
      // The emulator has not heard of it yet.
      expect((await invoke('f')).functionError).toBeUndefined();
    }
    expect(pids.size).toBe(5);
  });

  test('a function that sets its time zone runs in a process, since threads have none of their own', async () => {
    const source = 'export const handler = async () => [process.pid, new Date(0).getHours()];';
    const { result } = await serviceOf(
      { 'z.mjs': source },
      {
        there: { handler: 'z.handler', environment: { TZ: 'Asia/Tokyo' } },
        utc: { handler: 'z.handler', isolation: 'process' },
      },
    );
    const [pid, hours] = (await result('there')) as number[];
    expect(pid).not.toBe(process.pid);
    expect(hours).toBe(9);
    expect(await result('utc')).toEqual([expect.anything(), 0]);
  });

  test('streams', async () => {
    const { service } = await start({ isolation: 'process' });
    const { body } = await service.invokeStreaming({ functionName: 'stream', event: {} });
    expect(await text(body)).toBe(`a${'b'.repeat(1_000_000)}`);
  });

  test('a binary that does not exist is named', async () => {
    const { result, logs } = await start({ node: '/no/such/node' });
    expect(await result('handler')).toMatchObject({ errorType: 'Runtime.ExitError' });
    expect(logs[0]?.line).toBe(
      'The Node binary "/no/such/node" (node: of the function) does not exist. Name another, or leave it out.',
    );
  });
});

const node22 = nodeBinary(22);
describe.skipIf(node22 === undefined)(`Node 22 (skipped when no node-22 is installed)`, () => {
  test.each([
    ['plain', null],
    ['callback', 1],
  ])('%s answers %j', async (name, expected) => {
    const { result } = await start({ node: node22 ?? '' });
    expect(await result(name)).toBe(expected);
    expect(await result('handler')).toMatchObject({ node: expect.stringMatching(/^22\./) as string });
  });
});

const node24 = nodeBinary(24);
describe.skipIf(node24 === undefined)(`Node 24 (skipped when no node-24 is installed)`, () => {
  const run = async (name: string) => {
    const under = await start({ node: node24 ?? '' });
    return { ...under, answer: JSON.parse((await under.invoke(name)).payload) as unknown };
  };

  test('what a plain function returns is the result', async () => {
    expect((await run('plain')).answer).toBe('returned');
  });

  test('callback handlers are refused', async () => {
    expect((await run('callback')).answer).toMatchObject({
      errorType: 'Runtime.CallbackHandlerDeprecated',
      errorMessage: expect.stringMatching(
        /^ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node\.js 24\. You need to modify this function to use a supported handler signature to use Node\.js 24 or later\. For more information see https:\/\/docs\.aws\.amazon\.com\/lambda\/latest\/dg\/nodejs-handler\.html\.$/,
      ) as string,
    });
  });

  test('a promise that never settles ends the process without a reason', async () => {
    expect((await run('never')).answer).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(/Error: Runtime exited without providing a reason$/) as string,
    });
  });

  test.each(['timer', 'loose'])('%s ends the process with status 1 and a raw stack', async (name) => {
    const { answer, logs } = await run(name);
    expect(answer).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(/Error: Runtime exited with error: exit status 1$/) as string,
    });
    expect(logs.filter(({ level }) => level === 'RAW').map(({ line }) => line)).toContainEqual(
      expect.stringMatching(name === 'timer' ? /RangeError: timer/ : /Error: loose/),
    );
  });

  test('errors of serialisation, and rejecting with nothing', async () => {
    expect((await run('cyclic')).answer).toMatchObject({
      errorType: 'Runtime.JSONStringifyError',
      errorMessage: 'Unable to stringify response body',
    });
    expect((await run('undefinedRejected')).answer).toEqual({
      errorType: 'undefined',
      errorMessage: 'undefined',
      trace: [],
    });
  });

  test('the context and InvokeStore are those of its runtime', async () => {
    expect((await run('context')).answer).toEqual([
      'clientContext',
      'identity',
      'invokedFunctionArn',
      'awsRequestId',
      'tenantId',
      'xRayTraceId',
      'getRemainingTimeInMillis',
      'functionName',
      'functionVersion',
      'memoryLimitInMB',
      'logGroupName',
      'logStreamName',
    ]);
    expect((await run('store')).answer).toEqual([true, true]);
  });

  test('streams, and logs the refusal of a handler that is not async after its end', async () => {
    const { service, logs } = await start({ node: node24 ?? '' });
    const { body } = await service.invokeStreaming({ functionName: 'stream', event: {} });
    expect((await text(body)).length).toBe(1_000_001);
    const ended = await service.invokeStreaming({ functionName: 'notAsync', event: {} });
    expect(await text(ended.body)).toBe('x');
    expect((await ended.finished).functionError).toBeUndefined();
    await expect
      .poll(() => logs.some(({ line }) => line.includes('Streaming does not support non-async handlers.')))
      .toBe(true);
  });
});
