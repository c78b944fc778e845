/** When functions are built: at their first event, in the background, after a save; and what events meet meanwhile. */
import { onTestFinished, expect, test } from 'vitest';
import { LambdaService, LocalHosts } from '../../../src/lambda/index.ts';
import { systemClock } from '../../../src/model/base/clock.ts';
import { randomIds } from '../../../src/model/base/ids.ts';
import type { FunctionBuild } from '../../../src/model/lambda/invocation.ts';
import { project } from '../project.ts';
import type { Project } from '../project.ts';
import { defined, serviceOf } from '../service-under-test.ts';

const answers = (n: number | string): string => `export const handler = async () => ${JSON.stringify(n)};`;

/** A service that is started, and has built nothing by itself. */
function started(app: Project, handlers: readonly string[], { ahead = false } = {}) {
  const told: FunctionBuild[] = [];
  const service = new LambdaService({
    root: app.root,
    workingFolder: app.root,
    functions: defined(app, Object.fromEntries(handlers.map((name) => [name, { handler: `${name}.handler` }]))),
    region: 'us-east-1',
    accountId: '123456789012',
    env: () => ({}),
    shell: process.env,
    clock: systemClock,
    ids: randomIds,
    watch: true,
    buildAhead: ahead,
    initLimitMs: 60_000,
    onBuild: (builds) => told.push(...builds),
    onLog: () => undefined,
    localHosts: new LocalHosts(),
  });
  onTestFinished(() => service.close());
  void service.start();
  const result = async (functionName: string): Promise<unknown> =>
    JSON.parse((await service.invoke({ functionName, event: {} })).payload) as unknown;
  return { service, told, result };
}

const names = (builds: readonly FunctionBuild[]): string[] => builds.map(({ functionName }) => functionName);

test('a function is built when its first event comes, and no other', async () => {
  const app = project({ 'a.ts': answers(1), 'b.ts': answers(2) });
  const { service, result } = started(app, ['a', 'b']);
  expect(service.builds()).toEqual([]);
  expect(await result('a')).toBe(1);
  expect(names(service.builds())).toEqual(['a']);
});

test('events that come while a function is being built wait for it, all for the same build', async () => {
  const app = project({ 'a.ts': answers(1) });
  const { result } = started(app, ['a']);
  expect(await Promise.all(Array.from({ length: 20 }, () => result('a')))).toEqual(Array.from({ length: 20 }, () => 1));
});

test('streamed and asynchronous events wait too', async () => {
  const app = project({ 'a.ts': answers(1), 'b.ts': answers(2) });
  const { service } = started(app, ['a', 'b']);
  const { finished } = await service.invokeStreaming({ functionName: 'a', event: {} });
  expect((await finished).functionError).toBeUndefined();
  expect(await service.invokeAsync({ functionName: 'b', event: {} })).toMatch(/^[0-9a-f-]{36}$/);
  await expect.poll(() => names(service.builds())).toEqual(['a', 'b']);
});

test('a function that does not exist is refused without a build', async () => {
  const { service } = started(project({ 'a.ts': answers(1) }), ['a']);
  await expect(service.invoke({ functionName: 'b', event: {} })).rejects.toMatchObject({
    code: 'ResourceNotFoundException',
  });
});

test('unrequested functions are built in the background: mistakes are reported together once, success is not reported', async () => {
  const app = project({
    'broken.ts': 'export const = 1;',
    'a.ts': 'import "./broken"; export const handler = 1;',
    'b.ts': answers(1),
    'c.ts': 'import "./broken"; export const handler = 1;',
  });
  const { service, told } = started(app, ['a', 'b', 'c'], { ahead: true });
  await expect.poll(() => names(service.builds())).toEqual(['a', 'b', 'c']);
  await expect
    .poll(() => told.map(({ functionName, serves }) => [functionName, serves]))
    .toEqual([
      ['a', 'nothing'],
      ['c', 'nothing'],
    ]);
});

test('a save builds again at once what is in use, and the rest when it is needed', async () => {
  const app = project({
    'shared.ts': 'export const n = 1;',
    'a.ts': 'import { n } from "./shared"; export const handler = async () => n;',
    'b.ts': 'import { n } from "./shared"; export const handler = async () => n;',
  });
  const { service, told, result } = started(app, ['a', 'b']);
  await service.buildAll();
  expect(await result('a')).toBe(1);
  app.write('shared.ts', 'export const n = 2;');
  await expect.poll(() => names(told)).toEqual(['a']);
  expect([await result('a'), await result('b')]).toEqual([2, 2]);
  expect(names(told)).toEqual(['a', 'b']);
});

test('a save during a build is in the next one', async () => {
  const app = project({ 'a.ts': answers(0) });
  const { result } = started(app, ['a'], { ahead: true });
  expect(await result('a')).toBe(0);
  for (let n = 1; n <= 5; n += 1) app.write('a.ts', answers(n));
  await expect.poll(() => result('a')).toBe(5);
});

test('JavaScript that runs as it stands has a last good version too, through mistakes and a missing export', async () => {
  const good = 'exports.handler = async () => "good";';
  const { app, result, nextBuild, service } = await serviceOf(
    { 'a.js': good },
    { a: { handler: 'a.handler' } },
    { watch: true },
  );
  expect(await result('a')).toBe('good');
  for (const mistake of [
    'exports.handler = async () => {;',
    'exports.other = async () => 1;',
    "require('./nowhere'); exports.handler = 1;",
  ]) {
    const told = nextBuild();
    app.write('a.js', mistake);
    expect((await told)[0]).toMatchObject({ serves: 'last good', problems: [{ severity: 'error' }] });
    expect(await result('a')).toBe('good');
  }
  const repaired = nextBuild();
  app.write('a.js', good.replace('good', 'better'));
  expect((await repaired)[0]).toMatchObject({ serves: 'this', problems: [] });
  expect(await result('a')).toBe('better');
  expect(service.builds()).toHaveLength(1);
});

test('a missing export keeps the last good version of TypeScript; where there was none, nothing is claimed', async () => {
  const { app, result, nextBuild, service } = await serviceOf(
    { 'a.ts': answers('good'), 'b.ts': 'export const other = 1;' },
    { a: { handler: 'a.handler' }, b: { handler: 'b.handler' } },
    { watch: true },
  );
  expect(service.builds().map(({ serves }) => serves)).toEqual(['this', 'nothing']);
  expect(await result('b')).toMatchObject({ errorType: 'Runtime.HandlerNotFound' });
  const told = nextBuild();
  app.write('a.ts', 'export const renamed = async () => 1;');
  expect((await told)[0]).toMatchObject({ functionName: 'a', serves: 'last good' });
  expect(await result('a')).toBe('good');
});

test('files that are only found at run time are noticed when they change or appear', async () => {
  const { app, result } = await serviceOf(
    {
      'parts/one.ts': 'export const n: number = 1;',
      'a.ts': 'export const handler = async () => (await import(`./parts/${["o", "ne"].join("")}.js`)).n;',
      'b.js':
        'const { join } = require("node:path"); exports.handler = async () => require("node:fs").readdirSync(join(__dirname, "more")).map((name) => require(join(__dirname, "more", name)));',
      'more/x.js': 'module.exports = "x";',
    },
    { a: { handler: 'a.handler' }, b: { handler: 'b.handler' } },
    { watch: true },
  );
  expect([await result('a'), await result('b')]).toEqual([1, ['x']]);
  app.write('parts/one.ts', 'export const n: number = 2;');
  await expect.poll(() => result('a')).toBe(2);
  app.write('more/x.js', 'module.exports = "changed";');
  await expect.poll(() => result('b')).toEqual(['changed']);
});

test('a changed package is noticed: its own files, what is installed, and one that was missing', async () => {
  const { app, result } = await serviceOf(
    {
      'node_modules/lib/package.json': '{ "main": "lib/index.js" }',
      'node_modules/lib/lib/index.js': 'exports.n = 1;',
      'node_modules/.package-lock.json': '{}',
      'a.ts': 'import { n } from "lib"; export const handler = async () => n;',
      'b.js': 'const { n } = require("lib"); exports.handler = async () => n;',
      'c.ts': 'import { n } from "late"; export const handler = async () => n;',
    },
    { a: { handler: 'a.handler' }, b: { handler: 'b.handler' }, c: { handler: 'c.handler' } },
    { watch: true },
  );
  expect([await result('a'), await result('b')]).toEqual([1, 1]);
  expect(await result('c')).toMatchObject({ errorType: 'Runtime.ImportModuleError' });
  app.write('node_modules/lib/lib/index.js', 'exports.n = 2;');
  await expect.poll(() => result('a')).toBe(2);
  await expect.poll(() => result('b')).toBe(2);
  app.write('node_modules/late/index.js', 'exports.n = "late";');
  app.write('node_modules/.package-lock.json', '{ "packages": {} }');
  await expect.poll(() => result('c')).toBe('late');
});

test('a folder that goes away and comes back, as when another branch is checked out, is watched again', async () => {
  const { app, result } = await serviceOf(
    {
      'lib/deep/n.ts': 'export const n = 1;',
      'a.ts': 'import { n } from "./lib/deep/n"; export const handler = async () => n;',
    },
    { a: { handler: 'a.handler' } },
    { watch: true },
  );
  expect(await result('a')).toBe(1);
  app.remove('lib');
  app.write('lib/deep/n.ts', 'export const n = 2;');
  await expect.poll(() => result('a')).toBe(2);
  app.write('lib/deep/n.ts', 'export const n = 3;');
  await expect.poll(() => result('a')).toBe(3);
});
