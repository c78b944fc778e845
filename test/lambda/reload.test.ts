import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scripted } from './scripted-environment.ts';
import { LambdaService, LocalHosts } from '../../src/lambda/index.ts';
import { randomIds } from '../../src/model/base/ids.ts';
import { project } from './project.ts';
import { FakeClock } from '../fake-clock.ts';
import { defined, serviceOf } from './service-under-test.ts';

const version = (n: number | string) => `export const handler = async () => ${n};`;

test('a saved change is the next invocation, in a new environment; other functions keep theirs', async () => {
  const { app, result, nextBuild } = await serviceOf(
    {
      'a.ts':
        'import { v } from "./lib/v"; const loaded = Math.random(); export const handler = async () => [v, loaded];',
      'b.ts': 'const loaded = Math.random(); export const handler = async () => loaded;',
      'lib/v.ts': 'export const v = 1;',
    },
    { a: { handler: 'a.handler' }, b: { handler: 'b.handler' } },
    { watch: true },
  );
  const before = [await result('a'), await result('b')] as const;
  const built = nextBuild();
  app.write('lib/v.ts', 'export const v = 2;');
  expect((await built).map(({ functionName }) => functionName)).toEqual(['a']);
  expect(await result('a')).toMatchObject([2, expect.any(Number)]);
  expect(await result('a')).not.toEqual(before[0]);
  expect(await result('b')).toBe(before[1]);
});

test('an invocation under way ends on the old code, which may still load its own chunks', async () => {
  const { app, result, nextBuild } = await serviceOf(
    {
      'a.ts': `import { existsSync } from 'node:fs';
        export const handler = async ({ hold }: { hold?: string }) => {
          while (hold && !existsSync(hold)) await new Promise((resolve) => setTimeout(resolve, 2));
          return (await import('./late')).version;
        };`,
      'late.ts': 'export const version = "old";',
    },
    { a: { handler: 'a.handler', timeout: 20 } },
    { watch: true },
  );
  const pending = result('a', { hold: `${app.root}/go` });
  const built = nextBuild();
  app.write('late.ts', 'export const version = "new";');
  await built;
  expect(await result('a')).toBe('new');
  app.write('go', '');
  expect(await pending).toBe('old');
});

test('a broken edit is reported and the last good version keeps serving; the repair is applied', async () => {
  const { app, result, nextBuild, service } = await serviceOf(
    { 'a.ts': version(1) },
    { a: { handler: 'a.handler' } },
    { watch: true },
  );
  const broken = nextBuild();
  app.write('a.ts', 'export const handler = async () => {;');
  expect((await broken)[0]?.problems[0]?.position).toMatchObject({ line: 1 });
  expect(await result('a')).toBe(1);
  expect(service.builds()[0]?.problems).toHaveLength(1);
  const repaired = nextBuild();
  app.write('a.ts', version(2));
  expect((await repaired)[0]?.problems).toEqual([]);
  expect(await result('a')).toBe(2);
});

test('a handler file that is missing at the start is found when it appears', async () => {
  const { app, result, nextBuild } = await serviceOf(
    { 'other.ts': '' },
    { a: { handler: 'src/a.handler' } },
    { watch: true },
  );
  expect(await result('a')).toMatchObject({ errorType: 'Runtime.ImportModuleError' });
  const built = nextBuild();
  app.write('src/a.ts', version('"here"'));
  await built;
  expect(await result('a')).toBe('here');
});

test('a change that cannot be applied is reported; what is there keeps serving', async () => {
  const warnings: string[] = [];
  const { app, result } = await serviceOf(
    { 'a.ts': version(1) },
    {
      a: { handler: 'a.handler' },
      inline: { handler: 'index.handler', code: { kind: 'inline', source: 'exports.handler = async () => 1;' } },
    },
    { watch: true, onWarning: (message) => warnings.push(message) },
  );
  expect(await result('a')).toBe(1);
  app.remove('.gw-emulate');
  app.write('.gw-emulate', 'a file where the builds were');
  app.write('a.ts', version(2));
  await expect.poll(() => warnings).toEqual([expect.stringMatching(/^A change of files could not be applied: E/)]);
  expect(await result('a')).toBe(1);
  app.remove('.gw-emulate');
});

/** The files of the builds in a project. */
const filesOf = (root: string): number => readdirSync(join(root, '.gw-emulate'), { recursive: true }).length;

test('200 reloads leave no environments, no files and no timers behind', async () => {
  const environments = scripted();
  environments.answerFromNowOn();
  const clock = new FakeClock();
  const { app, service, invoke } = await serviceOf(
    { 'a.ts': version(0) },
    { a: { handler: 'a.handler' } },
    { clock, starterFor: () => environments.start },
  );
  const functions = { a: app.lambda('a.handler', { name: 'a' }) };
  await invoke('a');
  const state = () => ({ files: filesOf(app.root), environments: environments.alive(), timers: clock.pending });
  const before = state();
  for (let reload = 1; reload <= 200; reload += 1) {
    app.write('a.ts', version(reload));
    service.update(functions);
    await invoke('a');
  }
  service.update(functions);
  expect(environments.started()).toBe(201);
  expect(state()).toEqual(before);
}, 60_000);

test('reloads leave no threads behind', async () => {
  const { app, service, result } = await serviceOf({ 'a.ts': version(0) }, { a: { handler: 'a.handler' } });
  const functions = { a: app.lambda('a.handler', { name: 'a' }) };
  const threads = (): number =>
    process.getActiveResourcesInfo().filter((resource) => resource === 'MessagePort').length;
  expect(await result('a')).toBe(0);
  const before = { files: filesOf(app.root), threads: threads() };
  for (let reload = 1; reload <= 20; reload += 1) {
    app.write('a.ts', version(reload));
    service.update(functions);
    expect(await result('a')).toBe(reload);
  }
  service.update(functions);
  await expect.poll(() => ({ files: filesOf(app.root), threads: threads() })).toEqual(before);
}, 60_000);

test('a change of the variables that all functions share reaches environments that are already there', async () => {
  let env: Record<string, string> = { GREETING: 'hello' };
  const { app, result, service } = await serviceOf(
    { 'a.ts': 'export const handler = async () => process.env.GREETING;' },
    { a: { handler: 'a.handler' } },
    { env: () => env },
  );
  expect(await result('a')).toBe('hello');
  env = { GREETING: 'good day' };
  service.update(defined(app, { a: { handler: 'a.handler' } }), true);
  expect(await result('a')).toBe('good day');
});

test('a service that is closed while it builds leaves no timer behind', async () => {
  const clock = new FakeClock();
  const app = project({ 'a.ts': version(1) });
  const service = new LambdaService({
    root: app.root,
    workingFolder: app.root,
    functions: defined(app, { a: { handler: 'a.handler' } }),
    region: 'us-east-1',
    accountId: '123456789012',
    env: () => ({}),
    shell: process.env,
    clock,
    ids: randomIds,
    watch: false,
    onBuild: () => undefined,
    onLog: () => undefined,
    localHosts: new LocalHosts(),
  });
  await service.start();
  const built = service.buildAll();
  await service.close();
  await built;
  expect(clock.pending).toBe(0);
});
