import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { startEmulator } from '../../../src/index.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { transformed } from './transformed.ts';

const FILES = {
  'template.yaml': `Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Metadata:
      BuildMethod: esbuild
      BuildProperties:
        Minify: true
        Target: es2020
        Define: { STAGE: '"dev"' }
        Alias: ["@shop=./lib/shop"]
        Inject: [lib/globals.ts]
        Loader: [.tpl=text]
        Banner: [js=globalThis.fromBanner = 'b';]
        External: [not-installed]
    Properties: { CodeUri: src, Handler: app.handler, Runtime: nodejs22.x }
`,
  'src/app.ts': `import text from './page.tpl';
import { name } from '@shop/name';
declare const STAGE: string; declare const injected: string; declare const fromBanner: string;
export const later = () => import('not-installed');
export const handler = async () => [STAGE, name, injected, text.trim(), fromBanner];
`,
  'src/lib/shop/name.ts': "export const name = 'shop';\n",
  'src/lib/globals.ts': "export const injected = 'i';\n",
  'src/page.tpl': 'page\n',
};

const OUTPUT_FILES = {
  'template.yaml': `Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Runtime: nodejs22.x, CodeUri: src } }
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Metadata:
      BuildMethod: esbuild
      BuildProperties:
        Minify: true
        KeepNames: true
        Target: es2022
        Format: esm
        OutExtension: [.js=.mjs]
        Sourcemap: true
        SourcesContent: false
        Conditions: [shop]
        MainFields: special,main
        EntryPoints: [app.ts]
        Banner:
          - js=import { createRequire } from 'module'; const require = createRequire(import.meta.url);
    Properties: { Handler: app.handler }
  Usual:
    Type: AWS::Serverless::Function
    Metadata: { BuildMethod: esbuild, BuildProperties: { EntryPoints: [usual.ts] } }
    Properties: { Handler: usual.handler }
`,
  'src/app.ts': `import kind from 'kinds';
import field from 'fields';
const ready: string = await Promise.resolve('awaited');
class Basket {}
function total() {}
export const handler = async () => {
  const line = /app\\.ts:(\\d+)/.exec(new Error('x').stack ?? '')?.[1];
  return [kind, field, ready, Basket.name, total.name, require('node:path').sep, line];
};
`,
  'src/usual.ts': `import kind from 'kinds';
import field from 'fields';
export const handler = async () => [kind, field];
`,
  'node_modules/kinds/package.json': '{ "name": "kinds", "exports": { "shop": "./shop.js", "default": "./plain.js" } }',
  'node_modules/kinds/shop.js': "module.exports = 'shop';\n",
  'node_modules/kinds/plain.js': "module.exports = 'plain';\n",
  'node_modules/fields/package.json': '{ "name": "fields", "main": "./main.js", "special": "./special.js" }',
  'node_modules/fields/main.js': "module.exports = 'main';\n",
  'node_modules/fields/special.js': "module.exports = 'special';\n",
};

test('the code is bundled with what BuildProperties give esbuild', async () => {
  const answers = await answersOf(FILES, ['Fn']);
  expect(answers).toEqual([['dev', 'shop', 'i', 'page', 'b']]);
});

test('conditions and main fields choose the files of packages, names stay, and a module of its format runs with its banner', async () => {
  const [built, usual] = await answersOf(OUTPUT_FILES, ['Fn', 'Usual']);
  expect(built).toEqual(['shop', 'special', 'awaited', 'Basket', 'total', '/', '7']);
  expect(usual).toEqual(['plain', 'main']);
});

/** What functions of a project answer, about which nothing is said. */
async function answersOf(files: Readonly<Record<string, string>>, names: readonly string[]): Promise<unknown[]> {
  const cwd = temporaryFolder('build-properties');
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  const { problems } = transformed(files['template.yaml'] ?? '');
  expect(problems.list).toEqual([]);
  const emulator = await startEmulator({ cwd, config: 'template.yaml', port: 0, adminPort: 0, watch: false });
  try {
    const answers: unknown[] = [];
    for (const name of names) answers.push(JSON.parse((await emulator.invoke(name, {})).payload));
    return answers;
  } finally {
    await emulator.close();
  }
}

test('a property that esbuild does not have is named, with the one that was meant', () => {
  const { problems } = transformed(`Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Metadata: { BuildMethod: esbuild, BuildProperties: { Exteral: [a], Loader: 5 } }
    Properties: { CodeUri: src, Handler: app.handler, Runtime: nodejs20.x }`);
  expect(problems.list.map(({ message, hint }) => [message, hint])).toEqual([
    ['"Exteral" of BuildProperties has no effect here', 'Did you mean "External"?'],
    ['"Loader" of BuildProperties cannot be read; it has no effect here', undefined],
  ]);
});
