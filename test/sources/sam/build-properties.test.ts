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

test('the code is bundled with what BuildProperties give esbuild', async () => {
  const cwd = temporaryFolder('build-properties');
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  const emulator = await startEmulator({ cwd, config: 'template.yaml', port: 0, adminPort: 0, watch: false });
  try {
    const { payload } = await emulator.invoke('Fn', {});
    expect(JSON.parse(payload)).toEqual(['dev', 'shop', 'i', 'page', 'b']);
  } finally {
    await emulator.close();
  }
});

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
