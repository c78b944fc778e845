/**
 * Layers, zipped functions and bootstraps in their place (docs/aws/lambda.md#environment-variables, docs/aws/lambda.md#other-runtimes,
 * docs/aws/lambda.md#extensions-and-layers).
 */
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { FunctionBuild } from '../../../src/model/lambda/invocation.ts';
import type { LambdaFunction } from '../../../src/model/definition/function.ts';
import type { LambdaSettings } from '../../../src/lambda/index.ts';
import { layerVariables } from '../../../src/lambda/layers/layer-variables.ts';
import { project } from '../project.ts';
import { defined, serviceOf } from '../service-under-test.ts';
import type { ServiceUnderTest } from '../service-under-test.ts';
import { makeZip, PROGRAM } from '../zip/make-zip.ts';
import type { ZipFile } from '../zip/make-zip.ts';

/** A service with functions that need the project's folder to be named. */
async function service(
  files: Readonly<Record<string, string>>,
  zips: Readonly<Record<string, readonly ZipFile[]>>,
  functions: (root: string) => Record<string, Partial<LambdaFunction> & { handler: string }>,
  settings: Partial<LambdaSettings> = {},
): Promise<ServiceUnderTest> {
  const packages = project(files);
  for (const [name, entries] of Object.entries(zips)) write(join(packages.root, name), makeZip(entries));
  const { root } = packages;
  const all = Object.entries(functions(root)).map(([name, lambda]) => [name, { root, ...lambda }] as const);
  return serviceOf({}, Object.fromEntries(all), { root, ...settings });
}

function write(path: string, data: string | Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, data);
}

const LAYER = {
  'layer/nodejs/node_modules/from-layer/package.json': '{"main":"main.js"}',
  'layer/nodejs/node_modules/from-layer/main.js': 'exports.name = "layer";',
  'layer/bin/tool': '#!/bin/sh\necho from the tool',
};

test('packages of a layer are imported by bundled handlers and found by require at run time', async () => {
  const { result } = await service(
    {
      ...LAYER,
      'a.ts': 'import { name } from "from-layer"; export const handler = async () => name;',
      'b.js': 'exports.handler = async ({ what }) => require(what).name;',
    },
    {},
    (root) => ({
      imports: { handler: 'a.handler', layers: [join(root, 'layer')] },
      requires: { handler: 'b.handler', layers: [join(root, 'layer')] },
      process: { handler: 'b.handler', layers: [join(root, 'layer')], isolation: 'process' },
    }),
  );
  expect(await result('imports')).toBe('layer');
  expect(await result('requires', { what: 'from-layer' })).toBe('layer');
  expect(await result('process', { what: 'from-layer' })).toBe('layer');
});

test('a zipped layer is unpacked once, and of two layers the last one covers', async () => {
  const entry = (name: string): ZipFile[] => [
    { name: 'nodejs/node_modules/pkg/index.js', data: `exports.name = '${name}';` },
  ];
  const { result } = await service(
    { 'a.js': 'exports.handler = async ({ what }) => [require(what).name, require.resolve(what)];' },
    { 'one.zip': entry('one'), 'two.zip': entry('two') },
    (root) => ({ f: { handler: 'a.handler', layers: [join(root, 'one.zip'), join(root, 'two.zip')] } }),
  );
  const [name, place] = (await result('f', { what: 'pkg' })) as [string, string];
  expect(name).toBe('two');
  expect(place).toMatch(
    /\.gw-emulate\/layers\/two-zip-[0-9a-f]{12}-[0-9a-f]{12}\/nodejs\/node_modules\/pkg\/index\.js$/,
  );
  const layers = place.slice(0, place.indexOf('/two-zip'));
  expect(readdirSync(layers).map((each) => each.replace(/-[0-9a-f-]+$/, ''))).toEqual(['one-zip', 'two-zip']);
});

test('variables name what the layers have, and leave those of the function alone', () => {
  const { root } = project({ 'l/lib/x': '', 'l/bin/x': '', 'l/python/x': '', 'm/nodejs/node_modules/x': '' });
  const layers = [join(root, 'l'), join(root, 'm')];
  const before = { PATH: '/usr/bin', LD_LIBRARY_PATH: '/mine' };
  expect(layerVariables(layers, '22.1.0', { LD_LIBRARY_PATH: '/mine' }, before)).toEqual({
    PATH: `/usr/bin:${root}/l/bin`,
    LD_LIBRARY_PATH: '/mine',
    PYTHONPATH: `${root}/l/python`,
    NODE_PATH: `${root}/m/nodejs/node_modules`,
  });
  expect(layerVariables([], '22.1.0', {}, before)).toEqual(before);
});

test.each<[string, readonly ZipFile[], string]>([
  [
    'CommonJS',
    [{ name: 'src/app.js', data: 'exports.handler = async () => [__filename, process.env.LAMBDA_TASK_ROOT];' }],
    'app.js',
  ],
  [
    'an ES module',
    [
      {
        name: 'src/app.mjs',
        data: 'export const handler = async () => [import.meta.filename ?? import.meta.url, process.env.LAMBDA_TASK_ROOT];',
      },
    ],
    'app.mjs',
  ],
  [
    'type: module',
    [
      { name: 'package.json', data: '{"type":"module"}' },
      {
        name: 'src/app.js',
        data: 'import { x } from "./x.js"; export const handler = async () => [x, process.env.LAMBDA_TASK_ROOT];',
      },
      { name: 'src/x.js', data: 'export const x = import.meta.url;' },
    ],
    'x.js',
  ],
])('a zipped function is used as it is: %s', async (_case, entries, file) => {
  const { result } = await service({}, { 'f.zip': entries }, (root) => ({
    f: { handler: 'src/app.handler', code: { kind: 'zip', file: join(root, 'f.zip') } },
  }));
  const [path, taskRoot] = (await result('f')) as [string, string];
  expect(path).toMatch(new RegExp(`/f-zip-[0-9a-f-]+/src/${file}$`));
  expect(path).toContain(taskRoot);
});

test.each<[string, readonly ZipFile[] | undefined, string, RegExp]>([
  ['no zip file', undefined, 'Runtime.ImportModuleError', /f: the zip file .*f\.zip does not exist/],
  ['no such module', [{ name: 'b.js', data: '' }], 'Runtime.ImportModuleError', /Cannot find module 'a'/],
  ['a name that leads out', [{ name: '../a.js', data: '' }], 'Runtime.ImportModuleError', /leads out of its folder/],
])('%s: a problem, and the error of every invocation', async (_case, entries, errorType, words) => {
  const under = await service({}, entries ? { 'f.zip': entries } : {}, (root) => ({
    f: { handler: 'a.handler', code: { kind: 'zip', file: join(root, 'f.zip') } },
    other: { handler: 'other.handler', code: { kind: 'inline', source: 'exports.handler = async () => 1;' } },
  }));
  expect(await under.result('f')).toMatchObject({ errorType });
  const builds = under.service.builds();
  expect(builds.find((build) => build.functionName === 'f')?.problems[0]?.message).toMatch(words);
  expect(await under.result('other')).toBe(1);
});

test('a layer that is missing is a problem of its function, which runs without it', async () => {
  const { service: lambda, result } = await service({ 'a.js': 'exports.handler = async () => 1;' }, {}, (root) => ({
    f: { handler: 'a.handler', layers: [join(root, 'nowhere')] },
  }));
  expect(lambda.builds()[0]?.problems).toMatchObject([
    { severity: 'error', message: expect.stringMatching(/f: the layer .*nowhere does not exist/) as string },
  ]);
  expect(await result('f')).toBe(1);
});

test('that a layer cannot be unpacked is told when the function is first built', async () => {
  const told: FunctionBuild[] = [];
  const { result } = await service(
    { 'a.js': 'exports.handler = async () => 1;' },
    { 'layer.zip': [{ name: '../outside', data: '' }] },
    (root) => ({ f: { handler: 'a.handler', layers: [join(root, 'layer.zip')] } }),
    { onBuild: (builds) => void told.push(...builds) },
  );
  expect(await result('f')).toBe(1);
  expect(told).toMatchObject([
    {
      functionName: 'f',
      serves: 'this',
      problems: [{ message: expect.stringMatching(/leads out of its folder/) as string }],
    },
  ]);
});

test('a layer with extensions is used without them, and that is said', async () => {
  const { service: lambda, result } = await service(
    { ...LAYER, 'layer/extensions/agent': '', 'b.js': 'exports.handler = async () => require("from-layer").name;' },
    {},
    (root) => ({ f: { handler: 'b.handler', layers: [join(root, 'layer')] } }),
  );
  expect(lambda.builds()[0]?.problems).toMatchObject([
    { severity: 'info', message: expect.stringMatching(/has extensions, which are not run here/) as string },
  ]);
  expect(await result('f')).toBe('layer');
});

const BOOTSTRAP = `#!/bin/sh
API="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation"
while true; do
  ID=$(curl -sS -D - -o /dev/null "$API/next" | sed -n 's/^Lambda-Runtime-Aws-Request-Id: *\\([^[:space:]]*\\).*/\\1/ip')
  curl -sS -o /dev/null -X POST "$API/$ID/response" -d '"VERSION"' || exit 1
done
`;
const bootstrap = (version: string): ZipFile => ({
  name: 'bootstrap',
  data: BOOTSTRAP.replace('VERSION', version),
  mode: PROGRAM,
});
const provided = { handler: 'bootstrap', runtime: 'provided.al2023' } as const;

test('an OS-only runtime runs the bootstrap of its zip file, else that of a layer', async () => {
  const { result } = await service(
    { 'empty/x': '' },
    { 'f.zip': [bootstrap('own')], 'layer.zip': [bootstrap('layer')] },
    (root) => ({
      own: { ...provided, code: { kind: 'zip', file: join(root, 'f.zip') }, layers: [join(root, 'layer.zip')] },
      layered: { ...provided, root: join(root, 'empty'), layers: [join(root, 'layer.zip')] },
    }),
  );
  expect(await result('own')).toBe('own');
  expect(await result('layered')).toBe('layer');
});

test('an OS-only runtime without a bootstrap says where it looked', async () => {
  const { result, service: lambda } = await service({}, {}, () => ({ f: provided }));
  expect(await result('f')).toMatchObject({
    errorType: 'Runtime.InvalidEntrypoint',
    errorMessage: "Error: Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]",
  });
  expect(lambda.builds()).toMatchObject([
    {
      problems: [
        { message: expect.stringMatching(/^f: no "bootstrap" in .*, which runtime provided\.al2023 runs$/) as string },
      ],
    },
  ]);
});

test('a changed program, bootstrap and zip file serve the next event', async () => {
  const { root } = project({
    'run.sh': BOOTSTRAP.replace('VERSION', 'one'),
    bootstrap: BOOTSTRAP.replace('VERSION', 'one'),
  });
  for (const name of ['run.sh', 'bootstrap']) chmodSync(join(root, name), 0o755);
  const zip = (version: string): Buffer =>
    makeZip([{ name: 'a.js', data: `exports.handler = async () => '${version}';` }]);
  writeFileSync(join(root, 'f.zip'), zip('one'));
  const { result, nextBuild } = await serviceOf(
    {},
    {
      command: { handler: 'x', root, code: { kind: 'command', command: './run.sh' } },
      provided: { ...provided, root },
      zipped: { handler: 'a.handler', root, code: { kind: 'zip', file: join(root, 'f.zip') } },
    },
    { root, watch: true },
  );
  for (const name of ['command', 'provided', 'zipped']) expect(await result(name)).toBe('one');
  const built = nextBuild();
  for (const name of ['run.sh', 'bootstrap']) writeFileSync(join(root, name), BOOTSTRAP.replace('VERSION', 'another'));
  writeFileSync(join(root, 'f.zip'), zip('another'));
  expect((await built).map(({ functionName }) => functionName).sort()).toEqual(['command', 'provided', 'zipped']);
  for (const name of ['command', 'provided', 'zipped']) expect(await result(name)).toBe('another');
});

test('an update changes layers and kinds of code', async () => {
  const { root } = project({
    ...LAYER,
    'b.js': 'exports.handler = async ({ what }) => { try { return require(what).name; } catch { return "none"; } };',
  });
  const under = await serviceOf({}, { f: { handler: 'b.handler', root } }, { root });
  expect(await under.result('f', { what: 'from-layer' })).toBe('none');
  under.service.update(defined(under.app, { f: { handler: 'b.handler', root, layers: [join(root, 'layer')] } }));
  expect(await under.result('f', { what: 'from-layer' })).toBe('layer');
  const command = { kind: 'command', command: 'exit 3' } as const;
  under.service.update(defined(under.app, { f: { handler: 'b.handler', root, code: command } }));
  expect(await under.result('f')).toMatchObject({ errorType: 'Runtime.ExitError' });
  under.service.update(defined(under.app, { f: { handler: 'b.handler', root } }));
  expect(await under.result('f', { what: 'from-layer' })).toBe('none');
});
