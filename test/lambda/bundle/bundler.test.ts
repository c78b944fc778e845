import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { Bundler } from '../../../src/lambda/bundle/bundler.ts';
import type { FunctionCodeState } from '../../../src/lambda/bundle/built-function.ts';
import { project } from '../project.ts';
import { build, rebuild } from './building.ts';
import type { Project } from '../project.ts';

function bundlerOf(app: Project): Bundler {
  const bundler = new Bundler(app.root, process.cwd(), () => 0);
  onTestFinished(() => bundler.dispose());
  return bundler;
}

async function load(code: FunctionCodeState | undefined): Promise<Record<string, unknown>> {
  if (code?.kind !== 'ready') throw new Error(`no code: ${JSON.stringify(code)}`);
  if (code.format === 'cjs') return createRequire(code.file)(code.file) as Record<string, unknown>;
  return (await import(/* @vite-ignore */ pathToFileURL(code.file).href)) as Record<string, unknown>;
}

test('handlers in every extension and module syntax are built', async () => {
  const app = project({
    'a.ts': 'export const handler = (): string => "ts";',
    'b.mts': 'export const handler = (): string => "mts";',
    'c.cts': 'exports.handler = (): string => "cts";',
    'd.tsx': 'export const handler = (): string => "tsx";',
    'e.js': 'export const handler = () => "esm in .js";',
    'f.mjs': 'export const handler = () => "mjs";',
    'g.cjs': 'module.exports = { handler: () => "cjs" };',
    'h.js': 'exports.handler = () => "commonjs in .js";',
    'folder/index.ts': 'export const handler = (): string => "index";',
  });
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'folder'];
  const functions = Object.fromEntries(names.map((name) => [name, app.lambda(`${name}.handler`)]));
  const { builds, code } = await build(bundlerOf(app), functions);
  expect(builds.flatMap(({ problems }) => problems)).toEqual([]);
  const results = await Promise.all(
    names.map(async (name) => ((await load(code.get(name)))['handler'] as () => string)()),
  );
  expect(results).toEqual(['ts', 'mts', 'cts', 'tsx', 'esm in .js', 'mjs', 'cjs', 'commonjs in .js', 'index']);
});

test('TypeScript is found before an old JavaScript build beside it', async () => {
  const app = project({ 'a.js': 'exports.handler = () => "js";', 'a.ts': 'export const handler = () => "ts";' });
  const { code } = await build(bundlerOf(app), { a: app.lambda('a.handler') });
  expect(((await load(code.get('a')))['handler'] as () => string)()).toBe('ts');
});

test('tsconfig paths, JSON and text imports, and the place of the source work', async () => {
  const app = project({
    'tsconfig.json': '{ "compilerOptions": { "paths": { "@app/*": ["./lib/*"] } } }',
    'lib/name.ts': 'export const name = "alias";',
    'src/data.json': '{ "n": 1 }',
    'src/query.sql': 'SELECT 1',
    'src/a.ts': `
      import { name } from '@app/name'; import data from './data.json'; import query from './query.sql';
      export const facts = { name, data, query, dir: __dirname, file: __filename, url: import.meta.url };`,
    'src/own.ts':
      'import { dirname } from "node:path"; const __dirname = dirname("/own/x"); export const facts = __dirname;',
  });
  const { builds, code } = await build(bundlerOf(app), {
    a: app.lambda('src/a.facts'),
    own: app.lambda('src/own.facts'),
  });
  expect(builds.flatMap(({ problems }) => problems)).toEqual([]);
  expect((await load(code.get('a')))['facts']).toEqual({
    name: 'alias',
    data: { n: 1 },
    query: 'SELECT 1',
    dir: join(app.root, 'src'),
    file: join(app.root, 'src/a.ts'),
    url: pathToFileURL(join(app.root, 'src/a.ts')).href,
  });
  expect((await load(code.get('own')))['facts']).toBe('/own');
});

test('installed packages stay outside, also those of a nested node_modules; linked workspace packages are bundled', async () => {
  const app = project({
    'node_modules/top/package.json': '{ "main": "index.js" }',
    'node_modules/top/index.js': 'exports.where = __filename;',
    'packages/api/node_modules/nested/package.json': '{ "main": "index.js" }',
    'packages/api/node_modules/nested/index.js': 'exports.where = __filename;',
    'packages/shared/package.json': '{ "main": "index.ts" }',
    'packages/shared/index.ts': 'export const shared: string = "bundled";',
    'packages/api/a.ts': `
      import { where as top } from 'top'; import { where as nested } from 'nested'; import { shared } from 'shared';
      export const facts = { top, nested, shared };`,
    'packages/api/b.cjs': "exports.facts = { top: require('top').where, nested: require('nested').where };",
  });
  mkdirSync(join(app.root, 'node_modules'), { recursive: true });
  symlinkSync(join(app.root, 'packages/shared'), join(app.root, 'node_modules/shared'));
  const { builds, code } = await build(bundlerOf(app), {
    a: app.lambda('packages/api/a.facts'),
    b: app.lambda('packages/api/b.facts'),
  });
  expect(builds.flatMap(({ problems }) => problems)).toEqual([]);
  const places = {
    top: join(app.root, 'node_modules/top/index.js'),
    nested: join(app.root, 'packages/api/node_modules/nested/index.js'),
  };
  expect((await load(code.get('a')))['facts']).toEqual({ ...places, shared: 'bundled' });
  expect((await load(code.get('b')))['facts']).toEqual(places);
});

test('CommonJS packages can be imported as compiled and bundled handlers do it, ES module packages stay what they are', async () => {
  const app = project({
    'node_modules/legacy/package.json': '{ "main": "index.js" }',
    'node_modules/legacy/index.js': "module.exports = { sign: require('./part'), verify: require('./part') };",
    'node_modules/legacy/part.js': 'module.exports = () => "called";',
    'node_modules/transpiled/package.json': '{ "main": "index.js" }',
    'node_modules/transpiled/index.js': 'exports.__esModule = true; exports.default = () => "default";',
    'node_modules/modern/package.json': '{ "type": "module", "exports": "./index.js" }',
    'node_modules/modern/index.js': 'export const url = import.meta.url; export default "modern";',
    'a.ts': `
      import legacy, { verify } from 'legacy'; import * as all from 'legacy'; import transpiled from 'transpiled'; import modern, { url } from 'modern';
      export const handler = async () => [verify(), legacy.sign(), all.sign(), transpiled(), modern, url, (await import('legacy')).default.verify()];`,
  });
  const { builds, code } = await build(bundlerOf(app), { a: app.lambda('a.handler') });
  expect(builds.flatMap(({ problems }) => problems)).toEqual([]);
  expect(await ((await load(code.get('a')))['handler'] as () => Promise<unknown>)()).toEqual([
    'called',
    'called',
    'called',
    'default',
    'modern',
    pathToFileURL(join(app.root, 'node_modules/modern/index.js')).href,
    'called',
  ]);
});

test('a broken function is reported with its position and leaves the others alone', async () => {
  const app = project({
    'good.ts': 'export const handler = () => "good";',
    'bad.ts': 'import "./dep";\nexport const handler = () => "bad";',
    'dep.ts': 'const fine = 1;\nconst broken = ;\n',
    'lost.ts': 'import { x } from "nowhere";\nexport const handler = () => x;',
    'name.ts': 'import { missing } from "./good";\nexport const handler = () => missing;',
  });
  const functions = Object.fromEntries(
    ['good', 'bad', 'lost', 'name'].map((name) => [name, app.lambda(`${name}.handler`)]),
  );
  const { builds, code } = await build(bundlerOf(app), functions);
  const problems = Object.fromEntries(builds.map((each) => [each.functionName, each.problems]));
  expect(problems['good']).toEqual([]);
  expect(problems['bad']).toHaveLength(1);
  expect(problems['bad']?.[0]?.position).toMatchObject({ line: 2, column: 16 });
  expect(problems['bad']?.[0]?.position?.file).toMatch(/dep\.ts$/);
  expect(problems['bad']?.[0]?.frame).toBe(' 2 | const broken = ;\n   |                ^');
  expect(problems['lost']?.[0]).toMatchObject({
    message: 'Could not resolve "nowhere"',
    hint: 'Install it: npm install nowhere',
  });
  expect(problems['name']?.[0]?.message).toMatch(/No matching export/);
  expect(code.get('bad')).toMatchObject({ kind: 'failed', error: { errorType: 'Runtime.UserCodeSyntaxError' } });
  expect(code.get('lost')).toMatchObject({
    kind: 'failed',
    error: {
      errorType: 'Runtime.ImportModuleError',
      errorMessage: `Error: Cannot find module 'nowhere'\nRequire stack:\n- ${app.root}/lost.ts`,
    },
  });
  expect(((await load(code.get('good')))['handler'] as () => string)()).toBe('good');
});

test('a rebuild reports only the functions whose inputs changed', async () => {
  const app = project({
    'a.ts': 'import { x } from "./shared"; export const handler = () => x;',
    'b.ts': 'import { x } from "./shared"; export const handler = () => x;',
    'c.ts': 'export const handler = () => 3;',
    'shared.ts': 'export const x = 1;',
  });
  const bundler = bundlerOf(app);
  await build(bundler, Object.fromEntries(['a', 'b', 'c'].map((name) => [name, app.lambda(`${name}.handler`)])));
  app.write('shared.ts', 'export const x = 2;');
  const change = await rebuild(bundler);
  expect([...change.code.keys()]).toEqual(['a', 'b']);
  expect(((await load(change.code.get('a')))['handler'] as () => number)()).toBe(2);
  expect((await rebuild(bundler)).builds).toEqual([]);
});

test('a change that moves shared code to another chunk is not a change of the other functions', async () => {
  const app = project({
    'a.ts': 'import { x } from "./x"; import { y } from "./y"; export const handler = () => x + y;',
    'b.ts': 'import { x } from "./x"; import { y } from "./y"; export const handler = () => x + y;',
    'x.ts': 'export const x = "x".repeat(3);',
    'y.ts': 'export const y = "y".repeat(3);',
  });
  const bundler = bundlerOf(app);
  const first = await build(bundler, { a: app.lambda('a.handler'), b: app.lambda('b.handler') });
  app.write('b.ts', 'import { x } from "./x"; export const handler = () => x;');
  expect([...(await rebuild(bundler)).code.keys()]).toEqual(['b']);
  bundler.prune(() => new Set());
  expect(((await load(first.code.get('a')))['handler'] as () => string)()).toBe('xxxyyy');
  app.write('tsconfig.json', '{ "compilerOptions": {} }');
  expect([...(await rebuild(bundler)).code.keys()]).toEqual(['a', 'b']);
});

test('the last good code stays through a broken edit, and the repair is new code', async () => {
  const app = project({ 'a.ts': 'export const handler = () => 1;' });
  const bundler = bundlerOf(app);
  const first = await build(bundler, { a: app.lambda('a.handler') });
  app.write('a.ts', 'export const handler = () => ;');
  const broken = await rebuild(bundler);
  expect(broken.builds.map((each) => each.problems.length)).toEqual([1]);
  expect(broken.code.size).toBe(0);
  bundler.prune(() => new Set());
  expect(((await load(first.code.get('a')))['handler'] as () => number)()).toBe(1);
  app.write('a.ts', 'export const handler = () => 2;');
  const repaired = await rebuild(bundler);
  expect(repaired.builds.map((each) => each.problems)).toEqual([[]]);
  expect(((await load(repaired.code.get('a')))['handler'] as () => number)()).toBe(2);
});

test('outputs of old code are deleted when nothing runs them, and the folder with the bundler', async () => {
  const app = project({ 'a.ts': 'export const handler = () => 0;' });
  const bundler = new Bundler(app.root, process.cwd(), () => 0);
  const files: string[] = [];
  for (let edit = 0; edit < 5; edit += 1) {
    app.write('a.ts', `export const handler = () => ${edit};`);
    const functions = { a: app.lambda('a.handler') };
    const code = (await (edit === 0 ? build(bundler, functions) : rebuild(bundler))).code.get('a');
    if (code?.kind === 'ready') files.push(code.file);
  }
  bundler.prune(() => new Set(files.slice(3, 4)));
  expect(files.map((file) => existsSync(file))).toEqual([false, false, false, true, true]);
  expect(files.map((file) => existsSync(`${file}.map`))).toEqual([false, false, false, true, true]);
  await bundler.dispose();
  expect(readdirSync(join(app.root, '.gw-emulate'))).toEqual(['.gitignore']);
});

test('folders of emulators that are gone are removed, those of others stay', async () => {
  const app = project({
    '.gw-emulate/functions-999999999-1/old.mjs': '',
    [`.gw-emulate/functions-${process.pid}-999/other.mjs`]: '',
  });
  bundlerOf(app);
  const folders = readdirSync(join(app.root, '.gw-emulate'));
  expect(folders).not.toContain('functions-999999999-1');
  expect(folders).toContain(`functions-${process.pid}-999`);
});

test('a change in what the tsconfig extends is a change, and its folder is watched', async () => {
  const app = project({
    'app/a.ts': 'class Base { value = "field"; } export const handler = () => Object.keys(new Base());',
    'app/tsconfig.json': '{ "extends": ["../shared/one.json"] }',
    'shared/one.json': '{ "extends": "./two.json" }',
    'shared/two.json': '{ "extends": "./one.json", "compilerOptions": { "useDefineForClassFields": true } }',
  });
  const bundler = bundlerOf(app);
  const functions = { a: app.lambda('app/a.handler') };
  await build(bundler, functions);
  expect(bundler.watchable).toContain(join(app.root, 'shared'));
  expect((await rebuild(bundler)).code.size).toBe(0);
  app.write('shared/two.json', '{ "compilerOptions": { "useDefineForClassFields": false } }');
  expect([...(await rebuild(bundler)).code.keys()]).toEqual(['a']);
});

test('a missing file, a missing export and a malformed handler are problems of their functions', async () => {
  const app = project({ 'a.ts': 'export const list = () => 1;', 'c.js': 'exports.list = () => 1;' });
  const declaredAt = { file: 'emulator.config.yaml', line: 7, column: 3 };
  const { builds, code } = await build(bundlerOf(app), {
    file: app.lambda('src/none.handler', { name: 'file', declaredAt }),
    export: app.lambda('a.lst', { name: 'export', declaredAt }),
    malformed: app.lambda('../a.list', { name: 'malformed', declaredAt }),
    commonJs: app.lambda('c.lst', { name: 'commonJs', declaredAt }),
    python: app.lambda('app.handler', { name: 'python', declaredAt, runtime: 'python3.13' }),
  });
  expect(builds.map((each) => each.problems[0]?.position)).toEqual(builds.map(() => declaredAt));
  expect(builds[4]?.problems[0]?.hint).toBe(
    "python3.13 is not Node: run the function with command: (python3 -m awslambdaric app.handler), which speaks Lambda's Runtime API",
  );
  expect(builds[0]?.problems[0]?.message).toMatch(
    /^file: no file for the handler "src\/none\.handler"; looked for .*src\/none\.ts and \.mts/,
  );
  expect(builds[1]?.problems[0]?.message).toMatch(/does not export "lst" \(handler "a\.lst"\); it exports list$/);
  expect(builds[3]?.problems[0]?.message).toMatch(/does not export "lst" \(handler "c\.lst"\); it exports list$/);
  expect(code.get('file')).toMatchObject({ error: { errorType: 'Runtime.ImportModuleError' } });
  expect(code.get('malformed')).toMatchObject({ error: { errorType: 'Runtime.MalformedHandlerName' } });
});

test.each([{}, { 'package.json': '{ "type": "module" }' }])(
  'inline source is built under the module name of its handler, alone as on AWS: %j',
  async (files) => {
    const app = project(files);
    const { builds, code } = await build(bundlerOf(app), {
      esm: app.lambda('index.handler', {
        name: 'esm',
        code: { kind: 'inline', source: 'export const handler = () => "inline esm";' },
      }),
      cjs: app.lambda('index.handler', {
        name: 'cjs',
        code: { kind: 'inline', source: 'exports.handler = () => "inline cjs";' },
      }),
    });
    expect(builds.flatMap(({ problems }) => problems)).toEqual([]);
    expect(((await load(code.get('esm')))['handler'] as () => string)()).toBe('inline esm');
    expect(((await load(code.get('cjs')))['handler'] as () => string)()).toBe('inline cjs');
  },
);

test('an AWS SDK client that is nowhere is named with the command that adds it', async () => {
  const app = project({ 'a.ts': 'import { X } from "@aws-sdk/client-nowhere"; export const handler = () => X;' });
  const { builds } = await build(bundlerOf(app), { a: app.lambda('a.handler') });
  expect(builds[0]?.problems[0]?.hint).toBe(
    'On AWS the runtime provides the SDK; here it comes from the project: npm install --save-dev @aws-sdk/client-nowhere',
  );
});

test('an AWS SDK client that the project lacks is taken from beside the emulator', async () => {
  const app = project({
    'a.mts': 'import { LambdaClient } from "@aws-sdk/client-lambda"; export const handler = () => LambdaClient.name;',
    'b.cjs': 'exports.handler = () => require("@aws-sdk/client-lambda").LambdaClient.name;',
  });
  const { code } = await build(bundlerOf(app), { a: app.lambda('a.handler'), b: app.lambda('b.handler') });
  expect(((await load(code.get('a')))['handler'] as () => string)()).toBe('LambdaClient');
  expect(((await load(code.get('b')))['handler'] as () => string)()).toBe('LambdaClient');
});

test('bundles have source maps that name the source', async () => {
  const app = project({ 'src/a.ts': 'export const handler = (): number => 1;' });
  const { code } = await build(bundlerOf(app), { a: app.lambda('src/a.handler') });
  const ready = code.get('a');
  if (ready?.kind !== 'ready') throw new Error('not built');
  const map = JSON.parse(readFileSync(`${ready.file}.map`, 'utf8')) as { sources: string[] };
  expect(map.sources.map((source) => join(ready.file, '..', source))).toContain(join(app.root, 'src/a.ts'));
});
