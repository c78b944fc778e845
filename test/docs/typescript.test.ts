// TypeScript and JavaScript that the documentation shows compiles against the package's types: copied code is right.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { PAGES, snippetsOf } from './snippets.ts';

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

/** Files of the reader's project. */
const ANOTHER_FILE = /Cannot find module '\.{1,2}\//;

/** What an example goes on from: the one before it in its page, or the test runner of the reader. Its own declarations stand above these. */
const GIVEN = `declare const emulator: import('gw-emulate').Emulator;
declare const startEmulator: typeof import('gw-emulate').startEmulator;
declare const fetchWithRetry: typeof fetch;
declare const beforeEach: (run: () => unknown) => void;
declare const test: (title: string, run: () => unknown) => void;
declare const expect: (value: unknown) => any;
`;

test('there are examples to compile', () => {
  expect(SNIPPETS.length).toBeGreaterThan(10);
});

test('every example compiles against the types of the package', () => {
  // Below the repository, so that its packages are found.
  const folder = resolve('node_modules/.cache/gw-emulate-snippets');
  mkdirSync(folder, { recursive: true });
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const names = SNIPPETS.map(
    ({ place, language }) => `${place.replaceAll(/[^\w]+/g, '-')}.${/^j|javascript/.test(language) ? 'js' : 'ts'}`,
  );
  for (const [index, snippet] of SNIPPETS.entries())
    writeFileSync(join(folder, names[index] ?? ''), `${snippet.text}\nexport {};\n`);
  writeFileSync(join(folder, 'stubs.d.ts'), STUBS);
  writeFileSync(join(folder, 'given.d.ts'), GIVEN);
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        target: 'ES2022',
        lib: ['ES2023', 'ESNext.Disposable', 'DOM'],
        module: 'ESNext',
        moduleResolution: 'Bundler',
        strict: true,
        exactOptionalPropertyTypes: true,
        noEmit: true,
        allowJs: true,
        allowImportingTsExtensions: true,
        skipLibCheck: true,
        types: ['node'],
        paths: entryPoints(),
      },
      files: [...names, 'stubs.d.ts', 'given.d.ts'],
    }),
  );
  const { stdout } = spawnSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '-p', folder], {
    encoding: 'utf8',
  });
  expect(stdout.split('\n').filter((line) => line.includes('gw-emulate-snippets') && !ANOTHER_FILE.test(line))).toEqual(
    [],
  );
}, 120_000);

/** What each export of the package is built from. */
function entryPoints(): Record<string, string[]> {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    readonly exports: Readonly<Record<string, string | { readonly types?: string }>>;
  };
  return Object.fromEntries(
    Object.entries(exports).flatMap(([name, target]) => {
      const types = typeof target === 'string' ? undefined : target.types;
      if (types === undefined) return [];
      const source = types.replace('./dist/types/', 'src/').replace(/\.d\.ts$/, '.ts');
      return [[name.replace(/^\./, 'gw-emulate'), [resolve(source)]]];
    }),
  );
}
