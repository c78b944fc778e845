/** NODE_OPTIONS of a function: what Node takes from a variable, what of it a thread can have, and what is refused by name. */
import { expect, test } from 'vitest';
import { nodeOptionWords, threadNodeOptions } from '../../../src/lambda/host/node-options.ts';
import { serviceOf } from '../service-under-test.ts';

const HANDLER = `
module.exports.handler = async () => ({
  pid: process.pid,
  options: process.env.NODE_OPTIONS,
  required: globalThis.required,
  imported: globalThis.imported,
});`;

test.each([
  ['--a --b=1', ['--a', '--b=1']],
  ['--require "./my file.js" -r x', ['--require', './my file.js', '-r', 'x']],
  [String.raw`--title="a \"b\""`, ['--title=a "b"']],
  ['', []],
])('%s is read as Node reads it', (text, words) => {
  expect(nodeOptionWords(text)).toEqual(words);
});

test('modules to load first are left to the runtime, what Node reads at the start is not', () => {
  expect(
    threadNodeOptions({
      NODE_OPTIONS: '-r ./a.cjs --import=./b.mjs --enable-source-maps --no-deprecation',
      NODE_DEBUG: 'x',
    }),
  ).toEqual({
    preloads: [
      { by: 'require', specifier: './a.cjs' },
      { by: 'import', specifier: './b.mjs' },
    ],
    early: { NODE_OPTIONS: '--no-deprecation', NODE_DEBUG: 'x' },
  });
});

test('--require and --import load their modules before the handler, in a thread as in a process', async () => {
  const environment = { NODE_OPTIONS: '--require ./first.cjs --import ./second.mjs' };
  const { result } = await serviceOf(
    {
      'h.js': HANDLER,
      'first.cjs': 'globalThis.required = true;',
      'second.mjs': 'globalThis.imported = globalThis.required;',
    },
    {
      thread: { handler: 'h.handler', environment },
      process: { handler: 'h.handler', environment, isolation: 'process' },
    },
  );
  for (const name of ['thread', 'process']) {
    expect(await result(name)).toMatchObject({ options: environment.NODE_OPTIONS, required: true, imported: true });
  }
});

test('what belongs to the process gives the function one, and says so once', async () => {
  const warnings: string[] = [];
  const { result } = await serviceOf(
    { 'h.js': HANDLER },
    {
      plain: { handler: 'h.handler' },
      legacy: { handler: 'h.handler', environment: { NODE_OPTIONS: '--openssl-legacy-provider' } },
    },
    { onWarning: (message) => warnings.push(message) },
  );
  const { pid } = (await result('plain')) as { pid: number };
  for (const name of ['legacy', 'legacy']) {
    expect(await result(name)).toMatchObject({ options: '--openssl-legacy-provider' });
    expect(await result(name)).not.toMatchObject({ pid });
  }
  expect(warnings).toEqual([
    'legacy has NODE_OPTIONS that a thread cannot be given (--openssl-legacy-provider). From now on it runs in a process of its own (isolation: process).',
  ]);
});

test('what Node does not take from a variable is refused by name', async () => {
  const { service, result } = await serviceOf(
    { 'h.js': HANDLER },
    { gc: { handler: 'h.handler', environment: { NODE_OPTIONS: '--no-deprecation --allow-natives-syntax' } } },
  );
  expect(await result('gc')).toMatchObject({
    errorType: 'Runtime.ExitError',
    errorMessage: expect.stringMatching(/exit status 9$/) as string,
  });
  expect(service.builds().flatMap(({ problems }) => problems.map(({ message }) => message))).toEqual([
    `gc: Node ${process.versions.node} does not take --allow-natives-syntax in NODE_OPTIONS`,
  ]);
});
