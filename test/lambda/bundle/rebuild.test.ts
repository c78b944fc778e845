// A rebuild after some files changed: it must give what a build of everything would give.
import fc from 'fast-check';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { Bundler } from '../../../src/lambda/bundle/bundler.ts';
import type { LambdaFunction } from '../../../src/model/definition/function.ts';
import { project } from '../project.ts';
import type { Project } from '../project.ts';
import { build, rebuild } from './building.ts';

const SHARED = 'export const shared = (): string => "first";';
const usesShared = (text: string): string =>
  `import { shared } from './shared.ts'; export const handler = (): string => \`${text} \${shared()}\`;`;

async function built(files: Readonly<Record<string, string>>, names: readonly string[]) {
  const app = project(files);
  const bundler = new Bundler(app.root, process.cwd(), () => 0);
  onTestFinished(() => bundler.dispose());
  await build(bundler, functionsOf(app, names));
  const changed = (...paths: string[]) => rebuild(bundler, new Set(paths.map((path) => join(app.root, path))));
  return { app, bundler, changed };
}

function functionsOf(app: Project, names: readonly string[]): Record<string, LambdaFunction> {
  return Object.fromEntries(names.map((name) => [name, app.lambda(`${name}.handler`)]));
}

/** What a function's code answers now. */
async function answer(bundler: Bundler, name: string): Promise<unknown> {
  const code = bundler.codeOf(name);
  if (code?.kind !== 'ready') return 'no code';
  const require = createRequire(code.file);
  delete require.cache[code.file];
  const loaded = (
    code.format === 'cjs' ? require(code.file) : await import(/* @vite-ignore */ pathToFileURL(code.file).href)
  ) as Record<string, unknown>;
  return (loaded['handler'] as () => unknown)();
}

const four = {
  'a.ts': usesShared('a'),
  'b.ts': usesShared('b'),
  'c.ts': usesShared('c'),
  'd.ts': 'export const handler = () => "d";',
};
const names = ['a', 'b', 'c', 'd'];

test('a saved handler is new code of its function, and nothing else is read', async () => {
  const { app, bundler, changed } = await built({ ...four, 'shared.ts': SHARED }, names);
  app.write('d.ts', 'this is not a program');
  app.write('a.ts', usesShared('changed a'));
  const { builds, code } = await changed('a.ts');
  expect(builds).toEqual([{ functionName: 'a', problems: [], tookMs: 0, serves: 'this' }]);
  expect([...code.keys()]).toEqual(['a']);
  expect(await answer(bundler, 'a')).toBe('changed a first');
});

test('a saved file is new code of every function that imports it, and of no other', async () => {
  const { app, bundler, changed } = await built({ ...four, 'shared.ts': SHARED }, names);
  app.write('shared.ts', 'export const shared = () => "second";');
  expect([...(await changed('shared.ts')).code.keys()]).toEqual(['a', 'b', 'c']);
  expect(await answer(bundler, 'b')).toBe('b second');
});

test('a file that is imported only since the last save is watched, and its own change is noticed', async () => {
  const { app, bundler, changed } = await built({ ...four, 'shared.ts': SHARED, 'lib/other.ts': SHARED }, names);
  app.write('a.ts', usesShared('a').replace('./shared', './lib/other'));
  await changed('a.ts');
  expect(bundler.watchable).toContain(join(app.root, 'lib'));
  app.write('lib/other.ts', 'export const shared = () => "other";');
  expect([...(await changed('lib/other.ts')).code.keys()]).toEqual(['a']);
  expect(await answer(bundler, 'a')).toBe('a other');
});

test('a save that changes nothing is not a new code, neither then nor at the next build of everything', async () => {
  const { bundler, changed } = await built({ ...four, 'shared.ts': SHARED }, names);
  expect(await changed('a.ts')).toEqual({ builds: [], code: new Map() });
  expect(await rebuild(bundler)).toEqual({ builds: [], code: new Map() });
});

test('a build of everything after a save keeps the code of the save', async () => {
  const { app, bundler, changed } = await built({ ...four, 'shared.ts': SHARED }, names);
  app.write('a.ts', usesShared('changed a'));
  await changed('a.ts');
  bundler.prune(() => new Set());
  expect(await rebuild(bundler)).toEqual({ builds: [], code: new Map() });
  bundler.prune(() => new Set());
  expect(await Promise.all(names.map((name) => answer(bundler, name)))).toEqual([
    'changed a first',
    'b first',
    'c first',
    'd',
  ]);
});

test('a broken save keeps the last good code and is said; the repair is new code', async () => {
  const { app, bundler, changed } = await built({ ...four, 'shared.ts': SHARED }, names);
  app.write('a.ts', 'export const handler = () => ;');
  const broken = await changed('a.ts');
  expect(broken.builds.map(({ functionName, problems }) => [functionName, problems.length])).toEqual([['a', 1]]);
  expect(await answer(bundler, 'a')).toBe('a first');
  app.write('a.ts', usesShared('mended'));
  expect((await changed('a.ts')).builds).toEqual([{ functionName: 'a', problems: [], tookMs: 0, serves: 'this' }]);
  expect(await answer(bundler, 'a')).toBe('mended first');
});

test('a file that an import was missing mends the functions when it appears', async () => {
  const { app, bundler, changed } = await built(four, names);
  expect(bundler.codeOf('a')?.kind).toBe('failed');
  app.write('shared.ts', SHARED);
  expect([...(await changed('shared.ts')).code.keys()]).toEqual(['a', 'b', 'c']);
});

test('a new file that comes before another in resolution takes its place', async () => {
  const { app, bundler, changed } = await built(
    { ...four, 'shared.ts': SHARED, 'e.js': 'export const handler = () => "js";' },
    [...names, 'e'],
  );
  app.write('e.ts', 'export const handler = () => "ts";');
  await changed('e.ts');
  expect(await answer(bundler, 'e')).toBe('ts');
});

test('a removed file is a problem of every function that imports it', async () => {
  const { app, changed } = await built({ ...four, 'shared.ts': SHARED }, names);
  app.remove('shared.ts');
  const { builds } = await changed('shared.ts');
  expect(builds.map(({ functionName, problems }) => [functionName, problems.length])).toEqual([
    ['a', 1],
    ['b', 1],
    ['c', 1],
  ]);
});

test('a changed tsconfig.json is honoured, although one function imports it as data too', async () => {
  const tsconfig = (folder: string): string => `{ "compilerOptions": { "paths": { "@lib/*": ["./${folder}/*"] } } }`;
  const { app, bundler, changed } = await built(
    {
      ...four,
      'shared.ts': SHARED,
      'tsconfig.json': tsconfig('one'),
      'one/x.ts': 'export const x = "one";',
      'two/x.ts': 'export const x = "two";',
      'c.ts': 'import data from "./tsconfig.json"; export const handler = () => Object.keys(data).length;',
      'd.ts': 'import { x } from "@lib/x"; export const handler = () => x;',
    },
    names,
  );
  expect(await answer(bundler, 'd')).toBe('one');
  app.write('tsconfig.json', tsconfig('two'));
  await changed('tsconfig.json');
  expect(await answer(bundler, 'd')).toBe('two');
});

test('a file that is imported with a query is read again', async () => {
  const { app, bundler, changed } = await built(
    {
      ...four,
      'shared.ts': SHARED,
      'page.txt': 'old',
      'd.ts': 'import page from "./page.txt?raw"; export const handler = () => page;',
    },
    names,
  );
  app.write('page.txt', 'new');
  expect([...(await changed('page.txt')).code.keys()]).toEqual(['d']);
  expect(await answer(bundler, 'd')).toBe('new');
});

test('when the system does not say what changed, everything is built', async () => {
  const { app, bundler } = await built({ ...four, 'shared.ts': SHARED }, names);
  app.write('b.ts', usesShared('changed b'));
  expect([...(await rebuild(bundler)).code.keys()]).toEqual(['b']);
});

const FILES = ['a.ts', 'b.ts', 'c.ts', 'd.ts', 'lib/x.ts', 'lib/x.js', 'lib/y.ts'] as const;
const edits = fc.array(
  fc.record({
    file: fc.constantFrom(...FILES),
    imports: fc.constantFrom('', './lib/x', './lib/y'),
    text: fc.constantFrom('one', 'two', 'broken', 'gone'),
  }),
  { minLength: 1, maxLength: 6 },
);

test(
  'after any edits every function has the code that a build from nothing gives it',
  { timeout: 60_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(edits, async (saved) => {
        const { app, bundler, changed } = await built(
          { ...four, 'shared.ts': SHARED, 'lib/y.ts': module('', 'y') },
          names,
        );
        for (const { file, imports, text } of saved) {
          if (text === 'gone') app.remove(file);
          else
            app.write(
              file,
              text === 'broken' ? 'export const = ;' : module(file.startsWith('lib') ? '' : imports, text),
            );
          await changed(file);
        }
        const fresh = new Bundler(app.root, process.cwd(), () => 0);
        await build(fresh, functionsOf(app, names));
        for (const name of names) {
          // What does not build keeps its last good code here, and has none there.
          const wanted = await answer(fresh, name);
          if (wanted !== 'no code') expect(await answer(bundler, name)).toEqual(wanted);
        }
        expect(bundler.builds().map(({ problems }) => problems)).toEqual(
          fresh.builds().map(({ problems }) => problems),
        );
        await fresh.dispose();
        await bundler.dispose();
      }),
      { numRuns: 25 },
    );
  },
);

/** A module that answers with its own text and that of what it imports. */
function module(imports: string, text: string): string {
  const imported = imports === '' ? '' : `import { handler as inner } from '${imports}';`;
  return `${imported} export const handler = () => ['${text}', ${imports === '' ? '""' : 'inner()'}];`;
}
