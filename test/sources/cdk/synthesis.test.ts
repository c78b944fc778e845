import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCdk } from '../../../src/sources/cdk/index.ts';
import { sourceFiles } from '../../../src/sources/cdk/app/source-files.ts';
import type { ReadInput } from '../../../src/sources/input.ts';
import { inputContext } from '../input-context.ts';
import { writtenFolder } from '../written-folder.ts';

/** An app that writes the smallest assembly, with what it was told in the environment of its function. */
const APP = `
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { CDK_OUTDIR, CDK_CONTEXT_JSON, CDK_DEFAULT_ACCOUNT, CDK_DEFAULT_REGION } = process.env;
const Variables = { CDK_CONTEXT_JSON, CDK_DEFAULT_ACCOUNT, CDK_DEFAULT_REGION };
const Fn = { Type: 'AWS::Lambda::Function', Properties: { Code: { ZipFile: '' }, Handler: 'index.handler', Runtime: 'nodejs20.x', Environment: { Variables } } };
writeFileSync(join(CDK_OUTDIR, 'T.template.json'), JSON.stringify({ Resources: { Fn } }));
writeFileSync(join(CDK_OUTDIR, 'manifest.json'), JSON.stringify({ artifacts: { T: { type: 'aws:cloudformation:stack', properties: { templateFile: 'T.template.json' } } } }));
`;

/** What the app of these tests was given with `CDK_CONTEXT_JSON`. */
function contextIn(resources: ReadInput['resources']): unknown {
  const [fn] = resources?.resources ?? [];
  const { variables } = (fn as unknown as { environment: { variables: Record<string, string> } }).environment;
  return JSON.parse(variables['CDK_CONTEXT_JSON'] ?? '');
}

test('an app is run by its own command, with the context that the CDK CLI would give it', async () => {
  const folder = writtenFolder({
    'cdk.json': { app: 'app.js', context: { stage: 'dev' }, versionReporting: false },
    'cdk.context.json': { 'vpc-provider:1': { vpcId: 'vpc-1' }, stage: 'stored' },
    'app.js': APP,
  });
  const context = inputContext(folder, { region: 'eu-west-1' }, { PATH: process.env['PATH'] });
  const { resources } = await readCdk(join(folder, 'cdk.json'), context);
  expect(context.said).toEqual([]);
  const [fn] = resources?.resources ?? [];
  const { variables } = (fn as unknown as { environment: { variables: Record<string, string> } }).environment;
  expect(variables).toMatchObject({ CDK_DEFAULT_ACCOUNT: '123456789012', CDK_DEFAULT_REGION: 'eu-west-1' });
  expect(JSON.parse(variables['CDK_CONTEXT_JSON'] ?? '')).toEqual({
    'vpc-provider:1': { vpcId: 'vpc-1' },
    stage: 'dev',
    'aws:cdk:bundling-stacks': ['**'],
    'aws:cdk:enable-path-metadata': true,
    'aws:cdk:enable-asset-metadata': true,
  });
  expect(readFileSync(join(folder, '.gw-emulate', '.gitignore'), 'utf8')).toBe('*\n');
  expect([...context.files]).toEqual(expect.arrayContaining([join(folder, 'cdk.json'), join(folder, 'app.js')]));
});

test('context that is given stands above that of cdk.json, and an app that is given in place of its app', async () => {
  const folder = writtenFolder({
    'cdk.json': { app: 'node gone.js', context: { stage: 'dev', colour: 'red' } },
    'app.js': APP,
  });
  const options = { app: 'node app.js', context: { stage: 'qa', zones: ['a', 'b'] } };
  const context = inputContext(folder, options, { PATH: process.env['PATH'] });
  const { resources } = await readCdk(join(folder, 'cdk.json'), context);
  expect(context.said).toEqual([]);
  expect(contextIn(resources)).toMatchObject({ stage: 'qa', colour: 'red', zones: ['a', 'b'] });
});

test('an app that is given needs no cdk.json', async () => {
  const folder = writtenFolder({ 'app.js': APP });
  const context = inputContext(folder, { app: 'node app.js' }, { PATH: process.env['PATH'] });
  const { resources } = await readCdk(join(folder, 'cdk.json'), context);
  expect(context.said).toEqual([]);
  expect(contextIn(resources)).toMatchObject({ 'aws:cdk:enable-path-metadata': true });
  expect([...context.files]).toContain(join(folder, 'cdk.json'));
});

test("commands of the project's packages are found, as npx finds them", async () => {
  const folder = writtenFolder({
    'infra/cdk.json': { app: 'our-synth' },
    'app.js': APP,
    'node_modules/.bin/our-synth': '#!/bin/sh\nexec node ../app.js\n',
  });
  chmodSync(join(folder, 'node_modules/.bin/our-synth'), 0o755);
  const context = inputContext(folder, {}, { PATH: process.env['PATH'] });
  const { resources } = await readCdk(join(folder, 'infra/cdk.json'), context);
  expect(context.said).toEqual([]);
  expect(resources?.resources).toHaveLength(1);
});

test('a failed synthesis is said in the words of the app, where it broke', async () => {
  const folder = writtenFolder({
    'cdk.json': { app: 'node app.js' },
    'app.js': "const shop = 1;\n  throw new TypeError('no such construct');\n",
  });
  const context = inputContext(folder, {}, { PATH: process.env['PATH'] });
  const { resources } = await readCdk(join(folder, 'cdk.json'), context);
  expect(resources).toBeUndefined();
  expect(context.said).toEqual(['app.js:2:9 the CDK app cannot be synthesised: TypeError: no such construct']);
  expect(context.problems.list[0]?.hint).toContain('"node app.js" failed with exit code 1');
});

test.each([
  ['no app', {}, 'cdk.json has no "app"'],
  ['an app that writes nothing', { app: 'node -e 0' }, '"node -e 0" wrote no cloud assembly'],
  ['a build that fails', { app: 'node -e 0', build: 'node -e "process.exit(3)"' }, 'failed with exit code 3'],
])('%s is a problem', async (_, config, message) => {
  const folder = writtenFolder({ 'cdk.json': config });
  const context = inputContext(folder, {}, { PATH: process.env['PATH'] });
  await readCdk(join(folder, 'cdk.json'), context);
  expect(context.said.join()).toContain(message);
});

test('an app may name an assembly that is there already', async () => {
  const folder = writtenFolder({ 'cdk.json': { app: 'out' }, 'out/manifest.json': { artifacts: {} } });
  const context = inputContext(folder);
  const { resources } = await readCdk(join(folder, 'cdk.json'), context);
  expect(context.said).toEqual([]);
  expect(resources?.root).toBe(join(folder, 'out'));
});

test('the sources of an app are what watch in cdk.json says, without packages and hidden folders', () => {
  const folder = writtenFolder({
    'bin/app.ts': '',
    'lib/shop.ts': '',
    'lib/shop.d.ts': '',
    'test/shop.test.ts': '',
    'node_modules/x/index.js': '',
    '.git/config.json': '',
    'tsconfig.json': '',
    'picture.png': '',
  });
  const config = {
    folder,
    app: '',
    context: {},
    watch: { include: ['**'], exclude: ['**/*.d.ts', 'test', 'tsconfig.json'] },
  };
  expect(sourceFiles(config).toSorted()).toEqual([join(folder, 'bin/app.ts'), join(folder, 'lib/shop.ts')]);
});

test('what an app wrote is not watched: it changes by a synthesis only', async () => {
  const folder = writtenFolder({ 'cdk.json': { app: 'node app.js' }, 'app.js': APP });
  const context = inputContext(folder, {}, { PATH: process.env['PATH'] });
  await readCdk(join(folder, 'cdk.json'), context);
  expect([...context.files].filter((file) => file.includes('cdk.out'))).toEqual([]);
});

test('a synthesis that nobody waits for any more is ended, with all that it started', async () => {
  const folder = writtenFolder({ 'cdk.json': { app: 'node -e "setTimeout(() => {}, 600000)" && true' } });
  const abandoned = new AbortController();
  const context = { ...inputContext(folder, {}, { PATH: process.env['PATH'] }), signal: abandoned.signal };
  const reading = readCdk(join(folder, 'cdk.json'), context);
  abandoned.abort();
  expect((await reading).resources).toBeUndefined();
});
