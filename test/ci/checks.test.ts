// The checks of .ci/ on small trees of sources: each fails on a deliberate offence and says where it is.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';

const CHECKS = resolve(import.meta.dirname, '../../.ci');

test('two files whose types import each other are a circle', () => {
  const outcome = check('circles', {
    'model/a.ts': "import type { B } from './b.ts';\nexport interface A { readonly b: B }\n",
    'model/b.ts': "import type { A } from './a.ts';\nexport interface B { readonly a: A }\n",
  });
  expect(outcome).toMatchObject({ status: 1 });
  expect(outcome.stderr).toContain('model/a.ts -> model/b.ts -> model/a.ts');
});

test('a circle through a re-export and an import() is found, with its shortest way round', () => {
  const outcome = check('circles', {
    'model/a.ts': "export { b } from './b.ts';\n",
    'model/b.ts': "export const b = () => import('./c.ts');\n",
    'model/c.ts': "import './a.ts';\n",
    'model/d.ts': "import './a.ts';\n",
  });
  expect(outcome.stderr).toContain('circle of 3 files');
});

test('imports that only go down are no circle', () => {
  const files = {
    'model/a.ts': "import './b.ts';\nimport './c.ts';\n",
    'model/b.ts': "import './c.ts';\n",
    'model/c.ts': '',
  };
  expect(check('circles', files)).toMatchObject({ status: 0 });
});

test('a folder with a seventeenth source file is refused', () => {
  const files = Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`model/many/file-${index}.ts`, '']));
  expect(check('folders', files).stderr).toContain('model/many: 17 source files, at most 16');
});

test('an import of a higher floor is refused with its line', () => {
  const outcome = check('floors', { 'model/a.ts': "\nimport '../rest-api/index.ts';\n", 'rest-api/index.ts': '' });
  expect(outcome).toMatchObject({ status: 1 });
  expect(outcome.stderr).toContain('model/a.ts:2: model (floor 1) may not import rest-api (floor 4)');
});

test.each([
  ['routing', 'stages', 'routing (room 1) may not import stages (room 8)'],
  ['stages', '..', 'stages (room 8) may not import its front (room 9)'],
  ['odds', 'routing', 'odds (room ?) may not import routing (room 1)'],
])('inside a front end, %s may not import %s', (from, to, said) => {
  const target = to === '..' ? 'rest-api/index.ts' : `rest-api/${to}/index.ts`;
  const importing = to === '..' ? '../index.ts' : `../${to}/index.ts`;
  const outcome = check('floors', { [`rest-api/${from}/a.ts`]: `import '${importing}';\n`, [target]: '' });
  expect(outcome).toMatchObject({ status: 1 });
  expect(outcome.stderr).toContain(`rest-api/${from}/a.ts:1: ${said}`);
});

function check(name: string, files: Readonly<Record<string, string>>) {
  const root = temporaryFolder('gw-emulate-check');
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const { status, stderr } = spawnSync(process.execPath, [join(CHECKS, `check-${name}.mjs`), root], {
    encoding: 'utf8',
  });
  return { status, stderr };
}
