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

const OPEN_TELEMETRY = `
  const Module = require('node:module'); const path = require('node:path');
  const [module_, exported] = process.env._HANDLER.split('.');
  const wanted = path.resolve(process.env.LAMBDA_TASK_ROOT, module_) + '.js';
  const native = Module.prototype.require;
  Module.prototype.require = function (id) {
    const loaded = native.apply(this, arguments);
    if (Module._resolveFilename(id, this) !== wanted) return loaded;
    const original = loaded[exported];
    return { ...loaded, [exported]: async (...event) => ({ traced: await original(...event) }) };
  };`;

const FILES = {
  'node_modules/datadog-like/dist/handler.js': DATADOG,
  'node_modules/newrelic-like/index.js': NEW_RELIC,
  'sentry.cjs': SENTRY,
  'otel.cjs': OPEN_TELEMETRY,
  'lib/name.ts': 'export const name: string = "typescript";',
  'src/plain.js': 'exports.handler = async () => "javascript";',
  'plain.js': 'exports.handler = async () => "javascript";',
  'src/typed.ts': 'import { name } from "../lib/name"; export const handler = async () => name;',
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
