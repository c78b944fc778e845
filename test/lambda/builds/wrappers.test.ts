/**
 * Handlers that stand in an installed package and wrap the user's, and instrumentation that patches the handler's module as it is required. The
 * stand-ins find the handler as the packages do: datadog-lambda-js (`dist/handler`), newrelic-lambda's Node layer, Sentry's `tryPatchHandler`,
 * OpenTelemetry's AwsLambdaInstrumentation on top of require-in-the-middle.
 */
import { expect, test } from 'vitest';
import { serviceOf } from '../service-under-test.ts';

const DATADOG = `
  const path = require('node:path'); const fs = require('node:fs');
  const load = (root, folder, module) => {
    const file = path.resolve(root, folder, module);
    const found = ['.js', '.mjs', '.cjs'].map((extension) => file + extension).find((each) => fs.existsSync(each));
    return require(found ?? require.resolve('./' + module, { paths: [path.resolve(root, folder)] }));
  };
  const whole = process.env.DD_LAMBDA_HANDLER; const base = path.basename(whole);
  const [module_, ...exported] = base.split('.');
  const wrapped = load(process.env.LAMBDA_TASK_ROOT, whole.slice(0, whole.indexOf(base)), module_);
  exports.handler = async (...event) => ({ wrapped: await wrapped[exported[0]](...event), from: path.basename(__dirname) });`;

const NEW_RELIC = `
  const path = require('node:path'); const fs = require('node:fs');
  const [module_, exported] = process.env.NEW_RELIC_LAMBDA_HANDLER.split('.');
  const base = path.resolve(process.env.LAMBDA_TASK_ROOT, module_);
  const file = ['.cjs', '.js'].map((extension) => base + extension).find((each) => fs.existsSync(each));
  exports.handler = async (...event) => ({ wrapped: await require(file)[exported](...event) });`;

const SENTRY = `
  const path = require('node:path');
  const [module_, exported] = process.env._HANDLER.split('.');
  const loaded = require(path.resolve(process.env.LAMBDA_TASK_ROOT, module_));
  const original = loaded[exported];
  loaded[exported] = async (...event) => ({ patched: await original(...event) });`;

/** `lastName`: what the version expects where there is no file: `.cjs` before 0.50, the bare name since. */
const openTelemetry = (lastName: string): string => `
  const fs = require('node:fs'); const Module = require('node:module'); const path = require('node:path');
  const [module_, exported] = process.env._HANDLER.split('.');
  const stem = path.resolve(process.env.LAMBDA_TASK_ROOT, module_);
  const wanted = stem + (['.js', '.mjs', '.cjs'].find((each) => fs.existsSync(stem + each)) ?? '${lastName}');
  const native = Module.prototype.require;
  Module.prototype.require = function (id) {
    const loaded = native.apply(this, arguments);
    if (Module._resolveFilename(id, this) !== wanted) return loaded;
    const original = loaded[exported];
    Object.defineProperty(loaded, exported, {
      configurable: true, enumerable: true, writable: true, value: async (...event) => ({ traced: await original(...event) }),
    });
    return loaded;
  };`;

const FILES = {
  'node_modules/datadog-like/dist/handler.js': DATADOG,
  'node_modules/newrelic-like/index.js': NEW_RELIC,
  'sentry.cjs': SENTRY,
  'otel.cjs': openTelemetry(''),
  'older-otel.cjs': openTelemetry('.cjs'),
  'lib/name.ts': 'export const name: string = "typescript";',
  'src/plain.js': 'exports.handler = async () => "javascript";',
  'plain.js': 'exports.handler = async () => "javascript";',
  'src/typed.ts': 'import { name } from "../lib/name"; export const handler = async () => name;',
  'src/module.mts': 'export const handler = async () => "module";',
  'src/awaits.ts': 'const name = await Promise.resolve("awaits"); export const handler = async () => name;',
  'src/assigned.cts': 'module.exports = { handler: async () => "assigned" };',
  'src/apart.ts': 'export const load = (name: string) => require(name); export const handler = async () => "apart";',
  'src/stale.ts': 'export const handler = async () => "fresh";',
  'src/stale.js': 'exports.handler = async () => "stale";',
};

const datadog = (handler: string) => ({
  handler: 'node_modules/datadog-like/dist/handler.handler',
  environment: { DD_LAMBDA_HANDLER: handler },
});

test('a wrapper in node_modules finds the handler that a variable names, in JavaScript and in TypeScript', async () => {
  const { result, service } = await serviceOf(FILES, {
    js: datadog('src/plain.handler'),
    ts: datadog('src/typed.handler'),
    relic: {
      handler: 'node_modules/newrelic-like/index.handler',
      environment: { NEW_RELIC_LAMBDA_HANDLER: 'plain.handler' },
    },
  });
  expect(service.builds().flatMap(({ problems }) => problems)).toEqual([]);
  expect(await result('js')).toEqual({ wrapped: 'javascript', from: 'dist' });
  expect(await result('ts')).toEqual({ wrapped: 'typescript', from: 'dist' });
  expect(await result('relic')).toEqual({ wrapped: 'javascript' });
});

test('a change of a wrapped handler is noticed, and its mistakes are said', async () => {
  const { app, result, nextBuild } = await serviceOf(
    FILES,
    { js: datadog('src/plain.handler'), ts: datadog('src/typed.handler') },
    { watch: true },
  );
  expect([await result('js'), await result('ts')]).toMatchObject([
    { wrapped: 'javascript' },
    { wrapped: 'typescript' },
  ]);
  app.write('src/plain.js', 'exports.handler = async () => "changed";');
  await expect.poll(() => result('js')).toMatchObject({ wrapped: 'changed' });
  app.write('lib/name.ts', 'export const name: string = "changed too";');
  await expect.poll(() => result('ts')).toMatchObject({ wrapped: 'changed too' });
  const told = nextBuild();
  app.write('lib/name.ts', 'export const name: string = ;');
  expect((await told)[0]).toMatchObject({ functionName: 'ts', serves: 'last good', problems: [{ severity: 'error' }] });
  expect(await result('ts')).toMatchObject({ wrapped: 'changed too' });
});

test.each([
  ['sentry.cjs', { patched: 'javascript' }],
  ['otel.cjs', { traced: 'javascript' }],
])('what %s patches before the handler is loaded is what answers', async (preload, expected) => {
  const { app, result, service } = await serviceOf(FILES, {});
  const environment = { NODE_OPTIONS: `--require ${app.root}/${preload}` };
  service.update({ plain: app.lambda('plain.handler', { name: 'plain', environment, isolation: 'process' }) });
  expect(await result('plain')).toEqual(expected);
});

const OF_TYPESCRIPT = {
  'src/typed': 'typescript',
  'src/module': 'module',
  'src/awaits': 'awaits',
  'src/assigned': 'assigned',
  'src/apart': 'apart',
  'src/stale': 'fresh',
};

test.each([
  ['otel.cjs', 'thread'],
  ['otel.cjs', 'process'],
  ['older-otel.cjs', 'thread'],
  ['older-otel.cjs', 'process'],
] as const)('%s patches handlers that are built too, in a %s', async (preload, isolation) => {
  const { app, result, service } = await serviceOf(FILES, {});
  const environment = { NODE_OPTIONS: `--require ${app.root}/${preload}` };
  const functions = Object.keys(OF_TYPESCRIPT).map((path) => {
    const name = path.replace('/', '-');
    return [name, app.lambda(`${path}.handler`, { name, environment, isolation })] as const;
  });
  service.update(Object.fromEntries(functions));
  for (const [path, traced] of Object.entries(OF_TYPESCRIPT))
    expect([path, await result(path.replace('/', '-'))]).toEqual([path, { traced }]);
});

test('what requires the handler before the runtime does gets the one that is built', async () => {
  const { app, result, service } = await serviceOf(FILES, {});
  const environment = { NODE_OPTIONS: `--require ${app.root}/sentry.cjs` };
  service.update({ typed: app.lambda('src/typed.handler', { name: 'typed', environment }) });
  expect(await result('typed')).toEqual({ patched: 'typescript' });
});
