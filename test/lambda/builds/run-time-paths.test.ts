/** Files that only a path put together at run time leads to: they are read as the build would have read them. */
import { expect, test } from 'vitest';
import { serviceOf } from '../service-under-test.ts';

const HANDLER =
  'declare const require: (path: string) => { answer: () => string };\nexport const handler = async ({ name }: { name: string }) => require(`../parts/${name}`).answer();\n';

// https://www.typescriptlang.org/tsconfig/#paths: the longest prefix wins, targets are tried in their order, and are relative to baseUrl or else to
// the tsconfig; a file without paths of its own has those that it extends.
const PARTS = {
  'src/app.ts': HANDLER,
  'parts/alias.ts': 'import { word } from "@lib/word"; export const answer = (): string => word;',
  'parts/exact.ts': 'import { word } from "exact"; export const answer = (): string => word;',
  'parts/longest.ts': 'import { word } from "@lib/deep/word"; export const answer = (): string => word;',
  'parts/second.ts': 'import { word } from "@two/word"; export const answer = (): string => word;',
  'parts/plain.ts': 'import { word } from "@lib/old"; export const answer = (): string => word;',
  'parts/package.ts': 'import { word } from "installed"; export const answer = (): string => word;',
  'lib/word.ts': 'export const word: string = "alias";',
  'lib/exact.ts': 'export const word: string = "exact";',
  'lib/old.js': 'exports.word = "javascript";',
  'deep/word.ts': 'export const word: string = "longest";',
  'node_modules/installed/index.js': 'exports.word = "package";',
};
const PATHS = {
  '@lib/*': ['lib/*'],
  '@lib/deep/*': ['deep/*'],
  exact: ['./lib/exact.ts'],
  '@two/*': ['none/*', 'lib/*'],
};
const relativeTo = (prefix: string): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(PATHS).map(([key, targets]) => [key, targets.map((target) => prefix + target.replace('./', ''))]),
  );

test.each([
  ['relative to the tsconfig', { 'tsconfig.json': { compilerOptions: { paths: relativeTo('./') } } }],
  ['relative to baseUrl', { 'tsconfig.json': { compilerOptions: { baseUrl: '.', paths: PATHS } } }],
  [
    'of a tsconfig that is extended',
    {
      'tsconfig.json': { extends: './config/base.json', compilerOptions: { strict: true } },
      'config/base.json': { compilerOptions: { paths: relativeTo('../') } },
    },
  ],
  // https://www.typescriptlang.org/docs/handbook/release-notes/typescript-5-5.html#the-configdir-template-variable-for-configuration-files
  [
    'from ${configDir} of a tsconfig that is extended',
    {
      'tsconfig.json': { extends: './config/base.json' },
      'config/base.json': { compilerOptions: { paths: relativeTo('${configDir}/') } },
    },
  ],
  [
    'from a baseUrl of ${configDir}',
    {
      'tsconfig.json': { extends: './config/base.json' },
      'config/base.json': { compilerOptions: { baseUrl: '${configDir}', paths: PATHS } },
    },
  ],
])('paths %s lead to files of files that were not known when the function was built', async (_what, configs) => {
  const texts = Object.fromEntries(Object.entries(configs).map(([file, config]) => [file, JSON.stringify(config)]));
  const { result } = await serviceOf({ ...PARTS, ...texts }, { app: { handler: 'src/app.handler' } });
  const answers: unknown[] = [];
  for (const name of ['alias', 'exact', 'longest', 'second', 'plain', 'package'])
    answers.push(await result('app', { name }));
  expect(answers).toEqual(['alias', 'exact', 'longest', 'alias', 'javascript', 'package']);
});
