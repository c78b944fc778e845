// A thread that is started before it is known for which function: what it runs must not be able to tell.
import { expect, test } from 'vitest';
import { serviceOf } from '../service-under-test.ts';

const PROBE = `
import { getHeapStatistics } from 'node:v8';
import { tmpdir } from 'node:os';
const { AWS_LAMBDA_LOG_STREAM_NAME, TMPDIR, ...variables } = process.env;
export const handler = async (event, context) => ({
  variables,
  temporary: tmpdir() === TMPDIR,
  heapMb: Math.round(getHeapStatistics().heap_size_limit / 1024 / 1024),
  argv: process.argv.slice(1),
  flags: process.execArgv,
  folder: process.cwd(),
  context: [context.functionName, context.memoryLimitInMB],
});
export const never = () => new Promise(() => {});
export const exit = () => process.exit(3);
`;

test('a function finds the same in the spare thread as in one of its own', async () => {
  const functions = { probe: { handler: 'f.handler', environment: { TABLE: 'orders' } } };
  const own = await serviceOf({ 'f.mjs': PROBE }, functions);
  const spare = await serviceOf({ 'f.mjs': PROBE }, functions, { spareThread: true });
  const inOwn = JSON.stringify(await own.result('probe')).replaceAll(own.app.root, 'ROOT');
  const inSpare = JSON.stringify(await spare.result('probe')).replaceAll(spare.app.root, 'ROOT');
  expect(inSpare).toBe(inOwn);
  expect(inSpare).toContain('"temporary":true');
  expect(inOwn).toContain('environment/thread.js');
});

test('a function with other memory than the spare thread has its own limit', async () => {
  const { result } = await serviceOf(
    { 'f.mjs': PROBE },
    { small: { handler: 'f.handler' }, large: { handler: 'f.handler', memory: 512 } },
    { spareThread: true },
  );
  const { heapMb: large } = (await result('large')) as { heapMb: number };
  const { heapMb: small } = (await result('small')) as { heapMb: number };
  expect(large - small).toBe(512 - 128);
});

test('what Node reads when a thread starts holds for the function that asks for it', async () => {
  const { result } = await serviceOf(
    { 'f.mjs': 'export const handler = async () => typeof globalThis.navigator + process.noDeprecation;' },
    {
      plain: { handler: 'f.handler' },
      quiet: { handler: 'f.handler', environment: { NODE_OPTIONS: '--no-deprecation' } },
    },
    { spareThread: true },
  );
  expect(await result('quiet')).toMatch(/true$/);
  expect(await result('plain')).not.toMatch(/true$/);
});

test('a handler that never settles, and one that exits, end in the spare thread as elsewhere', async () => {
  const functions = { never: { handler: 'f.never' }, exit: { handler: 'f.exit' } };
  const own = await serviceOf({ 'f.mjs': PROBE }, functions);
  for (const name of Object.keys(functions)) {
    const spare = await serviceOf({ 'f.mjs': PROBE }, functions, { spareThread: true });
    const withoutId = ({ payload, functionError }: { payload: string; functionError?: unknown }) => [
      payload.replace(/[0-9a-f-]{36}/, 'ID'),
      functionError,
    ];
    expect(withoutId(await spare.invoke(name))).toEqual(withoutId(await own.invoke(name)));
  }
});
