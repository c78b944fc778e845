// Configurations in code: emulator.config.ts and its likes.
import { expect, test } from 'vitest';
import { loadCode, placed } from './project.ts';

const API =
  "{ functions: { hello: 'hello.handler' }, apis: { shop: { type: 'http', routes: { 'GET /hello': 'hello' } } } }";

test.each([
  ['emulator.config.ts', `import { defineConfig } from 'gw-emulate';\nexport default defineConfig(${API});`],
  [
    'emulator.config.mts',
    `import { defineConfig, type EmulatorConfig } from 'gw-emulate';\nexport default ${API} satisfies EmulatorConfig;`,
  ],
  ['emulator.config.js', `import { defineConfig } from 'gw-emulate';\nexport default defineConfig(${API});`],
  ['emulator.config.js', `module.exports = ${API};`],
  ['emulator.config.js', `const { defineConfig } = require('gw-emulate');\nmodule.exports = defineConfig(${API});`],
  ['emulator.config.mjs', `export default async () => (${API});`],
  ['emulator.config.mjs', `const config = await Promise.resolve(${API});\nexport default config;`],
  ['other.cjs', `exports.default = ${API};\nexports.__esModule = true;`],
])('%s is read', async (name, text) => {
  const { model, problems } = await loadCode({ [name]: text });
  expect(problems).toEqual([]);
  expect(model?.apis.map((api) => api.name)).toEqual(['shop']);
});

test('what it imports is read with it, and a change of it means to read again', async () => {
  const { model, files, folder } = await loadCode(
    {
      'emulator.config.ts':
        "import { routes } from './shared/routes';\nimport settings from './settings.json';\nexport default { region: settings.region, functions: { hello: { handler: 'hello.handler', environment: { STAGE: process.env.STAGE ?? '', HERE: import.meta.dirname, FILE: __filename } } }, apis: { shop: { type: 'http', routes } } };",
      'shared/routes.ts': "export const routes: Record<string, string> = { 'GET /hello': 'hello' };",
      'settings.json': '{ "region": "eu-west-1" }',
    },
    { STAGE: 'test' },
  );
  expect(model?.region).toBe('eu-west-1');
  expect(model?.functions['hello']?.environment).toEqual({
    STAGE: 'test',
    HERE: folder,
    FILE: `${folder}/emulator.config.ts`,
  });
  expect(files).toEqual(expect.arrayContaining([`${folder}/shared/routes.ts`, `${folder}/settings.json`]));
});

test('packages that can only be imported are imported', async () => {
  const { problems, model } = await loadCode({
    'emulator.config.ts': `import { region } from 'only-import';\nexport default { region, ...${API} };`,
    'node_modules/only-import/package.json': '{ "type": "module", "exports": { "import": "./index.js" } }',
    'node_modules/only-import/index.js': "await null; export const region = 'eu-central-1';",
  });
  expect(problems).toEqual([]);
  expect(model?.region).toBe('eu-central-1');
});

test.each([
  [
    'throws',
    { 'emulator.config.ts': "const url = 1;\n  throw new Error('no database');" },
    'emulator.config.ts:2:9 emulator.config.ts failed: no database',
  ],
  [
    'throws in the first line of what it imports',
    { 'emulator.config.ts': "import './more';\nexport default {};", 'more.ts': "throw new TypeError('more');" },
    'more.ts:1:7 emulator.config.ts failed: more',
  ],
  [
    'is not valid',
    { 'emulator.config.ts': 'export default {\n  a: ,\n};' },
    'emulator.config.ts:2:6 emulator.config.ts failed: Unexpected ","',
  ],
  [
    'imports a file that is not there',
    { 'emulator.config.mjs': "import './mor.mjs';\nexport default {};" },
    'emulator.config.mjs:1:8 emulator.config.mjs failed: Could not resolve "./mor.mjs"',
  ],
  [
    'imports a package that is not there',
    { 'emulator.config.ts': "\nimport x from 'not-there';\nexport default x;" },
    "emulator.config.ts:2:15 emulator.config.ts failed: Cannot find module 'not-there'",
  ],
  [
    'has no default export',
    { 'emulator.config.ts': `export const config = ${API};` },
    'emulator.config.ts:1:1 emulator.config.ts failed: it has no default export (it exports config); write: export default defineConfig({ … })',
  ],
  [
    'ends its process',
    { 'emulator.config.ts': "console.log('bye');\nprocess.exit(3);" },
    'emulator.config.ts:1:1 emulator.config.ts ended its process (exit code 3) -> It printed: bye',
  ],
])('one that %s is reported with its place', async (_what, files, said) => {
  const read = await loadCode(files);
  expect(placed(read)).toEqual([said]);
  expect(read.model).toBeUndefined();
});

test('values that JSON does not have are reported where they stand', async () => {
  const read = await loadCode({
    'emulator.config.ts':
      "const apis = { shop: { type: 'http', routes: {} } };\nexport default {\n  functions: { hello: async () => 1, two: { handler: 'a.b', timeout: NaN } },\n  apis,\n  values: new Map([['a', 'b']]),\n};",
  });
  expect(placed(read)).toEqual([
    'emulator.config.ts:3:23 functions.hello is a function -> A handler is named by its file and export: handlers/orders.create.',
    'emulator.config.ts:3:70 functions.two.timeout is NaN -> A configuration holds text, numbers, true and false, lists and objects.',
    'emulator.config.ts:5:11 values is an instance of Map -> A configuration holds text, numbers, true and false, lists and objects.',
  ]);
});

test('what it prints is shown, and does not get in the way', async () => {
  const read = await loadCode({ 'emulator.config.ts': `console.log('stage', 'dev');\nexport default ${API};` });
  expect(placed(read)).toEqual(['info: emulator.config.ts printed: stage dev']);
  expect(read.model).toBeDefined();
});
