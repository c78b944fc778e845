// The set-ups of docs/guides/testing.md: each runs as a project's own tests, in several workers at once.
import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');

const config = `
functions:
  hello: handlers/hello.handler
apis:
  shop:
    type: http
    routes:
      GET /hello: hello
  office:
    type: rest
    stage: dev
    apiKeys: { partner: { value: partner-key-0123456789abcdef } }
    usagePlans: { small: { apiKeys: [partner], quota: { limit: 1, period: DAY } } }
    routes:
      GET /hello: { function: hello, apiKeyRequired: true }
`;

/** A project with the package installed, and the same test in three files, for which runners take workers of their own. */
function project(packages: readonly string[], file: string, source: string): string {
  const folder = temporaryFolder('runners');
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  write('package.json', '{ "type": "module" }');
  write('emulator.config.yaml', config);
  write(
    'handlers/hello.ts',
    'export const handler = async (event: { readonly resource?: string }) => ({ statusCode: 200, body: "hello" });',
  );
  for (const number of [1, 2, 3]) write(file.replace('*', String(number)), source);
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules/gw-emulate'));
  for (const name of packages) symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  return folder;
}

/** The block of the guide that stands below a heading, without what a project writes itself. */
function setUp(heading: string): string {
  const guide = readFileSync(join(root, 'docs/guides/testing.md'), 'utf8');
  const section = guide.split(`### ${heading}\n`)[1] ?? '';
  return /```(?:ts|js)\n([^]*?)```/.exec(section)?.[1] ?? '';
}

/** What the tests say: a quota that another worker used up, or a port that it took, would fail here. */
const quota = `
test('the quota is this worker’s own', async () => {
  const request = { path: '/hello', headers: { 'x-api-key': 'partner-key-0123456789abcdef' } };
  const statuses = [await emulator.inject('office', request), await emulator.inject('office', request)];
  if (statuses.map(({ statusCode }) => statusCode).join() !== '200,429') throw new Error('quota: ' + JSON.stringify(statuses));
});
`;

test.each(['forks', 'threads'])('vitest: the three lines of the guide, in three workers that are %s', async (pool) => {
  const folder = project(['vitest'], 'test/*.test.ts', `${setUp('Vitest')}${quota}`);
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const { stdout } = await run(process.execPath, [vitest, 'run', '--pool', pool, '--maxWorkers', '3'], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1' },
  });
  expect(stdout).toContain('Tests  6 passed (6)');
  expect(leftBehind(folder)).toEqual([]);
});

test('node:test: the three lines of the guide, in three processes', async () => {
  const folder = project([], 'test/*.test.js', `${setUp("Node's test runner")}${quota}`);
  const { stdout } = await run(process.execPath, ['--test', '--test-reporter', 'tap'], { cwd: folder });
  expect(stdout).toContain('# pass 6');
  expect(stdout).toContain('# fail 0');
  expect(leftBehind(folder)).toEqual([]);
});

/** Builds of emulators that did not tidy up, and used quota. */
function leftBehind(folder: string): string[] {
  return readdirSync(join(folder, '.gw-emulate')).filter((name) => name !== '.gitignore');
}
