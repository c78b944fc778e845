// TypeScript and JavaScript that the documentation shows compiles against the package's types: whoever copies it gets code that is right.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { PAGES, type Snippet, snippetsOf } from './snippets.ts';

const SNIPPETS = PAGES.flatMap(snippetsOf).filter(({ language }) =>
  /^(?:[cm]?[jt]s|tsx|typescript|javascript)$/.test(language),
);

/** Packages of the reader's project that are not installed here, as far as the examples use them. */
const STUBS = `declare module 'pg' {
  export class Pool {
    constructor(options: { connectionString?: string | undefined; max?: number });
    query(text: string): Promise<{ rows: unknown[] }>;
  }
}
`;

/** What an example goes on from: the one before it in its page, or the test runner of the reader. */
const GIVEN: Readonly<Record<string, string>> = {
  emulator: "declare const emulator: import('gw-emulate').Emulator;",
  test: 'declare const test: (title: string, run: () => unknown) => void;',
  expect: 'declare const expect: (value: unknown) => any;',
};

function complete({ text }: Snippet): string {
  const given = Object.entries(GIVEN).filter(([name]) => uses(text, name) && !declares(text, name));
  return `${given.map(([, declaration]) => declaration).join('\n')}\n${text}\nexport {};\n`;
}

function uses(text: string, name: string): boolean {
  return new RegExp(`\\b${name}[.(]`).test(text);
}

function declares(text: string, name: string): boolean {
  return new RegExp(`(?:const|let|using) ${name}\\b|import [^;]*\\b${name}\\b[^;]* from`).test(text);
}

test('there are examples to compile', () => {
  expect(SNIPPETS.length).toBeGreaterThan(10);
});

test('every example compiles against the types of the package', () => {
  // Below the repository, so that its packages are found.
  const folder = resolve('node_modules/.cache/gw-emulate-snippets');
  mkdirSync(folder, { recursive: true });
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const names = SNIPPETS.map(
    ({ place, language }) => `${place.replaceAll(/[^\w]+/g, '-')}.${/^j|javascript/.test(language) ? 'cjs' : 'ts'}`,
  );
  for (const [index, snippet] of SNIPPETS.entries()) writeFileSync(join(folder, names[index] ?? ''), complete(snippet));
  writeFileSync(join(folder, 'stubs.d.ts'), STUBS);
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        target: 'ES2022',
        lib: ['ES2023', 'ESNext.Disposable', 'DOM'],
        module: 'ESNext',
        moduleResolution: 'Bundler',
        moduleDetection: 'force',
        strict: true,
        exactOptionalPropertyTypes: true,
        noEmit: true,
        allowJs: true,
        allowImportingTsExtensions: true,
        skipLibCheck: true,
        types: ['node'],
        paths: {
          'gw-emulate': [resolve('src/index.ts')],
          'gw-emulate/mapping': [resolve('src/mapping/index.ts')],
          'gw-emulate/recorder': [resolve('src/recorder/index.ts')],
        },
      },
      files: [...names, 'stubs.d.ts'],
    }),
  );
  const { stdout } = spawnSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '-p', folder], {
    encoding: 'utf8',
  });
  expect(stdout.split('\n').filter((line) => line.includes('gw-emulate-snippets'))).toEqual([]);
}, 120_000);
